// All rules, each by its constant, and the table in which order they look and are documented.
#pragma once

#include <span>
#include <string_view>

#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

extern const Rule circular_default_values;
extern const Rule defer_stream_directive_label;
extern const Rule defer_stream_directive_on_root_field;
extern const Rule defer_stream_directive_on_valid_operations;
extern const Rule executable_definitions;
extern const Rule fields_on_correct_type;
extern const Rule finite_input_objects;
extern const Rule fragments_on_composite_types;
extern const Rule implemented_interfaces;
extern const Rule input_and_output_types;
extern const Rule interface_deprecations;
extern const Rule interface_fields;
extern const Rule known_argument_names;
extern const Rule known_directives;
extern const Rule known_fragment_names;
extern const Rule known_operation_types;
extern const Rule known_type_names;
extern const Rule lone_anonymous_operation;
extern const Rule lone_schema_definition;
extern const Rule max_introspection_depth;
extern const Rule no_fragment_cycles;
extern const Rule no_undefined_variables;
extern const Rule no_unused_fragments;
extern const Rule no_unused_variables;
extern const Rule non_empty_types;
extern const Rule one_of_fields;
extern const Rule overlapping_fields_can_be_merged;
extern const Rule possible_fragment_spreads;
extern const Rule possible_type_extensions;
extern const Rule provided_required_arguments;
extern const Rule required_not_deprecated;
extern const Rule reserved_names;
extern const Rule root_types;
extern const Rule scalar_leafs;
extern const Rule single_field_subscriptions;
extern const Rule stream_directive_on_list_field;
extern const Rule union_members;
extern const Rule unique_argument_definition_names;
extern const Rule unique_argument_names;
extern const Rule unique_directive_names;
extern const Rule unique_directives_per_location;
extern const Rule unique_enum_value_names;
extern const Rule unique_field_definition_names;
extern const Rule unique_fragment_names;
extern const Rule unique_input_field_names;
extern const Rule unique_operation_names;
extern const Rule unique_operation_types;
extern const Rule unique_type_names;
extern const Rule unique_variable_names;
extern const Rule valid_default_values;
extern const Rule values_of_correct_type;
extern const Rule variables_are_input_types;
extern const Rule variables_in_allowed_position;

/// Every rule, sorted by code.
[[nodiscard]] std::span<const Rule* const> all_rules();

/// The rule of a code; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view code);

}  // namespace troupe::graphql
