// What "the document" of a definition is: its file, or in a host file the region that it stands in.
#pragma once

#include <cstdint>
#include <functional>

#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// The number of the region that a definition stands in, counted from the top; 0 where a file is
/// one document. Stays the same while regions only move.
struct DefinitionDocument {
  using Key = DefinitionId;
  using Value = std::uint32_t;
  static constexpr std::string_view name = "graphql_definition_document";
  static Value execute(engine::Context& context, const Key& definition);
};

/// How many operations the document of a definition has.
struct OperationsInDocument {
  using Key = DefinitionId;
  using Value = std::uint32_t;
  static constexpr std::string_view name = "graphql_operations_in_document";
  static Value execute(engine::Context& context, const Key& definition);
};

/// The first definition with the same name and name space in the same document: often the one asked
/// about.
struct FirstOfName {
  using Key = DefinitionId;
  using Value = DefinitionId;
  static constexpr std::string_view name = "graphql_first_of_name";
  static Value execute(engine::Context& context, const Key& definition);
};

}  // namespace troupe::graphql
