// One walk from the top down, because what a selection or a value means depends on the type around
// it: so each step costs one look into the schema. Definitions outside of the range are passed
// over. What the walk does not name is a keyword if it is a name, and speaks for itself otherwise.
#include "analysis/languages/graphql/decoration/semantic_tokens.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/languages/graphql/decoration/token_writer.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {
namespace {

using Type = ide::SemanticTokenType;

Type type_for(TypeKind kind) {
  switch (kind) {
    case TypeKind::interface:
      return Type::type_interface;
    case TypeKind::enumeration:
      return Type::type_enum;
    case TypeKind::input_object:
      return Type::type_struct;
    case TypeKind::scalar:
    case TypeKind::object:
    case TypeKind::union_type:
      return Type::type;
  }
  return Type::type;
}

unsigned when(bool condition, ide::SemanticTokenModifier modifier) {
  return condition ? static_cast<unsigned>(modifier) : 0U;
}

template <typename View>
bool says_deprecated(const View& view) {
  for (const Directive directive : view.directives()) {
    if (directive.name() == "deprecated") {
      return true;
    }
  }
  return false;
}

template <typename Shape>
unsigned deprecation_of(const Shape* shape) {
  return when(shape != nullptr && shape->is_deprecated, ide::deprecated);
}

class Walk {
 public:
  Walk(const Schema& schema, const syntax::Tree& tree, base::TextRange range)
      : schema_(schema), tree_(tree), writer_(tree, range) {}

  std::vector<ide::SemanticToken> run() {
    for (const syntax::NodeRef node : tree_.root().children()) {
      schema_.context().checkpoint();
      if (writer_.is_wanted(node)) {
        any(node);
      }
    }
    return writer_.take();
  }

 private:
  /// What needs nothing to be known of what is around it.
  void any(syntax::NodeRef node) {
    switch (kind_of(node)) {
      case NodeKind::operation_definition:
        return operation(OperationDefinition(node));
      case NodeKind::fragment_definition:
        return fragment(FragmentDefinition(node));
      case NodeKind::directive:
        return directive(Directive(node));
      case NodeKind::directive_definition:
      case NodeKind::directive_extension:
        return directive_definition(DirectiveDefinition(node));
      case NodeKind::input_fields_definition:
      case NodeKind::arguments_definition:
        return inputs(node);
      case NodeKind::field_definition:
        return field_definition(FieldDefinition(node));
      case NodeKind::enum_value_definition:
        return enum_value_definition(EnumValueDefinition(node));
      case NodeKind::description:
        return writer_.set(node, Type::string, ide::documentation);
      case NodeKind::named_type:
        return named_type(node);
      case NodeKind::variable:
        return variable(node, 0);
      case NodeKind::enum_value:
        return writer_.set(node, Type::enum_member);
      default:
        break;
    }
    if (const auto type = cast<TypeDefinition>(node)) {
      return type_definition(*type);
    }
    inside(node);
  }

  void inside(syntax::NodeRef node) {
    for (const syntax::NodeRef child : node.children()) {
      any(child);
    }
  }

  void name(const std::optional<Name>& name, Type type, unsigned modifiers) {
    if (name) {
      writer_.set(name->node(), type, modifiers);
    }
  }

  void named_type(syntax::NodeRef node) {
    const std::string_view name = node.text();
    const TypeShape* type = schema_.find_type(name);
    writer_.set(node, type != nullptr ? type_for(type->kind) : Type::type,
                when(is_built_in_type(name), ide::default_library));
  }

  void variable(syntax::NodeRef node, unsigned modifiers) {
    name(Variable(node).name_node(), Type::variable, modifiers);
  }

  // Executable documents.

  void operation(const OperationDefinition& operation) {
    name(operation.name_node(), Type::function, ide::declaration);
    const TypeShape* root = schema_.root_type(operation.operation_type());
    for (const syntax::NodeRef child : operation.node().children()) {
      if (kind_of(child) == NodeKind::selection_set) {
        selections(child, root);
      } else if (kind_of(child) == NodeKind::variable_definitions) {
        for (const syntax::NodeRef each : child.children()) {
          variable_definition(each);
        }
      } else if (kind_of(child) != NodeKind::name) {
        any(child);
      }
    }
  }

  void variable_definition(syntax::NodeRef node) {
    const auto definition = cast<VariableDefinition>(node);
    if (!definition) {
      return any(node);
    }
    const auto type = definition->type();
    const auto expected = type ? type_reference_of(*type) : std::nullopt;
    for (const syntax::NodeRef child : node.children()) {
      if (kind_of(child) == NodeKind::variable) {
        variable(child, ide::declaration);
      } else if (kind_of(child) == NodeKind::default_value) {
        values_in(child, expected);
      } else {
        any(child);
      }
    }
  }

  void fragment(const FragmentDefinition& fragment) {
    name(fragment.name_node(), Type::function, ide::declaration);
    const auto condition = fragment.type_condition();
    const TypeShape* type = condition ? schema_.find_type(condition->name()) : nullptr;
    for (const syntax::NodeRef child : fragment.node().children()) {
      if (kind_of(child) == NodeKind::selection_set) {
        selections(child, type);
      } else if (kind_of(child) != NodeKind::name) {
        any(child);
      }
    }
  }

  void selections(syntax::NodeRef set, const TypeShape* parent) {
    for (const syntax::NodeRef node : set.children()) {
      if (!writer_.is_wanted(node)) {
        continue;
      }
      if (const auto selected = cast<Field>(node)) {
        field(*selected, parent);
      } else if (const auto spread = cast<FragmentSpread>(node)) {
        name(spread->name_node(), Type::function, 0);
        directives(node);
      } else if (const auto inlined = cast<InlineFragment>(node)) {
        inline_fragment(*inlined, parent);
      } else {
        any(node);
      }
    }
  }

  void directives(syntax::NodeRef node) {
    for (const syntax::NodeRef child : node.children()) {
      if (kind_of(child) != NodeKind::name) {
        any(child);
      }
    }
  }

  void inline_fragment(const InlineFragment& fragment, const TypeShape* parent) {
    const auto condition = fragment.type_condition();
    const TypeShape* type = condition ? schema_.find_type(condition->name()) : parent;
    for (const syntax::NodeRef child : fragment.node().children()) {
      if (kind_of(child) == NodeKind::selection_set) {
        selections(child, type);
      } else {
        any(child);
      }
    }
  }

  void field(const Field& field, const TypeShape* parent) {
    const FieldShape* shape = parent ? schema_.find_field(*parent, field.name()) : nullptr;
    const bool is_built_in = field.name().starts_with("__");
    name(field.alias_node(), Type::property, ide::declaration);
    name(field.name_node(), Type::property,
         deprecation_of(shape) | when(is_built_in, ide::default_library));
    for (const syntax::NodeRef child : field.node().children()) {
      switch (kind_of(child)) {
        case NodeKind::name:
        case NodeKind::alias:
          break;
        case NodeKind::arguments:
          arguments(child, [&](std::string_view argument) {
            return shape != nullptr ? shape->find_argument(argument) : nullptr;
          });
          break;
        case NodeKind::selection_set:
          selections(child, shape != nullptr ? schema_.find_type(shape->type.name) : nullptr);
          break;
        default:
          any(child);
      }
    }
  }

  // Arguments and values.

  template <typename Find>
  void arguments(syntax::NodeRef list, Find find) {
    for (const syntax::NodeRef node : list.children()) {
      const auto argument = cast<Argument>(node);
      if (!argument) {
        any(node);
        continue;
      }
      const InputValueShape* shape = find(argument->name());
      name(argument->name_node(), Type::parameter, deprecation_of(shape));
      values_in(node, shape != nullptr ? std::optional(shape->type) : std::nullopt);
    }
  }

  void values_in(syntax::NodeRef node, const std::optional<TypeReference>& expected) {
    for (const syntax::NodeRef child : node.children()) {
      if (kind_of(child) != NodeKind::name) {
        value(child, expected);
      }
    }
  }

  void value(syntax::NodeRef node, const std::optional<TypeReference>& expected) {
    const TypeShape* type = expected ? schema_.find_type(expected->name) : nullptr;
    switch (kind_of(node)) {
      case NodeKind::enum_value:
        return writer_.set(
            node, Type::enum_member,
            deprecation_of(type != nullptr ? type->find_value(node.text()) : nullptr));
      case NodeKind::list_value:
        return values_in(node, expected && expected->is_list() ? expected->item() : expected);
      case NodeKind::object_value:
        for (const syntax::NodeRef child : node.children()) {
          object_field(child, type);
        }
        return;
      default:
        return any(node);
    }
  }

  void object_field(syntax::NodeRef node, const TypeShape* object) {
    const auto field = cast<ObjectField>(node);
    if (!field) {
      return any(node);
    }
    const InputValueShape* shape =
        object != nullptr ? object->find_input_field(field->name()) : nullptr;
    name(field->name_node(), Type::property, deprecation_of(shape));
    values_in(node, shape != nullptr ? std::optional(shape->type) : std::nullopt);
  }

  void directive(const Directive& directive) {
    const DirectiveShape* shape = schema_.find_directive(directive.name());
    name(directive.name_node(), Type::decorator,
         when(is_built_in_directive(directive.name()), ide::default_library));
    for (const syntax::NodeRef child : directive.node().children()) {
      if (kind_of(child) == NodeKind::arguments) {
        arguments(child, [&](std::string_view argument) {
          return shape != nullptr ? shape->find_argument(argument) : nullptr;
        });
      }
    }
  }

  // The type system.

  void type_definition(const TypeDefinition& type) {
    name(type.name_node(), type_for(type.type_kind()),
         when(!type.is_extension(), ide::declaration));
    directives(type.node());
  }

  void field_definition(const FieldDefinition& field) {
    name(field.name_node(), Type::property,
         ide::declaration | when(says_deprecated(field), ide::deprecated));
    directives(field.node());
  }

  void enum_value_definition(const EnumValueDefinition& value) {
    name(value.name_node(), Type::enum_member,
         ide::declaration | when(says_deprecated(value), ide::deprecated));
    directives(value.node());
  }

  void inputs(syntax::NodeRef list) {
    const Type kind =
        kind_of(list) == NodeKind::arguments_definition ? Type::parameter : Type::property;
    for (const syntax::NodeRef node : list.children()) {
      const auto input = cast<InputValueDefinition>(node);
      if (!input) {
        any(node);
        continue;
      }
      name(input->name_node(), kind,
           ide::declaration | when(says_deprecated(*input), ide::deprecated));
      const auto type = input->type();
      const auto expected = type ? type_reference_of(*type) : std::nullopt;
      for (const syntax::NodeRef child : node.children()) {
        if (kind_of(child) == NodeKind::default_value) {
          values_in(child, expected);
        } else if (kind_of(child) != NodeKind::name) {
          any(child);
        }
      }
    }
  }

  void directive_definition(const DirectiveDefinition& directive) {
    name(directive.name_node(), Type::decorator, when(!directive.is_extension(), ide::declaration));
    for (const Name location : directive.locations()) {
      writer_.set(location.node(), Type::enum_member, ide::default_library);
    }
    for (const syntax::NodeRef child : directive.node().children()) {
      if (kind_of(child) != NodeKind::name && kind_of(child) != NodeKind::directive_locations) {
        any(child);
      }
    }
  }

  const Schema& schema_;
  const syntax::Tree& tree_;
  TokenWriter writer_;
};

}  // namespace

std::vector<ide::SemanticToken> semantic_tokens_in(const Schema& schema, const syntax::Tree& tree,
                                                   base::TextRange range) {
  return Walk(schema, tree, range).run();
}

}  // namespace troupe::graphql
