// The session actor: the root of a session's actors.
#pragma once

#include <memory>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"

namespace troupe::actors {

/// The handles that the world needs.
struct SessionActors {
  caf::actor session;
  caf::actor protocol;
  caf::actor database;
  caf::actor dispatcher;
  caf::actor workspace;
};

/// Spawns the whole cast and introduces everybody to everybody. When the protocol actor says that
/// the session is over, or when one of the cast dies (which none does by itself: see guard.hpp),
/// the session ends: on_end of the configuration is called once. The actors live until the session
/// actor is ended; it ends them.
[[nodiscard]] SessionActors spawn_session(caf::actor_system& system,
                                          std::shared_ptr<const SessionConfig> config);

}  // namespace troupe::actors
