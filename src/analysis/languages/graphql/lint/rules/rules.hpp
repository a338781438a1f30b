// All lint rules, each by its constant, and the table in which order they look and are documented.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/lint/core/rule.hpp"

namespace troupe::graphql::lint {

extern const Rule alphabetize;
extern const Rule description_style;
extern const Rule federation_known_fields;
extern const Rule input_name;
extern const Rule lone_executable_definition;
extern const Rule match_document_filename;
extern const Rule naming_convention;
extern const Rule no_anonymous_operations;
extern const Rule no_case_insensitive_enum_values_duplicates;
extern const Rule no_deprecated;
extern const Rule no_duplicate_fields;
extern const Rule no_hashtag_description;
extern const Rule no_one_place_fragments;
extern const Rule no_root_type;
extern const Rule no_scalar_result_type_on_mutation;
extern const Rule no_typename_prefix;
extern const Rule no_unreachable_types;
extern const Rule no_unused_fields;
extern const Rule no_useless_alias;
extern const Rule no_useless_inline_fragments;
extern const Rule operation_name_suffix;
extern const Rule redundant_fields;
extern const Rule relay_arguments;
extern const Rule relay_connection_types;
extern const Rule relay_edge_types;
extern const Rule relay_page_info;
extern const Rule require_deprecation_date;
extern const Rule require_deprecation_reason;
extern const Rule require_description;
extern const Rule require_field_of_type_query_in_mutation_result;
extern const Rule require_import_fragment;
extern const Rule require_non_null_list_items;
extern const Rule require_nullable_fields_with_oneof;
extern const Rule require_nullable_result_in_root;
extern const Rule require_selections;
extern const Rule require_type_pattern_with_oneof;
extern const Rule resty_field_names;
extern const Rule selection_set_depth;
extern const Rule strict_id_in_types;
extern const Rule unique_fragment_name;
extern const Rule unique_operation_name;
extern const Rule unused_fragments;

/// Every rule, sorted by code.
[[nodiscard]] std::span<const Rule* const> all_rules();

/// The rule of a name as people write it: `no-deprecated`, `graphql/no-deprecated`,
/// `@graphql-eslint/no-deprecated`, `noDeprecated`, or a name that other tools have for it. Null
/// when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view name);

/// A name without the prefixes above, in kebab-case.
[[nodiscard]] std::string bare_rule_name(std::string_view name);

/// Whether a name means a rule that is part of validation, here or as graphql-eslint names it.
[[nodiscard]] bool is_validation_rule(std::string_view name);

}  // namespace troupe::graphql::lint
