// Giving a thing another name, everywhere.
//
// A rename changes no meaning: afterwards the same documents ask for the same data, under the same
// keys. So a field that is renamed keeps its key in responses by an alias (`name` becomes
// `name: title`; an alias that has become superfluous goes), a field or argument of an interface is
// renamed together with those of all types that have to conform, and what cannot be done without
// changing meaning is refused, with a sentence that says why.
//
// Two things that nothing in the workspace can show do change: values in JSON (variables, default
// resolvers, `__typename`) and programs that know names as strings.
#pragma once

#include <expected>
#include <optional>
#include <string_view>

#include "analysis/ide/editing.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// Whether the name at the offset can be renamed. Nothing where there is no name; a refusal for
/// what is built in, what no GraphQL file of the workspace defines, and types that are roots by
/// their name. An alias is a name of its own, renamed alone. REQUIRES (here and below): offset <=
/// tree.text().size().
[[nodiscard]] std::expected<std::optional<ide::RenameTarget>, ide::Refusal> prepare_rename_at(
    const Schema& schema, ide::FileId file, const syntax::Tree& tree, base::TextOffset offset);

/// The edits that rename it: of all files, sorted by path and position. Refused, too, when the new
/// name is none, or one that something else in the same scope has. No edits where there is no name
/// or the name stays the same.
[[nodiscard]] std::expected<ide::WorkspaceEdit, ide::Refusal> rename_at(const Schema& schema,
                                                                        ide::FileId file,
                                                                        const syntax::Tree& tree,
                                                                        base::TextOffset offset,
                                                                        std::string_view new_name);

}  // namespace troupe::graphql
