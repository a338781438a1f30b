// The type system's places: keywords, type references, members, directives.
#include <algorithm>
#include <array>
#include <string>

#include "analysis/languages/graphql/features/completion_sources.hpp"
#include "analysis/languages/graphql/features/signature.hpp"
#include "analysis/languages/graphql/features/type_kinds.hpp"
#include "analysis/languages/graphql/features/wording.hpp"

namespace troupe::graphql {
namespace {

using ide::SymbolKind;

struct Keyword {
  std::string_view word;
  std::string_view snippet;
  bool is_executable = false;
};

constexpr std::array<Keyword, 12> definition_keywords = {{
    {"query", "query ${1:Name} {\n  $0\n}", true},
    {"mutation", "mutation ${1:Name} {\n  $0\n}", true},
    {"subscription", "subscription ${1:Name} {\n  $0\n}", true},
    {"fragment", "fragment ${1:Name} on ${2:Type} {\n  $0\n}", true},
    {"type", "type ${1:Name} {\n  $0\n}"},
    {"interface", "interface ${1:Name} {\n  $0\n}"},
    {"union", "union ${1:Name} = $0"},
    {"enum", "enum ${1:Name} {\n  $0\n}"},
    {"input", "input ${1:Name} {\n  $0\n}"},
    {"scalar", "scalar ${1:Name}$0"},
    {"directive", "directive @${1:name} on $0"},
    {"schema", "schema {\n  query: ${1:Query}$0\n}"},
}};

/// Whether the schema has anything that this keyword could begin an operation on.
bool has_root(const Schema& schema, std::string_view word) {
  if (word == "mutation") {
    return schema.root_type(OperationType::mutation) != nullptr;
  }
  return word != "subscription" || schema.root_type(OperationType::subscription) != nullptr;
}

/// A document goes on as it began; an empty one is for operations, unless there is no schema yet.
bool prefers_type_system(const CompletionRequest& request) {
  bool has_type_system = false;
  for (const Definition definition : Document(request.tree).definitions()) {
    if (definition.is_executable()) {
      return false;
    }
    has_type_system = true;
  }
  return has_type_system || request.schema.root_type(OperationType::query) == nullptr;
}

bool is_wanted(PlaceKind place, TypeKind kind) {
  switch (place) {
    case PlaceKind::input_type:
      return kind == TypeKind::scalar || kind == TypeKind::enumeration ||
             kind == TypeKind::input_object;
    case PlaceKind::output_type:
      return kind != TypeKind::input_object;
    case PlaceKind::interface:
      return kind == TypeKind::interface;
    default:  // roots and members
      return kind == TypeKind::object;
  }
}

std::optional<TypeKind> type_kind_of(DefinitionKind definition) {
  switch (definition) {
    case DefinitionKind::scalar:
      return TypeKind::scalar;
    case DefinitionKind::object:
      return TypeKind::object;
    case DefinitionKind::interface:
      return TypeKind::interface;
    case DefinitionKind::union_type:
      return TypeKind::union_type;
    case DefinitionKind::enumeration:
      return TypeKind::enumeration;
    case DefinitionKind::input_object:
      return TypeKind::input_object;
    default:
      return std::nullopt;
  }
}

/// Whether a type's name is only known because the cursor stands in it: `extend type Us|`.
bool is_being_written(const CompletionRequest& request, const KnownType& type) {
  return type.is_extension && base::slice(request.tree.text(), request.place.replaced) == type.name;
}

ide::CompletionItem directive_item(const CompletionRequest& request,
                                   const DirectiveShape& directive) {
  auto added = item("@" + std::string(directive.name), SymbolKind::directive);
  added.resolve_key = Entity{
      .kind = Entity::Kind::directive,
      .type = {},
      .name = std::string(directive.name),
      .argument = {}}.to_key();
  int stops = 0;
  const std::string arguments = required_arguments_snippet(directive.arguments, stops);
  if (!arguments.empty() && request.next() != TokenKind::left_parenthesis) {
    added.snippet = "@" + std::string(directive.name) + arguments + "$0";
    added.retrigger = true;
  }
  return added;
}

}  // namespace

void complete_definitions(const CompletionRequest& request, CompletionItems& items) {
  const bool is_extension = request.place.kind == PlaceKind::extended_definition;
  const bool prefers_types = prefers_type_system(request);
  for (const Keyword& keyword : definition_keywords) {
    if (keyword.is_executable && (is_extension || !has_root(request.schema, keyword.word))) {
      continue;
    }
    auto added = item(keyword.word, SymbolKind::keyword);
    if (is_extension) {
      added.insert_text = std::string(keyword.word) + " ";
      added.retrigger = true;
    } else {
      added.snippet = keyword.snippet;
    }
    const bool is_preferred = keyword.is_executable != prefers_types;
    items.add(is_preferred || is_extension ? Rank::fitting : Rank::further, std::move(added));
  }
  if (!is_extension) {
    auto added = item("extend", SymbolKind::keyword);
    added.insert_text = "extend ";
    added.retrigger = true;
    items.add(prefers_types ? Rank::fitting : Rank::further, std::move(added));
  }
}

void complete_keywords(const CompletionRequest& request, CompletionItems& items) {
  const auto add = [&items](std::string_view word) {
    auto added = item(word, SymbolKind::keyword);
    added.insert_text = std::string(word) + " ";
    added.retrigger = true;
    items.add(Rank::needed, std::move(added));
  };
  if (request.place.kind == PlaceKind::keyword_implements) {
    return add("implements");
  }
  add("on");
  if (request.place.definition == DefinitionKind::directive) {
    add("repeatable");
  }
}

void complete_extended_names(const CompletionRequest& request, CompletionItems& items) {
  const Schema& schema = request.schema;
  const auto kind = type_kind_of(request.place.definition);
  if (!kind) {
    if (request.place.definition == DefinitionKind::directive) {
      for (const std::string_view name : schema.directive_names()) {
        items.add_by_name(Rank::fitting, item("@" + std::string(name), SymbolKind::directive));
      }
    }
    return;
  }
  for (const KnownType& type : schema.context().get<KnownTypes>(schema.project())) {
    if (type.kind == *kind && !is_being_written(request, type)) {
      items.add_by_name(Rank::fitting, type_item(type.name, type.kind));
    }
  }
}

void complete_types(const CompletionRequest& request, CompletionItems& items) {
  const CompletionPlace& place = request.place;
  const Schema& schema = request.schema;
  for (const KnownType& type : schema.context().get<KnownTypes>(schema.project())) {
    const bool is_itself = place.kind == PlaceKind::interface && type.name == place.definition_name;
    if (is_wanted(place.kind, type.kind) && !is_itself && !request.is_given(type.name)) {
      items.add_by_name(Rank::fitting, type_item(type.name, type.kind));
    }
  }
}

void complete_root_operations(const CompletionRequest& request, CompletionItems& items) {
  for (const OperationType operation :
       {OperationType::query, OperationType::mutation, OperationType::subscription}) {
    const std::string_view word = word_for(operation);
    if (request.is_given(word)) {
      continue;
    }
    auto added = item(word, SymbolKind::keyword);
    if (request.next() != TokenKind::colon) {
      added.insert_text = std::string(word) + ": ";
      added.retrigger = true;
    }
    items.add(Rank::fitting, std::move(added));
  }
}

void complete_field_definitions(const CompletionRequest& request, CompletionItems& items) {
  const CompletionPlace& place = request.place;
  const Schema& schema = request.schema;
  std::vector<std::string_view> interfaces = place.interfaces;
  std::vector<std::string_view> given = place.given;
  const TypeShape* known = schema.find_type(place.definition_name);
  if (place.is_extension && known != nullptr) {
    interfaces.insert(interfaces.end(), known->interfaces.begin(), known->interfaces.end());
    for (const FieldShape& field : known->fields) {
      given.push_back(field.name);
    }
  }
  for (const std::string_view name : interfaces) {
    const TypeShape* interface_type = schema.find_type(name);
    if (interface_type == nullptr) {
      continue;
    }
    for (const FieldShape& field : interface_type->fields) {
      if (std::ranges::find(given, field.name) != given.end()) {
        continue;
      }
      given.push_back(field.name);
      auto added = item(field.name, SymbolKind::field, field.type.to_string());
      added.description = interface_type->name;
      if (request.next() != TokenKind::colon && request.next() != TokenKind::left_parenthesis) {
        added.insert_text = one_line(signature(field));
      }
      added.resolve_key = Entity{
          .kind = Entity::Kind::field,
          .type = std::string(name),
          .name = std::string(field.name),
          .argument = {}}.to_key();
      items.add(Rank::needed, std::move(added));
    }
  }
}

void complete_directives(const CompletionRequest& request, CompletionItems& items) {
  const Schema& schema = request.schema;
  for (const std::string_view name : schema.directive_names()) {
    const DirectiveShape* directive = schema.find_directive(name);
    if (directive != nullptr && directive->has_location(request.place.directive_location) &&
        (directive->is_repeatable || !request.is_given(name))) {
      items.add_by_name(Rank::fitting, directive_item(request, *directive));
    }
  }
}

void complete_directive_locations(const CompletionRequest& request, CompletionItems& items) {
  for (const std::string_view location : directive_locations()) {
    if (!request.is_given(location)) {
      auto added = item(location, SymbolKind::keyword);
      added.detail = meaning_of_location(location);
      items.add(Rank::fitting, std::move(added));
    }
  }
}

}  // namespace troupe::graphql
