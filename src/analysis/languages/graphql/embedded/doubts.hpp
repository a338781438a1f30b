// Which findings may be an interpolation's doing rather than the author's mistake.
#pragma once

#include <optional>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/structs.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// Judges the findings about one file. Lives on the stack of one call; the context outlives it.
/// What is in doubt is not shown: a false finding costs more than a missing one.
class Doubts {
 public:
  Doubts(engine::Context& context, FileId file) : context_(&context), file_(file) {}

  /// Whether the finding, shown at `where` in the file, may be due to an interpolation there or in
  /// a fragment that its definition reaches, or to a fragment that an interpolation brings.
  [[nodiscard]] bool covers(const Finding& finding, base::TextRange where) const;

 private:
  [[nodiscard]] bool is_at_gap(const Finding& finding, base::TextRange where) const;
  [[nodiscard]] bool may_use_more_variables(DefinitionId definition) const;
  [[nodiscard]] bool has_placeholder(DefinitionId definition) const;
  [[nodiscard]] bool may_have_more_documents() const;
  [[nodiscard]] bool may_be_spread() const;
  [[nodiscard]] bool is_type_system_document(base::TextRange where) const;

  engine::Context* context_;
  FileId file_;
};

/// Whether interpolations stand for parts of a definition.
struct DefinitionHasPlaceholder {
  using Key = DefinitionId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_definition_has_placeholder";
  static Value execute(engine::Context& context, const Key& definition);
};

/// Whether interpolations stand for anything in the operations and fragments of a project, so that
/// they may be spreads.
struct ProjectHasPlaceholders {
  using Key = ProjectId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_project_has_placeholders";
  static Value execute(engine::Context& context, const Key& project);
};
struct FileHasPlaceholders {
  using Key = FileId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_file_has_placeholders";
  static Value execute(engine::Context& context, const Key& file);
};

}  // namespace troupe::graphql
