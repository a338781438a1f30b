// A cursor's types depend on the chain of names above it and on nothing else, so a path is that
// chain, and following it reads one type of the schema for each step. The path comes from the tree
// where that is whole (`path_to`), and from the tokens before the cursor where it is being typed
// (completion_place.hpp); what it means is decided here, once.
#include "analysis/languages/graphql/features/type_path.hpp"

#include <algorithm>

namespace troupe::graphql {
namespace {

using Kind = PathStep::Kind;

class Follower {
 public:
  explicit Follower(const Schema& schema) : schema_(schema) {}

  void step(const PathStep& step) {
    switch (step.kind) {
      case Kind::operation:
        types_.parent = schema_.root_type(step.operation);
        return;
      case Kind::fragment:
        types_.parent = schema_.find_type(step.name);
        return;
      case Kind::inline_fragment:
        enter_field_type();
        if (!step.name.empty()) {
          types_.parent = schema_.find_type(step.name);
        }
        return;
      case Kind::field:
        return enter_field(step.name);
      case Kind::directive:
        types_.directive = schema_.find_directive(step.name);
        is_directive_ = true;
        return;
      case Kind::argument:
        return enter_input(find_argument(step.name), nullptr);
      case Kind::list_item:
        if (types_.expected && types_.expected->is_list()) {
          types_.expected = types_.expected->item();
        }
        return;
      case Kind::object_field:
        return enter_object_field(step.name);
      case Kind::typed_value:
        types_.expected = step.type;
        return;
    }
  }

  PlaceTypes finish() {
    enter_field_type();
    return types_;
  }

 private:
  /// A field is entered in two steps: its arguments still belong to the type that has the field,
  /// and only its selections are made on its own type.
  void enter_field(std::string_view name) {
    enter_field_type();
    types_.field_parent = types_.parent;
    types_.field = types_.parent ? schema_.find_field(*types_.parent, name) : nullptr;
    is_in_field_ = true;
  }

  void enter_field_type() {
    if (is_in_field_) {
      types_.parent = types_.field ? schema_.find_type(types_.field->type.name) : nullptr;
      is_in_field_ = false;
    }
  }

  [[nodiscard]] const InputValueShape* find_argument(std::string_view name) const {
    if (is_directive_) {
      return types_.directive ? types_.directive->find_argument(name) : nullptr;
    }
    return types_.field ? types_.field->find_argument(name) : nullptr;
  }

  void enter_object_field(std::string_view name) {
    const TypeShape* object = types_.expected ? schema_.find_type(types_.expected->name) : nullptr;
    enter_input(object ? object->find_input_field(name) : nullptr, object);
  }

  void enter_input(const InputValueShape* input, const TypeShape* object) {
    types_.input = input;
    types_.input_object = object;
    types_.expected = input ? std::optional(input->type) : std::nullopt;
  }

  const Schema& schema_;
  PlaceTypes types_;
  bool is_in_field_ = false;
  bool is_directive_ = false;
};

/// The step that leads into `node` from outside, if it makes one.
std::optional<PathStep> step_into(syntax::NodeRef node) {
  PathStep step;
  switch (kind_of(node)) {
    case NodeKind::operation_definition:
      step.operation = OperationDefinition(node).operation_type();
      return step;
    case NodeKind::fragment_definition: {
      const auto type = FragmentDefinition(node).type_condition();
      step.kind = Kind::fragment;
      step.name = type ? type->name() : std::string_view();
      return step;
    }
    case NodeKind::inline_fragment: {
      const auto type = InlineFragment(node).type_condition();
      step.kind = Kind::inline_fragment;
      step.name = type ? type->name() : std::string_view();
      return step;
    }
    case NodeKind::field:
      step.kind = Kind::field;
      step.name = Field(node).name();
      return step;
    case NodeKind::directive:
      step.kind = Kind::directive;
      step.name = Directive(node).name();
      return step;
    case NodeKind::argument:
      step.kind = Kind::argument;
      step.name = Argument(node).name();
      return step;
    case NodeKind::object_field:
      step.kind = Kind::object_field;
      step.name = ObjectField(node).name();
      return step;
    default:
      return std::nullopt;
  }
}

std::optional<PathStep> typed_value(std::optional<Type> type) {
  const auto reference = type ? type_reference_of(*type) : std::nullopt;
  if (!reference) {
    return std::nullopt;
  }
  PathStep step;
  step.kind = Kind::typed_value;
  step.type = *reference;
  return step;
}

std::optional<PathStep> step_into_default_value(syntax::NodeRef owner) {
  if (const auto variable = cast<VariableDefinition>(owner)) {
    return typed_value(variable->type());
  }
  if (const auto input = cast<InputValueDefinition>(owner)) {
    return typed_value(input->type());
  }
  return std::nullopt;
}

}  // namespace

PlaceTypes follow(const Schema& schema, std::span<const PathStep> path) {
  Follower follower(schema);
  for (const PathStep& step : path) {
    follower.step(step);
  }
  return follower.finish();
}

std::vector<PathStep> path_to(syntax::NodeRef node) {
  std::vector<PathStep> path;
  std::optional<syntax::NodeRef> child;
  for (std::optional<syntax::NodeRef> at = node; at; child = at, at = at->parent()) {
    if (kind_of(*at) == NodeKind::default_value) {
      if (const auto step = step_into_default_value(at->parent().value_or(*at))) {
        path.push_back(*step);
      }
    } else if (kind_of(*at) == NodeKind::list_value && child) {
      path.push_back({.kind = Kind::list_item, .name = {}, .type = {}});
    } else if (const auto step = step_into(*at)) {
      // A directive is applied to the thing around it, not selected from it; and a field that is
      // asked about itself is not entered.
      path.push_back(*step);
    }
  }
  std::ranges::reverse(path);
  return path;
}

const TypeShape* type_around(const Schema& schema, syntax::NodeRef node) {
  for (std::optional<syntax::NodeRef> at = node; at; at = at->parent()) {
    if (kind_of(*at) == NodeKind::selection_set) {
      return follow(schema, path_to(*at)).parent;
    }
  }
  return nullptr;
}

}  // namespace troupe::graphql
