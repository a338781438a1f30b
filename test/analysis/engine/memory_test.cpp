// Eviction, sweeping, reclamation and the memory report: I4, I9 and I10.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/queries.hpp"
#include "test/analysis/engine/random_program.hpp"

namespace troupe::engine::testing {
namespace {

using Names = std::vector<std::string>;

MemoryUse use_of(const Database& database, std::string_view name) {
  const MemoryReport report = database.memory();
  const auto found = std::ranges::find(report.by_type, name, &MemoryUse::name);
  return found != report.by_type.end() ? *found : MemoryUse{};
}

TEST_CASE("eviction drops values and keeps what depends on them valid") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  static_cast<void>(database.snapshot().get<Label>(1));
  set(database, 2, 1);
  CHECK(database.evict<Half>(database.revision()) == 1);
  CHECK(log.take(EventKind::evicted) == Names{"half(1)"});
  CHECK(use_of(database, "half").values == 0);
  log.clear();
  const Snapshot snapshot = database.snapshot();
  CHECK(snapshot.get<Label>(1) == "half 5");
  CHECK(log.count(EventKind::will_execute) == 0);
  CHECK(snapshot.get<Half>(1) == 5);
  CHECK(log.take(EventKind::will_execute) == Names{"half(1)"});
}

TEST_CASE("a refill keeps the stamp, so what depends on it does not run") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  const Snapshot before = database.snapshot();
  static_cast<void>(before.get<Label>(1));
  set(database, 2, 1);
  database.evict<Half>(database.revision());
  CHECK(before.get<Half>(1) == 5);  // refilled at a revision that was covered
  log.clear();
  CHECK(database.snapshot().get<Label>(1) == "half 5");
  CHECK(log.count(EventKind::will_execute) == 0);
}

TEST_CASE(
    "values stay while their snapshot lives, and go when it goes, though an older one stays") {
  detail::poison_freed_memory = true;
  {
    Program program;
    program.queries = {{Step{{0, 0, 0}, false}}};
    running_program = &program;
    Database database;
    set<ModelInput>(database, 0, Mark(0));
    const Snapshot oldest = database.snapshot();
    const Mark& oldest_value = oldest.get<ModelQuery>(0);
    set<ModelInput>(database, 0, Mark(1));
    Snapshot middle = database.snapshot();
    const Mark& middle_value = middle.get<ModelQuery>(0);
    const Mark& middle_input = middle.get<ModelInput>(0);
    set<ModelInput>(database, 0, Mark(2));
    static_cast<void>(database.snapshot().get<ModelQuery>(0));
    database.reclaim();
    CHECK(middle_value.is_alive());
    CHECK(middle_input.is_alive());
    middle = Snapshot();
    database.reclaim();
    static_cast<void>(database.snapshot().get<ModelQuery>(0));
    CHECK_FALSE(middle_input.is_alive());
    CHECK(oldest_value.is_alive());
    CHECK(oldest_value.number() == 1);
  }
  detail::poison_freed_memory = false;
  detail::empty_quarantine();
}

TEST_CASE("memory returns to its baseline when snapshots are dropped and inputs removed") {
  Database database;
  const std::size_t baseline = detail::allocated_bytes;
  for (int round = 0; round < 3; ++round) {
    std::vector<Snapshot> snapshots;
    for (int i = 0; i < 100; ++i) {
      set(database, i, i);
      set(database, i + 1, i * 2);
      snapshots.push_back(database.snapshot());
      static_cast<void>(snapshots.back().get<Pair>({i, i + 1}));
      static_cast<void>(snapshots.front().get<Exists>(i));
    }
    CHECK(detail::allocated_bytes > baseline + 10'000);
    snapshots.clear();
    for (int i = 0; i <= 100; ++i) {
      remove(database, i);
    }
    database.sweep(Revision{database.revision().value + 1});
    database.reclaim();
    CHECK(detail::allocated_bytes == baseline);
    const MemoryReport report = database.memory();
    CHECK(report.retired_items == 0);
    CHECK(report.live_snapshots == 1);
    CHECK(use_of(database, "pair").slots == 0);
    CHECK(use_of(database, "number").slots == 0);
  }
  // The places of swept slots are used again.
  CHECK(use_of(database, "number").engine_bytes < 20'000);
}

TEST_CASE("sweeping keeps what a used query rests on") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10, Durability::high);
  set(database, 2, 10, Durability::high);
  static_cast<void>(database.snapshot().get<Label>(1));
  static_cast<void>(database.snapshot().get<Label>(2));
  set(database, 3, 1);
  static_cast<void>(database.snapshot().get<Label>(1));  // by the durability shortcut
  CHECK(database.sweep(database.revision()) == 2);       // label(2) and half(2)
  log.clear();
  set(database, 1, 11, Durability::high);
  static_cast<void>(database.snapshot().get<Label>(1));
  CHECK(log.take(EventKind::will_execute) == Names{"half(1)"});
  static_cast<void>(database.snapshot().get<Label>(2));
  CHECK(log.take(EventKind::will_execute) == Names{"label(2)", "half(2)"});
}

TEST_CASE("the report accounts for memory by query") {
  Database database;
  for (int i = 0; i < 50; ++i) {
    set(database, i, 1000 + i);
    static_cast<void>(database.snapshot().get<Label>(i));
  }
  database.reclaim();
  const MemoryUse use = use_of(database, "label");
  CHECK(use.slots == 50);
  CHECK(use.values == 50);
  CHECK(use.value_bytes == 50 * database.snapshot().get<Label>(0).capacity());
  CHECK(use.engine_bytes > 50 * sizeof(std::string));
  CHECK(use_of(database, "number").is_input);
  CHECK(database.memory().total_bytes() > use.engine_bytes + use.value_bytes);
}

}  // namespace
}  // namespace troupe::engine::testing
