// Import comments, a convention of bundlers: `# import User, Query.me from "user.graphql"`, or
// without names `# import "user.graphql"`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::graphql {

/// One imported name: `User`, `Query.me`, `Query.*`, `*`.
struct ImportedName {
  base::TextRange name;                   ///< up to the dot
  std::optional<base::TextRange> member;  ///< behind it; not `*`
};

struct Import {
  std::vector<ImportedName> names;  ///< in order
  base::TextRange path;             ///< between the quotes; not empty
};

/// The import comments of a text, in order of position. They begin their lines. Linear.
[[nodiscard]] std::vector<Import> imports_in(std::string_view text);

}  // namespace troupe::graphql
