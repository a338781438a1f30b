// Lines that look like the beginning of a definition, in text that is not understood.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text_range.hpp"

namespace troupe::graphql {

/// How much a line looks like the beginning of a definition. `weak` ones are definitions without a
/// name (`query {`, `schema {`), which fields may look like too.
enum class DefinitionLikeness : std::uint8_t { none, weak, strong };

/// Judges a line, given without its indentation: `type User {`, `fragment F on User` and `extend
/// schema` read like definitions, and unlike prose and fields.
[[nodiscard]] DefinitionLikeness definition_likeness(std::string_view line);

/// The first line that looks like a definition and begins inside `range`, indented by at most
/// `most_indentation` bytes; the range's end when there is none. The line that `range` begins in
/// does not count. The answer is where that line's first word begins.
[[nodiscard]] base::TextOffset find_definition_line(std::string_view text, base::TextRange range,
                                                    base::TextOffset most_indentation);

}  // namespace troupe::graphql
