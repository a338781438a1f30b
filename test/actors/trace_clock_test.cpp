#include "actors/trace_clock.hpp"

#include <chrono>
#include <cstdint>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

std::int64_t told(const TraceScale& scale, std::uint64_t ticks) {
  return static_cast<std::int64_t>(scale.nanoseconds(ticks));
}

TEST_CASE("ticks are told as moments of the monotonic clock, in order") {
  constexpr Duration enough = std::chrono::milliseconds(15);
  constexpr std::int64_t tolerance = 2'000'000;
  TraceScale scale;
  for (int round = 0; round < 3; ++round) {
    const Instant before = monotonic_now();
    const std::uint64_t first = trace_ticks();
    while (monotonic_now() - before < enough) {
    }
    const std::uint64_t second = trace_ticks();
    const Instant after = monotonic_now();
    scale.adjust();
    CHECK(told(scale, first) >= before.count() - tolerance);
    CHECK(told(scale, second) <= after.count() + tolerance);
    CHECK(told(scale, second) - told(scale, first) >= enough.count() - tolerance);
    CHECK(static_cast<std::int64_t>(scale.nanoseconds_between(second - first)) >=
          enough.count() - tolerance);
  }
}

}  // namespace
}  // namespace troupe::actors
