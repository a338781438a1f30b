// Where completions come from: one function for each kind of place. Each adds what fits
// `request.place`, and only for the place kinds that it names.
#pragma once

#include "analysis/languages/graphql/features/completion_items.hpp"

namespace troupe::graphql {

// completion_selections.cpp

/// `selection`, `aliased_field`: the fields of the parent type.
void complete_fields(const CompletionRequest& request, CompletionItems& items);
/// `spread`: fragments that can apply to the parent type, and `on`.
void complete_spreads(const CompletionRequest& request, CompletionItems& items);
/// `fragment_type`: types that can apply to the parent type; without one, all that have fields.
void complete_fragment_types(const CompletionRequest& request, CompletionItems& items);

// completion_values.cpp

/// `argument`, `object_field`: those that are not given yet.
void complete_inputs(const CompletionRequest& request, CompletionItems& items);
/// `value`: whatever the expected type allows, variables included.
void complete_values(const CompletionRequest& request, CompletionItems& items);
/// `variable`: those in scope whose type fits.
void complete_variables(const CompletionRequest& request, CompletionItems& items);
/// `variable_definition`: those that the operation uses and does not define.
void complete_variable_definitions(const CompletionRequest& request, CompletionItems& items);

// completion_definitions.cpp

/// `definition`, `extended_definition`: keywords, with snippets of what they begin.
void complete_definitions(const CompletionRequest& request, CompletionItems& items);
/// `keyword_on`, `keyword_implements`.
void complete_keywords(const CompletionRequest& request, CompletionItems& items);
/// `extended_name`: what there is of the kind that is extended.
void complete_extended_names(const CompletionRequest& request, CompletionItems& items);
/// `input_type`, `output_type`, `root_operation_type`, `interface`, `union_member`.
void complete_types(const CompletionRequest& request, CompletionItems& items);
/// `root_operation`: those that are not given yet.
void complete_root_operations(const CompletionRequest& request, CompletionItems& items);
/// `field_definition`: fields that the interfaces ask for and that are missing.
void complete_field_definitions(const CompletionRequest& request, CompletionItems& items);
/// `directive`: those that may stand here and are not given yet, unless they may be repeated.
void complete_directives(const CompletionRequest& request, CompletionItems& items);
/// `directive_location`: those that are not given yet.
void complete_directive_locations(const CompletionRequest& request, CompletionItems& items);

/// `(a: $1, b: $2)` for the inputs that must be given, empty when there are none; `stops` counts
/// the places to fill in.
[[nodiscard]] std::string required_arguments_snippet(const std::vector<InputValueShape>& arguments,
                                                     int& stops);

}  // namespace troupe::graphql
