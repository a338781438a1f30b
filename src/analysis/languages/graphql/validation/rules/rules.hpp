// All rules, each by its constant, and the table in which order they look and are documented.
#pragma once

#include <span>
#include <string_view>

#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

extern const Rule fields_on_correct_type;
extern const Rule fragments_on_composite_types;
extern const Rule known_argument_names;
extern const Rule known_fragment_names;
extern const Rule known_operation_types;
extern const Rule known_type_names;
extern const Rule lone_anonymous_operation;
extern const Rule no_undefined_variables;
extern const Rule no_unused_variables;
extern const Rule possible_fragment_spreads;
extern const Rule provided_required_arguments;
extern const Rule scalar_leafs;
extern const Rule unique_argument_definition_names;
extern const Rule unique_argument_names;
extern const Rule unique_directive_names;
extern const Rule unique_enum_value_names;
extern const Rule unique_field_definition_names;
extern const Rule unique_fragment_names;
extern const Rule unique_input_field_names;
extern const Rule unique_operation_names;
extern const Rule unique_type_names;
extern const Rule unique_variable_names;
extern const Rule values_of_correct_type;
extern const Rule variables_are_input_types;
extern const Rule variables_in_allowed_position;

/// Every rule, sorted by code.
[[nodiscard]] std::span<const Rule* const> all_rules();

/// The rule of a code; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view code);

}  // namespace troupe::graphql
