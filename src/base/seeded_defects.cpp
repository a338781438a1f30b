#include "base/seeded_defects.hpp"

#include <atomic>
#include <cstdlib>

namespace troupe::base {

bool defect_strikes(std::string_view name) {
  static const char* const chosen = std::getenv("TROUPE_SEEDED_DEFECT");
  static const char* const dies = std::getenv("TROUPE_SEEDED_DEFECT_DIES");
  static const unsigned long last = dies != nullptr ? std::strtoul(dies, nullptr, 10) : 0;
  static std::atomic<unsigned long> strikes = 0;
  if (chosen == nullptr || name != chosen) {
    return false;
  }
  if (++strikes == last) {
    std::abort();
  }
  return true;
}

}  // namespace troupe::base
