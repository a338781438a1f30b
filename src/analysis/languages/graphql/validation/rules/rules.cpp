#include "analysis/languages/graphql/validation/rules/rules.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

constexpr std::array table = {
    &circular_default_values,
    &defer_stream_directive_label,
    &defer_stream_directive_on_root_field,
    &defer_stream_directive_on_valid_operations,
    &executable_definitions,
    &fields_on_correct_type,
    &finite_input_objects,
    &fragments_on_composite_types,
    &implemented_interfaces,
    &input_and_output_types,
    &interface_deprecations,
    &interface_fields,
    &known_argument_names,
    &known_directives,
    &known_fragment_names,
    &known_operation_types,
    &known_type_names,
    &lone_anonymous_operation,
    &lone_schema_definition,
    &max_introspection_depth,
    &no_fragment_cycles,
    &no_undefined_variables,
    &no_unused_fragments,
    &no_unused_variables,
    &non_empty_types,
    &one_of_fields,
    &overlapping_fields_can_be_merged,
    &possible_fragment_spreads,
    &possible_type_extensions,
    &provided_required_arguments,
    &required_not_deprecated,
    &reserved_names,
    &root_types,
    &scalar_leafs,
    &single_field_subscriptions,
    &stream_directive_on_list_field,
    &union_members,
    &unique_argument_definition_names,
    &unique_argument_names,
    &unique_directive_names,
    &unique_directives_per_location,
    &unique_enum_value_names,
    &unique_field_definition_names,
    &unique_fragment_names,
    &unique_input_field_names,
    &unique_operation_names,
    &unique_operation_types,
    &unique_type_names,
    &unique_variable_names,
    &valid_default_values,
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
