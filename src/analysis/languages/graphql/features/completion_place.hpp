// Where in the grammar a cursor stands, and what it is about to write.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// What a name at the cursor would be.
enum class PlaceKind : std::uint8_t {
  nothing,              ///< free text, a name to be invented, a number, or only punctuation
  definition,           ///< the keyword of a definition
  extended_definition,  ///< the keyword after `extend`
  extended_name,        ///< what an extension extends
  keyword_on,           ///< `on` after a fragment's name or a directive's definition
  keyword_implements,
  selection,            ///< a field, or the `...` of a spread
  aliased_field,        ///< the field after `alias:`
  spread,               ///< after `...`: a fragment, or `on`
  fragment_type,        ///< after `on`
  argument,             ///< an argument's name
  object_field,         ///< an input field's name
  value,                ///< any value
  variable,             ///< after `$`, where one is used
  variable_definition,  ///< after `(` or `$`, where one is defined
  input_type,           ///< of a variable, argument or input field
  output_type,          ///< of a field
  interface,            ///< after `implements`
  union_member,
  root_operation,  ///< `query` and so on in a schema definition
  root_operation_type,
  field_definition,    ///< in the body of an object or interface
  directive,           ///< after `@`
  directive_location,  ///< after `on` in a directive's definition
};

/// What a definition defines or extends.
enum class DefinitionKind : std::uint8_t {
  none,
  operation,
  fragment,
  schema,
  scalar,
  object,
  interface,
  union_type,
  enumeration,
  input_object,
  directive,
};

/// A variable defined before the cursor.
struct VariableInScope {
  std::string_view name;
  std::optional<TypeReference> type;  ///< nothing while it is being written
  bool has_default = false;

  friend bool operator==(const VariableInScope&, const VariableInScope&) = default;
};

/// The place of a cursor. Views point into the tree.
struct CompletionPlace {
  PlaceKind kind = PlaceKind::nothing;
  /// The word that a completion replaces, with its `$` or `@`; empty: it is inserted.
  base::TextRange replaced;
  bool is_partial_spread = false;  ///< `replaced` is `.` or `..`: a spread half typed
  /// How deep in the schema: see `follow`. In an argument's place it ends with the field or
  /// directive, in a value's with the value's argument.
  std::vector<PathStep> path;
  /// Names that stand in the same list, before or behind the cursor, and cannot stand there twice:
  /// arguments, input fields, interfaces, members, directives ...
  std::vector<std::string_view> given;
  std::string_view directive_location;  ///< for directives: where they would apply
  std::vector<VariableInScope> variables;
  DefinitionKind definition = DefinitionKind::none;
  bool is_extension = false;
  std::string_view definition_name;
  std::vector<std::string_view> interfaces;  ///< named after `implements`, before the cursor
  bool is_constant = false;                  ///< a value that may not be a variable
  /// The definition before the cursor could end here and a new one begin.
  bool may_begin_definition = false;
  syntax::TokenIndex next_token;  ///< the first token behind what is replaced
};

/// Tells the place from the tokens of the definition around the cursor; needs no schema and no
/// whole tree. Inside strings, comments and numbers there is nothing to complete. Linear in the
/// definition's tokens. REQUIRES: offset <= tree.text().size().
[[nodiscard]] CompletionPlace completion_place(const syntax::Tree& tree, base::TextOffset offset);

}  // namespace troupe::graphql
