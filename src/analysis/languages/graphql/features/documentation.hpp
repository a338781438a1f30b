// What there is to read about a named thing.
#pragma once

#include <optional>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/features/entity.hpp"

namespace troupe::graphql {

/// Signature, deprecation, description, and what else a reader wants to know of an entity: the
/// descriptions of a field's arguments, the implementors of an interface, the size of a type. Empty
/// when the schema or the documents have no such thing. Variables and operations are known by their
/// place alone: see the other form. `from` decides which of two fragments of one name is meant.
[[nodiscard]] ide::Documentation documentation_of(const Schema& schema, ide::FileId from,
                                                  const Entity& entity);
/// The same for an entity where it is used.
[[nodiscard]] ide::Documentation documentation_of(const Schema& schema, ide::FileId from,
                                                  const EntityUse& use);

}  // namespace troupe::graphql
