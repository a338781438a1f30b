#include "actors/trace_engine.hpp"

namespace troupe::actors {

namespace {

std::uint64_t* counter(QueryWork& work, engine::EventKind kind) {
  switch (kind) {
    case engine::EventKind::did_execute:
      return &work.executed;
    case engine::EventKind::early_cutoff:
      return &work.same;
    case engine::EventKind::did_validate:
      return &work.verified;
    case engine::EventKind::did_reuse:
      return &work.reused;
    case engine::EventKind::cancelled:
      return &work.cancelled;
    case engine::EventKind::input_set:
      return &work.set;
    case engine::EventKind::evicted:
      return &work.evicted;
    default:
      return nullptr;
  }
}

void count(EngineWork& by_name, const engine::Event& event) {
  auto found = by_name.find(event.name);
  if (found == by_name.end()) {
    found = by_name.emplace(std::string(event.name), QueryWork()).first;
  }
  if (std::uint64_t* const number = counter(found->second, event.kind)) {
    ++*number;
    found->second.last_revision = event.revision.value;
  }
}

}  // namespace

void TraceEngine::on_event(const engine::Event& event) {
  if (event.kind == engine::EventKind::revision) {
    revision_ = event.revision.value;
    return;
  }
  QueryWork probe;
  if (counter(probe, event.kind) != nullptr) {
    count(all_, event);
    count(recent_, event);
  }
}

}  // namespace troupe::actors
