// What lint rules say about single definitions and files, remembered as long as nothing that they
// looked at changes.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/rule.hpp"

namespace troupe::graphql::lint {

/// The findings of rules that look at one definition and the schema.
struct DefinitionLint {
  using Key = DefinitionId;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_definition_lint";
  static Value execute(engine::Context& context, const Key& definition);
};

/// The findings of rules that look beyond the definition. A query of its own, so that what happens
/// elsewhere does not walk the definition again.
struct DefinitionWideLint {
  using Key = DefinitionId;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_definition_wide_lint";
  static Value execute(engine::Context& context, const Key& definition);
};

/// The findings of rules about files.
struct FileLint {
  using Key = FileId;
  using Value = std::vector<Finding>;
  static constexpr std::string_view name = "graphql_file_lint";
  static Value execute(engine::Context& context, const Key& file);
};

}  // namespace troupe::graphql::lint
