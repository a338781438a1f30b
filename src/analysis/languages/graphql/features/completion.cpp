// The place decides what is asked for (completion_place.hpp), the path to it which types are
// involved (type_path.hpp), one function for each kind of place what there is
// (completion_sources.hpp). Field lists read the parent type and the kinds of its fields' types,
// nothing else of the schema.
#include "analysis/languages/graphql/features/completion.hpp"

#include "analysis/languages/graphql/features/completion_sources.hpp"
#include "analysis/languages/graphql/features/documentation.hpp"

namespace troupe::graphql {
namespace {

void complete(const CompletionRequest& request, CompletionItems& items) {
  switch (request.place.kind) {
    case PlaceKind::nothing:
      return;
    case PlaceKind::definition:
    case PlaceKind::extended_definition:
      return complete_definitions(request, items);
    case PlaceKind::extended_name:
      return complete_extended_names(request, items);
    case PlaceKind::keyword_on:
    case PlaceKind::keyword_implements:
      return complete_keywords(request, items);
    case PlaceKind::selection:
    case PlaceKind::aliased_field:
      return complete_fields(request, items);
    case PlaceKind::spread:
      return complete_spreads(request, items);
    case PlaceKind::fragment_type:
      return complete_fragment_types(request, items);
    case PlaceKind::argument:
    case PlaceKind::object_field:
      return complete_inputs(request, items);
    case PlaceKind::value:
      return complete_values(request, items);
    case PlaceKind::variable:
      return complete_variables(request, items);
    case PlaceKind::variable_definition:
      return complete_variable_definitions(request, items);
    case PlaceKind::input_type:
    case PlaceKind::output_type:
    case PlaceKind::root_operation_type:
    case PlaceKind::interface:
    case PlaceKind::union_member:
      return complete_types(request, items);
    case PlaceKind::root_operation:
      return complete_root_operations(request, items);
    case PlaceKind::field_definition:
      return complete_field_definitions(request, items);
    case PlaceKind::directive:
      return complete_directives(request, items);
    case PlaceKind::directive_location:
      return complete_directive_locations(request, items);
  }
}

}  // namespace

ide::CompletionList completions_at(const Schema& schema, ide::FileId file, const syntax::Tree& tree,
                                   base::TextOffset offset) {
  CompletionRequest request{schema, file, tree, offset, completion_place(tree, offset), {}};
  request.types = follow(schema, request.place.path);
  CompletionItems items(request.place.replaced);
  complete(request, items);
  if (request.place.may_begin_definition) {
    complete_definitions(request, items);
  }
  return {.items = items.take(), .is_incomplete = false};
}

ide::Documentation completion_documentation(const Schema& schema, ide::FileId file,
                                            std::string_view resolve_key) {
  const auto entity = Entity::from_key(resolve_key);
  return entity ? documentation_of(schema, file, *entity) : ide::Documentation();
}

}  // namespace troupe::graphql
