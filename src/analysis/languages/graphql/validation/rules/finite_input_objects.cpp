#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/input_graph.hpp"
#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const TypeCheck& check, const InputCycle& cycle) {
  std::string way;
  std::vector<Place> places;
  for (const auto& [type, field] : cycle) {
    way.append(way.empty() ? "" : ", ").append(type).append(".").append(field);
    if (const auto place = input_field_in(check.context(), check.parts_of(type), field)) {
      places.push_back(place->at(definition_head(place->node)));
    }
  }
  check.report(places, "Input Object " + cycle.front().first +
                           " cannot be provided a finite value because it references itself "
                           "through fields: " +
                           way + ".");
}

/// Every type of a cycle tells of it, so that each of their files does.
void check(const TypeCheck& check) {
  const TypeShape* type = check.type();
  if (type == nullptr || type->kind != TypeKind::input_object) {
    return;
  }
  for (const InputCycle& cycle : check.context().get<EndlessInputs>(check.project())) {
    const auto is_here = [type](const auto& step) { return step.first == type->name; };
    if (std::ranges::any_of(cycle, is_here)) {
      report(check, cycle);
    }
  }
}

}  // namespace

constinit const Rule finite_input_objects = {
    .code = "graphql/finite-input-objects",
    .summary = "No input object needs itself.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
