#include "analysis/languages/graphql/decoration/inlay_hints.hpp"

#include <optional>
#include <string>
#include <utility>

#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {
namespace {

class Walk {
 public:
  Walk(const Schema& schema, base::TextRange range) : schema_(schema), range_(range) {}

  std::vector<ide::InlayHint> run(const syntax::Tree& tree) {
    for (const Definition definition : Document(tree).definitions()) {
      schema_.context().checkpoint();
      if (!is_near(definition.node())) {
        continue;
      }
      if (const auto operation = definition.as<OperationDefinition>()) {
        if (const auto set = operation->selection_set()) {
          selections(*set, schema_.root_type(operation->operation_type()));
        }
      } else if (const auto fragment = definition.as<FragmentDefinition>()) {
        const auto condition = fragment->type_condition();
        is_in_fragment_ = true;
        if (const auto set = fragment->selection_set(); set && condition) {
          selections(*set, schema_.find_type(condition->name()));
        }
        is_in_fragment_ = false;
      }
    }
    return std::move(hints_);
  }

 private:
  [[nodiscard]] bool is_near(syntax::NodeRef node) const {
    const base::TextRange place = node.range();
    return place.begin <= range_.end && range_.begin <= place.end;
  }

  void selections(const SelectionSet& set, const TypeShape* parent) {
    for (const Selection selection : set.selections()) {
      if (!is_near(selection.node())) {
        continue;
      }
      if (const auto field = selection.as<Field>()) {
        this->field(*field, parent);
        continue;
      }
      for (const Directive directive : selection.directives()) {
        variables_in(directive.node());
      }
      if (const auto fragment = selection.as<InlineFragment>()) {
        const auto condition = fragment->type_condition();
        if (const auto inner = fragment->selection_set()) {
          selections(*inner, condition ? schema_.find_type(condition->name()) : parent);
        }
      }
    }
  }

  void field(const Field& field, const TypeShape* parent) {
    const FieldShape* shape = parent ? schema_.find_field(*parent, field.name()) : nullptr;
    const auto set = field.selection_set();
    const auto list = field.node().child(static_cast<syntax::NodeKind>(NodeKind::arguments));
    if (list) {
      variables_in(*list);
    }
    if (shape != nullptr && set) {
      const auto name = field.name_node();
      add(list   ? list->range().end
          : name ? name->node().range().end
                 : field.node().range().begin,
          shape->type);
    }
    for (const Directive directive : field.directives()) {
      variables_in(directive.node());
    }
    if (set) {
      selections(*set, shape != nullptr ? schema_.find_type(shape->type.name) : nullptr);
    }
  }

  /// Those of a fragment: an operation says itself what its variables are.
  void variables_in(syntax::NodeRef node) {
    if (!is_in_fragment_) {
      return;
    }
    const syntax::Tree::Data& tree = node.tree();
    for (std::uint32_t index = node.index().value; index < node.subtree_end().value; ++index) {
      const syntax::NodeRef inner(tree, syntax::NodeIndex{index});
      if (kind_of(inner) != NodeKind::variable || Variable(inner).name().empty()) {
        continue;
      }
      if (const auto expected = follow(schema_, path_to(inner)).expected) {
        add(inner.range().end, *expected);
      }
    }
  }

  void add(base::TextOffset offset, const TypeReference& type) {
    if (range_.touches(offset)) {
      ide::InlayHint hint;
      hint.offset = offset;
      hint.label = ": " + type.to_string();
      hints_.push_back(std::move(hint));
    }
  }

  const Schema& schema_;
  base::TextRange range_;
  bool is_in_fragment_ = false;
  std::vector<ide::InlayHint> hints_;
};

}  // namespace

std::vector<ide::InlayHint> inlay_hints_in(const Schema& schema, const syntax::Tree& tree,
                                           base::TextRange range) {
  return Walk(schema, range).run(tree);
}

}  // namespace troupe::graphql
