#include "analysis/languages/graphql/validation/rules/rules.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

constexpr std::array table = {
    &fields_on_correct_type,
    &fragments_on_composite_types,
    &known_argument_names,
    &known_fragment_names,
    &known_operation_types,
    &known_type_names,
    &lone_anonymous_operation,
    &no_undefined_variables,
    &no_unused_variables,
    &possible_fragment_spreads,
    &provided_required_arguments,
    &scalar_leafs,
    &unique_argument_definition_names,
    &unique_argument_names,
    &unique_directive_names,
    &unique_enum_value_names,
    &unique_field_definition_names,
    &unique_fragment_names,
    &unique_input_field_names,
    &unique_operation_names,
    &unique_type_names,
    &unique_variable_names,
    &values_of_correct_type,
    &variables_are_input_types,
    &variables_in_allowed_position,
};

}  // namespace

std::span<const Rule* const> all_rules() {
  return table;
}

const Rule* find_rule(std::string_view code) {
  const auto found = std::ranges::find(table, code, [](const Rule* rule) { return rule->code; });
  return found == table.end() ? nullptr : *found;
}

}  // namespace troupe::graphql
