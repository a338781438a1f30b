#include "test/analysis/engine/differential.hpp"

#include <doctest/doctest.h>

namespace troupe::engine::testing {
namespace {

TEST_CASE("every read at every live revision gives what evaluation from scratch gives") {
  CHECK(differential_rounds(1, 400 * test_effort()) == "");
}

TEST_CASE("readers on threads, each at its own revision, read what evaluation from scratch gives") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    CHECK(differential_threads(seed, 2000 * test_effort(), 3) == "");
  }
}

TEST_CASE("on one line of revisions no more queries run than red/green would run") {
  CHECK(precision_rounds(1, 300 * test_effort()) == "");
}

TEST_CASE("a memo holds from the last change of what its execution read") {
  CHECK(interval_rounds(1, 300 * test_effort()) == "");
}

}  // namespace
}  // namespace troupe::engine::testing
