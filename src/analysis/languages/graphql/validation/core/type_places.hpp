// Where the members of types are written: for rules that have found something wrong with them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// A node of a definition's own tree.
template <typename View>
struct InDefinition {
  DefinitionId definition;
  View node;

  [[nodiscard]] Place at(base::TextRange range) const { return {definition, range}; }
};

/// The type definition in a definition's own tree.
[[nodiscard]] std::optional<TypeDefinition> type_definition_of(engine::Context& context,
                                                               DefinitionId definition);
/// The keywords and names of the parts.
[[nodiscard]] std::vector<Place> heads_of(engine::Context& context,
                                          const std::vector<DefinitionId>& parts);
/// The first field of that name in the parts of a type.
[[nodiscard]] std::optional<InDefinition<FieldDefinition>> field_in(
    engine::Context& context, const std::vector<DefinitionId>& parts, std::string_view field);
[[nodiscard]] std::optional<InDefinition<InputValueDefinition>> input_field_in(
    engine::Context& context, const std::vector<DefinitionId>& parts, std::string_view field);
[[nodiscard]] std::optional<InDefinition<InputValueDefinition>> argument_in(
    const InDefinition<FieldDefinition>& field, std::string_view argument);
/// Every mention of an interface after `implements`, or of a member of a union.
[[nodiscard]] std::vector<Place> interfaces_in(engine::Context& context,
                                               const std::vector<DefinitionId>& parts,
                                               std::string_view name);
[[nodiscard]] std::vector<Place> members_in(engine::Context& context,
                                            const std::vector<DefinitionId>& parts,
                                            std::string_view name);

}  // namespace troupe::graphql
