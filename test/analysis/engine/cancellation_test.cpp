#include "analysis/engine/cancellation.hpp"

#include <doctest/doctest.h>

#include "test/analysis/engine/event_log.hpp"
#include "test/analysis/engine/queries.hpp"

namespace troupe::engine::testing {
namespace {

CancelReason reason_of(const Snapshot& snapshot, int key) {
  try {
    static_cast<void>(snapshot.get<Scripted>(key));
  } catch (const Cancelled& cancelled) {
    return cancelled.reason();
  }
  FAIL("not cancelled");
  return {};
}

TEST_CASE(
    "a cancelled request stops at the next miss and at a checkpoint, and slots stay as they were") {
  EventLog log;
  Database database({.listener = &log});
  set(database, 1, 10);
  CancellationSource source;
  const Snapshot snapshot = database.snapshot().with_cancellation(source.token());
  when_executed = [&](Context& context, int) {
    source.cancel();
    context.checkpoint();
  };
  CHECK(reason_of(snapshot, 1) == CancelReason::requested);
  CHECK(log.count(EventKind::cancelled) == 1);
  CHECK(log.count(EventKind::did_execute) == 0);
  when_executed = [](Context&, int) {};
  CHECK(reason_of(snapshot, 1) == CancelReason::requested);  // before anything runs
  CHECK(log.count(EventKind::will_execute) == 1);
  const Snapshot other = database.snapshot();
  CHECK(other.get<Scripted>(1) == 10);
  CHECK(snapshot.get<Scripted>(1) == 10);  // a hit is no work
}

TEST_CASE("whoever asks decides whether a newer revision cancels") {
  Database database;
  set(database, 1, 10);
  const Snapshot due = database.snapshot();
  const Snapshot background = due.with_cancellation({}, OnStale::cancel);
  when_executed = [&](Context& context, int) {
    set(database, 2, 1);
    context.checkpoint();
  };
  CHECK(reason_of(background, 1) == CancelReason::stale);
  when_executed = [](Context& context, int) { context.checkpoint(); };
  CHECK(due.is_stale());
  CHECK(due.get<Scripted>(1) == 10);
}

TEST_CASE("a query that swallows Cancelled does not get its value remembered") {
  Database database;
  set(database, 1, 10);
  CancellationSource source;
  const Snapshot snapshot = database.snapshot().with_cancellation(source.token());
  when_executed = [&](Context& context, int) {
    source.cancel();
    try {
      static_cast<void>(context.get<Half>(1));
    } catch (const Cancelled&) {
    }
  };
  CHECK(reason_of(snapshot, 1) == CancelReason::requested);
}

TEST_CASE("a default token is never cancelled, and sources may be cancelled twice") {
  CHECK_FALSE(CancellationToken().is_cancelled());
  CancellationSource source;
  const CancellationToken token = source.token();
  CHECK_FALSE(token.is_cancelled());
  source.cancel();
  source.cancel();
  CHECK(token.is_cancelled());
}

}  // namespace
}  // namespace troupe::engine::testing
