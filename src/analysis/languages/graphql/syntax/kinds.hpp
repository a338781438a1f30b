// The kinds of GraphQL's tokens and nodes (specification of September 2025).
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Lexical tokens. White space, line ends, commas, comments and byte order marks are gaps between
/// tokens (`trivia.hpp`). Keywords are names.
enum class TokenKind : syntax::TokenKind {
  end_of_file = syntax::end_of_file_token,
  error = syntax::error_token,  ///< characters that begin no token
  bang,
  dollar,
  ampersand,
  left_parenthesis,
  right_parenthesis,
  spread,
  colon,
  equals,
  at,
  left_bracket,
  right_bracket,
  left_brace,
  pipe,
  right_brace,
  name,
  int_number,
  float_number,
  string,
  block_string,
};
inline constexpr std::size_t token_kind_count =
    static_cast<std::size_t>(TokenKind::block_string) + 1;

/// Nodes: one kind for each production. Children are listed in order; `?` may be absent, `*` any
/// number; in a text with mistakes any child may be absent, and `error` nodes may stand anywhere.
enum class NodeKind : syntax::NodeKind {
  error = syntax::error_node,  ///< tokens that no production wanted
  document,                    ///< definition*
  name,                        ///< leaf: one name token

  // Executable documents.
  operation_definition,  ///< description? name? variable_definitions? directive* selection_set
  variable_definitions,  ///< "(" variable_definition* ")"
  variable_definition,   ///< description? variable ":" type default_value? directive*
  variable,              ///< "$" name
  default_value,         ///< "=" value
  selection_set,         ///< "{" (field | fragment_spread | inline_fragment)* "}"
  field,                 ///< alias? name arguments? directive* selection_set?
  alias,                 ///< name ":"
  arguments,             ///< "(" argument* ")"
  argument,              ///< name ":" value
  fragment_spread,       ///< "..." name directive*
  inline_fragment,       ///< "..." type_condition? directive* selection_set
  fragment_definition,   ///< description? name type_condition directive* selection_set
  type_condition,        ///< "on" named_type

  // Values. All are leaves but the last two and `variable`.
  int_value,
  float_value,
  string_value,  ///< a string or block string token
  boolean_value,
  null_value,
  enum_value,    ///< leaf: one name token
  list_value,    ///< "[" value* "]"
  object_value,  ///< "{" object_field* "}"
  object_field,  ///< name ":" value

  directive,  ///< "@" name arguments?

  // Type references.
  named_type,     ///< name
  list_type,      ///< "[" type "]"
  non_null_type,  ///< (named_type | list_type) "!"

  // Type system definitions.
  description,                   ///< leaf: a string or block string token
  schema_definition,             ///< description? directive* root_operation_types
  root_operation_types,          ///< "{" root_operation_type* "}"
  root_operation_type,           ///< name ":" named_type
  scalar_type_definition,        ///< description? name directive*
  object_type_definition,        ///< description? name implements? directive* fields_definition?
  implements_interfaces,         ///< "implements" named_type*
  fields_definition,             ///< "{" field_definition* "}"
  field_definition,              ///< description? name arguments_definition? type directive*
  arguments_definition,          ///< "(" input_value_definition* ")"
  input_value_definition,        ///< description? name type default_value? directive*
  interface_type_definition,     ///< as object_type_definition
  union_type_definition,         ///< description? name directive* union_member_types?
  union_member_types,            ///< "=" named_type*
  enum_type_definition,          ///< description? name directive* enum_values_definition?
  enum_values_definition,        ///< "{" enum_value_definition* "}"
  enum_value_definition,         ///< description? name directive*
  input_object_type_definition,  ///< description? name directive* input_fields_definition?
  input_fields_definition,       ///< "{" input_value_definition* "}"
  directive_definition,          ///< description? name arguments_definition? directive* locations
  directive_locations,           ///< name*

  // Extensions: as the definitions, without a description.
  schema_extension,
  scalar_type_extension,
  object_type_extension,
  interface_type_extension,
  union_type_extension,
  enum_type_extension,
  input_object_type_extension,
  directive_extension,  ///< name directive*
};
inline constexpr std::size_t node_kind_count =
    static_cast<std::size_t>(NodeKind::directive_extension) + 1;

/// The word for a token kind in messages: `"{"` with its quotes, `Name`, `<EOF>` ...
[[nodiscard]] std::string_view spelling(TokenKind kind);
/// The enumerator's name, for tests and dumps: "object_type_definition".
[[nodiscard]] std::string_view to_string(NodeKind kind);

[[nodiscard]] inline NodeKind kind_of(syntax::NodeRef node) {
  return static_cast<NodeKind>(node.kind());
}
[[nodiscard]] inline TokenKind kind_of(syntax::TokenRef token) {
  return static_cast<TokenKind>(token.kind());
}

}  // namespace troupe::graphql
