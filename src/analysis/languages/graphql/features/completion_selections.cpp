// What can be selected from a type: its fields, and fragments on types that overlap with it.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analysis/languages/graphql/features/completion_sources.hpp"
#include "analysis/languages/graphql/features/type_kinds.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

bool is_composite(TypeKind kind) {
  return kind == TypeKind::object || kind == TypeKind::interface || kind == TypeKind::union_type;
}

/// Adds what has to follow a field: arguments that must be given, and a selection set. Where either
/// stands behind the cursor already, the name alone is what is missing.
void add_field_snippet(const CompletionRequest& request, const FieldShape& field,
                       ide::CompletionItem& item) {
  switch (request.next()) {
    case TokenKind::left_parenthesis:
    case TokenKind::left_brace:
    case TokenKind::at:
    case TokenKind::colon:
      return;
    default:
      break;
  }
  const auto kind = request.schema.context().get<KindOfType>(
      {request.schema.project(), std::string(field.type.name)});
  const bool has_selections = kind && is_composite(*kind);
  int stops = 0;
  const std::string arguments = required_arguments_snippet(field.arguments, stops);
  if (arguments.empty() && !has_selections) {
    return;
  }
  item.snippet = std::string(field.name) + arguments + (has_selections ? " {\n  $0\n}" : "$0");
  item.retrigger = true;
}

void add_field(const CompletionRequest& request, const TypeShape& parent, const FieldShape& field,
               Rank rank, CompletionItems& items) {
  auto added = item(field.name, ide::SymbolKind::field, field.type.to_string());
  added.is_deprecated = field.is_deprecated;
  added.resolve_key = Entity{
      .kind = Entity::Kind::field,
      .type = std::string(parent.name),
      .name = std::string(field.name),
      .argument = {}}.to_key();
  add_field_snippet(request, field, added);
  items.add(field.is_deprecated ? Rank::deprecated : rank, std::move(added));
}

/// The fragment definition around the cursor, which cannot spread itself.
std::string_view fragment_around(const CompletionRequest& request) {
  return request.place.definition == DefinitionKind::fragment ? request.place.definition_name
                                                              : std::string_view();
}

void add_fragment(const CompletionRequest& request, const std::string& name,
                  const std::string& type, CompletionItems& items) {
  const std::string text = (request.place.is_partial_spread ? "..." : "") + name;
  auto added = item(text, ide::SymbolKind::fragment, "on " + type);
  added.resolve_key =
      Entity{.kind = Entity::Kind::fragment, .type = {}, .name = name, .argument = {}}.to_key();
  items.add_by_name(Rank::fitting, std::move(added));
}

/// Types whose values can also be of the type `parent`: what it can be, and the interfaces and
/// unions of what it can be.
std::map<std::string, TypeKind, std::less<>> overlapping_types(const Schema& schema,
                                                               const TypeShape& parent) {
  std::map<std::string, TypeKind, std::less<>> types;
  engine::Context& context = schema.context();
  for (const TypeShape* possible : schema.possible_types(parent)) {
    types.emplace(possible->name, TypeKind::object);
    for (const std::string_view name : possible->interfaces) {
      types.emplace(name, TypeKind::interface);
    }
    for (const std::string& name :
         context.get<UnionsOf>({schema.project(), std::string(possible->name)})) {
      types.emplace(name, TypeKind::union_type);
    }
  }
  return types;
}

}  // namespace

void complete_fields(const CompletionRequest& request, CompletionItems& items) {
  const TypeShape* parent = request.types.parent;
  if (parent == nullptr || !parent->is_composite()) {
    return;
  }
  for (const FieldShape& field : parent->fields) {
    add_field(request, *parent, field, Rank::fitting, items);
  }
  for (const FieldShape* field : request.schema.meta_fields(*parent)) {
    add_field(request, *parent, *field, Rank::meta, items);
  }
  if (request.place.kind == PlaceKind::selection) {
    auto spread = item("...", ide::SymbolKind::keyword, "fragment");
    spread.retrigger = true;
    items.add(Rank::meta, std::move(spread));
  }
}

void complete_spreads(const CompletionRequest& request, CompletionItems& items) {
  const Schema& schema = request.schema;
  engine::Context& context = schema.context();
  auto keyword = item(request.place.is_partial_spread ? "... on" : "on", ide::SymbolKind::keyword);
  keyword.insert_text = keyword.label + " ";
  keyword.retrigger = true;
  items.add(Rank::needed, std::move(keyword));
  const TypeShape* parent = request.types.parent;
  const std::string_view self = fragment_around(request);
  std::map<std::string, bool, std::less<>> fits;  // thousands of fragments are on a few types
  for (const std::string& name : fragment_names(context, schema.project(), request.file)) {
    const auto fragment = find_fragment(context, schema.project(), request.file, name);
    const auto& type = fragment ? context.get<FragmentType>(*fragment) : std::nullopt;
    if (!type || name == self) {
      continue;
    }
    const auto [known, is_new] = fits.try_emplace(*type, false);
    if (is_new) {
      const TypeShape* shape = schema.find_type(*type);
      known->second =
          parent == nullptr || (shape != nullptr && schema.types_overlap(*parent, *shape));
    }
    if (known->second) {
      add_fragment(request, name, *type, items);
    }
  }
}

void complete_fragment_types(const CompletionRequest& request, CompletionItems& items) {
  const Schema& schema = request.schema;
  const TypeShape* parent = request.types.parent;
  if (parent == nullptr) {
    for (const KnownType& type : schema.context().get<KnownTypes>(schema.project())) {
      if (is_composite(type.kind)) {
        items.add_by_name(Rank::fitting, type_item(type.name, type.kind));
      }
    }
    return;
  }
  for (const auto& [name, kind] : overlapping_types(schema, *parent)) {
    // What narrows an abstract type is wanted more often than what widens any type.
    const bool is_narrower = parent->is_abstract() && kind == TypeKind::object;
    items.add_by_name(is_narrower ? Rank::fitting : Rank::further, type_item(name, kind));
  }
}

}  // namespace troupe::graphql
