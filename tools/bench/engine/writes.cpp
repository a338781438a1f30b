// Writes: how long `apply` takes, alone and while a reader is in the middle of its work.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include <time.h>

#include "analysis/engine/engine.hpp"
#include "shapes.hpp"

namespace troupe::bench {

namespace {

using engine::ChangeSet;
using engine::Context;
using engine::Database;
using engine::Snapshot;
using Clock = std::chrono::steady_clock;

struct Cell {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "cell";
};

void busy_for(std::chrono::nanoseconds time) {
  const auto end = Clock::now() + time;
  while (Clock::now() < end) {
  }
}

/// A query that keeps its thread busy for as many microseconds as its key says.
struct Work {
  using Key = std::uint32_t;
  using Value = std::uint64_t;
  static constexpr std::string_view name = "work";
  static Value execute(Context& context, const Key& microseconds) {
    const Value value = context.get<Cell>(0);
    busy_for(std::chrono::microseconds(microseconds));
    return value;
  }
};

void write(Database& database, std::uint64_t value) {
  ChangeSet changes;
  changes.set<Cell>(0, value);
  database.apply(std::move(changes));
}

double write_alone() {
  constexpr int times = 100'000;
  Database database;
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  };
  const double begin = now();
  for (int i = 0; i < times; ++i) {
    write(database, static_cast<std::uint64_t>(i));
  }
  return (now() - begin) / times;
}

/// The given quantile, in microseconds, of writes beside a reader in queries of so many
/// microseconds.
double write_beside_reader(std::uint32_t microseconds, int writes, double quantile) {
  Database database;
  write(database, 1);
  std::atomic<bool> is_done{false};
  std::atomic<int> rounds{0};
  std::thread reader([&] {
    while (!is_done.load()) {
      static_cast<void>(database.snapshot().get<Work>(microseconds));
      ++rounds;
    }
  });
  while (rounds.load() < 2) {
    std::this_thread::yield();
  }
  std::vector<double> times;
  for (int i = 0; i < writes; ++i) {
    const auto begin = Clock::now();
    write(database, static_cast<std::uint64_t>(i) + 2);
    times.push_back(static_cast<double>((Clock::now() - begin).count()) / 1000);
    busy_for(std::chrono::microseconds(20));
  }
  is_done = true;
  reader.join();
  std::ranges::sort(times);
  return times[static_cast<std::size_t>(quantile * static_cast<double>(times.size() - 1))];
}

}  // namespace

std::vector<Measurement> write_measurements() {
  return {
      {"write, no readers", "ns", 62, 100, write_alone, 11},
      {"write behind 6 us queries, median", "us", 31, 1,
       [] { return write_beside_reader(6, 5000, 0.5); }, 5},
      {"write behind 6 us queries, p99", "us", 4900, 20,
       [] { return write_beside_reader(6, 5000, 0.99); }, 5},
      {"write behind a 10 ms query, median", "us", 8200, 1,
       [] { return write_beside_reader(10'000, 5000, 0.5); }, 5},
      {"write behind a 10 ms query, p99", "us", 23'000, 20,
       [] { return write_beside_reader(10'000, 5000, 0.99); }, 5},
  };
}

}  // namespace troupe::bench
