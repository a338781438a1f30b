// Default values of input fields that contain themselves.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/validation/core/input_graph.hpp"

namespace troupe::graphql {

/// The fields of an input object that hold input objects, with their defaults.
struct InputDefaults {
  struct Field {
    std::string name;
    std::string target;         ///< the input object
    std::string default_value;  ///< as written; empty: none

    friend bool operator==(const Field&, const Field&) = default;
  };
  using Key = ProjectName;
  using Value = std::vector<Field>;
  static constexpr std::string_view name = "graphql_input_defaults";
  static Value execute(engine::Context& context, const Key& key);
};

/// Fields of which the default fills in the default of the next one, the last one's that of the
/// first; as they are met from the first type on.
struct CircularDefaults {
  using Key = ProjectId;
  using Value = std::vector<InputCycle>;
  static constexpr std::string_view name = "graphql_circular_defaults";
  static Value execute(engine::Context& context, const Key& project);
};

}  // namespace troupe::graphql
