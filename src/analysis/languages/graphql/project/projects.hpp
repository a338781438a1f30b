// Which GraphQL projects a workspace has, and which files belong to each: queries over the
// configuration files and the list of files. Nothing here looks into GraphQL texts.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/ide/language.hpp"
#include "analysis/languages/graphql/project/configuration.hpp"
#include "base/glob.hpp"

namespace troupe::graphql {

using ide::FileId;

/// What names a project for good: edits of its configuration do not change it.
struct ProjectKey {
  /// Path of the configuration file; without one, the workspace folder (or, for a file outside
  /// every folder, the file itself), of which the project is all there is.
  std::string origin;
  std::string name;

  friend bool operator==(const ProjectKey&, const ProjectKey&) = default;
};
using ProjectId = engine::Interned<ProjectKey>;

/// Paths below a directory that match a glob.
struct PathPattern {
  std::string directory;  ///< absolute, normalised
  base::Glob glob;        ///< of the path relative to `directory`
  bool is_negated = false;

  friend bool operator==(const PathPattern&, const PathPattern&) = default;
};

/// A project, resolved: no positions, so that only changes of meaning are changes.
struct Project {
  ProjectId id;
  std::optional<FileId> configuration;  ///< nothing: no configuration
  std::string directory;                ///< relative paths start here
  std::vector<PathPattern> schema;
  std::vector<PathPattern> documents;
  std::vector<PathPattern> include;
  std::vector<PathPattern> exclude;

  friend bool operator==(const Project&, const Project&) = default;
};

/// The configuration in a file; not present for other files.
struct FileConfiguration {
  using Key = FileId;
  using Value = Configuration;
  static constexpr std::string_view name = "graphql_configuration";
  static Value execute(engine::Context& context, const Key& file);
};

/// All projects: those of configurations, ordered by path and then as declared; then one for each
/// workspace folder, for files that no configuration governs.
struct Projects {
  using Key = ide::Singleton;
  using Value = std::vector<Project>;
  static constexpr std::string_view name = "graphql_projects";
  static Value execute(engine::Context& context, const Key& key);
};

/// The project that a GraphQL file is read in: of the nearest configuration upward, the first
/// project that matches the file, else the first without `include` and `exclude`; where that gives
/// none, the first project anywhere whose schema or documents mention it. Nothing for files that a
/// configuration shuts out.
struct ProjectOf {
  using Key = FileId;
  using Value = std::optional<ProjectId>;
  static constexpr std::string_view name = "graphql_project_of";
  static Value execute(engine::Context& context, const Key& file);
};

/// The GraphQL files of a project by role, sorted by path. A file can have both roles: without a
/// configuration each has.
struct ProjectFiles {
  struct Files {
    std::vector<FileId> schema;     ///< what the schema is made of
    std::vector<FileId> documents;  ///< operations, fragments, client-side extensions of the schema

    friend bool operator==(const Files&, const Files&) = default;
  };
  using Key = ProjectId;
  using Value = Files;
  static constexpr std::string_view name = "graphql_project_files";
  static Value execute(engine::Context& context, const Key& project);
};

/// The project of that id at this snapshot; null when its configuration no longer has it.
[[nodiscard]] const Project* find_project(engine::Context& context, ProjectId id);

/// Whether a file is part of its project's schema (rather than only a document on top of it).
[[nodiscard]] bool is_schema_file(engine::Context& context, ProjectId project, FileId file);

/// `.graphql`, `.gql` and `.graphqls`.
[[nodiscard]] bool is_graphql_path(std::string_view path);

/// What to load from the disk: `ide::Language::source_patterns`.
[[nodiscard]] std::vector<ide::FilePatterns> source_patterns(engine::Context& context);

/// The diagnostics of a configuration file: what is wrong in it, and pointers that match no file
/// (once the workspace has been listed). Ordered by range.
[[nodiscard]] std::vector<ide::Diagnostic> configuration_diagnostics(engine::Context& context,
                                                                     FileId file);

}  // namespace troupe::graphql

template <>
struct std::hash<troupe::graphql::ProjectKey> {
  std::size_t operator()(const troupe::graphql::ProjectKey& key) const noexcept {
    return std::hash<std::string>{}(key.origin) * 31 + std::hash<std::string>{}(key.name);
  }
};
