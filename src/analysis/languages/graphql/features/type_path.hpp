// From a place in a document to the types that the schema gives it.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// One step from a definition down to a place inside it. Names point into the document's tree.
struct PathStep {
  enum class Kind : std::uint8_t {
    operation,        ///< selections of an operation of type `operation`
    fragment,         ///< selections of a fragment on the type `name`
    field,            ///< the field `name`: its arguments or selections
    inline_fragment,  ///< selections on the type `name`; empty: on the same type as around it
    directive,        ///< the directive `name`
    argument,         ///< the value of the argument `name` of the field or directive before
    list_item,        ///< a value in a list
    object_field,     ///< the value of the field `name` in an object
    typed_value,      ///< a default value, of `type`
  };
  Kind kind = Kind::operation;
  std::string_view name;
  OperationType operation = OperationType::query;
  TypeReference type;

  friend bool operator==(const PathStep&, const PathStep&) = default;
};

/// What the schema knows about a place. Everything is null or empty where the schema has nothing by
/// the names on the way; all of it lives as long as the snapshot.
struct PlaceTypes {
  const TypeShape* parent = nullptr;          ///< the type that is selected from at this place
  const TypeShape* field_parent = nullptr;    ///< the type whose field `field` is
  const FieldShape* field = nullptr;          ///< the innermost field on the way
  const DirectiveShape* directive = nullptr;  ///< the directive whose arguments these are
  const InputValueShape* input = nullptr;     ///< the innermost argument or input field
  const TypeShape* input_object = nullptr;  ///< the type whose field `input` is; null: an argument
  std::optional<TypeReference> expected;    ///< the type of a value that stands here
};

/// Follows a path through the schema. Reads only the types on the way.
[[nodiscard]] PlaceTypes follow(const Schema& schema, std::span<const PathStep> path);

/// The path to what stands inside `node`: for a selection set, what can be selected in it; for
/// arguments, the field or directive that takes them; for a value, its expected type; for an object
/// value, the type whose fields it has. Linear in the depth of the node.
[[nodiscard]] std::vector<PathStep> path_to(syntax::NodeRef node);

/// The type that is selected from around `node` (a field, spread, inline fragment or anything in
/// one), null when that cannot be told.
[[nodiscard]] const TypeShape* type_around(const Schema& schema, syntax::NodeRef node);

}  // namespace troupe::graphql
