// The GraphQL of host files as queries.
#pragma once

#include <string_view>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/embedded/region.hpp"

namespace troupe::graphql {

/// What kind of host a file is: by its name, or as long as it is open, by what the client says.
struct FileHost {
  using Key = ide::FileId;
  using Value = HostKind;
  static constexpr std::string_view name = "graphql_file_host";
  static Value execute(engine::Context& context, const Key& file);
};

/// The regions of a file; none for files that are no hosts.
struct FileEmbedding {
  using Key = ide::FileId;
  using Value = Embedding;
  static constexpr std::string_view name = "graphql_file_embedding";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) {
    return value.text.size() + value.regions.capacity() * sizeof(Region);
  }
};

/// Whether a file has any region.
struct FileHasRegions {
  using Key = ide::FileId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_file_has_regions";
  static Value execute(engine::Context& context, const Key& file);
};

/// Whether the file is a host: then only what is in its regions is GraphQL, each of them is a
/// document of its own, and edits must stay inside them.
[[nodiscard]] bool is_host(engine::Context& context, ide::FileId file);

}  // namespace troupe::graphql
