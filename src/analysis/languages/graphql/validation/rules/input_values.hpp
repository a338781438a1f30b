// How messages name arguments and input fields where they are defined.
#pragma once

#include <optional>
#include <string>

#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

/// What defines an input value: a field, a directive, or an input object.
enum class InputOwner : std::uint8_t { field, directive, input_object };

struct DefinedInput {
  InputOwner owner = InputOwner::field;
  std::string coordinate;  ///< `Type.field(argument:)`, `@directive(argument:)` or `Type.field`
};

/// Nothing in a broken text.
[[nodiscard]] inline std::optional<DefinedInput> defined_input(const Walk& walk,
                                                               syntax::NodeRef node) {
  const auto list = node.parent();
  const auto owner = list ? list->parent() : std::nullopt;
  if (!owner) {
    return std::nullopt;
  }
  const std::string name(InputValueDefinition(node).name());
  const std::string& definition = walk.context().lookup(walk.definition()).name;
  if (kind_of(*list) == NodeKind::input_fields_definition) {
    return DefinedInput{InputOwner::input_object, definition + "." + name};
  }
  if (const auto field = cast<FieldDefinition>(*owner)) {
    return DefinedInput{InputOwner::field,
                        definition + "." + std::string(field->name()) + "(" + name + ":)"};
  }
  return DefinedInput{InputOwner::directive, "@" + definition + "(" + name + ":)"};
}

}  // namespace troupe::graphql
