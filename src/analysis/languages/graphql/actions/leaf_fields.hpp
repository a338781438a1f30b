// What somebody wants to see of a type who has not said what.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql::actions {

/// The fields of a type that can be selected without more: of a scalar or enumeration, without
/// arguments that must be given, and not deprecated. In order of definition.
[[nodiscard]] std::vector<const FieldShape*> leaf_fields(const Schema& schema,
                                                         const TypeShape& type);

/// A selection set, in braces and on one line, of the leaf fields of a composite type. Where it has
/// none, of the first field that leads to some; of an interface or union, with a fragment on each
/// type that it can be, as long as these are few. Never empty, and valid.
[[nodiscard]] std::string leaf_selection(const Schema& schema, const TypeShape& type);

}  // namespace troupe::graphql::actions
