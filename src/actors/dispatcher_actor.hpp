// The dispatcher actor: one for each session.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// A shell around DispatchCore, and the parent of the workers. A worker that dies is replaced.
[[nodiscard]] caf::actor spawn_dispatcher(TracedActor& parent,
                                          std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
