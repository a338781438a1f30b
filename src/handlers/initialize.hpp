// The answer to `initialize`.
#pragma once

#include "handlers/handler.hpp"
#include "protocol/lifecycle.hpp"

namespace troupe::handlers {

/// What this session's client is offered: the negotiated position encoding, everything that the
/// languages together can do, and nothing that the client did not declare (pull diagnostics only to
/// clients that pull; completion is triggered by the characters of all languages).
/// REQUIRES: session.languages is set.
[[nodiscard]] protocol::InitializeResult initialize_result(const Session& session);

}  // namespace troupe::handlers
