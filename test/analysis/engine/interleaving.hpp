// Scenarios under the deterministic scheduler; each returns what it found wrong, or nothing.
#pragma once

#include <cstdint>
#include <string>

#include "test/analysis/engine/scheduler.hpp"

namespace troupe::engine::testing {

/// A writer and readers pinned to revisions of their own, on a random program.
std::string random_interleavings(std::uint64_t seed, int rounds);

/// The small scenarios: two or three threads with a few operations each.
inline constexpr int scenario_count = 6;
std::string run_scenario(int scenario, Strategy& strategy);
/// A scenario under all schedules with at most so many preemptions, `limit` schedules at most.
std::string exhaustive_interleavings(int scenario, int preemptions, int limit, int& schedules);

}  // namespace troupe::engine::testing
