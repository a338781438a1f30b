// Which of LSP's icons stands for which kind of thing.
#pragma once

#include "analysis/ide/structs.hpp"
#include "protocol/client_capabilities.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

/// The kind in an outline. Clients that name no value set know the first 18 only (up to Array); a
/// kind that is not in the set is replaced by its nearest older relative.
[[nodiscard]] protocol::SymbolKind lsp_symbol_kind(ide::SymbolKind kind,
                                                   const protocol::ValueSet& known);

/// The same in a completion list, where the first 18 go up to Reference.
[[nodiscard]] protocol::CompletionItemKind lsp_completion_kind(ide::SymbolKind kind,
                                                               const protocol::ValueSet& known);

}  // namespace troupe::handlers
