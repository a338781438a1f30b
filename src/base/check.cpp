#include "base/check.hpp"

namespace troupe::base {

void fail_check(const char* message, std::source_location where) {
  throw CheckFailed(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " +
                    message);
}

}  // namespace troupe::base
