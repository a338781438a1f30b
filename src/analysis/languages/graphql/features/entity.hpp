// What a name in a GraphQL document means: the question behind hover, definition and everything
// else that an editor asks about a place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// Something that has a name. Two uses mean the same exactly when their entities are equal (of
/// operations and variables: within one file and definition).
struct Entity {
  enum class Kind : std::uint8_t {
    type,
    field,        ///< of an object or interface; `__typename` too
    argument,     ///< of a field
    input_field,  ///< of an input object
    enum_value,
    directive,
    directive_argument,
    directive_location,
    fragment,
    operation,
    variable,
  };
  Kind kind = Kind::type;
  std::string type;      ///< of fields, arguments, input fields, values: the type that has them
  std::string name;      ///< of arguments: of the field or directive that takes them
  std::string argument;  ///< of arguments only

  friend bool operator==(const Entity&, const Entity&) = default;

  /// As text and back: "field User.name". What is no such text gives nothing.
  [[nodiscard]] std::string to_key() const;
  [[nodiscard]] static std::optional<Entity> from_key(std::string_view key);
};

/// An entity where it is written.
struct EntityUse {
  Entity entity;
  base::TextRange range;  ///< of the name, its `$` or `@` included; touches the place asked for
  syntax::NodeRef node;   ///< the production that the name stands in
  bool is_definition = false;  ///< the name that defines or extends it
};

/// What the name at or next to `offset` means; nothing where there is none, and where the schema
/// does not know the names that lead to it. An alias means the field behind it; the keyword of an
/// operation the type at which it begins. REQUIRES: offset <= tree.text().size().
[[nodiscard]] std::optional<EntityUse> entity_at(const Schema& schema, const syntax::Tree& tree,
                                                 base::TextOffset offset);

/// What one name token means, wherever a cursor may be. REQUIRES: name.kind() is a name's.
[[nodiscard]] std::optional<EntityUse> entity_of(const Schema& schema, const syntax::Tree& tree,
                                                 syntax::TokenRef name);

/// The definition of the variable that is used at `node`: of the operation around it; for one used
/// in a fragment, the first in the same document that any operation defines.
[[nodiscard]] std::optional<VariableDefinition> variable_definition_of(syntax::NodeRef node,
                                                                       std::string_view variable);

}  // namespace troupe::graphql
