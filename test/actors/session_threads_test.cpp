#include "actors/session_threads.hpp"

#include <future>
#include <thread>

#include <doctest/doctest.h>
#include <unistd.h>

namespace troupe::actors {
namespace {

bool is_behind() {
  return is_behind_others(::gettid());
}

/// Takes processor time until what is counted has grown.
void work(const SessionThreads& threads) {
  const Duration before = threads.used();
  while (threads.used() <= before) {
  }
}

TEST_CASE("what threads take is counted while they live and afterwards") {
  SessionThreads threads;
  CHECK(threads.used() == Duration{});
  std::thread([&] {
    threads.enter();
    work(threads);
    threads.leave();
  }).join();
  const Duration used = threads.used();
  CHECK(used > Duration{});
  CHECK(threads.used() == used);
}

TEST_CASE("threads that run jobs are put behind, others are not") {
  SessionThreads threads;
  std::promise<void> entered;
  std::promise<void> put_behind;
  std::thread worker([&] {
    threads.enter();
    {
      const SessionThreads::AtWork here(threads);
      entered.set_value();
      put_behind.get_future().wait();
      CHECK(is_behind());
    }
    threads.leave();
  });
  entered.get_future().wait();
  threads.stand_behind();
  put_behind.set_value();
  worker.join();
  std::thread([&] {
    threads.enter();
    CHECK_FALSE(is_behind());
    {
      const SessionThreads::AtWork here(threads);
      CHECK(is_behind());
    }
    CHECK_FALSE(threads.has_worn());
    threads.catch_up();
    CHECK(threads.has_worn());
    threads.leave();
  }).join();
  CHECK_FALSE(threads.has_worn());
  std::thread([&] {
    threads.enter();
    {
      const SessionThreads::AtWork here(threads);
      CHECK_FALSE(is_behind());
    }
    threads.leave();
  }).join();
}

TEST_CASE("a thread that one behind has made is behind, too") {
  SessionThreads threads;
  std::thread([&] {
    put_behind_others(::gettid());
    std::thread([&] {
      threads.enter();
      CHECK(threads.has_worn());
      threads.leave();
    }).join();
  }).join();
}

}  // namespace
}  // namespace troupe::actors
