// The answer to `initialize`.
#pragma once

#include "handlers/handler.hpp"
#include "protocol/lifecycle.hpp"

namespace troupe::handlers {

/// A session with the client that sent `params`: the encoding agreed on, what it can do.
/// `languages` outlive the session.
[[nodiscard]] Session make_session(const protocol::InitializeParams& params,
                                   const ide::LanguageSet& languages);

/// What this session's client is offered: the negotiated position encoding, everything that the
/// languages together can do, and nothing that the client did not declare (pull diagnostics only to
/// clients that pull, code actions only to those that take literals; completion, signature help and
/// formatting are triggered by the characters of all languages). Requests that no language has an
/// answer to are offered, too: the answer is empty.
/// REQUIRES: session.languages is set.
[[nodiscard]] protocol::InitializeResult initialize_result(const Session& session);

}  // namespace troupe::handlers
