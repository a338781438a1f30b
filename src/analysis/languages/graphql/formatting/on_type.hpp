// What formatting does while somebody types.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"

namespace troupe::graphql {

/// Characters after which format_on_type has something to do.
inline constexpr std::string_view format_on_type_triggers = "}\n";

/// After `}`: formats what it closes, if that has no syntax error. After a line end: indents the
/// line that begins there by the brackets that are open, whatever else is wrong, and formats within
/// the line that was left. `offset` is behind what was typed, or behind the indentation that the
/// editor put there. `host` is null for a text that stands alone.
[[nodiscard]] std::vector<ide::TextEdit> format_on_type(
    const syntax::Tree& tree, base::TextOffset offset, std::string_view typed,
    const FormatStyle& style, const Checkpoint& checkpoint = {}, const HostPlace* host = nullptr);

}  // namespace troupe::graphql
