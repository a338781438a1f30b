// What stands against a rename.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/navigation/search.hpp"

namespace troupe::graphql {

/// Why the subject cannot be renamed at all; `found` are its places, or those of
/// them that are known.
[[nodiscard]] std::optional<std::string> objection_to_renaming(const Schema& schema,
                                                               const Subject& subject,
                                                               const std::vector<FoundName>& found);

/// Why a text cannot be the name of such a thing.
[[nodiscard]] std::optional<std::string> objection_to_name(Entity::Kind kind,
                                                           std::string_view new_name);

/// What else has the name where the subject would get it.
[[nodiscard]] std::optional<std::string> collision(const Schema& schema, const Subject& subject,
                                                   const std::string& new_name);

/// The same for the alias of a field.
[[nodiscard]] std::optional<std::string> alias_collision(const Field& field,
                                                         std::string_view new_name);

}  // namespace troupe::graphql
