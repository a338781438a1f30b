// Follows types down a definition: what rules that look at nodes know of the schema there.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/schema/type_reference.hpp"

namespace troupe::graphql {

/// What is known at a node, itself entered. Null and nothing: unknown, or not that kind of place.
struct TypeState {
  const TypeShape* parent_type = nullptr;     ///< what selections are made from
  const FieldShape* field = nullptr;          ///< the field around
  std::optional<TypeReference> type;          ///< what the field, operation or fragment gives
  const FragmentShape* fragment = nullptr;    ///< what the spread with arguments around spreads
  const DirectiveShape* directive = nullptr;  ///< the directive around
  bool is_in_directive = false;
  const InputValueShape* argument = nullptr;     ///< the one around, of field, directive or spread
  const TypeShape* input_object = nullptr;       ///< the input object whose field is around
  const InputValueShape* input_field = nullptr;  ///< the field of an input object around
  std::optional<TypeReference> input_type;       ///< what a value here must be
  /// The argument or input field that takes all of the value here: not in a list.
  const InputValueShape* taker = nullptr;

  /// Whether a default would do in place of a value here.
  [[nodiscard]] bool has_default() const {
    return taker != nullptr && !taker->default_value.empty();
  }
  /// The @oneOf input object of which a value here is a field.
  [[nodiscard]] const TypeShape* one_of() const {
    const bool is_field = taker != nullptr && taker == input_field;
    return is_field && input_object->is_one_of ? input_object : nullptr;
  }
};

/// Goes over one definition and knows the types of where it is, as far as the schema does. Lives on
/// the stack of a query; what states point to lives as long as the snapshot.
class TypeFollower {
 public:
  /// `file` is where the definition stands: it says which fragments are meant.
  TypeFollower(engine::Context& context, ProjectId project, FileId file)
      : schema_(context, project), file_(file), stack_(1) {}

  /// Calls `visit(node)` for the definition and each node in it, parents first.
  template <typename Visit>
  void follow(const Definition& definition, Visit visit);

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] const TypeState& state() const { return stack_.back().state; }

 private:
  static constexpr std::uint32_t nodes_between_checkpoints = 4096;

  struct Level {
    std::uint32_t end = 0xFFFFFFFFU;  ///< of the subtree for which the state holds
    TypeState state;
  };

  void enter(syntax::NodeRef node);
  /// The state for the subtree of `node`: as yet what holds around it.
  TypeState& push(syntax::NodeRef node);
  void enter_inline_fragment(const InlineFragment& fragment, TypeState& state) const;
  void enter_spread(const FragmentSpread& spread, TypeState& state) const;
  void enter_field(const Field& field, TypeState& state) const;
  static void enter_argument(const Argument& argument, TypeState& state);
  void enter_object_field(const ObjectField& field, TypeState& state) const;
  static void enter_list(TypeState& state);
  [[nodiscard]] std::optional<TypeReference> condition_type(
      const std::optional<NamedType>& condition) const;

  Schema schema_;
  FileId file_;
  std::vector<Level> stack_;  ///< never empty: around everything nothing is known
};

template <typename Visit>
void TypeFollower::follow(const Definition& definition, Visit visit) {
  const syntax::Tree::Data& tree = definition.node().tree();
  const std::uint32_t end = definition.node().subtree_end().value;
  for (std::uint32_t i = definition.node().index().value; i < end; ++i) {
    if (i % nodes_between_checkpoints == 0) {
      schema_.context().checkpoint();
    }
    while (stack_.back().end <= i) {
      stack_.pop_back();
    }
    const syntax::NodeRef node(tree, syntax::NodeIndex{i});
    enter(node);
    visit(node);
  }
}

}  // namespace troupe::graphql
