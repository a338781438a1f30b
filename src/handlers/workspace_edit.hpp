// Edits as clients take them.
#pragma once

#include <vector>

#include "handlers/documents.hpp"
#include "protocol/workspace.hpp"

namespace troupe::handlers {

/// Edits of one file, in the order given.
[[nodiscard]] std::vector<protocol::TextEdit> encode_edits(const Positions& positions,
                                                           const std::vector<ide::TextEdit>& edits);

/// Whether a client can do all that an edit asks for: not every one makes files.
[[nodiscard]] bool can_apply(engine::Context& context, const Session& session,
                             const ide::WorkspaceEdit& edit);

/// Files without edits are left out; files that are not there are made. For clients that take
/// documentChanges each open document is named with the version that the edits are for, so that
/// they are refused when it has changed; others get `changes`.
[[nodiscard]] protocol::WorkspaceEdit encode_workspace_edit(engine::Context& context,
                                                            const Session& session,
                                                            const ide::WorkspaceEdit& edit);

}  // namespace troupe::handlers
