#include "analysis/languages/graphql/validation/core/walk.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

struct Subscriber {
  const Rule* rule;
  void (*run)(const Walk& walk, syntax::NodeRef node);
};
using Subscribers = std::array<std::vector<Subscriber>, node_kind_count>;

/// Who looks at which kind of node, in the table's order.
const Subscribers& subscribers() {
  static const Subscribers all = [] {
    Subscribers result;
    for (const Rule* rule : all_rules()) {
      for (const NodeCheck& check : rule->nodes) {
        result[static_cast<std::size_t>(check.kind)].push_back({rule, check.run});
      }
    }
    return result;
  }();
  return all;
}

}  // namespace

Walk::Walk(engine::Context& context, ProjectId project, DefinitionId definition,
           const syntax::Tree& tree)
    : types_(context, project, context.lookup(definition).file),
      definition_(definition),
      role_(role_of(context, file())),
      tree_(&tree) {}

DefinitionReview Walk::run() {
  const std::optional<Definition> definition = first_definition(*tree_);
  if (!definition) {
    return {};
  }
  const bool is_whole = schema().is_whole();
  is_type_system_ = !definition->is_executable();
  types_.follow(*definition, [this, is_whole](syntax::NodeRef node) {
    if (kind_of(node) == NodeKind::variable) {
      note_use(Variable(node));
    }
    for (const Subscriber& subscriber : subscribers()[node.kind()]) {
      if (is_whole || !subscriber.rule->needs_whole_schema) {
        rule_ = subscriber.rule;
        subscriber.run(*this, node);
      }
    }
  });
  return {std::move(findings_), std::move(uses_)};
}

void Walk::note_use(const Variable& variable) {
  const TypeState& at = state();
  const auto parent = variable.node().parent();
  const bool is_definition = parent && kind_of(*parent) == NodeKind::variable_definition;
  if (is_definition || variable.name().empty() || !at.input_type || at.input_type->name.empty()) {
    return;
  }
  const TypeShape* one_of = at.one_of();
  uses_.push_back({.variable = std::string(variable.name()),
                   .range = variable.range(),
                   .type_name = std::string(at.input_type->name),
                   .list_depth = at.input_type->list_depth,
                   .non_null = at.input_type->non_null,
                   .has_default = at.has_default(),
                   .one_of = std::string(one_of != nullptr ? one_of->name : "")});
}

bool Walk::is_sound(base::TextRange range) const {
  if (tree_->diagnostics().empty()) {
    return true;
  }
  const syntax::TokenIndex next = tree_->tokens().first_ending_after(range.end);
  const base::TextOffset end = std::max(range.end, tree_->tokens().range(next).end);
  return std::ranges::none_of(tree_->diagnostics(), [&](const syntax::SyntaxDiagnostic& mistake) {
    return mistake.range.begin <= end && range.begin <= mistake.range.end;
  });
}

void Walk::report(base::TextRange range, std::string message,
                  std::vector<RelatedPlace> related) const {
  report(place(range), std::move(message), std::move(related));
}

void Walk::report_places(const std::vector<Place>& places, std::optional<Place> otherwise,
                         std::string message, std::string_view why) const {
  add_finding(context(), file(), places, otherwise, {rule_->code, std::move(message), {}, {}}, why,
              findings_);
}

void Walk::report(Place where, std::string message, std::vector<RelatedPlace> related) const {
  findings_.push_back({rule_->code, std::move(message), where, std::move(related)});
}

}  // namespace troupe::graphql
