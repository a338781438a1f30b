// What the limits of a session are called in traces.
#pragma once

#include <cstddef>
#include <cstdint>

#include "actors/system.hpp"

namespace troupe::actors {

static_assert(sizeof(Limits) == 11 * sizeof(std::size_t) + 6 * sizeof(std::uint32_t),
              "a new limit has to be named here, or replays do without it");

/// Calls `visit(name, limit)` for each. `AnyLimits` is Limits or const Limits.
template <typename AnyLimits, typename Visit>
void visit_limits(AnyLimits& limits, const Visit& visit) {
  visit("header_bytes", limits.header_bytes);
  visit("frame_bytes", limits.frame_bytes);
  visit("analysed_file_bytes", limits.analysed_file_bytes);
  visit("open_documents", limits.open_documents);
  visit("requests_in_flight", limits.requests_in_flight);
  visit("outbound_bytes", limits.outbound_bytes);
  visit("backlog_bytes", limits.backlog_bytes);
  visit("introduction_bytes", limits.introduction_bytes);
  visit("sessions", limits.sessions);
  visit("json_depth", limits.json_depth);
  visit("memory_bytes", limits.memory_bytes);
  visit("interactive_deadline_ms", limits.interactive_deadline_ms);
  visit("workspace_deadline_ms", limits.workspace_deadline_ms);
  visit("diagnostics_delay_ms", limits.diagnostics_delay_ms);
  visit("startup_patience_ms", limits.startup_patience_ms);
  visit("source_depth", limits.source_depth);
}

}  // namespace troupe::actors
