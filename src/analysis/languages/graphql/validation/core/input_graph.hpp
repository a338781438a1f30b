// Which input objects need which others.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// The fields through which a value of an input object must hold another input object; for one with
/// @oneOf those through which it may.
struct InputNeeds {
  struct Need {
    std::string field;
    std::string target;  ///< an input object

    friend bool operator==(const Need&, const Need&) = default;
  };
  struct Needs {
    bool is_one_of = false;
    bool has_way_out = false;  ///< no needs at all, or @oneOf with some other field
    std::vector<Need> needs;

    friend bool operator==(const Needs&, const Needs&) = default;
  };
  using Key = ProjectName;
  using Value = Needs;
  static constexpr std::string_view name = "graphql_input_needs";
  static Value execute(engine::Context& context, const Key& key);
};

/// A way through fields that leads back to where it begins: type and field, one after the other.
using InputCycle = std::vector<std::pair<std::string, std::string>>;

/// Those of a schema's input objects that no finite value can satisfy, as they are met from the
/// first type on. Empty for nearly every schema.
struct EndlessInputs {
  using Key = ProjectId;
  using Value = std::vector<InputCycle>;
  static constexpr std::string_view name = "graphql_endless_inputs";
  static Value execute(engine::Context& context, const Key& project);
};

/// The names of a project's types in order of definition. Depends on positions, so for those who
/// have found something wrong, or next to nothing to look at.
[[nodiscard]] std::vector<std::string_view> types_in_order(engine::Context& context,
                                                           ProjectId project);

}  // namespace troupe::graphql
