// Directives that a type, a directive or the schema has more than once over its definition and
// extensions.
#pragma once

#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/parts.hpp"

namespace troupe::graphql {

/// The directives on a definition itself, not those within it.
struct DefinitionDirectives {
  using Key = DefinitionId;
  using Value = std::vector<NameUse>;  ///< from the `@` to the end of the name
  static constexpr std::string_view name = "graphql_definition_directives";
  static Value execute(engine::Context& context, const Key& definition);
};

struct RepeatedDirective {
  std::string name;
  Place first;
  Place again;

  friend bool operator==(const RepeatedDirective&, const RepeatedDirective&) = default;
};

/// Those of what a definition is a part of, in order of `again`; repeatable ones, too. Empty for
/// most. Asked for by any part; the answer is kept under the first.
struct RepeatedDirectives {
  using Key = DefinitionId;
  using Value = std::vector<RepeatedDirective>;
  static constexpr std::string_view name = "graphql_repeated_directives";
  static Value execute(engine::Context& context, const Key& first_part);
};

/// The definitions and extensions that a type system definition is a part of.
[[nodiscard]] const std::vector<Part>& parts_around(engine::Context& context, ProjectId project,
                                                    DefinitionId definition);

}  // namespace troupe::graphql
