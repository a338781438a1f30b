// All rules, each by its constant, and the table in which order they look and are documented.
#pragma once

#include <span>
#include <string_view>

#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

extern const Rule fields_on_correct_type;
extern const Rule known_argument_names;
extern const Rule known_fragment_names;
extern const Rule known_type_names;
extern const Rule no_undefined_variables;
extern const Rule provided_required_arguments;
extern const Rule scalar_leafs;
extern const Rule unique_field_definition_names;
extern const Rule unique_type_names;

/// Every rule, sorted by code.
[[nodiscard]] std::span<const Rule* const> all_rules();

/// The rule of a code; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view code);

}  // namespace troupe::graphql
