// The one walk over a definition that all rules share: it knows the types of where it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/schema/type_follower.hpp"
#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// Walks one definition and lets rules look at it. Lives on the stack of the query that validates
/// the definition; rules see it as const and report through it.
class Walk {
 public:
  /// `tree` is the definition's own: offsets are relative to it.
  Walk(engine::Context& context, ProjectId project, DefinitionId definition,
       const syntax::Tree& tree);

  /// Everything that the rules say, in order of node and rule, and the variables on the way.
  [[nodiscard]] DefinitionReview run();

  [[nodiscard]] const Schema& schema() const { return types_.schema(); }
  [[nodiscard]] engine::Context& context() const { return schema().context(); }
  [[nodiscard]] FileId file() const { return types_.file(); }
  [[nodiscard]] DefinitionId definition() const { return definition_; }
  [[nodiscard]] FileRole role() const { return role_; }
  /// Whether the definition belongs to the type system.
  [[nodiscard]] bool is_type_system() const { return is_type_system_; }
  [[nodiscard]] const TypeState& state() const { return types_.state(); }

  /// Whether the text of a range, and the token after it, can be taken at its word: no mistake in
  /// it. What seems to be missing in a broken place may only not be written yet.
  [[nodiscard]] bool is_sound(base::TextRange range) const;

  /// REQUIRES: called by a rule's check.
  void report(base::TextRange range, std::string message,
              std::vector<RelatedPlace> related = {}) const;
  void report(Place where, std::string message, std::vector<RelatedPlace> related) const;
  /// Several places at once, as `add_finding` says.
  void report_places(const std::vector<Place>& places, std::optional<Place> otherwise,
                     std::string message, std::string_view why) const;
  /// A range of this definition as a place.
  [[nodiscard]] Place place(base::TextRange range) const { return {definition_, range}; }

 private:
  void note_use(const Variable& variable);

  TypeFollower types_;
  DefinitionId definition_;
  FileRole role_;
  const syntax::Tree* tree_;
  bool is_type_system_ = false;
  const Rule* rule_ = nullptr;  ///< the one that is looking
  std::vector<VariableUse> uses_;
  mutable std::vector<Finding> findings_;
};

}  // namespace troupe::graphql
