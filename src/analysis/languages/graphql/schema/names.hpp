// Which files of a project define what: the level between single files and single types.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {

/// A name within a project: key of everything that is known by name.
struct ProjectName {
  ProjectId project;
  std::string name;

  friend bool operator==(const ProjectName&, const ProjectName&) = default;
};

/// In events: the name alone.
[[nodiscard]] inline std::string to_string(const ProjectName& key) {
  return key.name;
}

/// Hashes names, so that maps of strings can be asked for views.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const noexcept {
    return std::hash<std::string_view>{}(name);
  }
};

/// The names of several files, by name space.
class NameIndex {
 public:
  struct Entry {
    std::string name;
    bool has_definition = false;  ///< not only extensions
    std::vector<FileId> files;    ///< in the order in which their definitions count

    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// Adds a name of a file that counts after those added before.
  void add(FileId file, const DefinedName& name);
  /// Sorts and merges. REQUIRES: called once, after the last `add` and before any look-up.
  void finish();

  /// Sorted by name.
  [[nodiscard]] std::span<const Entry> names(DefinitionSpace space) const;
  /// Null when nobody defines it. Logarithmic.
  [[nodiscard]] const Entry* find(DefinitionSpace space, std::string_view name) const;
  [[nodiscard]] std::size_t memory_size() const;

  friend bool operator==(const NameIndex&, const NameIndex&) = default;

 private:
  static constexpr std::size_t space_count = 5;
  std::array<std::vector<Entry>, space_count> entries_;
};

/// Types, directives and schema definitions of a project: of its schema files first, then of its
/// documents (client-side extensions), each in order of path. The built-in ones are not in it.
struct SchemaNames {
  using Key = ProjectId;
  using Value = NameIndex;
  static constexpr std::string_view name = "graphql_schema_names";
  static Value execute(engine::Context& context, const Key& project);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// Fragments and operations of a project's documents, in order of path.
struct DocumentNames {
  using Key = ProjectId;
  using Value = NameIndex;
  static constexpr std::string_view name = "graphql_document_names";
  static Value execute(engine::Context& context, const Key& project);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// Where one name is defined: what stands between `SchemaNames`, which changes with every new name,
/// and the types that do not care.
struct Sources {
  std::vector<FileId> files;    ///< in the order in which their definitions count
  bool has_definition = false;  ///< not only extensions

  friend bool operator==(const Sources&, const Sources&) = default;
};
struct TypeSources {
  using Key = ProjectName;
  using Value = Sources;  ///< for built-in types: the built-in file
  static constexpr std::string_view name = "graphql_type_sources";
  static Value execute(engine::Context& context, const Key& key);
};
struct DirectiveSources {
  using Key = ProjectName;
  using Value = Sources;  ///< a project's definition takes the place of a built-in one
  static constexpr std::string_view name = "graphql_directive_sources";
  static Value execute(engine::Context& context, const Key& key);
};
struct FragmentSources {
  using Key = ProjectName;
  using Value = Sources;
  static constexpr std::string_view name = "graphql_fragment_sources";
  static Value execute(engine::Context& context, const Key& key);
};

}  // namespace troupe::graphql

template <>
struct std::hash<troupe::graphql::ProjectName> {
  std::size_t operator()(const troupe::graphql::ProjectName& key) const noexcept {
    return std::hash<std::string>{}(key.name) * 31 +
           std::hash<troupe::graphql::ProjectId>{}(key.project);
  }
};
