// How GraphQL's things are called when people read about them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// `query`, `mutation`, `subscription`.
[[nodiscard]] std::string_view word_for(OperationType type);
/// The keyword that defines types of this kind: `type`, `input` ...
[[nodiscard]] std::string_view word_for(TypeKind kind);
[[nodiscard]] ide::SymbolKind symbol_kind_of(TypeKind kind);

/// Source text on one line: runs of white space and comments become one space, and none stands
/// inside brackets next to them. Strings are kept, but for their line ends.
[[nodiscard]] std::string one_line(std::string_view text);

/// What a directive location stands for, as the end of a sentence ("fields of objects and
/// interfaces"); empty for words that are no location.
[[nodiscard]] std::string_view meaning_of_location(std::string_view location);
/// All directive locations, executable ones first, in the order of the specification.
[[nodiscard]] std::span<const std::string_view> directive_locations();

/// "1 field", "2 fields".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);
/// Names as code in a sentence: "`A`, `B` and 3 more"; at most `limit` are named.
[[nodiscard]] std::string enumerated(std::span<const std::string_view> names, std::size_t limit);

}  // namespace troupe::graphql
