// Which definition of a file stands for which fragment when fields are compared.
#pragma once

#include <optional>
#include <unordered_map>

#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// For fragments that are spread in their file: an operation there that reaches them, else the
/// first fragment that does and is itself reached by none, or first in a cycle. Others have none.
struct FileCovers {
  using Key = FileId;
  using Value = std::unordered_map<DefinitionId, DefinitionId>;
  static constexpr std::string_view name = "graphql_file_covers";
  static Value execute(engine::Context& context, const Key& file);
};

struct CoverOf {
  using Key = DefinitionId;
  using Value = std::optional<DefinitionId>;
  static constexpr std::string_view name = "graphql_reach_cover";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql
