// The tree's shape is the outline's shape; what is left to decide is how each part is called.
//
// An anonymous operation is called by its keyword, with the fields at its root as the detail: an
// outline of "query", "query", "query" would help nobody. The detail of everything that has a type
// is that type, so that the outline of a schema reads like the schema.
#include "analysis/languages/graphql/features/document_symbols.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {
namespace {

using ide::DocumentSymbol;
using ide::SymbolKind;

/// How many root fields name an anonymous operation.
constexpr int fields_in_detail = 3;

template <typename View>
bool is_deprecated(const View& definition) {
  for (const Directive directive : definition.directives()) {
    if (directive.name() == "deprecated") {
      return true;
    }
  }
  return false;
}

/// A symbol for `node`, selected by its name, or by its first token while it has none.
DocumentSymbol symbol(const AstNode& node, std::optional<Name> name, std::string text,
                      SymbolKind kind) {
  DocumentSymbol result;
  result.name = std::move(text);
  result.kind = kind;
  result.full = node.range();
  if (name && name->node().has_tokens()) {
    result.selection = name->range();
  } else if (node.node().has_tokens()) {
    result.selection = node.node().first_token().range();
  } else {
    result.selection = result.full;
  }
  return result;
}

std::string text_of(std::optional<Type> type) {
  return type ? one_line(type->text()) : std::string();
}

std::vector<DocumentSymbol> selections_of(std::optional<SelectionSet> set);

DocumentSymbol selection_symbol(Selection selection) {
  if (const auto field = selection.as<Field>()) {
    const auto name = field->alias_node() ? field->alias_node() : field->name_node();
    auto result = symbol(*field, name, std::string(field->response_name()), SymbolKind::field);
    if (!field->alias().empty()) {
      result.detail = field->name();
    }
    result.children = selections_of(field->selection_set());
    return result;
  }
  if (const auto spread = selection.as<FragmentSpread>()) {
    return symbol(*spread, spread->name_node(), "..." + std::string(spread->name()),
                  SymbolKind::fragment);
  }
  const InlineFragment fragment(selection.node());
  const auto type = fragment.type_condition();
  auto result = symbol(fragment, type ? type->name_node() : std::nullopt,
                       type ? "... on " + std::string(type->name()) : "...", SymbolKind::fragment);
  result.children = selections_of(fragment.selection_set());
  return result;
}

std::vector<DocumentSymbol> selections_of(std::optional<SelectionSet> set) {
  std::vector<DocumentSymbol> result;
  if (set) {
    for (const Selection selection : set->selections()) {
      auto child = selection_symbol(selection);
      if (!child.name.empty()) {
        result.push_back(std::move(child));
      }
    }
  }
  return result;
}

std::string names_of_root_fields(const OperationDefinition& operation) {
  std::string result;
  int count = 0;
  for (const Selection selection : operation.selections()) {
    const auto field = selection.as<Field>();
    if (!field || field->name().empty()) {
      continue;
    }
    if (++count > fields_in_detail) {
      return result + ", …";
    }
    result += (result.empty() ? "" : ", ") + std::string(field->response_name());
  }
  return result;
}

DocumentSymbol operation_symbol(const OperationDefinition& operation) {
  const std::string_view keyword = word_for(operation.operation_type());
  const bool is_anonymous = operation.name().empty();
  auto result =
      symbol(operation, operation.name_node(),
             std::string(is_anonymous ? keyword : operation.name()), SymbolKind::operation);
  result.detail = is_anonymous ? names_of_root_fields(operation) : std::string(keyword);
  for (const VariableDefinition definition : operation.variable_definitions()) {
    const auto variable = definition.variable();
    if (!variable || definition.name().empty()) {
      continue;
    }
    auto child = symbol(definition, variable->name_node(), "$" + std::string(definition.name()),
                        SymbolKind::variable);
    child.detail = text_of(definition.type());
    result.children.push_back(std::move(child));
  }
  for (DocumentSymbol& child : selections_of(operation.selection_set())) {
    result.children.push_back(std::move(child));
  }
  return result;
}

DocumentSymbol fragment_symbol(const FragmentDefinition& fragment) {
  auto result = symbol(fragment, fragment.name_node(),
                       std::string(fragment.name().empty() ? "fragment" : fragment.name()),
                       SymbolKind::fragment);
  if (const auto type = fragment.type_condition()) {
    result.detail = "on " + std::string(type->name());
  }
  result.children = selections_of(fragment.selection_set());
  return result;
}

/// A part with a name and a type: arguments, input fields.
void add_input_values(const Children<InputValueDefinition>& values, SymbolKind kind,
                      std::vector<DocumentSymbol>& result) {
  for (const InputValueDefinition value : values) {
    if (value.name().empty()) {
      continue;
    }
    auto child = symbol(value, value.name_node(), std::string(value.name()), kind);
    child.detail = text_of(value.type());
    child.is_deprecated = is_deprecated(value);
    result.push_back(std::move(child));
  }
}

void add_fields(const TypeDefinition& type, std::vector<DocumentSymbol>& result) {
  for (const FieldDefinition field : type.fields()) {
    if (field.name().empty()) {
      continue;
    }
    auto child = symbol(field, field.name_node(), std::string(field.name()), SymbolKind::field);
    child.detail = text_of(field.type());
    child.is_deprecated = is_deprecated(field);
    add_input_values(field.arguments(), SymbolKind::argument, child.children);
    result.push_back(std::move(child));
  }
}

void add_values_and_members(const TypeDefinition& type, std::vector<DocumentSymbol>& result) {
  for (const EnumValueDefinition value : type.values()) {
    if (!value.name().empty()) {
      auto child =
          symbol(value, value.name_node(), std::string(value.name()), SymbolKind::enum_member);
      child.is_deprecated = is_deprecated(value);
      result.push_back(std::move(child));
    }
  }
  for (const NamedType member : type.member_types()) {
    if (!member.name().empty()) {
      result.push_back(
          symbol(member, member.name_node(), std::string(member.name()), SymbolKind::object));
    }
  }
}

DocumentSymbol type_symbol(const TypeDefinition& type) {
  const std::string_view keyword = word_for(type.type_kind());
  const std::string_view name = type.name();
  auto result = symbol(type, type.name_node(), std::string(name.empty() ? keyword : name),
                       symbol_kind_of(type.type_kind()));
  result.detail = (type.is_extension() ? "extend " : "") + std::string(keyword);
  result.is_deprecated = is_deprecated(type);
  add_fields(type, result.children);
  add_input_values(type.input_fields(), SymbolKind::field, result.children);
  add_values_and_members(type, result.children);
  return result;
}

DocumentSymbol schema_symbol(const SchemaDefinition& schema) {
  auto result = symbol(schema, std::nullopt, "schema", SymbolKind::schema);
  if (schema.is_extension()) {
    result.detail = "extend";
  }
  for (const RootOperationType root : schema.root_operation_types()) {
    const auto name = root.name_node();
    if (!name) {
      continue;
    }
    auto child = symbol(root, name, std::string(name->text()), SymbolKind::operation);
    if (const auto type = root.type()) {
      child.detail = type->name();
    }
    result.children.push_back(std::move(child));
  }
  return result;
}

DocumentSymbol directive_symbol(const DirectiveDefinition& directive) {
  auto result = symbol(directive, directive.name_node(), "@" + std::string(directive.name()),
                       SymbolKind::directive);
  result.detail = directive.is_extension() ? "extend directive" : "directive";
  add_input_values(directive.arguments(), SymbolKind::argument, result.children);
  return result;
}

DocumentSymbol definition_symbol(const Definition& definition) {
  if (const auto operation = definition.as<OperationDefinition>()) {
    return operation_symbol(*operation);
  }
  if (const auto fragment = definition.as<FragmentDefinition>()) {
    return fragment_symbol(*fragment);
  }
  if (const auto schema = definition.as<SchemaDefinition>()) {
    return schema_symbol(*schema);
  }
  if (const auto directive = definition.as<DirectiveDefinition>()) {
    return directive_symbol(*directive);
  }
  return type_symbol(TypeDefinition(definition.node()));
}

}  // namespace

std::vector<DocumentSymbol> document_symbols(const syntax::Tree& tree) {
  std::vector<DocumentSymbol> result;
  for (const Definition definition : Document(tree).definitions()) {
    result.push_back(definition_symbol(definition));
  }
  return result;
}

}  // namespace troupe::graphql
