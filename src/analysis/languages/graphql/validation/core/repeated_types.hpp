// Interfaces that a type implements more than once, and members that a union has more than once.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {

/// Their names, in order of the first repetition. No positions; empty for nearly all types.
struct RepeatedTypes {
  using Key = ProjectName;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "graphql_repeated_types";
  static Value execute(engine::Context& context, const Key& key);
};

}  // namespace troupe::graphql
