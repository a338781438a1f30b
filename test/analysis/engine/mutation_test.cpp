// The mutation gate: each defect that the engine can be given must be noticed by the tests that
// hold it against evaluation from scratch. A defect that none of them notices would be a gap in the
// tests.
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/engine/sync_point.hpp"
#include "test/analysis/engine/differential.hpp"
#include "test/analysis/engine/interleaving.hpp"

namespace troupe::engine::testing {
namespace {

using detail::Defect;

/// Switches a defect on, and poison, for a while.
class Injection {
 public:
  explicit Injection(Defect defect) {
    detail::injected_defect = defect;
    detail::poison_freed_memory = true;
  }
  Injection(const Injection&) = delete;
  Injection& operator=(const Injection&) = delete;
  ~Injection() {
    detail::injected_defect = Defect::none;
    detail::poison_freed_memory = false;
    detail::empty_quarantine();
  }
};

std::string first_complaint() {
  const int effort = test_effort();
  const std::vector<std::function<std::string()>> searches{
      [=] { return differential_rounds(1000, 60 * effort); },
      [=] { return precision_rounds(1000, 40 * effort); },
      [=] { return interval_rounds(1000, 100 * effort); },
      [=] { return random_interleavings(1000, 200 * effort); },
  };
  for (const auto& search : searches) {
    if (std::string wrong = search(); !wrong.empty()) {
      return wrong;
    }
  }
  return {};
}

TEST_CASE("the sound engine passes the searches of the mutation gate") {
  const Injection injection(Defect::none);
  CHECK(first_complaint() == "");
}

TEST_CASE("every injected defect is noticed") {
  for (int number = 1; number < static_cast<int>(Defect::count); ++number) {
    CAPTURE(number);
    const Injection injection(static_cast<Defect>(number));
    const std::string wrong = first_complaint();
    MESSAGE("defect " << number << ": " << wrong);
    CHECK(wrong != "");
  }
}

}  // namespace
}  // namespace troupe::engine::testing
