#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/default_cycles.hpp"
#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const TypeCheck& check, const InputCycle& cycle) {
  std::string via;
  std::vector<Place> places;
  for (const auto& [type, field] : cycle) {
    if (!places.empty()) {
      via.append(via.empty() ? " via the default values of: " : ", ");
      via.append(type).append(".").append(field);
    }
    const auto place = input_field_in(check.context(), check.parts_of(type), field);
    const auto value = place ? place->node.default_value() : std::nullopt;
    if (value) {
      places.push_back(place->at(value->range()));
    }
  }
  check.report(places, "Invalid circular reference. The default value of Input Object field " +
                           cycle.front().first + "." + cycle.front().second + " references itself" +
                           via + ".");
}

/// Every type of a cycle tells of it, so that each of their files does.
void check(const TypeCheck& check) {
  const TypeShape* type = check.type();
  if (type == nullptr || type->kind != TypeKind::input_object) {
    return;
  }
  for (const InputCycle& cycle : check.context().get<CircularDefaults>(check.project())) {
    const auto is_here = [type](const auto& step) { return step.first == type->name; };
    if (std::ranges::any_of(cycle, is_here)) {
      report(check, cycle);
    }
  }
}

}  // namespace

constinit const Rule circular_default_values = {
    .code = "graphql/circular-default-values",
    .summary = "No default value of an input field contains itself.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
