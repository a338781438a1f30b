// Semantic tokens as LSP writes them: five numbers each.
#pragma once

#include <cstdint>
#include <vector>

#include "handlers/documents.hpp"
#include "protocol/server_capabilities.hpp"

namespace troupe::handlers {

inline constexpr std::size_t numbers_in_token = 5;

/// The names behind the numbers of types and modifiers. A type that is younger than the client is
/// called by its nearest older relative.
[[nodiscard]] protocol::SemanticTokensLegend semantic_tokens_legend(
    const protocol::ClientCapabilities& client);

/// Lines and columns relative to the token before, length, type, modifiers. Overlapping tokens are
/// left out but for the first; a token of several lines becomes one for each, which every client
/// takes (those that take others do not agree on how long a line's end is). Linear in the text.
[[nodiscard]] std::vector<std::uint32_t> encode_tokens(const Positions& positions,
                                                       std::vector<ide::SemanticToken> tokens);

}  // namespace troupe::handlers
