// Two schemas side by side, and how what is different between them is told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/languages/graphql/changes/schema_changes.hpp"
#include "base/line_index.hpp"
#include "server/schema_source.hpp"

namespace troupe::server {

/// The whole schema as one formatted text, as `troupe schema print` writes it.
[[nodiscard]] std::string printed_schema(const SchemaSource& source);

class SchemaComparison {
 public:
  /// Compares. Paths are shown as seen from `directory`.
  SchemaComparison(SchemaSource before, SchemaSource after, std::string directory);

  /// Worst first.
  [[nodiscard]] const std::vector<graphql::SchemaChange>& changes() const { return changes_; }
  [[nodiscard]] std::string as_text(bool colors) const;
  [[nodiscard]] std::string as_json() const;

 private:
  /// Where a change stands, for people and for programs.
  struct ShownPlace {
    std::string path;
    base::LinePosition start;
    base::LinePosition end;
  };
  [[nodiscard]] std::optional<ShownPlace> place(const graphql::SchemaChange& change,
                                                base::PositionEncoding encoding) const;

  SchemaSource before_;
  SchemaSource after_;
  std::string directory_;
  std::vector<graphql::SchemaChange> changes_;
};

}  // namespace troupe::server
