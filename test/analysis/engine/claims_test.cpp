// Cycles, waiting and cancellation: I6 and I8.
#include "analysis/engine/claims.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/queries.hpp"

namespace troupe::engine::testing {
namespace {

/// 0 -> 1 -> 2 -> 0, and 5 -> 0.
void set_cycle(Database& database) {
  ChangeSet changes;
  changes.set<Number>(0, 1);
  changes.set<Number>(1, 2);
  changes.set<Number>(2, 0);
  changes.set<Number>(5, 0);
  database.apply(std::move(changes));
}

std::vector<CycleStep> path_from(const Snapshot& snapshot, int key) {
  try {
    static_cast<void>(snapshot.get<Follow>(key));
  } catch (const Cancelled& cancelled) {
    CHECK(cancelled.reason() == CancelReason::cycle);
    return cancelled.path();
  }
  return {};
}

const std::vector<CycleStep> the_cycle{{"follow", "0"}, {"follow", "1"}, {"follow", "2"}};

TEST_CASE("a cycle is reported with the same path whatever the entry point") {
  EventLog log;
  Database database({.listener = &log});
  set_cycle(database);
  const Snapshot snapshot = database.snapshot();
  for (const int entry : {0, 1, 2, 5}) {
    CHECK(path_from(snapshot, entry) == the_cycle);
  }
  CHECK(log.count(EventKind::cycle) == 4);
  // Only the request failed: what is broken up works.
  set(database, 2, -7);
  CHECK(database.snapshot().get<Follow>(5) == -7);
  CHECK(path_from(snapshot, 5) == the_cycle);
  CHECK(std::string(Cancelled(CancelReason::cycle, the_cycle).what()) ==
        "cycle: follow(0) -> follow(1) -> follow(2) -> follow(0)");
}

TEST_CASE("a cycle that several threads enter at different points is reported to each of them") {
  for (int round = 0; round < 50; ++round) {
    Database database;
    set_cycle(database);
    const Snapshot snapshot = database.snapshot();
    std::atomic<int> ready{0};
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (const int entry : {0, 1, 2}) {
      threads.emplace_back([&, entry, own = snapshot] {
        for (++ready; ready.load() < 3;) {
        }
        try {
          static_cast<void>(own.get<Follow>(entry));
        } catch (const Cancelled& cancelled) {
          right += cancelled.path() == the_cycle ? 1 : 0;
        }
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
    CHECK(right == 3);
  }
}

TEST_CASE("a cycle that only verification meets is one all the same") {
  Database database;
  const auto links = [&](int a, int b) {
    ChangeSet changes;
    changes.set<Number>(0, a);
    changes.set<Number>(1, b);
    database.apply(std::move(changes));
  };
  links(1, -5);  // 0 -> 1
  const Snapshot first = database.snapshot();
  CHECK(first.get<Follow>(0) == -5);
  links(-5, 0);  // 1 -> 0
  const Snapshot second = database.snapshot();
  CHECK(second.get<Follow>(1) == -5);
  links(1, 0);
  const std::vector<CycleStep> both{{"follow", "0"}, {"follow", "1"}};
  CHECK(path_from(database.snapshot(), 0) == both);
  CHECK(path_from(database.snapshot(), 1) == both);
}

TEST_CASE("two readers of one slot at one revision execute it once") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  std::binary_semaphore is_running{0};
  std::binary_semaphore may_go_on{0};
  when_executed = [&](Context&, int) {
    is_running.release();
    may_go_on.acquire();
  };
  const Snapshot snapshot = database.snapshot();
  std::thread first([own = snapshot] { CHECK(own.get<Scripted>(1) == 10); });
  is_running.acquire();
  std::thread second([own = snapshot] { CHECK(own.get<Scripted>(1) == 10); });
  while (log.count(EventKind::will_block) == 0) {
    std::this_thread::yield();
  }
  may_go_on.release();
  first.join();
  second.join();
  CHECK(log.count(EventKind::will_execute) == 1);
}

TEST_CASE("a reader never waits for a computation of another revision") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  std::binary_semaphore is_running{0};
  std::binary_semaphore may_go_on{0};
  when_executed = [&](Context& context, int) {
    if (context.revision() == Revision{2}) {
      is_running.release();
      may_go_on.acquire();
    }
  };
  std::thread first([own = database.snapshot()] { CHECK(own.get<Scripted>(1) == 10); });
  is_running.acquire();
  set(database, 1, 20);
  CHECK(database.snapshot().get<Scripted>(1) == 20);  // while the first one sits in the same slot
  CHECK(log.count(EventKind::will_block) == 0);
  may_go_on.release();
  first.join();
}

TEST_CASE("cancelling wakes who waits for another request's execution, which goes on") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  std::binary_semaphore is_running{0};
  std::binary_semaphore may_go_on{0};
  when_executed = [&](Context&, int) {
    is_running.release();
    may_go_on.acquire();
  };
  std::thread first([own = database.snapshot()] { CHECK(own.get<Scripted>(1) == 10); });
  is_running.acquire();
  CancellationSource source;
  std::thread second([own = database.snapshot().with_cancellation(source.token())] {
    CHECK_THROWS_AS(static_cast<void>(own.get<Scripted>(1)), Cancelled);
  });
  while (log.count(EventKind::will_block) == 0) {
    std::this_thread::yield();
  }
  source.cancel();
  second.join();
  may_go_on.release();
  first.join();
  CHECK(log.count(EventKind::did_execute) == 1);
}

TEST_CASE("a newer revision wakes who waits and does not want to be stale") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  std::binary_semaphore is_running{0};
  std::binary_semaphore may_go_on{0};
  when_executed = [&](Context&, int) {
    is_running.release();
    may_go_on.acquire();
  };
  std::thread first([own = database.snapshot()] { CHECK(own.get<Scripted>(1) == 10); });
  is_running.acquire();
  std::thread second([own = database.snapshot().with_cancellation({}, OnStale::cancel)] {
    CHECK_THROWS_AS(static_cast<void>(own.get<Scripted>(1)), Cancelled);
  });
  while (log.count(EventKind::will_block) == 0) {
    std::this_thread::yield();
  }
  set(database, 2, 1);
  second.join();
  may_go_on.release();
  first.join();
}

}  // namespace
}  // namespace troupe::engine::testing
