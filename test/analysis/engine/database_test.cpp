// What re-runs, read from the event log; change sets; absence; durability.
#include "analysis/engine/database.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/queries.hpp"

namespace troupe::engine::testing {
namespace {

using Names = std::vector<std::string>;

TEST_CASE("a query's value follows its inputs, and each snapshot keeps its own") {
  Database database;
  CHECK(set(database, 1, 10) == Revision{2});
  const Snapshot before = database.snapshot();
  CHECK(before.get<Label>(1) == "half 5");
  CHECK(set(database, 1, 20) == Revision{3});
  const Snapshot after = database.snapshot();
  CHECK(before.is_stale());
  CHECK_FALSE(after.is_stale());
  CHECK(after.get<Label>(1) == "half 10");
  CHECK(before.get<Label>(1) == "half 5");
  CHECK(before.get<Number>(1) == 10);
}

TEST_CASE("only what reads a changed input runs again") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  set(database, 2, 10);
  CHECK(database.snapshot().get<Pair>({1, 2}) == 12);
  CHECK(log.take(EventKind::will_execute) ==
        Names{"pair(1,2)", "label(1)", "half(1)", "label(2)", "half(2)"});
  set(database, 2, 2000);
  CHECK(database.snapshot().get<Pair>({1, 2}) == 15);
  CHECK(log.take(EventKind::will_execute) == Names{"half(2)", "label(2)", "pair(1,2)"});
}

TEST_CASE("an equal value cuts off what depends on it") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  static_cast<void>(database.snapshot().get<Label>(1));
  log.clear();
  set(database, 1, 11);
  static_cast<void>(database.snapshot().get<Label>(1));
  CHECK(log.take(EventKind::will_execute) == Names{"half(1)"});
  CHECK(log.take(EventKind::early_cutoff) == Names{"half(1)"});
  CHECK(log.take(EventKind::did_validate) == Names{"label(1)"});
}

TEST_CASE("setting what is set makes no revision") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  const Revision revision = database.revision();
  CHECK(set(database, 1, 10) == revision);
  CHECK(remove(database, 7) == revision);
  CHECK(database.apply(ChangeSet()) == revision);
  CHECK(log.take(EventKind::input_unchanged) == Names{"number(1)"});
  CHECK(log.take(EventKind::input_set) == Names{"number(1)"});
}

TEST_CASE("a change set is one revision, and of several changes of one input the last one counts") {
  Database database;
  ChangeSet changes;
  CHECK(changes.empty());
  changes.set<Number>(1, 10);
  changes.set<Number>(2, 20);
  changes.set<Number>(1, 30);
  changes.remove<Number>(2);
  CHECK_FALSE(changes.empty());
  CHECK(database.apply(std::move(changes)) == Revision{2});
  const Snapshot snapshot = database.snapshot();
  CHECK(snapshot.get<Number>(1) == 30);
  CHECK(snapshot.find<Number>(2) == nullptr);
}

TEST_CASE("absence is read like a value") {
  EventLog log;
  Database database({.listener = &log});
  CHECK_FALSE(database.snapshot().get<Exists>(1));
  set(database, 2, 1);
  CHECK_FALSE(database.snapshot().get<Exists>(1));
  CHECK(log.take(EventKind::will_execute) == Names{"exists(1)"});
  set(database, 1, 1);
  CHECK(database.snapshot().get<Exists>(1));
  const Snapshot present = database.snapshot();
  remove(database, 1);
  CHECK_FALSE(database.snapshot().get<Exists>(1));
  CHECK(present.get<Exists>(1));
  CHECK_THROWS_AS(static_cast<void>(database.snapshot().get<Number>(1)), base::CheckFailed);
}

TEST_CASE("what is durable is not looked through after a change of what is not") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10, Durability::high);
  set(database, 2, 10);
  static_cast<void>(database.snapshot().get<Label>(1));
  log.clear();
  set(database, 2, 20);
  static_cast<void>(database.snapshot().get<Label>(1));
  CHECK(log.take(EventKind::did_reuse) == Names{"label(1)"});
  CHECK(log.count(EventKind::did_validate) == 0);
  set(database, 1, 20, Durability::high);
  CHECK(database.snapshot().get<Label>(1) == "half 10");
}

TEST_CASE("an input that becomes less durable takes what reads it along") {
  Database database;
  set(database, 1, 10, Durability::high);
  CHECK(database.snapshot().get<Label>(1) == "half 5");
  set(database, 1, 10, Durability::low);
  CHECK(database.snapshot().get<Label>(1) == "half 5");
  set(database, 1, 20, Durability::low);
  CHECK(database.snapshot().get<Label>(1) == "half 10");
}

TEST_CASE("a value that comes back makes nothing run that knew it, while a snapshot keeps it") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  const Snapshot first = database.snapshot();
  static_cast<void>(first.get<Label>(1));
  set(database, 1, 20);
  const Snapshot second = database.snapshot();
  set(database, 1, 10);
  log.clear();
  CHECK(database.snapshot().get<Label>(1) == "half 5");
  CHECK(log.count(EventKind::will_execute) == 0);
  CHECK(second.get<Label>(1) == "half 10");  // nobody looked at it before
  CHECK(first.get<Label>(1) == "half 5");
}

TEST_CASE("a query that throws leaves its slot as it was, and what it threw reaches the asker") {
  Database database;
  set(database, 1, 10);
  when_executed = [](Context&, int) { throw std::runtime_error("broken"); };
  const Snapshot snapshot = database.snapshot();
  CHECK_THROWS_WITH(static_cast<void>(snapshot.get<Scripted>(1)), "broken");
  when_executed = [](Context&, int) {};
  CHECK(snapshot.get<Scripted>(1) == 10);
}

TEST_CASE("a query that swallows another's exception is not trusted at the next revision") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  when_executed = [](Context& context, int) {
    CHECK_THROWS_AS(static_cast<void>(context.get<Number>(99)), base::CheckFailed);
    try {
      static_cast<void>(context.get<Follow>(98));
    } catch (const base::CheckFailed&) {
    }
  };
  CHECK(database.snapshot().get<Scripted>(1) == 10);
  set(database, 2, 1);
  log.clear();
  CHECK(database.snapshot().get<Scripted>(1) == 10);
  CHECK(log.take(EventKind::did_execute) == Names{"scripted(1)"});
}

TEST_CASE("snapshots may outlive their database") {
  Snapshot snapshot;
  {
    Database database;
    set(database, 1, 10);
    snapshot = database.snapshot();
    static_cast<void>(snapshot.get<Label>(1));
  }
  CHECK(snapshot.get<Label>(1) == "half 5");
  CHECK(snapshot.get<Half>(1) == 5);
  snapshot = Snapshot();
  CHECK_THROWS_AS(static_cast<void>(snapshot.revision()), base::CheckFailed);
}

TEST_CASE("queries that call each other too deeply fail with a check, and only they") {
  Database database({.stack_limit = std::size_t{64} << 10U});
  ChangeSet changes;
  constexpr int deep = 20'000;
  for (int i = 0; i < deep; ++i) {
    changes.set<Number>(i, i + 1);
  }
  changes.set<Number>(deep, -1);
  database.apply(std::move(changes));
  const Snapshot snapshot = database.snapshot();
  CHECK_THROWS_AS(static_cast<void>(snapshot.get<Follow>(0)), base::CheckFailed);
  CHECK(snapshot.get<Follow>(deep - 10) == -1);
}

}  // namespace
}  // namespace troupe::engine::testing
