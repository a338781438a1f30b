// Documents in a workspace that has no schema: what needs none is checked, and the editor says so,
// once.
#pragma once

#include <optional>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// Where it is said that a project without a configuration has no schema: at the first operation or
/// fragment of the first open document that has any. Nothing where some type is defined, before the
/// workspace has been listed, and where a configuration names a schema: what is wrong with that is
/// said there.
struct MissingSchema {
  using Key = ProjectId;
  using Value = std::optional<DefinitionId>;
  static constexpr std::string_view name = "graphql_missing_schema";
  static Value execute(engine::Context& context, const Key& project);
};

/// The diagnostic about that, if it stands in this file.
[[nodiscard]] std::optional<ide::Diagnostic> missing_schema_diagnostic(engine::Context& context,
                                                                       ProjectId project,
                                                                       FileId file);

}  // namespace troupe::graphql
