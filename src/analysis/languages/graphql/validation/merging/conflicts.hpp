// The conflicts between fields of a definition, named as the reference names them.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/type_reference.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

struct FieldConflict {
  std::string message;
  std::vector<Place> fields;  ///< one side's, then the other's

  friend bool operator==(const FieldConflict&, const FieldConflict&) = default;
};

/// Those of one definition. Editing what it selects, or what fragments select that it reaches, runs
/// this again.
struct FieldConflicts {
  struct Conflicts {
    std::vector<FieldConflict> conflicts;
    bool is_cut_short = false;  ///< there may be more

    friend bool operator==(const Conflicts&, const Conflicts&) = default;
  };
  using Key = DefinitionId;
  using Value = Conflicts;
  static constexpr std::string_view name = "graphql_field_conflicts";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql
