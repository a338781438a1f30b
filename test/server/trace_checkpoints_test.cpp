#include "server/trace_checkpoints.hpp"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>
#include <sys/mman.h>

#include "server/trace_failure.hpp"

namespace troupe::server {
namespace {

struct Seen {
  std::uint64_t position = 0;
  std::uint64_t state = 0;
  int died_of = 0;
};

/// What all processes of a test write to.
struct Shared {
  std::size_t steps = 0;  ///< of the script
  std::size_t count = 0;
  std::array<Seen, 32> seen{};
};

/// Counts up, and can only count up: its state is the sum of all positions so far.
class Counter {
 public:
  Counter(Shared& shared, const std::vector<std::uint64_t>& script)
      : shared_(shared), script_(script) {}

  [[noreturn]] void run() {
    arrive(checkpoints_.hold(0, 0));
    while (shared_.steps < script_.size()) {
      const std::uint64_t target = script_[shared_.steps++];
      if (target < here_) {
        checkpoints_.seek(target);
      }
      arrive({.target = target, .died_of = 0});
    }
    Checkpoints::leave(7);
  }

 private:
  void arrive(Checkpoints::Arrival arrival) {
    constexpr std::uint64_t trap = 66;
    constexpr std::uint64_t spacing = 10;
    while (here_ < arrival.target) {
      state_ += ++here_;
      if (here_ == trap) {
        std::raise(SIGKILL);
      }
      if (here_ % spacing == 0 && here_ < arrival.target) {
        arrival = checkpoints_.hold(here_, arrival.target);
      }
    }
    shared_.seen.at(shared_.count++) = {
        .position = here_, .state = state_, .died_of = arrival.died_of};
  }

  Shared& shared_;
  const std::vector<std::uint64_t>& script_;
  Checkpoints checkpoints_;
  std::uint64_t here_ = 0;
  std::uint64_t state_ = 0;
};

/// What is seen on the way of a script, which has to end with the code that the counter leaves
/// with.
std::vector<Seen> seen_on(const std::vector<std::uint64_t>& script) {
  void* const memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  auto* const shared = new (memory) Shared;
  int signal = 0;
  const int code = in_child([&]() -> int { Counter(*shared, script).run(); }, signal);
  CHECK(code == 7);
  std::vector<Seen> seen(shared->seen.begin(),
                         shared->seen.begin() + static_cast<std::ptrdiff_t>(shared->count));
  ::munmap(memory, sizeof(Shared));
  return seen;
}

TEST_CASE("wherever one goes, forwards or back, the state is that of the place") {
  const std::vector<std::uint64_t> script{30, 12, 12, 25, 3, 9, 40, 39, 20, 0, 1};
  const std::vector<Seen> seen = seen_on(script);
  REQUIRE(seen.size() == script.size() + 1);
  for (std::size_t index = 0; index < script.size(); ++index) {
    CAPTURE(index);
    CHECK(seen[index + 1].position == script[index]);
    CHECK(seen[index + 1].state == script[index] * (script[index] + 1) / 2);
    CHECK(seen[index + 1].died_of == 0);
  }
}

TEST_CASE("who dies on the way is replaced at the checkpoint before") {
  const std::vector<Seen> seen = seen_on({55, 70, 61, 99, 5});
  REQUIRE(seen.size() == 6);
  CHECK(seen[2].position == 60);
  CHECK(seen[2].died_of == SIGKILL);
  CHECK(seen[2].state == 60 * 61 / 2);
  CHECK(seen[3].position == 61);
  CHECK(seen[4].died_of == SIGKILL);
  CHECK(seen[5].position == 5);
  CHECK(seen[5].died_of == 0);
}

}  // namespace
}  // namespace troupe::server
