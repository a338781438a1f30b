// Who spreads whom: operations and fragments of a project as a graph, walked one step at a time.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// An operation or fragment and the names of the spreads in question, as of this snapshot.
struct SpreadingDefinition {
  DefinitionId definition;
  std::vector<base::TextRange> places;  ///< in the file that holds the spreads
};

/// The files in which a project's names are looked for: those of its schema, and the documents that
/// are read in this project rather than in another. Sorted by path, no duplicates.
struct SearchedFiles {
  using Key = ProjectId;
  using Value = std::vector<FileId>;
  static constexpr std::string_view name = "graphql_searched_files";
  static Value execute(engine::Context& context, const Key& project);
};

/// The definition at the top of its document that a range lies in; null in none.
[[nodiscard]] const DefinitionEntry* definition_around(engine::Context& context, FileId file,
                                                       base::TextRange range);

/// The operations and fragments that spread a fragment, in order of path and position. Spreads that
/// mean another fragment of the same name are not among them.
[[nodiscard]] std::vector<SpreadingDefinition> callers_of(engine::Context& context,
                                                          ProjectId project, DefinitionId fragment);

/// The fragments that an operation or fragment spreads, each with the places of its spreads, in
/// order of the first of them. Spreads of unknown fragments are passed over.
[[nodiscard]] std::vector<SpreadingDefinition> callees_of(engine::Context& context,
                                                          ProjectId project,
                                                          DefinitionId definition);

/// The operations and fragments that share a variable with some that are given: every fragment that
/// an operation reaches has its variables from that operation, and every operation that reaches a
/// fragment gives it the same ones; but for fragments that have the variable from their own
/// `@argumentDefinitions`. Those that do not mention the variable are left out; the given
/// ones come first, the others in no order that means anything. Linear in what is reached.
[[nodiscard]] std::vector<DefinitionId> sharing_variable(engine::Context& context,
                                                         ProjectId project,
                                                         std::vector<DefinitionId> starts,
                                                         std::string_view variable);

}  // namespace troupe::graphql
