// What is different between two schemas, and whom it hurts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// One difference. Kinds and their impact are those of graphql-js 17's `findSchemaChanges`, and a
/// few more about root types and deprecation; a default that changes with its type is told, too.
struct SchemaChange {
  /// Breaking: a document or client that worked may fail. Dangerous: it goes on working, but may
  /// behave differently or meet values that it does not know. Safe: nobody can tell.
  enum class Impact : std::uint8_t { breaking, dangerous, safe } impact = Impact::safe;
  std::string_view kind;   ///< a constant: "FIELD_REMOVED"
  std::string coordinate;  ///< schema coordinate: "Query.user(id:)", "@auth", "Role.ADMIN"
  std::string message;     ///< a sentence
  /// The name, in the new schema or, of what is gone, in the old one; nothing for what is built in.
  std::optional<ide::FileRange> where;
  bool is_in_old = false;  ///< `where` lies in the old schema
};

/// All differences between two schemas, of one database or two: breaking ones first, then
/// dangerous, then safe ones, each sorted by coordinate, kind and message. Definitions in files of
/// documents count as the project has them.
[[nodiscard]] std::vector<SchemaChange> compare_schemas(const Schema& before, const Schema& after);

}  // namespace troupe::graphql
