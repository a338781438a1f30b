// What the rules say about single definitions, remembered as long as nothing that they looked at
// changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/type_reference.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// A variable where it stands for a value, and what the value must be.
struct VariableUse {
  std::string variable;
  base::TextRange range;  ///< of `$name`, relative to the definition
  std::string type_name;  ///< with the two below: a TypeReference that owns its name
  std::uint8_t list_depth = 0;
  std::uint32_t non_null = 0;
  bool has_default = false;  ///< of the argument or input field
  std::string one_of;        ///< the @oneOf input object whose field it is; empty: of none

  [[nodiscard]] TypeReference type() const { return {type_name, list_depth, non_null}; }
  friend bool operator==(const VariableUse&, const VariableUse&) = default;
};

/// Adds what is wrong at several places at once: shown at the first of them in `file`, else at
/// `otherwise`; all others come behind in their order, and `why` says why. Nothing when there is
/// neither.
void add_finding(engine::Context& context, FileId file, const std::vector<Place>& places,
                 std::optional<Place> otherwise, Finding finding, std::string_view why,
                 std::vector<Finding>& findings);

/// What one walk over a definition brings back.
struct DefinitionReview {
  std::vector<Finding> findings;
  std::vector<VariableUse> uses;  ///< of known types only

  friend bool operator==(const DefinitionReview&, const DefinitionReview&) = default;
};

/// The findings of rules that look at one definition and the schema.
struct DefinitionFindings {
  using Key = DefinitionId;
  using Value = DefinitionReview;
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
