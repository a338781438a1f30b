#include "analysis/languages/graphql/syntax/ast.hpp"

#include "analysis/languages/graphql/syntax/string_value.hpp"

namespace troupe::graphql {

namespace {

bool is_block_string(syntax::NodeRef node) {
  return node.text().starts_with("\"\"\"");
}

std::string_view text_of(const std::optional<Name>& name) {
  return name ? name->text() : std::string_view();
}

std::optional<OperationType> operation_type_of(std::string_view word) {
  if (word == "query") {
    return OperationType::query;
  }
  if (word == "mutation") {
    return OperationType::mutation;
  }
  if (word == "subscription") {
    return OperationType::subscription;
  }
  return std::nullopt;
}

std::optional<Value> value_of(const std::optional<DefaultValue>& node) {
  return node ? node->value() : std::nullopt;
}

std::optional<NamedType> type_of(const std::optional<TypeCondition>& node) {
  return node ? node->type() : std::nullopt;
}

}  // namespace

std::string Description::value() const {
  return string_value(text());
}
bool Description::is_block() const {
  return is_block_string(node());
}

std::string StringValue::value() const {
  return string_value(text());
}
bool StringValue::is_block() const {
  return is_block_string(node());
}

std::string_view Variable::name() const {
  return text_of(name_node());
}
std::string_view ObjectField::name() const {
  return text_of(name_node());
}
std::string_view NamedType::name() const {
  return text_of(name_node());
}
std::string_view Argument::name() const {
  return text_of(name_node());
}
std::string_view Directive::name() const {
  return text_of(name_node());
}
std::string_view Field::name() const {
  return text_of(name_node());
}
std::string_view FragmentSpread::name() const {
  return text_of(name_node());
}
std::string_view OperationDefinition::name() const {
  return text_of(name_node());
}
std::string_view FragmentDefinition::name() const {
  return text_of(name_node());
}
std::string_view InputValueDefinition::name() const {
  return text_of(name_node());
}
std::string_view FieldDefinition::name() const {
  return text_of(name_node());
}
std::string_view EnumValueDefinition::name() const {
  return text_of(name_node());
}
std::string_view DirectiveDefinition::name() const {
  return text_of(name_node());
}
std::string_view TypeDefinition::name() const {
  return text_of(name_node());
}
std::string_view Definition::name() const {
  return text_of(name_node());
}

std::optional<NamedType> Type::named() const {
  std::optional<Type> type = *this;
  while (type && type->kind() != NodeKind::named_type) {
    type = type->inner();
  }
  return type ? cast<NamedType>(type->node()) : std::nullopt;
}

std::optional<Name> Field::alias_node() const {
  const std::optional<syntax::NodeRef> alias = child(NodeKind::alias);
  return alias ? cast<Name>(alias->child(static_cast<syntax::NodeKind>(NodeKind::name)))
               : std::nullopt;
}

std::string_view Field::alias() const {
  return text_of(alias_node());
}

std::string_view Field::response_name() const {
  const std::optional<Name> alias = alias_node();
  return alias ? alias->text() : name();
}

std::optional<NamedType> InlineFragment::type_condition() const {
  return type_of(child<TypeCondition>());
}

std::optional<NamedType> FragmentDefinition::type_condition() const {
  return type_of(child<TypeCondition>());
}

std::string_view VariableDefinition::name() const {
  const std::optional<Variable> named = variable();
  return named ? named->name() : std::string_view();
}

std::optional<Value> VariableDefinition::default_value() const {
  return value_of(child<DefaultValue>());
}

std::optional<Value> InputValueDefinition::default_value() const {
  return value_of(child<DefaultValue>());
}

OperationType OperationDefinition::operation_type() const {
  for (const syntax::TokenRef token : node().tokens()) {
    if (kind_of(token) == TokenKind::name) {
      return operation_type_of(token.text()).value_or(OperationType::query);
    }
    if (kind_of(token) == TokenKind::left_brace) {
      break;
    }
  }
  return OperationType::query;
}

bool OperationDefinition::is_shorthand() const {
  return node().has_tokens() && kind_of(node().first_token()) == TokenKind::left_brace;
}

std::optional<OperationType> RootOperationType::operation_type() const {
  return operation_type_of(text_of(name_node()));
}

bool DirectiveDefinition::is_repeatable() const {
  // The word stands alone between the parts of the definition: no child has it.
  std::uint32_t at = node().record().first_token;
  const auto is_word = [this](std::uint32_t token) {
    return syntax::TokenRef(node().tree(), syntax::TokenIndex{token}).text() == "repeatable";
  };
  for (const syntax::NodeRef part : node().children()) {
    for (; at < part.record().first_token; ++at) {
      if (is_word(at)) {
        return true;
      }
    }
    at = part.record().token_end;
  }
  for (; at < node().record().token_end; ++at) {
    if (is_word(at)) {
      return true;
    }
  }
  return false;
}

TypeKind TypeDefinition::type_kind() const {
  switch (kind()) {
    case NodeKind::object_type_definition:
    case NodeKind::object_type_extension:
      return TypeKind::object;
    case NodeKind::interface_type_definition:
    case NodeKind::interface_type_extension:
      return TypeKind::interface;
    case NodeKind::union_type_definition:
    case NodeKind::union_type_extension:
      return TypeKind::union_type;
    case NodeKind::enum_type_definition:
    case NodeKind::enum_type_extension:
      return TypeKind::enumeration;
    case NodeKind::input_object_type_definition:
    case NodeKind::input_object_type_extension:
      return TypeKind::input_object;
    default:
      return TypeKind::scalar;
  }
}

}  // namespace troupe::graphql
