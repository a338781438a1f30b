// Hover, definition and completion of names that stand in strings (field_sets.hpp) and comments
// (imports.hpp): places where a document has no names.
#pragma once

#include <optional>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/navigation/subject.hpp"

namespace troupe::graphql {

[[nodiscard]] std::optional<ide::Hover> hover_in_text(const Schema& schema, FileId file,
                                                      const syntax::Tree& tree,
                                                      base::TextOffset offset);

/// Of the path of an import comment: the beginning of that file, if the workspace has it.
[[nodiscard]] std::vector<ide::DefinitionTarget> definitions_in_text(const Schema& schema,
                                                                     FileId file,
                                                                     const syntax::Tree& tree,
                                                                     base::TextOffset offset);

/// In a field set the fields of the type at that place. In an import comment the types and
/// fragments that can be imported, or between the quotes the GraphQL files of the project. Nothing
/// anywhere else.
[[nodiscard]] std::optional<ide::CompletionList> completions_in_text(const Schema& schema,
                                                                     FileId file,
                                                                     const syntax::Tree& tree,
                                                                     base::TextOffset offset);

}  // namespace troupe::graphql
