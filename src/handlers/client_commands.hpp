// Commands that a client carries out by itself when something of ours names them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/handler.hpp"
#include "protocol/lifecycle.hpp"

namespace troupe::handlers {

/// Asks for completion again. No arguments.
inline constexpr std::string_view trigger_suggest_command = "editor.action.triggerSuggest";

/// The names of commands that this client knows, sorted. LSP has no place to say so; there are
/// three ways to find out:
///
/// - `capabilities.experimental.commands.commands`, a list of names, as some servers read it;
/// - `initializationOptions.commands`, the same, for editors in which a user can set only those;
/// - who it is: VS Code (by any of its names) can ask for completion again, coc.nvim can do that
///   and show places.
[[nodiscard]] std::vector<std::string> client_commands(const protocol::InitializeParams& params);

[[nodiscard]] bool knows_command(const Session& session, std::string_view command);

/// The command that shows places, its arguments being a URI, a position and a list of locations as
/// LSP writes them: `troupe.showReferences`, else `editor.action.showReferences`. Nothing where the
/// client knows neither: one that it does not know would be offered for a click and fail. (VS
/// Code's own command of the second name wants objects of its own classes as arguments, so an
/// extension has to translate, and to say that it does.)
[[nodiscard]] std::optional<std::string_view> show_references_command(const Session& session);

}  // namespace troupe::handlers
