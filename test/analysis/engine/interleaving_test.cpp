#include "test/analysis/engine/interleaving.hpp"

#include <doctest/doctest.h>

#include "test/analysis/engine/differential.hpp"

namespace troupe::engine::testing {
namespace {

TEST_CASE("random interleavings of a writer and readers give what evaluation from scratch gives") {
  CHECK(random_interleavings(1, 60 * test_effort()) == "");
}

TEST_CASE("small scenarios hold under every schedule with one preemption, and random ones") {
  for (int scenario = 0; scenario < scenario_count; ++scenario) {
    int schedules = 0;
    CHECK(exhaustive_interleavings(scenario, 1, 400 * test_effort(), schedules) == "");
    CHECK(schedules > 10);
    for (std::uint64_t seed = 1; seed <= 30 * static_cast<std::uint64_t>(test_effort()); ++seed) {
      RandomStrategy strategy(seed);
      CHECK(run_scenario(scenario, strategy) == "");
    }
  }
}

}  // namespace
}  // namespace troupe::engine::testing
