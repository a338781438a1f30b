// The one walk over a definition that all lint rules share: it knows the types of where it is, as
// far as the schema does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/settings.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/schema/type_follower.hpp"

namespace troupe::graphql::lint {

/// Walks one definition and lets rules look at it. Lives on the stack of the query that lints the
/// definition; rules see it as const and report through it.
class Walk {
 public:
  /// `tree` is the definition's own: offsets are relative to it.
  Walk(engine::Context& context, ProjectId project, DefinitionId definition,
       const syntax::Tree& tree, const Settings& settings);

  /// Everything that the rules say, in order of node and rule.
  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] const Schema& schema() const { return types_.schema(); }
  [[nodiscard]] engine::Context& context() const { return schema().context(); }
  [[nodiscard]] FileId file() const { return types_.file(); }
  [[nodiscard]] const TypeState& state() const { return types_.state(); }
  [[nodiscard]] std::string_view text() const { return tree_->text(); }
  [[nodiscard]] const syntax::Tree& tree() const { return *tree_; }
  /// Of the rule that is looking.
  [[nodiscard]] const Options& options() const { return rule_->options; }
  /// The name of the operation type at which a root type stands: whether `type` is one.
  [[nodiscard]] std::optional<OperationType> root_of(std::string_view type) const;

  /// The finding, for related places and fixes. REQUIRES: called by a rule's check; valid until the
  /// next report.
  Finding& report(base::TextRange range, std::string message) const;

 private:
  TypeFollower types_;
  const syntax::Tree* tree_;
  const Settings* settings_;
  const RuleSetting* rule_ = nullptr;  ///< the one that is looking
  mutable std::vector<Finding> findings_;
};

}  // namespace troupe::graphql::lint
