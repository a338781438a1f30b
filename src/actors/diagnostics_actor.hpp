// The diagnostics actor: one for each session.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// A shell around DiagnosticsCore. When it fails it starts over with the documents it knows.
[[nodiscard]] caf::actor spawn_diagnostics(TracedActor& parent,
                                           std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
