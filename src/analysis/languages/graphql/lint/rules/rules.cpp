#include "analysis/languages/graphql/lint/rules/rules.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::array table = {
    &alphabetize,
    &description_style,
    &federation_known_fields,
    &input_name,
    &lone_executable_definition,
    &match_document_filename,
    &naming_convention,
    &no_anonymous_operations,
    &no_case_insensitive_enum_values_duplicates,
    &no_deprecated,
    &no_duplicate_fields,
    &no_hashtag_description,
    &no_one_place_fragments,
    &no_root_type,
    &no_scalar_result_type_on_mutation,
    &no_typename_prefix,
    &no_unreachable_types,
    &no_unused_fields,
    &no_useless_alias,
    &no_useless_inline_fragments,
    &operation_name_suffix,
    &redundant_fields,
    &relay_arguments,
    &relay_connection_types,
    &relay_edge_types,
    &relay_page_info,
    &require_deprecation_date,
    &require_deprecation_reason,
    &require_description,
    &require_field_of_type_query_in_mutation_result,
    &require_import_fragment,
    &require_non_null_list_items,
    &require_nullable_fields_with_oneof,
    &require_nullable_result_in_root,
    &require_selections,
    &require_type_pattern_with_oneof,
    &resty_field_names,
    &selection_set_depth,
    &strict_id_in_types,
    &unique_fragment_name,
    &unique_operation_name,
    &unused_fragments,
};

struct Alias {
  std::string_view other;
  std::string_view name;
};
/// Names that graphql-eslint (now or once) and other linters have for our rules.
constexpr Alias aliases[] = {
    {"avoid-duplicate-fields", "no-duplicate-fields"},
    {"avoid-scalar-result-type-on-mutation", "no-scalar-result-type-on-mutation"},
    {"avoid-typename-prefix", "no-typename-prefix"},
    {"require-id-field", "require-selections"},
    {"require-id-when-available", "require-selections"},
    {"unique-enum-value-names", "no-case-insensitive-enum-values-duplicates"},
    {"unused-fields", "no-unused-fields"},
};

/// graphql-eslint's names for rules of the specification that differ from ours.
constexpr std::string_view validation_names[] = {
    "executable-definitions",
    "fragments-on-composite-type",
    "known-directives",
    "lone-schema-definition",
    "no-fragment-cycles",
    "no-unused-fragments",
    "one-field-subscriptions",
    "overlapping-fields-can-be-merged",
    "possible-fragment-spread",
    "possible-type-extension",
    "unique-directive-names-per-location",
    "unique-operation-types",
    "unused-variables",
    "value-literals-of-correct-type",
};

}  // namespace

std::span<const Rule* const> all_rules() {
  return table;
}

std::string bare_rule_name(std::string_view name) {
  for (const std::string_view prefix : {"@graphql-eslint/", "graphql/"}) {
    if (name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
    }
  }
  return in_style(name, "kebab-case");
}

const Rule* find_rule(std::string_view name) {
  std::string bare = bare_rule_name(name);
  if (const auto alias = std::ranges::find(aliases, std::string_view(bare), &Alias::other);
      alias != std::end(aliases)) {
    bare = alias->name;
  }
  const auto found = std::ranges::find(table, std::string_view(bare),
                                       [](const Rule* rule) { return rule->name(); });
  return found == table.end() ? nullptr : *found;
}

bool is_validation_rule(std::string_view name) {
  const std::string bare = bare_rule_name(name);
  return graphql::find_rule("graphql/" + bare) != nullptr ||
         std::ranges::find(validation_names, std::string_view(bare)) != std::end(validation_names);
}

}  // namespace troupe::graphql::lint
