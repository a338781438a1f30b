// Schemas, types, directives, and their extensions.
#include "analysis/languages/graphql/syntax/grammar.hpp"

namespace troupe::graphql {

/// SchemaDefinition : Description? schema Directives[Const]? { RootOperationTypeDefinition+ }
void Grammar::schema_definition(bool is_described) {
  const Open schema = open(NodeKind::schema_definition);
  if (is_described) {
    description();
  }
  advance();
  directives(Constness::constant);
  if (at(TokenKind::left_brace)) {
    root_operation_types();
  } else {
    report_expected(TokenKind::left_brace);
  }
  close(schema);
}

void Grammar::root_operation_types() {
  bracketed(
      NodeKind::root_operation_types, TokenKind::right_brace, false,
      [this] { return at(TokenKind::name); }, [this] { root_operation_type(); },
      [this] { report_expected(TokenKind::name); });
}

/// RootOperationTypeDefinition : OperationType : NamedType
void Grammar::root_operation_type() {
  const Open type = open(NodeKind::root_operation_type);
  const std::uint32_t word = position();
  const Keyword keyword = keyword_of(token_text(word));
  name();
  if (keyword != Keyword::query && keyword != Keyword::mutation &&
      keyword != Keyword::subscription) {
    report_unexpected(word);
  }
  if (expect(TokenKind::colon)) {
    if (is_next_item()) {
      report_expected(TokenKind::name);
    } else {
      named_type();
    }
  }
  close(type);
}

/// ScalarTypeDefinition : Description? scalar Name ...   and so on: the word, the name, the body
void Grammar::type_definition(NodeKind kind, bool is_described) {
  const Open type = open(kind);
  if (is_described) {
    description();
  }
  advance();
  name();
  type_body(kind);
  close(type);
}

/// What follows a type's name, in a definition and in an extension.
///   scalar              Directives[Const]?
///   type, interface     ImplementsInterfaces? Directives[Const]? FieldsDefinition?
///   union               Directives[Const]? UnionMemberTypes?
///   enum                Directives[Const]? EnumValuesDefinition?
///   input               Directives[Const]? InputFieldsDefinition?
void Grammar::type_body(NodeKind kind) {
  switch (kind) {
    case NodeKind::object_type_definition:
    case NodeKind::object_type_extension:
    case NodeKind::interface_type_definition:
    case NodeKind::interface_type_extension:
      optional_implements();
      directives(Constness::constant);
      if (is_tolerant() && at_word("implements")) {
        report_unexpected(position());
        optional_implements();
      }
      skip_to_brace();
      optional_fields_definition();
      return;
    case NodeKind::union_type_definition:
    case NodeKind::union_type_extension:
      directives(Constness::constant);
      optional_union_members();
      return;
    case NodeKind::enum_type_definition:
    case NodeKind::enum_type_extension:
      directives(Constness::constant);
      skip_to_brace();
      optional_enum_values();
      return;
    case NodeKind::input_object_type_definition:
    case NodeKind::input_object_type_extension:
      directives(Constness::constant);
      skip_to_brace();
      optional_input_fields();
      return;
    default:
      directives(Constness::constant);
      return;
  }
}

/// ImplementsInterfaces : implements &? NamedType ( & NamedType )*
void Grammar::optional_implements() {
  if (!at_word("implements")) {
    return;
  }
  const Open interfaces = open(NodeKind::implements_interfaces);
  advance();
  accept(TokenKind::ampersand);
  do {
    named_type();
  } while (accept(TokenKind::ampersand));
  // `implements A B` and `implements A, B`, as it was written once.
  while (is_tolerant() && at(TokenKind::name) && is_on_line_of_previous()) {
    report_unexpected(position());
    named_type();
  }
  close(interfaces);
}

/// FieldsDefinition : { FieldDefinition+ }
void Grammar::optional_fields_definition() {
  if (at(TokenKind::left_brace)) {
    bracketed(
        NodeKind::fields_definition, TokenKind::right_brace, false,
        [this] { return at_string() || (at(TokenKind::name) && !at_definition()); },
        [this] { field_definition(); }, [this] { report_expected(TokenKind::name); });
  }
}

/// FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
void Grammar::field_definition() {
  const Open field = open(NodeKind::field_definition);
  optional_description();
  if (at(TokenKind::name)) {
    name();
    optional_arguments_definition();
    type_after_colon();
    directives(Constness::constant);
  } else {
    report_expected(TokenKind::name);
  }
  close(field);
}

/// ArgumentsDefinition : ( InputValueDefinition+ )
void Grammar::optional_arguments_definition() {
  if (at(TokenKind::left_parenthesis)) {
    bracketed(
        NodeKind::arguments_definition, TokenKind::right_parenthesis, false,
        [this] { return at(TokenKind::name) || at_string(); }, [this] { input_value_definition(); },
        [this] { report_expected(TokenKind::name); });
  }
}

/// InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
void Grammar::input_value_definition() {
  const Open value = open(NodeKind::input_value_definition);
  optional_description();
  if (at(TokenKind::name)) {
    name();
    type_after_colon();
    default_value();
    directives(Constness::constant);
  } else {
    report_expected(TokenKind::name);
  }
  close(value);
}

/// UnionMemberTypes : = |? NamedType ( | NamedType )*
void Grammar::optional_union_members() {
  if (!at(TokenKind::equals)) {
    return;
  }
  const Open members = open(NodeKind::union_member_types);
  advance();
  accept(TokenKind::pipe);
  do {
    named_type();
  } while (accept(TokenKind::pipe));
  close(members);
}

/// EnumValuesDefinition : { EnumValueDefinition+ }
void Grammar::optional_enum_values() {
  if (at(TokenKind::left_brace)) {
    bracketed(
        NodeKind::enum_values_definition, TokenKind::right_brace, false,
        [this] { return at(TokenKind::name) || at_string(); }, [this] { enum_value_definition(); },
        [this] { report_expected(TokenKind::name); });
  }
}

/// EnumValueDefinition : Description? EnumValue Directives[Const]?
/// EnumValue : Name but not true, false or null
void Grammar::enum_value_definition() {
  const Open value = open(NodeKind::enum_value_definition);
  optional_description();
  if (at_word("true") || at_word("false") || at_word("null")) {
    std::string message = "Name \"";
    message.append(token_text(position()))
        .append("\" is reserved and cannot be used for an enum value.");
    report(position(), std::move(message));
  }
  name();
  directives(Constness::constant);
  close(value);
}

/// InputFieldsDefinition : { InputValueDefinition+ }
void Grammar::optional_input_fields() {
  if (at(TokenKind::left_brace)) {
    bracketed(
        NodeKind::input_fields_definition, TokenKind::right_brace, false,
        [this] { return at_string() || (at(TokenKind::name) && !at_definition()); },
        [this] { input_value_definition(); }, [this] { report_expected(TokenKind::name); });
  }
}

/// DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? Directives[Const]?
///   repeatable? on DirectiveLocations
void Grammar::directive_definition(bool is_described) {
  const Open directive = open(NodeKind::directive_definition);
  if (is_described) {
    description();
  }
  advance();
  expect(TokenKind::at);
  name();
  optional_arguments_definition();
  directives(Constness::constant);
  if (at_word("repeatable")) {
    advance();
  }
  if (at_word("on")) {
    advance();
    directive_locations();
  } else {
    report_expected_word("\"on\"");
  }
  close(directive);
}

/// DirectiveLocations : |? DirectiveLocation ( | DirectiveLocation )*
void Grammar::directive_locations() {
  if (!at(TokenKind::name) && !at(TokenKind::pipe)) {
    report_expected(TokenKind::name);
    return;
  }
  const Open locations = open(NodeKind::directive_locations);
  accept(TokenKind::pipe);
  do {
    const std::uint32_t location = position();
    const bool is_known = at(TokenKind::name) && is_directive_location(token_text(location));
    name();
    if (!is_known && position() != location) {
      report_unexpected(location);
    }
  } while (accept(TokenKind::pipe));
  close(locations);
}

/// TypeSystemExtension : extend ( schema | scalar | type | interface | union | enum | input
///   | directive ) ...
void Grammar::extension(bool is_described) {
  const std::uint32_t extend = is_described ? position_after(position()) : position();
  const std::uint32_t next = position_after(extend);
  const Keyword keyword =
      kind_at(next) == TokenKind::name ? keyword_of(token_text(next)) : Keyword::none;
  switch (keyword) {
    case Keyword::schema:
      return schema_extension(is_described);
    case Keyword::scalar:
      return type_extension(NodeKind::scalar_type_extension, is_described);
    case Keyword::type:
      return type_extension(NodeKind::object_type_extension, is_described);
    case Keyword::interface:
      return type_extension(NodeKind::interface_type_extension, is_described);
    case Keyword::union_type:
      return type_extension(NodeKind::union_type_extension, is_described);
    case Keyword::enumeration:
      return type_extension(NodeKind::enum_type_extension, is_described);
    case Keyword::input:
      return type_extension(NodeKind::input_object_type_extension, is_described);
    case Keyword::directive:
      return directive_extension(is_described);
    default:
      report_unexpected(next);
      skip_to_definition();
      return;
  }
}

/// ... extend: the word, and the word after it. The grammar has no description there, texts may.
void Grammar::extension_head(bool is_described) {
  if (is_described) {
    description();
  }
  advance();
  advance();
}

/// SchemaExtension : extend schema Directives[Const]? { RootOperationTypeDefinition+ }
///   | extend schema Directives[Const]
void Grammar::schema_extension(bool is_described) {
  const Open schema = open(NodeKind::schema_extension);
  extension_head(is_described);
  const std::uint32_t head_end = position();
  directives(Constness::constant);
  if (at(TokenKind::left_brace)) {
    root_operation_types();
  }
  if (position() == head_end) {
    report_unexpected(position());
  }
  close(schema);
}

/// ObjectTypeExtension : extend type Name ...   with at least one part of the body
void Grammar::type_extension(NodeKind kind, bool is_described) {
  const Open type = open(kind);
  extension_head(is_described);
  name();
  const std::uint32_t head_end = position();
  type_body(kind);
  if (position() == head_end) {
    report_unexpected(position());
  }
  close(type);
}

/// DirectiveExtension : extend directive @ Name Directives[Const]
void Grammar::directive_extension(bool is_described) {
  const Open directive = open(NodeKind::directive_extension);
  extension_head(is_described);
  expect(TokenKind::at);
  name();
  const std::uint32_t head_end = position();
  directives(Constness::constant);
  if (position() == head_end) {
    report_unexpected(position());
  }
  close(directive);
}

}  // namespace troupe::graphql
