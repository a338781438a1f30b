// The border: timers and processes.
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actors/process_watch.hpp"
#include "actors/timer_thread.hpp"
#include "test/support/happening.hpp"

namespace troupe::actors {
namespace {

using test::Happening;

TEST_CASE("timers fire in the order of their times") {
  Happening fired;
  TimerThread timers;
  const Instant now = monotonic_now();
  timers.arm(now + std::chrono::milliseconds(20), [&](Instant) { fired.happen("late"); });
  timers.arm(now + std::chrono::milliseconds(1), [&](Instant) { fired.happen("early"); });
  timers.arm(now + std::chrono::hours(1), [&](Instant) { fired.happen("never"); });
  CHECK(fired.wait(2) == std::vector<std::string>{"early", "late"});
}

TEST_CASE("the death of a watched process is noticed, one that cannot be seen is ignored") {
  Happening died;
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const auto watch = ProcessWatch::start(child, [&] { died.happen("child"); });
  REQUIRE(watch != nullptr);
  CHECK(died.wait(0).empty());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(died.wait(1).size() == 1);
  CHECK(ProcessWatch::start(child, [&] { died.happen("again"); }) == nullptr);
  CHECK(ProcessWatch::start(-1, [&] { died.happen("again"); }) == nullptr);
  CHECK(ProcessWatch::start(std::int64_t{1} << 40U, [&] { died.happen("again"); }) == nullptr);
}

}  // namespace
}  // namespace troupe::actors
