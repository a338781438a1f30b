// The state of a session at one of its messages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "protocol/trace_session.hpp"

namespace troupe::server {

/// What there was after message number `until`: actors and what they did last, what waited in
/// mailboxes (`mail`, from the replay), documents, requests without an answer.
[[nodiscard]] std::string session_state(const protocol::trace::Session& session,
                                        std::uint64_t until, const std::vector<std::string>& mail);

}  // namespace troupe::server
