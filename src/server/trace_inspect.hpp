// The state of a session at one of its messages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "actors/trace_engine.hpp"
#include "actors/trace_replay.hpp"
#include "protocol/trace_session.hpp"

namespace troupe::server {

/// What there was after message number `until`: actors and what they did last, what waited in
/// mailboxes (`mail`, from the replay), jobs, timers, documents, requests without an answer, and
/// the engine.
[[nodiscard]] std::string session_state(const protocol::trace::Session& session,
                                        std::uint64_t until, const std::vector<std::string>& mail,
                                        const actors::EngineState& engine);

/// Where a replay and its recording part, and by what.
[[nodiscard]] std::string divergence_words(const protocol::trace::Session& session,
                                           const actors::Divergence& parted);

}  // namespace troupe::server
