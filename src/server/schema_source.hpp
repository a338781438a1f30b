// Schemas from the disk, for commands that are about nothing else.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/engine/engine.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "base/result.hpp"
#include "base/source_text.hpp"
#include "server/terminal.hpp"

namespace troupe::server {

/// A schema and the database that it is in. Movable.
class SchemaSource {
 public:
  SchemaSource(std::unique_ptr<engine::Database> database, graphql::ProjectId project,
               std::string file, std::string shown)
      : database_(std::move(database)),
        project_(project),
        file_(std::move(file)),
        shown_(std::move(shown)) {}

  [[nodiscard]] engine::Context context() const { return engine::Context(database_->snapshot()); }
  [[nodiscard]] graphql::ProjectId project() const { return project_; }
  /// Whether its text stands in no file that could be shown.
  [[nodiscard]] bool is_nowhere() const { return !file_.empty() && shown_.empty(); }
  /// A file's path as it should be shown: as the user wrote it, or below `directory`.
  [[nodiscard]] std::string shown_path(std::string_view path, std::string_view directory) const;

 private:
  std::unique_ptr<engine::Database> database_;
  graphql::ProjectId project_;
  std::string file_;   ///< the path within the database of the one file that was given, if it was
  std::string shown_;  ///< how the user wrote that; empty: not at all
};

/// The schema in `path`: one file (SDL, or anything else that a configuration's `schema` may name),
/// standard input (`-`), or a folder, whose configuration counts if it has one. `project` names one
/// of several projects; empty: there must be one only. Relative paths start at `directory`. Fails
/// when something cannot be read, is not valid GraphQL, or defines no type.
[[nodiscard]] base::Result<SchemaSource> load_schema(const std::string& path,
                                                     const std::string& project,
                                                     const std::string& directory,
                                                     const Environment& environment);

/// The schema that a text is, as if it stood in a file of that name, but without a place that could
/// be shown. Fails as above, calling it `shown`.
[[nodiscard]] base::Result<SchemaSource> schema_of_text(const std::string& name,
                                                        base::SourceText text,
                                                        const std::string& shown,
                                                        const Environment& environment);

}  // namespace troupe::server
