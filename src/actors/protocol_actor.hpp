// The protocol actor: one for each session.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

/// A shell around ProtocolCore. A message that cannot be handled costs its request, never the
/// session.
[[nodiscard]] caf::actor spawn_protocol(TracedActor& parent,
                                        std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
