// The kinds of code actions, as LSP spells them.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"

namespace troupe::handlers {

/// "quickfix", "refactor.extract" and so on.
[[nodiscard]] std::string_view code_action_kind(ide::CodeAction::Kind kind);

/// All that languages may give.
[[nodiscard]] std::vector<std::string> code_action_kinds();

}  // namespace troupe::handlers
