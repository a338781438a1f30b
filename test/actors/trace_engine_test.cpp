#include "actors/trace_engine.hpp"

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

using engine::Event;
using engine::EventKind;

Event event(EventKind kind, std::string_view name, std::uint64_t revision) {
  return {.kind = kind, .revision = engine::Revision{revision}, .name = name};
}

TEST_CASE("what the engine does is counted by query, of all messages and of the last") {
  TraceEngine listener;
  listener.on_event(event(EventKind::input_set, "Text", 1));
  listener.on_event(event(EventKind::revision, "", 1));
  listener.on_event(event(EventKind::will_execute, "Tree", 1));
  listener.on_event(event(EventKind::did_execute, "Tree", 1));
  listener.begin_message();
  listener.on_event(event(EventKind::revision, "", 2));
  listener.on_event(event(EventKind::did_execute, "Tree", 2));
  listener.on_event(event(EventKind::early_cutoff, "Tree", 2));
  listener.on_event(event(EventKind::did_validate, "Names", 2));
  listener.on_event(event(EventKind::did_reuse, "Names", 2));
  listener.on_event(event(EventKind::cancelled, "Names", 2));
  CHECK(listener.revision() == 2);
  CHECK(listener.all().at("Text").set == 1);
  CHECK(listener.all().at("Tree").executed == 2);
  CHECK(listener.all().at("Tree").last_revision == 2);
  CHECK(listener.recent().size() == 2);
  CHECK(listener.recent().at("Tree").executed == 1);
  CHECK(listener.recent().at("Tree").same == 1);
  CHECK(listener.recent().at("Names").verified == 1);
  CHECK(listener.recent().at("Names").reused == 1);
  CHECK(listener.recent().at("Names").cancelled == 1);
  listener.begin_message();
  CHECK(listener.recent().empty());
  CHECK(listener.all().size() == 3);
}

TEST_CASE("what says nothing about a value is not counted") {
  TraceEngine listener;
  listener.on_event(event(EventKind::will_block, "Tree", 1));
  listener.on_event(event(EventKind::retired, "Tree", 1));
  CHECK(listener.all().empty());
}

}  // namespace
}  // namespace troupe::actors
