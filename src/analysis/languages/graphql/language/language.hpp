// GraphQL as a guest of the language interface: the one door between the registry and this folder's
// neighbours.
#pragma once

#include <memory>

#include "analysis/ide/language.hpp"

namespace troupe::graphql {

/// GraphQL: `.graphql`, `.gql` and `.graphqls` files, whatever a client calls "graphql", and the
/// configuration files of projects. Stateless and safe on every worker at once; see ide::Language
/// for what each member function promises. Features are functions of a file's tree and of the
/// schema's queries per name (features/*.hpp): this object only forwards.
[[nodiscard]] std::unique_ptr<const ide::Language> make_language();

}  // namespace troupe::graphql
