// What could be written at a cursor.
#pragma once

#include <string_view>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Characters that open a list without a request: those after which GraphQL expects a name and a
/// user expects help: selections `{`, arguments `(`, values and types `:` `[` `=`, variables `$`,
/// directives `@`, spreads `.`, interfaces `&`, members and locations `|`.
///
/// Neither space nor newline, though both can precede a name: a list that opens on Enter swallows
/// the next Enter, and the first letter of a word opens the list anyway. Where only a space would
/// help (`first: |`), the item before it asks for the next list (`retrigger`).
inline constexpr std::string_view completion_triggers = "{(:$@.[=&|";

/// The items that fit the place, with what the user most likely wants on top:
/// - Fields in the order of the schema: its author put what belongs together next to each other,
///   and every editor sorts anew as soon as a letter is typed. Meta-fields after them.
/// - Arguments and input fields that must be given, then the others, in the order of the schema;
///   none that is there already.
/// - Variables before literals; enum values in the order of the schema.
/// - Types, fragments and directives, of which there are many, by name.
/// Deprecated ones are marked and come last everywhere. Nothing inside strings, comments and
/// numbers, and where a name has to be invented. REQUIRES: offset <= tree.text().size(); `tree` is
/// the file's.
[[nodiscard]] ide::CompletionList completions_at(const Schema& schema, ide::FileId file,
                                                 const syntax::Tree& tree, base::TextOffset offset);

/// The documentation of an item by its `resolve_key`; empty for keys that are none.
[[nodiscard]] ide::Documentation completion_documentation(const Schema& schema, ide::FileId file,
                                                          std::string_view resolve_key);

}  // namespace troupe::graphql
