// What has changed between two answers about a document's semantic tokens, one of which is
// remembered by the client alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "protocol/language_features.hpp"

namespace troupe::handlers {

/// A name for token data by which a later answer can tell which of its ends are the same. The same
/// data has the same name in any process; at most 1 kB.
/// REQUIRES (checked): whole tokens, of five numbers each.
[[nodiscard]] std::string token_result_id(std::span<const std::uint32_t> data);

/// What to change in the data that `previous_id` names to make `data` of it: no edit or one.
/// Nothing when the id is none of ours, or when hardly anything is the same. REQUIRES (checked):
/// whole tokens, of five numbers each.
[[nodiscard]] std::optional<std::vector<protocol::SemanticTokensEdit>> token_edits(
    std::string_view previous_id, std::span<const std::uint32_t> data);

}  // namespace troupe::handlers
