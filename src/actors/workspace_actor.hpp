// The workspace actor: one for each session.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// A shell around WorkspaceCore. When it fails it loads everything again.
[[nodiscard]] caf::actor spawn_workspace(TracedActor& parent,
                                         std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
