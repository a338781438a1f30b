// The one walk over a definition that all rules share: it knows the types of where it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/schema/type_reference.hpp"
#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/rule.hpp"

namespace troupe::graphql {

/// What is known at a node, itself entered. Null and nothing: unknown, or not that kind of place.
struct TypeState {
  const TypeShape* parent_type = nullptr;  ///< what selections are made from
  const FieldShape* field = nullptr;       ///< the field around
  std::optional<TypeReference> type;       ///< what the field, operation or fragment gives
  const DirectiveShape* directive = nullptr;
  bool is_in_directive = false;
  const InputValueShape* argument = nullptr;  ///< the argument around, of a field or directive
  std::optional<TypeReference> input_type;    ///< what a value here must be
  bool has_default = false;           ///< where the value stands, a default would do in its place
  const TypeShape* one_of = nullptr;  ///< the @oneOf input object of which it is a field
};

/// Walks one definition and lets rules look at it. Lives on the stack of the query that validates
/// the definition; rules see it as const and report through it.
class Walk {
 public:
  /// `tree` is the definition's own: offsets are relative to it.
  Walk(engine::Context& context, ProjectId project, DefinitionId definition,
       const syntax::Tree& tree);

  /// Everything that the rules say, in order of node and rule, and the variables on the way.
  [[nodiscard]] DefinitionReview run();

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] DefinitionId definition() const { return definition_; }
  [[nodiscard]] FileRole role() const { return role_; }
  /// Whether the definition belongs to the type system.
  [[nodiscard]] bool is_type_system() const { return is_type_system_; }
  [[nodiscard]] const TypeState& state() const { return stack_.back().state; }

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
  struct Level {
    std::uint32_t end = 0;  ///< of the subtree for which the state holds
    TypeState state;
  };

  void enter(syntax::NodeRef node);
  void enter_field(const Field& field, TypeState& state) const;
  void enter_argument(const Argument& argument, TypeState& state) const;
  void note_use(const Variable& variable);
  void enter_object_field(const ObjectField& field, TypeState& state) const;
  [[nodiscard]] std::optional<TypeReference> condition_type(
      const std::optional<NamedType>& condition) const;

  Schema schema_;
  FileId file_;
  DefinitionId definition_;
  FileRole role_;
  const syntax::Tree* tree_;
  bool is_type_system_ = false;
  std::vector<Level> stack_;
  const Rule* rule_ = nullptr;  ///< the one that is looking
  std::vector<VariableUse> uses_;
  mutable std::vector<Finding> findings_;
};

}  // namespace troupe::graphql
