// Which GraphQL projects a workspace has, and which files belong to each: queries over the
// configuration files and the list of files. Nothing here looks into GraphQL texts.
#pragma once

#include <cstdint>
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
#include "analysis/languages/graphql/project/pointer.hpp"

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

/// A project, resolved: no positions, so that only changes of meaning are changes.
struct Project {
  ProjectId id;
  std::optional<FileId> configuration;  ///< nothing: no configuration
  std::string directory;                ///< relative paths start here
  std::vector<PathPattern> schema;
  bool has_unread_schema = false;  ///< some pointer of `schema` is passed over
  bool has_documents = false;      ///< `documents` or `include` mention anything
  std::vector<PathPattern> documents;
  std::vector<PathPattern> include;
  std::vector<PathPattern> exclude;
  std::vector<DirectiveSet> directives;
  bool has_fragment_arguments = false;  ///< texts are read with ParseOptions::fragment_arguments

  friend bool operator==(const Project&, const Project&) = default;
};

/// The configuration in a file; not present for files of other names.
struct FileConfiguration {
  using Key = FileId;
  using Value = Configuration;
  static constexpr std::string_view name = "graphql_configuration";
  static Value execute(engine::Context& context, const Key& file);
};

/// The configuration files that count, sorted by path: of several in one folder the first in the
/// order of `configuration_file_names` that configures anything.
struct ConfigurationFiles {
  using Key = ide::Singleton;
  using Value = std::vector<FileId>;
  static constexpr std::string_view name = "graphql_configuration_files";
  static Value execute(engine::Context& context, const Key& key);
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

/// The GraphQL files of a project by role, each list sorted by path. A file can have several roles:
/// without a configuration each is schema and document.
struct ProjectFiles {
  struct Files {
    /// What the schema is made of.
    std::vector<FileId> schema;
    /// Operations and fragments, and client-side extensions of the schema.
    std::vector<FileId> documents;
    /// Files that nothing in the configuration mentions, while it mentions no documents at all:
    /// their operations and fragments count, type definitions in them do not. Without a
    /// configuration these are the host files that are open.
    std::vector<FileId> loose;
    /// Whether every file that the schema is said to be made of is there and can be read. Where
    /// not, a type that is not found may well exist.
    bool has_whole_schema = false;

    friend bool operator==(const Files&, const Files&) = default;
  };
  using Key = ProjectId;
  using Value = Files;
  static constexpr std::string_view name = "graphql_project_files";
  static Value execute(engine::Context& context, const Key& project);
};

/// What a file is to its project.
enum class FileRole : std::uint8_t {
  none,      ///< of no project: its syntax is all that can be checked
  schema,    ///< part of the schema (a document too, perhaps)
  document,  ///< a document on top of the schema; its type definitions extend it for clients
  loose,     ///< as a document, but its type definitions do not count
};

/// The project of that id at this snapshot; null when its configuration no longer has it.
[[nodiscard]] const Project* find_project(engine::Context& context, ProjectId id);

/// The role that a file has in the project of `ProjectOf`.
struct FileRoleQuery {
  using Key = FileId;
  using Value = FileRole;
  static constexpr std::string_view name = "graphql_file_role";
  static Value execute(engine::Context& context, const Key& file);
};
[[nodiscard]] FileRole role_of(engine::Context& context, FileId file);

/// Whether a file is read with ParseOptions::fragment_arguments: its project says so.
struct FragmentArguments {
  using Key = FileId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_fragment_arguments";
  static Value execute(engine::Context& context, const Key& file);
};

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
