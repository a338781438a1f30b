// Nodes are numbered in preorder, so the walk is a loop over numbers; the stack holds a state for
// each enclosing node that changes what is known, together with where its subtree ends. Nesting
// costs memory, never the program's stack.
#include "analysis/languages/graphql/validation/core/walk.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::uint32_t nodes_between_checkpoints = 4096;

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
    : schema_(context, project),
      file_(context.lookup(definition).file),
      definition_(definition),
      role_(role_of(context, file_)),
      tree_(&tree) {}

DefinitionReview Walk::run() {
  const bool is_whole = schema_.is_whole();
  const auto count = static_cast<std::uint32_t>(tree_->nodes().size());
  stack_.assign(1, {count, {}});
  // A definition's text can parse as several definitions where it is broken: the first is meant.
  const auto definitions = Document(*tree_).definitions();
  if (definitions.begin() == definitions.end()) {
    return {};
  }
  const Definition definition = *definitions.begin();
  is_type_system_ = !definition.is_executable();
  const std::uint32_t end = definition.node().subtree_end().value;
  for (std::uint32_t i = definition.node().index().value; i < end; ++i) {
    if (i % nodes_between_checkpoints == 0) {
      context().checkpoint();
    }
    while (stack_.back().end <= i) {
      stack_.pop_back();
    }
    const syntax::NodeRef node = tree_->node(syntax::NodeIndex{i});
    enter(node);
    for (const Subscriber& subscriber : subscribers()[node.kind()]) {
      if (is_whole || !subscriber.rule->needs_whole_schema) {
        rule_ = subscriber.rule;
        subscriber.run(*this, node);
      }
    }
  }
  return {std::move(findings_), std::move(uses_)};
}

void Walk::note_use(const Variable& variable) {
  const TypeState& at = state();
  const auto parent = variable.node().parent();
  const bool is_definition = parent && kind_of(*parent) == NodeKind::variable_definition;
  if (is_definition || variable.name().empty() || !at.input_type || at.input_type->name.empty()) {
    return;
  }
  uses_.push_back({.variable = std::string(variable.name()),
                   .range = variable.range(),
                   .type_name = std::string(at.input_type->name),
                   .list_depth = at.input_type->list_depth,
                   .non_null = at.input_type->non_null,
                   .has_default = at.has_default,
                   .one_of = std::string(at.one_of != nullptr ? at.one_of->name : "")});
}

void Walk::enter(syntax::NodeRef node) {
  TypeState next = state();
  switch (kind_of(node)) {
    case NodeKind::operation_definition:
      if (const TypeShape* root = schema_.root_type(OperationDefinition(node).operation_type())) {
        next.type = TypeReference{.name = root->name};
      }
      break;
    case NodeKind::fragment_definition:
      next.type = condition_type(FragmentDefinition(node).type_condition());
      break;
    case NodeKind::inline_fragment:
      if (const auto condition = InlineFragment(node).type_condition()) {
        next.type = condition_type(condition);
      } else if (next.parent_type != nullptr) {
        next.type = TypeReference{.name = next.parent_type->name};
      }
      break;
    case NodeKind::selection_set: {
      const TypeShape* type = next.type ? schema_.find_type(next.type->name) : nullptr;
      next.parent_type = type != nullptr && type->is_composite() ? type : nullptr;
      break;
    }
    case NodeKind::field:
      enter_field(Field(node), next);
      break;
    case NodeKind::directive:
      next.directive = schema_.find_directive(Directive(node).name());
      next.is_in_directive = true;
      break;
    case NodeKind::argument:
      enter_argument(Argument(node), next);
      break;
    case NodeKind::variable_definition:
    case NodeKind::input_value_definition: {
      const auto type = AstNode(node).kind() == NodeKind::variable_definition
                            ? VariableDefinition(node).type()
                            : InputValueDefinition(node).type();
      next.input_type = type ? type_reference_of(*type) : std::nullopt;
      break;
    }
    case NodeKind::variable:
      note_use(Variable(node));
      return;
    case NodeKind::list_value:
      next.has_default = false;
      next.one_of = nullptr;
      if (next.input_type && next.input_type->is_list()) {
        next.input_type = next.input_type->item();
      } else {
        next.input_type = std::nullopt;
      }
      break;
    case NodeKind::object_field:
      enter_object_field(ObjectField(node), next);
      break;
    default:
      return;
  }
  stack_.push_back({node.subtree_end().value, next});
}

void Walk::enter_field(const Field& field, TypeState& state) const {
  state.field = state.parent_type != nullptr && !field.name().empty()
                    ? schema_.find_field(*state.parent_type, field.name())
                    : nullptr;
  state.type = state.field != nullptr && !state.field->type.name.empty()
                   ? std::optional(state.field->type)
                   : std::nullopt;
  state.argument = nullptr;
}

void Walk::enter_argument(const Argument& argument, TypeState& state) const {
  if (state.is_in_directive) {
    state.argument =
        state.directive != nullptr ? state.directive->find_argument(argument.name()) : nullptr;
  } else {
    state.argument = state.field != nullptr ? state.field->find_argument(argument.name()) : nullptr;
  }
  state.input_type = state.argument != nullptr ? std::optional(state.argument->type) : std::nullopt;
  state.has_default = state.argument != nullptr && !state.argument->default_value.empty();
  state.one_of = nullptr;
}

void Walk::enter_object_field(const ObjectField& field, TypeState& state) const {
  const TypeShape* type = state.input_type ? schema_.find_type(state.input_type->name) : nullptr;
  const InputValueShape* found = type != nullptr ? type->find_input_field(field.name()) : nullptr;
  state.input_type = found != nullptr ? std::optional(found->type) : std::nullopt;
  state.has_default = found != nullptr && !found->default_value.empty();
  state.one_of = found != nullptr && type->is_one_of ? type : nullptr;
}

std::optional<TypeReference> Walk::condition_type(const std::optional<NamedType>& condition) const {
  const TypeShape* type = condition ? schema_.find_type(condition->name()) : nullptr;
  return type != nullptr ? std::optional(TypeReference{.name = type->name}) : std::nullopt;
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
  add_finding(context(), file_, places, otherwise, {rule_->code, std::move(message), {}, {}}, why,
              findings_);
}

void Walk::report(Place where, std::string message, std::vector<RelatedPlace> related) const {
  findings_.push_back({rule_->code, std::move(message), where, std::move(related)});
}

}  // namespace troupe::graphql
