// What the rules say about single definitions, remembered as long as nothing that they looked at
// changes.
#pragma once

#include <vector>

#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// The findings of rules that look at one definition and the schema.
struct DefinitionFindings {
  using Key = DefinitionId;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_definition_findings";
  static Value execute(engine::Context& context, const Key& definition);
};

/// The findings of rules that follow fragment spreads. A query of its own, so that an edit of a
/// fragment does not check again what the operations that spread it select.
struct ReachFindings {
  using Key = DefinitionId;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_reach_findings";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql
