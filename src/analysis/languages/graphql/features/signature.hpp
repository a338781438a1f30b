// Definitions on one line, or few: what stands in the code block of a hover and beside a
// completion.
#pragma once

#include <string>
#include <string_view>

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// `name: Type = default`.
[[nodiscard]] std::string signature(const InputValueShape& input);
/// `name(argument: Type): Type`. Where that is long, each argument stands on a line of its own.
[[nodiscard]] std::string signature(const FieldShape& field);
/// The head of a type's definition; of unions with their members, of enumerations and input objects
/// with what is in them, a dozen at most.
[[nodiscard]] std::string signature(const TypeShape& type);
/// The whole definition of a directive.
[[nodiscard]] std::string signature(const DirectiveShape& directive);

/// `query Name($first: Int = 10)`.
[[nodiscard]] std::string signature(const OperationDefinition& operation);
/// `fragment Name on Type`.
[[nodiscard]] std::string signature(const FragmentDefinition& fragment);
/// `$name: Type = default`.
[[nodiscard]] std::string signature(const VariableDefinition& variable);

}  // namespace troupe::graphql
