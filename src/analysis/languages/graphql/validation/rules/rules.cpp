#include "analysis/languages/graphql/validation/rules/rules.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {
namespace {

constexpr std::array table = {
    &fields_on_correct_type, &known_argument_names,          &known_fragment_names,
    &known_type_names,       &no_undefined_variables,        &provided_required_arguments,
    &scalar_leafs,           &unique_field_definition_names, &unique_type_names,
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
