// The set-up of a session that is run from a trace.
#pragma once

#include "actors/session_config.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::actors {

/// The recorded session's limits, workers and environment; workers have no threads of their own.
/// The world (timers, files, time, output) is the caller's to add.
[[nodiscard]] SessionConfig recorded_config(const protocol::trace::Session& session,
                                            const ide::LanguageSet& languages);

}  // namespace troupe::actors
