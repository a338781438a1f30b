// Nodes are numbered in preorder, so the walk is a loop over numbers; the stack holds a state for
// each enclosing node that changes what is known, together with where its subtree ends. Nesting
// costs memory, never the program's stack.
#include "analysis/languages/graphql/lint/core/walk.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::uint32_t nodes_between_checkpoints = 4096;

}  // namespace

std::optional<Definition> first_definition(const syntax::Tree& tree) {
  const auto definitions = Document(tree).definitions();
  return definitions.empty() ? std::nullopt : std::optional(*definitions.begin());
}

Walk::Walk(engine::Context& context, ProjectId project, DefinitionId definition,
           const syntax::Tree& tree, const Settings& settings)
    : schema_(context, project),
      file_(context.lookup(definition).file),
      tree_(&tree),
      settings_(&settings) {}

std::vector<Finding> Walk::run() {
  const std::optional<Definition> definition = first_definition(*tree_);
  if (!definition) {
    return {};
  }
  const bool is_whole = schema_.is_whole();
  stack_.assign(1, {static_cast<std::uint32_t>(tree_->nodes().size()), {}});
  const std::uint32_t end = definition->node().subtree_end().value;
  for (std::uint32_t i = definition->node().index().value; i < end; ++i) {
    if (i % nodes_between_checkpoints == 0) {
      context().checkpoint();
    }
    while (stack_.back().end <= i) {
      stack_.pop_back();
    }
    const syntax::NodeRef node = tree_->node(syntax::NodeIndex{i});
    enter(node);
    for (const Settings::Subscriber& subscriber : settings_->subscribers(kind_of(node))) {
      rule_ = &settings_->rules()[subscriber.rule];
      if (is_whole || !rule_->rule->needs_whole_schema) {
        subscriber.run(*this, node);
      }
    }
  }
  return std::move(findings_);
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
    case NodeKind::variable_definition: {
      const auto type = VariableDefinition(node).type();
      next.input_type = type ? type_reference_of(*type) : std::nullopt;
      break;
    }
    case NodeKind::list_value:
      next.input_type = next.input_type && next.input_type->is_list()
                            ? std::optional(next.input_type->item())
                            : std::nullopt;
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
}

void Walk::enter_object_field(const ObjectField& field, TypeState& state) const {
  state.input_object = state.input_type ? schema_.find_type(state.input_type->name) : nullptr;
  state.input_field =
      state.input_object != nullptr ? state.input_object->find_input_field(field.name()) : nullptr;
  state.input_type =
      state.input_field != nullptr ? std::optional(state.input_field->type) : std::nullopt;
}

std::optional<TypeReference> Walk::condition_type(const std::optional<NamedType>& condition) const {
  const TypeShape* type = condition ? schema_.find_type(condition->name()) : nullptr;
  return type != nullptr ? std::optional(TypeReference{.name = type->name}) : std::nullopt;
}

std::optional<OperationType> Walk::root_of(std::string_view type) const {
  for (const OperationType operation :
       {OperationType::query, OperationType::mutation, OperationType::subscription}) {
    const TypeShape* root = schema_.root_type(operation);
    if (root != nullptr && root->name == type) {
      return operation;
    }
  }
  return std::nullopt;
}

Finding& Walk::report(base::TextRange range, std::string message) const {
  return findings_.emplace_back(Finding{rule_->rule, range, std::move(message), {}, {}});
}

}  // namespace troupe::graphql::lint
