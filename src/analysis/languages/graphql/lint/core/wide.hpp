// What rules see that look beyond one definition, and what those see that look at a whole file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/settings.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql::lint {

/// A definition and its project. Lives on the stack of the query that lints the definition; what a
/// rule reads through it decides when it runs again, so rules read narrow indexes.
class Wide {
 public:
  Wide(engine::Context& context, ProjectId project, DefinitionId definition, const Definition& node,
       const Settings& settings)
      : schema_(context, project), definition_(definition), node_(node), settings_(&settings) {}

  /// Everything that the rules say.
  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }
  [[nodiscard]] DefinitionId definition() const { return definition_; }
  [[nodiscard]] const DefinitionKey& key() const { return context().lookup(definition_); }
  [[nodiscard]] const Definition& node() const { return node_; }
  [[nodiscard]] const ExecutableSummary& summary() const {
    return context().get<DefinitionSummary>(definition_);
  }
  [[nodiscard]] const Options& options() const { return rule_->options; }

  /// As Walk::report.
  Finding& report(base::TextRange range, std::string message) const;

 private:
  Schema schema_;
  DefinitionId definition_;
  Definition node_;
  const Settings* settings_;
  const RuleSetting* rule_ = nullptr;
  mutable std::vector<Finding> findings_;
};

/// A file. Ranges are those of the file.
class FileLook {
 public:
  FileLook(engine::Context& context, ProjectId project, FileId file, const Settings& settings)
      : context_(&context), project_(project), file_(file), settings_(&settings) {}

  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] engine::Context& context() const { return *context_; }
  [[nodiscard]] ProjectId project() const { return project_; }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] const std::string& path() const { return context_->lookup(file_).path; }
  [[nodiscard]] const DefinitionTable& definitions() const {
    return context_->get<FileDefinitions>(file_);
  }
  [[nodiscard]] const Options& options() const { return rule_->options; }

  /// As Walk::report.
  Finding& report(base::TextRange range, std::string message) const;

 private:
  engine::Context* context_;
  ProjectId project_;
  FileId file_;
  const Settings* settings_;
  const RuleSetting* rule_ = nullptr;
  mutable std::vector<Finding> findings_;
};

/// `query`, `mutation`, `subscription` or `fragment`. REQUIRES: is_executable().
[[nodiscard]] std::string_view word_for(const Definition& definition);

}  // namespace troupe::graphql::lint
