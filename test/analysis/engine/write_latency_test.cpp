// I5: whatever readers do, a write gets through.
#include <chrono>
#include <semaphore>
#include <thread>

#include <doctest/doctest.h>

#include "test/analysis/engine/queries.hpp"

namespace troupe::engine::testing {
namespace {

TEST_CASE("a thousand writes get through while a reader sits in one query") {
  Database database;
  set(database, 1, 10);
  std::binary_semaphore is_running{0};
  std::binary_semaphore may_go_on{0};
  when_executed = [&](Context&, int) {
    is_running.release();
    may_go_on.acquire();  // as long as it takes: no write would ever come back if it waited
  };
  std::thread reader([own = database.snapshot()] { CHECK(own.get<Scripted>(1) == 10); });
  is_running.acquire();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 1000; ++i) {
    set(database, 1, i + 100);
    CHECK(database.snapshot().get<Half>(1) == (i + 100) / 2);
  }
  const auto time = std::chrono::steady_clock::now() - begin;
  // Microseconds in truth; the bound leaves room for the slowest of machines and sanitizers.
  CHECK(time < std::chrono::seconds(5));
  may_go_on.release();
  reader.join();
}

}  // namespace
}  // namespace troupe::engine::testing
