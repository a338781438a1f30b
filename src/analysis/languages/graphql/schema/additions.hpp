// Definitions that a project has without writing them: those of the directive sets in its
// configuration, and those that its schema links (`extend schema @link(url: "...")`).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {

/// One `@link`, or federation's older `@core`.
struct SchemaLink {
  /// A name of the specification, and the one that it has here. Directives begin with `@`.
  struct Import {
    std::string name;
    std::string alias;
    friend bool operator==(const Import&, const Import&) = default;
  };
  std::string url;
  std::string as;  ///< empty: the specification's own name
  std::vector<Import> imports;

  friend bool operator==(const SchemaLink&, const SchemaLink&) = default;
};
/// The links of the schema definitions and extensions in a file.
struct FileLinks {
  using Key = FileId;
  using Value = std::vector<SchemaLink>;
  static constexpr std::string_view name = "graphql_file_links";
  static Value execute(engine::Context& context, const Key& file);
};

/// The definitions as SDL; mostly empty.
struct SchemaAdditions {
  using Key = ProjectId;
  using Value = base::SourceText;
  static constexpr std::string_view name = "graphql_schema_additions";
  static Value execute(engine::Context& context, const Key& project);
  static std::size_t memory_size(const Value& value) { return value.size(); }
};

/// The file whose text they are; it is nowhere on disk.
[[nodiscard]] FileId additions_file(engine::Context& context, ProjectId project);

/// The other way round; nothing for any other file.
[[nodiscard]] std::optional<ProjectId> project_of_additions(engine::Context& context, FileId file);

/// The file of the additions if they define that name.
[[nodiscard]] std::optional<FileId> added_by(engine::Context& context, ProjectId project,
                                             DefinitionSpace space, std::string_view name);

/// The names of added directives, sorted.
[[nodiscard]] std::vector<std::string_view> added_directive_names(engine::Context& context,
                                                                  ProjectId project);

}  // namespace troupe::graphql
