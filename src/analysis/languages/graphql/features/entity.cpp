// A name's node says which production it stands in, the production which name space it belongs to,
// and the path of types above it (type_path.hpp) which member of which type it is.
#include "analysis/languages/graphql/features/entity.hpp"

#include <array>
#include <utility>

#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/languages/graphql/syntax/keywords.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 11> kind_words = {{
    {Kind::type, "type"},
    {Kind::field, "field"},
    {Kind::argument, "argument"},
    {Kind::input_field, "input_field"},
    {Kind::enum_value, "enum_value"},
    {Kind::directive, "directive"},
    {Kind::directive_argument, "directive_argument"},
    {Kind::directive_location, "directive_location"},
    {Kind::fragment, "fragment"},
    {Kind::operation, "operation"},
    {Kind::variable, "variable"},
}};

bool is_sign(TokenKind kind) {
  return kind == TokenKind::dollar || kind == TokenKind::at;
}

/// The name token at a cursor, and its range with its sign.
struct NameAt {
  syntax::TokenRef token;
  base::TextRange range;
};

NameAt with_sign(syntax::TokenRef token) {
  base::TextRange range = token.range();
  const auto before = token.previous();
  if (before && is_sign(kind_of(*before)) && before->range().end == range.begin) {
    range.begin = before->range().begin;
  }
  return {token, range};
}

/// The name that contains the cursor, else the one that begins right behind a sign or `...` at it,
/// else the one that ends there.
std::optional<NameAt> name_at(const syntax::Tree& tree, base::TextOffset offset) {
  if (const auto token = tree.token_at(offset)) {
    if (kind_of(*token) == TokenKind::name) {
      return with_sign(*token);
    }
    const auto next = token->next();
    const bool is_prefix = is_sign(kind_of(*token)) || kind_of(*token) == TokenKind::spread;
    if (is_prefix && next && kind_of(*next) == TokenKind::name && next->text() != "on" &&
        next->range().begin == token->range().end) {
      return NameAt{*next, {token->range().begin, next->range().end}};
    }
  }
  const auto left = tree.token_left_of(offset);
  if (left && kind_of(*left) == TokenKind::name && left->range().end == offset) {
    return with_sign(*left);
  }
  return std::nullopt;
}

class Resolver {
 public:
  Resolver(const Schema& schema, NameAt name) : schema_(schema), name_(name) {}

  std::optional<EntityUse> resolve(syntax::NodeRef leaf) {
    if (kind_of(leaf) == NodeKind::enum_value) {
      return enum_value(leaf);
    }
    if (kind_of(leaf) != NodeKind::name) {
      return keyword(leaf);
    }
    const syntax::NodeRef node = leaf.parent().value_or(leaf);
    switch (kind_of(node)) {
      case NodeKind::alias:
        return field(node.parent().value_or(node));
      case NodeKind::field:
        return field(node);
      case NodeKind::argument:
        return argument(node);
      case NodeKind::object_field:
        return input_field(node);
      case NodeKind::fragment_spread:
        return use(Kind::fragment, node);
      case NodeKind::fragment_definition:
        return definition(Kind::fragment, node);
      case NodeKind::operation_definition:
        return definition(Kind::operation, node);
      case NodeKind::variable:
        return variable(node);
      case NodeKind::named_type:
        return use(Kind::type, node);
      case NodeKind::directive:
        return use(Kind::directive, node);
      case NodeKind::directive_locations:
        return use(Kind::directive_location, node);
      default:
        return type_system_definition(node);
    }
  }

 private:
  [[nodiscard]] std::string text() const { return std::string(name_.token.text()); }

  [[nodiscard]] EntityUse make(Entity entity, syntax::NodeRef node, bool is_definition) const {
    return {std::move(entity), name_.range, node, is_definition};
  }
  [[nodiscard]] std::optional<EntityUse> use(Kind kind, syntax::NodeRef node) const {
    return make({.kind = kind, .type = {}, .name = text(), .argument = {}}, node, false);
  }
  [[nodiscard]] std::optional<EntityUse> definition(Kind kind, syntax::NodeRef node) const {
    return make({.kind = kind, .type = {}, .name = text(), .argument = {}}, node, true);
  }
  [[nodiscard]] std::optional<EntityUse> member(Kind kind, std::string_view type,
                                                syntax::NodeRef node, bool is_definition) const {
    return make({.kind = kind, .type = std::string(type), .name = text(), .argument = {}}, node,
                is_definition);
  }

  [[nodiscard]] std::optional<EntityUse> field(syntax::NodeRef node) const {
    const PlaceTypes types = follow(schema_, path_to(node));
    if (types.field == nullptr) {
      return std::nullopt;
    }
    return make({.kind = Kind::field,
                 .type = std::string(types.field_parent->name),
                 .name = std::string(types.field->name),
                 .argument = {}},
                node, false);
  }

  [[nodiscard]] std::optional<EntityUse> argument(syntax::NodeRef node) const {
    const PlaceTypes types = follow(schema_, path_to(node));
    if (types.input == nullptr) {
      return std::nullopt;
    }
    if (types.directive != nullptr) {
      return make({.kind = Kind::directive_argument,
                   .type = {},
                   .name = std::string(types.directive->name),
                   .argument = text()},
                  node, false);
    }
    return make({.kind = Kind::argument,
                 .type = std::string(types.field_parent->name),
                 .name = std::string(types.field->name),
                 .argument = text()},
                node, false);
  }

  [[nodiscard]] std::optional<EntityUse> input_field(syntax::NodeRef node) const {
    const PlaceTypes types = follow(schema_, path_to(node));
    if (types.input == nullptr || types.input_object == nullptr) {
      return std::nullopt;
    }
    return member(Kind::input_field, types.input_object->name, node, false);
  }

  [[nodiscard]] std::optional<EntityUse> enum_value(syntax::NodeRef node) const {
    const auto expected = follow(schema_, path_to(node)).expected;
    const TypeShape* type = expected ? schema_.find_type(expected->name) : nullptr;
    if (type == nullptr || type->find_value(name_.token.text()) == nullptr) {
      return std::nullopt;
    }
    return member(Kind::enum_value, type->name, node, false);
  }

  [[nodiscard]] std::optional<EntityUse> variable(syntax::NodeRef node) const {
    const auto parent = node.parent();
    const bool is_definition = parent && kind_of(*parent) == NodeKind::variable_definition;
    return make({.kind = Kind::variable, .type = {}, .name = text(), .argument = {}}, node,
                is_definition);
  }

  /// The word that an operation begins with stands for its root type.
  [[nodiscard]] std::optional<EntityUse> keyword(syntax::NodeRef node) const {
    const auto operation = cast<OperationDefinition>(node);
    if (!operation || operation->is_shorthand()) {
      return std::nullopt;
    }
    return root_type(operation->operation_type(), node);
  }

  [[nodiscard]] std::optional<EntityUse> root_type(OperationType operation,
                                                   syntax::NodeRef node) const {
    const TypeShape* root = schema_.root_type(operation);
    if (root == nullptr) {
      return std::nullopt;
    }
    return make({.kind = Kind::type, .type = {}, .name = std::string(root->name), .argument = {}},
                node, false);
  }

  [[nodiscard]] std::optional<EntityUse> type_system_definition(syntax::NodeRef node) const {
    if (TypeDefinition::covers(kind_of(node))) {
      return definition(Kind::type, node);
    }
    if (DirectiveDefinition::covers(kind_of(node))) {
      return definition(Kind::directive, node);
    }
    if (const auto root = cast<RootOperationType>(node)) {
      const auto operation = root->operation_type();
      return operation ? root_type(*operation, node) : std::nullopt;
    }
    const syntax::NodeRef owner = owner_of(node);
    switch (kind_of(node)) {
      case NodeKind::field_definition:
        return member(Kind::field, name_of(owner), node, true);
      case NodeKind::enum_value_definition:
        return member(Kind::enum_value, name_of(owner), node, true);
      case NodeKind::input_value_definition:
        return input_value_definition(node, owner);
      default:
        return std::nullopt;
    }
  }

  [[nodiscard]] std::optional<EntityUse> input_value_definition(syntax::NodeRef node,
                                                                syntax::NodeRef owner) const {
    if (const auto field = cast<FieldDefinition>(owner)) {
      return make({.kind = Kind::argument,
                   .type = std::string(name_of(owner_of(owner))),
                   .name = std::string(field->name()),
                   .argument = text()},
                  node, true);
    }
    if (const auto directive = cast<DirectiveDefinition>(owner)) {
      return make({.kind = Kind::directive_argument,
                   .type = {},
                   .name = std::string(directive->name()),
                   .argument = text()},
                  node, true);
    }
    return member(Kind::input_field, name_of(owner), node, true);
  }

  /// The definition around the list that a member stands in.
  static syntax::NodeRef owner_of(syntax::NodeRef member) {
    const auto list = member.parent();
    return list ? list->parent().value_or(*list) : member;
  }
  static std::string_view name_of(syntax::NodeRef node) {
    const auto type = cast<TypeDefinition>(node);
    return type ? type->name() : std::string_view();
  }

  const Schema& schema_;
  NameAt name_;
};

}  // namespace

std::string Entity::to_key() const {
  std::string key;
  for (const auto& [kind_of_word, word] : kind_words) {
    if (kind_of_word == kind) {
      key = word;
    }
  }
  key.reserve(key.size() + type.size() + name.size() + argument.size() + 3);
  key.append(" ").append(type).append(".").append(name).append(".").append(argument);
  return key;
}

std::optional<Entity> Entity::from_key(std::string_view key) {
  const std::size_t space = key.find(' ');
  const std::size_t first = key.find('.');
  const std::size_t second = first == std::string_view::npos ? first : key.find('.', first + 1);
  if (space == std::string_view::npos || second == std::string_view::npos || first < space) {
    return std::nullopt;
  }
  for (const auto& [kind, word] : kind_words) {
    if (word == key.substr(0, space)) {
      return Entity{.kind = kind,
                    .type = std::string(key.substr(space + 1, first - space - 1)),
                    .name = std::string(key.substr(first + 1, second - first - 1)),
                    .argument = std::string(key.substr(second + 1))};
    }
  }
  return std::nullopt;
}

std::optional<EntityUse> entity_at(const Schema& schema, const syntax::Tree& tree,
                                   base::TextOffset offset) {
  const auto name = name_at(tree, offset);
  if (!name) {
    return std::nullopt;
  }
  return Resolver(schema, *name).resolve(tree.node_of(name->token.index()));
}

std::optional<EntityUse> entity_of(const Schema& schema, const syntax::Tree& tree,
                                   syntax::TokenRef name) {
  return Resolver(schema, with_sign(name)).resolve(tree.node_of(name.index()));
}

std::optional<VariableDefinition> variable_definition_of(syntax::NodeRef node,
                                                         std::string_view variable) {
  const auto defined_in = [variable](const OperationDefinition& operation) {
    std::optional<VariableDefinition> found;
    for (const VariableDefinition definition : operation.variable_definitions()) {
      if (!found && definition.name() == variable) {
        found = definition;
      }
    }
    return found;
  };
  for (std::optional<syntax::NodeRef> at = node; at; at = at->parent()) {
    if (const auto operation = cast<OperationDefinition>(*at)) {
      return defined_in(*operation);
    }
    if (at->is_root()) {
      for (const Definition definition : Document(*at).definitions()) {
        const auto operation = definition.as<OperationDefinition>();
        const auto found = operation ? defined_in(*operation) : std::nullopt;
        if (found) {
          return found;
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace troupe::graphql
