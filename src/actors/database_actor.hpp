// The database actor: one for each session.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// A shell around DatabaseCore. Requests that arrive while the workspace is loaded for the first
/// time wait for that, up to Limits::startup_patience_ms. When a change makes it fail, the engine
/// is built anew from the open buffers and loaded files, and everybody is told of them as if they
/// had just come.
[[nodiscard]] caf::actor spawn_database(TracedActor& parent,
                                        std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
