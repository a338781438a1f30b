// Arguments, input fields, values and variables: what an input position takes.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "analysis/languages/graphql/features/completion_sources.hpp"
#include "analysis/languages/graphql/features/signature.hpp"
#include "analysis/languages/graphql/features/wording.hpp"

namespace troupe::graphql {
namespace {

using ide::SymbolKind;

/// Whether a value of `type` can always stand where `place` is expected.
bool is_subtype(TypeReference type, TypeReference place) {
  while (true) {
    if (place.is_non_null() && !type.is_non_null()) {
      return false;
    }
    type = type.nullable();
    place = place.nullable();
    if (type.is_list() != place.is_list()) {
      return false;
    }
    if (!type.is_list()) {
      return type.name == place.name;
    }
    type = type.item();
    place = place.item();
  }
}

/// The specification's "all variable usages are allowed": a default on either side makes up for a
/// missing `!`.
bool fits(const VariableInScope& variable, const TypeReference& expected, bool has_default) {
  if (!variable.type) {
    return false;
  }
  const bool is_lenient = expected.is_non_null() && !variable.type->is_non_null() &&
                          (variable.has_default || has_default);
  return is_subtype(*variable.type, is_lenient ? expected.nullable() : expected);
}

VariableInScope in_scope(const VariableDefinition& definition) {
  const auto type = definition.type();
  return {.name = definition.name(),
          .type = type ? type_reference_of(*type) : std::nullopt,
          .has_default = definition.default_value().has_value()};
}

/// A fragment may use what the operations that spread it define; those of the same document are the
/// ones that its author has in mind.
std::vector<VariableInScope> variables_in_scope(const CompletionRequest& request) {
  if (request.place.definition != DefinitionKind::fragment) {
    return request.place.variables;
  }
  std::vector<VariableInScope> variables;
  for (const Definition definition : Document(request.tree).definitions()) {
    const auto operation = definition.as<OperationDefinition>();
    if (!operation) {
      continue;
    }
    for (const VariableDefinition variable : operation->variable_definitions()) {
      if (!variable.name().empty() &&
          std::ranges::find(variables, variable.name(), &VariableInScope::name) ==
              variables.end()) {
        variables.push_back(in_scope(variable));
      }
    }
  }
  return variables;
}

void add_variables(const CompletionRequest& request, Rank rank, CompletionItems& items) {
  const auto& expected = request.types.expected;
  const bool has_default =
      request.types.input != nullptr && !request.types.input->default_value.empty();
  for (const VariableInScope& variable : variables_in_scope(request)) {
    // A default of the position counts only for the position itself, not for items of its list.
    const bool is_position =
        expected && request.types.input != nullptr && *expected == request.types.input->type;
    if (!expected || fits(variable, *expected, has_default && is_position)) {
      auto added = item("$" + std::string(variable.name), SymbolKind::variable,
                        variable.type ? variable.type->to_string() : std::string());
      if (request.place.kind == PlaceKind::value) {
        added.filter_text = variable.name;  // its first letters are typed, and no `$`
      }
      items.add(rank, std::move(added));
    }
  }
}

void add_enum_values(const TypeShape& type, CompletionItems& items) {
  for (const EnumValueShape& value : type.values) {
    auto added = item(value.name, SymbolKind::enum_member, std::string(type.name));
    added.is_deprecated = value.is_deprecated;
    added.resolve_key = Entity{
        .kind = Entity::Kind::enum_value,
        .type = std::string(type.name),
        .name = std::string(value.name),
        .argument = {}}.to_key();
    items.add(value.is_deprecated ? Rank::deprecated : Rank::fitting, std::move(added));
  }
}

/// `{field: $1}` with what has to be in it.
void add_object(const TypeShape& type, CompletionItems& items) {
  auto added = item("{}", SymbolKind::value, std::string(type.name));
  int stops = 0;
  const std::string required = required_arguments_snippet(type.input_fields, stops);
  added.snippet = required.empty() ? "{$0}" : "{" + required.substr(1, required.size() - 2) + "}$0";
  added.retrigger = true;
  items.add(Rank::fitting, std::move(added));
}

void add_delimiters(std::string_view label, std::string_view snippet, std::string detail,
                    bool retrigger, CompletionItems& items) {
  auto added = item(label, SymbolKind::value, std::move(detail));
  added.snippet = snippet;
  added.retrigger = retrigger;
  items.add(Rank::fitting, std::move(added));
}

void add_literals(const Schema& schema, const TypeReference& expected, CompletionItems& items) {
  if (expected.is_list()) {
    add_delimiters("[]", "[$0]", expected.to_string(), true, items);
  }
  const TypeShape* type = schema.find_type(expected.name);
  if (type == nullptr) {
    return;
  }
  if (type->kind == TypeKind::enumeration) {
    add_enum_values(*type, items);
  } else if (type->kind == TypeKind::input_object) {
    add_object(*type, items);
  } else if (expected.name == "Boolean") {
    items.add(Rank::fitting, item("true", SymbolKind::value, "Boolean"));
    items.add(Rank::fitting, item("false", SymbolKind::value, "Boolean"));
  } else if (expected.name == "String" || expected.name == "ID") {
    add_delimiters("\"\"", "\"$0\"", std::string(expected.name), false, items);
  }
}

void add_input(const CompletionRequest& request, const InputValueShape& input, const Entity& entity,
               CompletionItems& items) {
  if (request.is_given(input.name)) {
    return;
  }
  const bool is_argument = entity.argument == input.name;
  auto added = item(input.name, is_argument ? SymbolKind::argument : SymbolKind::field,
                    input.type.to_string());
  if (request.next() != TokenKind::colon) {
    added.insert_text = std::string(input.name) + ": ";
    added.retrigger = true;
  }
  added.is_deprecated = input.is_deprecated;
  added.resolve_key = entity.to_key();
  items.add(input.is_required()   ? Rank::needed
            : input.is_deprecated ? Rank::deprecated
                                  : Rank::fitting,
            std::move(added));
}

/// The operation around a place, also where only its variables are being written.
std::optional<OperationDefinition> operation_around(const syntax::Tree& tree,
                                                    base::TextOffset offset) {
  for (std::optional<syntax::NodeRef> at = tree.innermost_node({offset, offset}); at;
       at = at->parent()) {
    if (const auto operation = cast<OperationDefinition>(*at)) {
      return operation;
    }
  }
  return std::nullopt;
}

}  // namespace

void complete_inputs(const CompletionRequest& request, CompletionItems& items) {
  const PlaceTypes& types = request.types;
  if (request.place.kind == PlaceKind::object_field) {
    const TypeShape* object =
        types.expected ? request.schema.find_type(types.expected->name) : nullptr;
    if (object == nullptr || (object->is_one_of && !request.place.given.empty())) {
      return;
    }
    for (const InputValueShape& field : object->input_fields) {
      add_input(request, field,
                {.kind = Entity::Kind::input_field,
                 .type = std::string(object->name),
                 .name = std::string(field.name),
                 .argument = {}},
                items);
    }
    return;
  }
  if (types.directive != nullptr) {
    for (const InputValueShape& argument : types.directive->arguments) {
      add_input(request, argument,
                {.kind = Entity::Kind::directive_argument,
                 .type = {},
                 .name = std::string(types.directive->name),
                 .argument = std::string(argument.name)},
                items);
    }
  } else if (types.field != nullptr) {
    for (const InputValueShape& argument : types.field->arguments) {
      add_input(request, argument,
                {.kind = Entity::Kind::argument,
                 .type = std::string(types.field_parent->name),
                 .name = std::string(types.field->name),
                 .argument = std::string(argument.name)},
                items);
    }
  }
}

void complete_values(const CompletionRequest& request, CompletionItems& items) {
  if (!request.place.is_constant) {
    add_variables(request, Rank::needed, items);
  }
  const auto& expected = request.types.expected;
  if (!expected) {
    return;
  }
  add_literals(request.schema, *expected, items);
  if (!expected->is_non_null()) {
    items.add(Rank::meta, item("null", SymbolKind::value));
  }
}

void complete_variables(const CompletionRequest& request, CompletionItems& items) {
  add_variables(request, Rank::fitting, items);
}

void complete_variable_definitions(const CompletionRequest& request, CompletionItems& items) {
  const auto operation = operation_around(request.tree, request.offset);
  if (!operation) {
    return;
  }
  std::vector<std::string_view> seen;
  for (const VariableDefinition definition : operation->variable_definitions()) {
    const auto variable = definition.variable();
    // The one that is being written does not define anything yet.
    if (variable && !variable->range().touches(request.place.replaced.begin)) {
      seen.push_back(definition.name());
    }
  }
  const syntax::Tree& tree = request.tree;
  const syntax::NodeRef node = operation->node();
  for (std::uint32_t at = node.index().value + 1; at < node.subtree_end().value; ++at) {
    const auto variable = cast<Variable>(tree.node(syntax::NodeIndex{at}));
    const auto parent = variable ? variable->node().parent() : std::nullopt;
    if (!variable || variable->name().empty() ||
        (parent && kind_of(*parent) == NodeKind::variable_definition) ||
        std::ranges::find(seen, variable->name()) != seen.end()) {
      continue;
    }
    seen.push_back(variable->name());
    const auto expected = follow(request.schema, path_to(variable->node())).expected;
    if (expected) {
      auto added =
          item("$" + std::string(variable->name()), SymbolKind::variable, expected->to_string());
      added.insert_text =
          added.label +
          (request.next() == TokenKind::colon ? std::string() : ": " + expected->to_string());
      items.add(Rank::needed, std::move(added));
    }
  }
}

std::string required_arguments_snippet(const std::vector<InputValueShape>& arguments, int& stops) {
  std::string result;
  for (const InputValueShape& argument : arguments) {
    if (argument.is_required()) {
      result += result.empty() ? "(" : ", ";
      result += std::string(argument.name) + ": $" + std::to_string(++stops);
    }
  }
  return result.empty() ? result : result + ")";
}

}  // namespace troupe::graphql
