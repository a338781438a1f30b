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
#include "analysis/languages/graphql/schema/type_reference.hpp"

namespace troupe::graphql::lint {

/// What is known at a node, itself entered. Null and nothing: unknown, or not that kind of place.
struct TypeState {
  const TypeShape* parent_type = nullptr;     ///< what selections are made from
  const FieldShape* field = nullptr;          ///< the field around
  std::optional<TypeReference> type;          ///< what the field, operation or fragment gives
  const DirectiveShape* directive = nullptr;  ///< the directive around
  bool is_in_directive = false;
  const InputValueShape* argument = nullptr;     ///< the argument around, of a field or directive
  const TypeShape* input_object = nullptr;       ///< the input object whose field is around
  const InputValueShape* input_field = nullptr;  ///< the field of an input object around
  std::optional<TypeReference> input_type;       ///< what a value here must be
};

/// Walks one definition and lets rules look at it. Lives on the stack of the query that lints the
/// definition; rules see it as const and report through it.
class Walk {
 public:
  /// `tree` is the definition's own: offsets are relative to it.
  Walk(engine::Context& context, ProjectId project, DefinitionId definition,
       const syntax::Tree& tree, const Settings& settings);

  /// Everything that the rules say, in order of node and rule.
  [[nodiscard]] std::vector<Finding> run();

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] const TypeState& state() const { return stack_.back().state; }
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
  struct Level {
    std::uint32_t end = 0;  ///< of the subtree for which the state holds
    TypeState state;
  };

  void enter(syntax::NodeRef node);
  void enter_field(const Field& field, TypeState& state) const;
  void enter_argument(const Argument& argument, TypeState& state) const;
  void enter_object_field(const ObjectField& field, TypeState& state) const;
  [[nodiscard]] std::optional<TypeReference> condition_type(
      const std::optional<NamedType>& condition) const;

  Schema schema_;
  FileId file_;
  const syntax::Tree* tree_;
  const Settings* settings_;
  std::vector<Level> stack_;
  const RuleSetting* rule_ = nullptr;  ///< the one that is looking
  mutable std::vector<Finding> findings_;
};

/// The first definition of a tree: a definition's text can parse as several where it is broken.
[[nodiscard]] std::optional<Definition> first_definition(const syntax::Tree& tree);

}  // namespace troupe::graphql::lint
