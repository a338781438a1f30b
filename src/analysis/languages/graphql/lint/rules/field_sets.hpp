// Federation's field sets: selections in strings, as in `@key(fields: "id owner { id }")`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql::lint {

/// A field that a set names, on the type where it stands.
struct FieldSetEntry {
  std::string path;                   ///< "owner.id"
  std::string_view name;              ///< into the set's text
  const TypeShape* parent = nullptr;  ///< null: unknown, since something around is
  bool is_known = false;
};

/// The fields of a set in order, as far as it can be understood.
[[nodiscard]] std::vector<FieldSetEntry> fields_of_set(const Schema& schema, const TypeShape& type,
                                                       std::string_view set);

}  // namespace troupe::graphql::lint
