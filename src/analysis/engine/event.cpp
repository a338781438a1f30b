#include "analysis/engine/event.hpp"

namespace troupe::engine {

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::will_execute:
      return "will_execute";
    case EventKind::did_execute:
      return "did_execute";
    case EventKind::did_validate:
      return "did_validate";
    case EventKind::did_reuse:
      return "did_reuse";
    case EventKind::early_cutoff:
      return "early_cutoff";
    case EventKind::will_block:
      return "will_block";
    case EventKind::cancelled:
      return "cancelled";
    case EventKind::cycle:
      return "cycle";
    case EventKind::evicted:
      return "evicted";
    case EventKind::retired:
      return "retired";
    case EventKind::input_set:
      return "input_set";
    case EventKind::input_unchanged:
      return "input_unchanged";
    case EventKind::revision:
      return "revision";
  }
  return "unknown";
}

}  // namespace troupe::engine
