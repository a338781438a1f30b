// GraphQL's productions as types: what rules and features read. Views over a syntax tree, made on
// the fly, in the words of the specification.
//
//   for (const Definition definition : Document(tree).definitions())
//     if (const auto operation = definition.as<OperationDefinition>())
//       for (const Selection selection : operation->selections()) ...
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/syntax/ast_node.hpp"

namespace troupe::graphql {

/// A name where it is written.
class Name : public AstNodeOf<NodeKind::name> {
 public:
  using AstNodeOf::AstNodeOf;
};

/// The documentation of a definition, or of a part of one.
class Description : public AstNodeOf<NodeKind::description> {
 public:
  using AstNodeOf::AstNodeOf;
  /// Decoded and dedented.
  [[nodiscard]] std::string value() const;
  [[nodiscard]] bool is_block() const;
};

// Values and types.

/// Any value. `kind()` says which: int_value, float_value, string_value, boolean_value, null_value,
/// enum_value, list_value, object_value, variable.
class Value : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return (kind >= NodeKind::int_value && kind <= NodeKind::object_value) ||
           kind == NodeKind::variable;
  }
  template <typename View>
  [[nodiscard]] std::optional<View> as() const {
    return cast<View>(node());
  }
};

class Variable : public AstNodeOf<NodeKind::variable> {
 public:
  using AstNodeOf::AstNodeOf;
  /// Without the `$`; empty when there is none yet.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
};

class StringValue : public AstNodeOf<NodeKind::string_value> {
 public:
  using AstNodeOf::AstNodeOf;
  /// Decoded and dedented.
  [[nodiscard]] std::string value() const;
  [[nodiscard]] bool is_block() const;
};

class BooleanValue : public AstNodeOf<NodeKind::boolean_value> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] bool value() const { return text() == "true"; }
};

class ListValue : public AstNodeOf<NodeKind::list_value> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] Children<Value> values() const { return children<Value>(); }
};

class ObjectField : public AstNodeOf<NodeKind::object_field> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] std::optional<Value> value() const { return child<Value>(); }
};

class ObjectValue : public AstNodeOf<NodeKind::object_value> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] Children<ObjectField> fields() const { return children<ObjectField>(); }
};

class NamedType : public AstNodeOf<NodeKind::named_type> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
};

/// Any type reference: named_type, list_type or non_null_type.
class Type : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return kind >= NodeKind::named_type && kind <= NodeKind::non_null_type;
  }
  [[nodiscard]] bool is_non_null() const { return kind() == NodeKind::non_null_type; }
  [[nodiscard]] bool is_list() const { return kind() == NodeKind::list_type; }
  /// What a list or non-null type wraps; nothing for a named type.
  [[nodiscard]] std::optional<Type> inner() const { return child<Type>(); }
  /// The type at the bottom of all wrappers.
  [[nodiscard]] std::optional<NamedType> named() const;
};

class Argument : public AstNodeOf<NodeKind::argument> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] std::optional<Value> value() const { return child<Value>(); }
};

class Directive : public AstNodeOf<NodeKind::directive> {
 public:
  using AstNodeOf::AstNodeOf;
  /// Without the `@`.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<Argument> arguments() const {
    return children_of<Argument>(NodeKind::arguments);
  }
};

// Executable definitions.

/// A field, fragment spread or inline fragment.
class Selection : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return kind == NodeKind::field || kind == NodeKind::fragment_spread ||
           kind == NodeKind::inline_fragment;
  }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  template <typename View>
  [[nodiscard]] std::optional<View> as() const {
    return cast<View>(node());
  }
};

class SelectionSet : public AstNodeOf<NodeKind::selection_set> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] Children<Selection> selections() const { return children<Selection>(); }
};

class Field : public AstNodeOf<NodeKind::field> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  /// Empty when the field has none.
  [[nodiscard]] std::string_view alias() const;
  [[nodiscard]] std::optional<Name> alias_node() const;
  /// The key in the response: the alias, else the name.
  [[nodiscard]] std::string_view response_name() const;
  [[nodiscard]] Children<Argument> arguments() const {
    return children_of<Argument>(NodeKind::arguments);
  }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] std::optional<SelectionSet> selection_set() const { return child<SelectionSet>(); }
};

class FragmentSpread : public AstNodeOf<NodeKind::fragment_spread> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  /// An extension of the language: ParseOptions::fragment_arguments.
  [[nodiscard]] Children<Argument> arguments() const {
    return children_of<Argument>(NodeKind::arguments);
  }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
};

class TypeCondition : public AstNodeOf<NodeKind::type_condition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<NamedType> type() const { return child<NamedType>(); }
};

class InlineFragment : public AstNodeOf<NodeKind::inline_fragment> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<NamedType> type_condition() const;
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] std::optional<SelectionSet> selection_set() const { return child<SelectionSet>(); }
};

/// `= value` of a variable, argument or input field.
class DefaultValue : public AstNodeOf<NodeKind::default_value> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Value> value() const { return child<Value>(); }
};

class VariableDefinition : public AstNodeOf<NodeKind::variable_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::optional<Variable> variable() const { return child<Variable>(); }
  /// The variable's name, without the `$`.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Type> type() const { return child<Type>(); }
  [[nodiscard]] std::optional<Value> default_value() const;
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
};

enum class OperationType : std::uint8_t { query, mutation, subscription };

class OperationDefinition : public AstNodeOf<NodeKind::operation_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] OperationType operation_type() const;
  /// `{ ... }` without a keyword: a query.
  [[nodiscard]] bool is_shorthand() const;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  /// Empty for an anonymous operation.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<VariableDefinition> variable_definitions() const {
    return children_of<VariableDefinition>(NodeKind::variable_definitions);
  }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] std::optional<SelectionSet> selection_set() const { return child<SelectionSet>(); }
  [[nodiscard]] Children<Selection> selections() const {
    return children_of<Selection>(NodeKind::selection_set);
  }
};

class FragmentDefinition : public AstNodeOf<NodeKind::fragment_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  /// An extension of the language: ParseOptions::fragment_arguments.
  [[nodiscard]] Children<VariableDefinition> variable_definitions() const {
    return children_of<VariableDefinition>(NodeKind::variable_definitions);
  }
  [[nodiscard]] std::optional<NamedType> type_condition() const;
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] std::optional<SelectionSet> selection_set() const { return child<SelectionSet>(); }
  [[nodiscard]] Children<Selection> selections() const {
    return children_of<Selection>(NodeKind::selection_set);
  }
};

// The type system.

/// An argument of a field or directive, or a field of an input object.
class InputValueDefinition : public AstNodeOf<NodeKind::input_value_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] std::optional<Type> type() const { return child<Type>(); }
  [[nodiscard]] std::optional<Value> default_value() const;
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
};

class FieldDefinition : public AstNodeOf<NodeKind::field_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<InputValueDefinition> arguments() const {
    return children_of<InputValueDefinition>(NodeKind::arguments_definition);
  }
  [[nodiscard]] std::optional<Type> type() const { return child<Type>(); }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
};

class EnumValueDefinition : public AstNodeOf<NodeKind::enum_value_definition> {
 public:
  using AstNodeOf::AstNodeOf;
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
};

class RootOperationType : public AstNodeOf<NodeKind::root_operation_type> {
 public:
  using AstNodeOf::AstNodeOf;
  /// Nothing when the word is none of the three.
  [[nodiscard]] std::optional<OperationType> operation_type() const;
  /// The word `query`, `mutation` or `subscription`.
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] std::optional<NamedType> type() const { return child<NamedType>(); }
};

/// `schema { ... }` or `extend schema ...`.
class SchemaDefinition : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return kind == NodeKind::schema_definition || kind == NodeKind::schema_extension;
  }
  [[nodiscard]] bool is_extension() const { return kind() == NodeKind::schema_extension; }
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] Children<RootOperationType> root_operation_types() const {
    return children_of<RootOperationType>(NodeKind::root_operation_types);
  }
};

/// `directive @name(...) on ...`, or `extend directive @name ...`.
class DirectiveDefinition : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return kind == NodeKind::directive_definition || kind == NodeKind::directive_extension;
  }
  [[nodiscard]] bool is_extension() const { return kind() == NodeKind::directive_extension; }
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  /// Without the `@`.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<InputValueDefinition> arguments() const {
    return children_of<InputValueDefinition>(NodeKind::arguments_definition);
  }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  [[nodiscard]] bool is_repeatable() const;
  /// The names of the places after `on`, as written.
  [[nodiscard]] Children<Name> locations() const {
    return children_of<Name>(NodeKind::directive_locations);
  }
};

enum class TypeKind : std::uint8_t {
  scalar,
  object,
  interface,
  union_type,
  enumeration,
  input_object
};

/// Any type definition or type extension. Lists that its kind does not have are empty.
class TypeDefinition : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    switch (kind) {
      case NodeKind::scalar_type_definition:
      case NodeKind::object_type_definition:
      case NodeKind::interface_type_definition:
      case NodeKind::union_type_definition:
      case NodeKind::enum_type_definition:
      case NodeKind::input_object_type_definition:
      case NodeKind::scalar_type_extension:
      case NodeKind::object_type_extension:
      case NodeKind::interface_type_extension:
      case NodeKind::union_type_extension:
      case NodeKind::enum_type_extension:
      case NodeKind::input_object_type_extension:
        return true;
      default:
        return false;
    }
  }
  [[nodiscard]] TypeKind type_kind() const;
  [[nodiscard]] bool is_extension() const { return kind() >= NodeKind::schema_extension; }
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  /// Of objects and interfaces.
  [[nodiscard]] Children<NamedType> interfaces() const {
    return children_of<NamedType>(NodeKind::implements_interfaces);
  }
  [[nodiscard]] Children<FieldDefinition> fields() const {
    return children_of<FieldDefinition>(NodeKind::fields_definition);
  }
  /// Of input objects.
  [[nodiscard]] Children<InputValueDefinition> input_fields() const {
    return children_of<InputValueDefinition>(NodeKind::input_fields_definition);
  }
  /// Of unions.
  [[nodiscard]] Children<NamedType> member_types() const {
    return children_of<NamedType>(NodeKind::union_member_types);
  }
  /// Of enumerations.
  [[nodiscard]] Children<EnumValueDefinition> values() const {
    return children_of<EnumValueDefinition>(NodeKind::enum_values_definition);
  }
};

/// Anything that stands at the top of a document.
class Definition : public AstNode {
 public:
  using AstNode::AstNode;
  static constexpr bool covers(NodeKind kind) {
    return kind == NodeKind::operation_definition || kind == NodeKind::fragment_definition ||
           SchemaDefinition::covers(kind) || DirectiveDefinition::covers(kind) ||
           TypeDefinition::covers(kind);
  }
  [[nodiscard]] bool is_executable() const {
    return kind() == NodeKind::operation_definition || kind() == NodeKind::fragment_definition;
  }
  [[nodiscard]] bool is_extension() const { return kind() >= NodeKind::schema_extension; }
  [[nodiscard]] std::optional<Description> description() const { return child<Description>(); }
  /// Empty for schemas and anonymous operations.
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<Name> name_node() const { return child<Name>(); }
  [[nodiscard]] Children<Directive> directives() const { return children<Directive>(); }
  template <typename View>
  [[nodiscard]] std::optional<View> as() const {
    return cast<View>(node());
  }
};

class Document : public AstNodeOf<NodeKind::document> {
 public:
  using AstNodeOf::AstNodeOf;
  explicit Document(const syntax::Tree& tree) : AstNodeOf(tree.root()) {}
  [[nodiscard]] Children<Definition> definitions() const { return children<Definition>(); }
};

}  // namespace troupe::graphql
