// What an operation or fragment reaches through fragment spreads, for rules that look across
// definitions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// A fragment that is reached, and how.
struct ReachedFragment {
  DefinitionId fragment;
  std::uint32_t spread = 0;  ///< index of the start's own spread through which it was reached first

  friend bool operator==(const ReachedFragment&, const ReachedFragment&) = default;
};

/// All fragments that a definition reaches, each once, nearest first. Spreads of unknown fragments
/// and cycles end a path.
struct ReachedFragments {
  using Key = DefinitionId;
  using Value = std::vector<ReachedFragment>;
  static constexpr std::string_view name = "graphql_reached_fragments";
  static Value execute(engine::Context& context, const Key& definition);
};

/// What rules see of a definition and everything that it reaches. Lives on the stack of the query
/// that validates the definition.
class Reach {
 public:
  Reach(engine::Context& context, ProjectId project, DefinitionId definition)
      : context_(&context), project_(project), definition_(definition) {}

  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] engine::Context& context() const { return *context_; }
  [[nodiscard]] ProjectId project() const { return project_; }
  [[nodiscard]] DefinitionId definition() const { return definition_; }
  [[nodiscard]] const DefinitionKey& key() const { return context_->lookup(definition_); }
  [[nodiscard]] const ExecutableSummary& summary() const { return summary_of(definition_); }
  [[nodiscard]] const ExecutableSummary& summary_of(DefinitionId definition) const {
    return context_->get<DefinitionSummary>(definition);
  }
  /// The variables that a definition uses, with what their places expect.
  [[nodiscard]] const std::vector<VariableUse>& uses_in(DefinitionId definition) const {
    return context_->get<DefinitionFindings>(definition).uses;
  }
  [[nodiscard]] const std::vector<ReachedFragment>& reached() const {
    return context_->get<ReachedFragments>(definition_);
  }

  /// Shows a place of a reached fragment: there, if it is in the same file; else, for a file shows
  /// only what is in it, at the spread that leads to it, and the place itself comes second.
  void report(const ReachedFragment& fragment, base::TextRange range, std::string message,
              std::vector<RelatedPlace> related) const;
  void report(Place where, std::string message, std::vector<RelatedPlace> related) const;
  /// Shows several places at once: at the first that is in the file of the definition, else at the
  /// spread that leads to the first; all others come behind, in their order, and `why` says why.
  void report_places(const std::vector<Place>& places, std::string message,
                     std::string_view why) const;
  [[nodiscard]] Place place(base::TextRange range) const { return {definition_, range}; }

 private:
  engine::Context* context_;
  ProjectId project_;
  DefinitionId definition_;
  const Rule* rule_ = nullptr;
  mutable std::vector<Finding> findings_;
};

}  // namespace troupe::graphql
