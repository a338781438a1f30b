// Nodes are numbered in preorder, so going over them is a loop over numbers; the stack holds a
// state for each enclosing node that changes what is known, together with where its subtree ends.
// Nesting costs memory, never the program's stack. Most nodes change nothing and copy nothing.
#include "analysis/languages/graphql/schema/type_follower.hpp"

#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

std::optional<TypeReference> written_type(const std::optional<Type>& type) {
  return type ? type_reference_of(*type) : std::nullopt;
}

std::optional<TypeReference> type_of(const InputValueShape* value) {
  return value != nullptr ? std::optional(value->type) : std::nullopt;
}

}  // namespace

TypeState& TypeFollower::push(syntax::NodeRef node) {
  stack_.push_back({node.subtree_end().value, stack_.back().state});
  return stack_.back().state;
}

void TypeFollower::enter(syntax::NodeRef node) {
  switch (kind_of(node)) {
    case NodeKind::operation_definition: {
      const TypeShape* root = schema_.root_type(OperationDefinition(node).operation_type());
      if (root != nullptr) {
        push(node).type = TypeReference{.name = root->name};
      }
      break;
    }
    case NodeKind::fragment_definition:
      push(node).type = condition_type(FragmentDefinition(node).type_condition());
      break;
    case NodeKind::inline_fragment:
      enter_inline_fragment(InlineFragment(node), push(node));
      break;
    case NodeKind::fragment_spread:
      if (!FragmentSpread(node).arguments().empty()) {
        enter_spread(FragmentSpread(node), push(node));
      }
      break;
    case NodeKind::selection_set: {
      TypeState& state = push(node);
      const TypeShape* type = state.type ? schema_.find_type(state.type->name) : nullptr;
      state.parent_type = type != nullptr && type->is_composite() ? type : nullptr;
      break;
    }
    case NodeKind::field:
      enter_field(Field(node), push(node));
      break;
    case NodeKind::directive: {
      TypeState& state = push(node);
      state.directive = schema_.find_directive(Directive(node).name());
      state.is_in_directive = true;
      break;
    }
    case NodeKind::argument:
      enter_argument(Argument(node), push(node));
      break;
    case NodeKind::variable_definition:
      push(node).input_type = written_type(VariableDefinition(node).type());
      break;
    case NodeKind::input_value_definition:
      push(node).input_type = written_type(InputValueDefinition(node).type());
      break;
    case NodeKind::list_value:
      enter_list(push(node));
      break;
    case NodeKind::object_field:
      enter_object_field(ObjectField(node), push(node));
      break;
    default:
      break;
  }
}

void TypeFollower::enter_inline_fragment(const InlineFragment& fragment, TypeState& state) const {
  if (const auto condition = fragment.type_condition()) {
    state.type = condition_type(condition);
  } else if (state.parent_type != nullptr) {
    state.type = TypeReference{.name = state.parent_type->name};
  }
}

void TypeFollower::enter_spread(const FragmentSpread& spread, TypeState& state) const {
  state.field = nullptr;  // what follows is no argument of the field around
  engine::Context& context = schema_.context();
  if (!context.get<FragmentArguments>(file_)) {
    return;
  }
  if (const auto fragment = find_fragment(context, schema_.project(), file_, spread.name())) {
    const std::optional<FragmentShape>& shape = context.get<FragmentSignature>(*fragment);
    state.fragment = shape ? &*shape : nullptr;
  }
}

void TypeFollower::enter_field(const Field& field, TypeState& state) const {
  state.field = state.parent_type != nullptr && !field.name().empty()
                    ? schema_.find_field(*state.parent_type, field.name())
                    : nullptr;
  state.type = state.field != nullptr && !state.field->type.name.empty()
                   ? std::optional(state.field->type)
                   : std::nullopt;
  state.argument = nullptr;
}

void TypeFollower::enter_argument(const Argument& argument, TypeState& state) {
  const auto find_in = [&argument](const auto* owner) {
    return owner != nullptr ? owner->find_argument(argument.name()) : nullptr;
  };
  if (state.is_in_directive) {
    state.argument = find_in(state.directive);
  } else if (state.fragment != nullptr) {
    state.argument = find_in(state.fragment);
  } else {
    state.argument = find_in(state.field);
  }
  state.input_type = type_of(state.argument);
  state.taker = state.argument;
}

void TypeFollower::enter_object_field(const ObjectField& field, TypeState& state) const {
  state.input_object = state.input_type ? schema_.find_type(state.input_type->name) : nullptr;
  state.input_field =
      state.input_object != nullptr ? state.input_object->find_input_field(field.name()) : nullptr;
  state.input_type = type_of(state.input_field);
  state.taker = state.input_field;
}

void TypeFollower::enter_list(TypeState& state) {
  state.input_type = state.input_type && state.input_type->is_list()
                         ? std::optional(state.input_type->item())
                         : std::nullopt;
  state.taker = nullptr;
}

std::optional<TypeReference> TypeFollower::condition_type(
    const std::optional<NamedType>& condition) const {
  const TypeShape* type = condition ? schema_.find_type(condition->name()) : nullptr;
  return type != nullptr ? std::optional(TypeReference{.name = type->name}) : std::nullopt;
}

}  // namespace troupe::graphql
