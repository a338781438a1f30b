// Pointers of a configuration: what kind of thing one points at, and which paths it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/configuration.hpp"
#include "base/glob.hpp"

namespace troupe::graphql {

/// Paths below a directory that match a glob.
struct PathPattern {
  std::string directory;  ///< absolute, normalised
  base::Glob glob;        ///< of the path relative to `directory`
  bool is_negated = false;

  /// `path` is absolute and normalised.
  [[nodiscard]] bool matches(std::string_view path) const;
  friend bool operator==(const PathPattern&, const PathPattern&) = default;
};

/// What the text of a pointer points at.
[[nodiscard]] Pointer::Kind kind_of_pointer(std::string_view text);

/// The paths that a pointer of kind `files` means, seen from the configuration's directory: leading
/// `./` and `../` are resolved, an absolute path stays one.
[[nodiscard]] PathPattern pattern_of(std::string_view directory, std::string_view pointer,
                                     bool is_negated);

/// Whether a list matches: some pattern does, and no negated one.
[[nodiscard]] bool matches_any(const std::vector<PathPattern>& patterns, std::string_view path);

/// `.graphql`, `.gql` and `.graphqls`.
[[nodiscard]] bool is_graphql_path(std::string_view path);

/// GraphQL files and those that can have GraphQL inside another language.
[[nodiscard]] bool is_document_path(std::string_view path);

/// Whether a pointer names host files by their extension, and nothing else: `src/*.ts`.
[[nodiscard]] bool is_host_pointer(std::string_view text);

/// Which files a glob that does not name extensions may mean.
enum class LoadedFiles : std::uint8_t { graphql, graphql_and_hosts };

/// The glob narrowed to files that can be read, so that nothing is loaded in vain: `src/**` becomes
/// `src/**/*.{graphql,gql,graphqls}`, with the extensions of hosts where they are wanted.
/// Extensions of hosts that the glob names stay in any case. Nothing when it means no such file.
[[nodiscard]] std::optional<std::string> loadable_glob(std::string_view glob, LoadedFiles wanted);

}  // namespace troupe::graphql
