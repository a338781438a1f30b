// Shapes give the signatures, origins the descriptions: a hover after an edit that moved the schema
// about reads the one type that it is about, and its definitions.
//
// Order of the parts: what it is (code), whether to use it at all (deprecation), what it means
// (description), and then what only some readers need.
#include "analysis/languages/graphql/features/documentation.hpp"

#include <string>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/features/signature.hpp"
#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

bool is_in_fragment(syntax::NodeRef node) {
  std::optional<syntax::NodeRef> at = node;
  while (at && kind_of(*at) != NodeKind::fragment_definition) {
    at = at->parent();
  }
  return at.has_value();
}

/// How many types an interface's implementors are named.
constexpr std::size_t named_types_limit = 6;

class Writer {
 public:
  Writer(const Schema& schema, ide::FileId from) : schema_(schema), from_(from) {}

  ide::Documentation write(const Entity& entity) {
    switch (entity.kind) {
      case Kind::type:
        write_type(entity);
        break;
      case Kind::field:
        write_field(entity);
        break;
      case Kind::argument:
        write_argument(entity);
        break;
      case Kind::input_field:
        write_input_field(entity);
        break;
      case Kind::enum_value:
        write_enum_value(entity);
        break;
      case Kind::directive:
        write_directive(entity);
        break;
      case Kind::directive_argument:
        write_directive_argument(entity);
        break;
      case Kind::directive_location:
        write_location(entity);
        break;
      case Kind::fragment:
        write_fragment(entity);
        break;
      case Kind::operation:
      case Kind::variable:
        break;  // known by their place alone
    }
    return std::move(blocks_);
  }

  ide::Documentation write_variable(const VariableDefinition& variable) {
    add_code(signature(variable));
    add_description(variable.description());
    return std::move(blocks_);
  }

  /// A fragment's variables can be defined anywhere; what their place asks for is known.
  ide::Documentation write_undefined_variable(const EntityUse& use) {
    const auto expected = follow(schema_, path_to(use.node)).expected;
    if (expected && is_in_fragment(use.node)) {
      add_code("$" + use.entity.name + ": " + expected->to_string());
      add_text("Defined by the operations that spread the fragment.");
    }
    return std::move(blocks_);
  }

  ide::Documentation write_fragment_definition(const FragmentDefinition& fragment) {
    add_code(signature(fragment));
    add_description(fragment.description());
    return std::move(blocks_);
  }

  ide::Documentation write_operation(const OperationDefinition& operation) {
    add_code(signature(operation));
    add_description(operation.description());
    return std::move(blocks_);
  }

 private:
  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }

  void add_code(std::string text) {
    blocks_.push_back({ide::DocumentationBlock::Kind::code, "graphql", std::move(text)});
  }
  void add_text(std::string text) {
    if (text.find_first_not_of(" \t\r\n") != std::string::npos) {
      blocks_.push_back({ide::DocumentationBlock::Kind::markdown, {}, std::move(text)});
    }
  }
  void add_description(const std::optional<Description>& description) {
    if (description) {
      add_text(description->value());
    }
  }
  template <typename View>
  void add_description(const std::optional<Origin<View>>& origin) {
    if (origin) {
      add_description(origin->node.description());
    }
  }
  template <typename Shape>
  void add_deprecation(const Shape& shape) {
    if (shape.is_deprecated) {
      add_text("**Deprecated:** " + std::string(shape.deprecation_reason));
    }
  }

  void write_type(const Entity& entity) {
    const TypeShape* type = schema_.find_type(entity.name);
    if (type == nullptr) {
      return;
    }
    add_code(signature(*type));
    for (const Origin<TypeDefinition>& origin : type_origins(context(), project(), entity.name)) {
      if (origin.node.description()) {
        add_description(origin.node.description());
        break;
      }
    }
    add_text(facts_of(*type));
  }

  [[nodiscard]] std::string facts_of(const TypeShape& type) const {
    if (type.kind == TypeKind::object) {
      return type.fields.empty() ? std::string() : counted(type.fields.size(), "field") + ".";
    }
    if (type.kind != TypeKind::interface) {
      return {};
    }
    std::vector<std::string_view> names;
    for (const Implementations::Implementor& implementor : schema_.implementations(type.name)) {
      names.push_back(implementor.name);
    }
    return counted(type.fields.size(), "field") +
           (names.empty() ? ", implemented by no type."
                          : ", implemented by " + enumerated(names, named_types_limit) + ".");
  }

  void write_field(const Entity& entity) {
    const TypeShape* type = schema_.find_type(entity.type);
    const FieldShape* field = type ? schema_.find_field(*type, entity.name) : nullptr;
    if (field == nullptr) {
      return;
    }
    add_code(entity.type + '.' + signature(*field));
    add_deprecation(*field);
    const auto origin = field_origin(context(), project(), entity.type, entity.name);
    add_description(origin);
    if (origin) {
      add_arguments(field->arguments, origin->node.arguments());
    }
  }

  /// The described ones as a list.
  void add_arguments(const std::vector<InputValueShape>& shapes,
                     const Children<InputValueDefinition>& definitions) {
    std::string list;
    for (const InputValueDefinition definition : definitions) {
      const auto description = definition.description();
      std::string text = description ? one_line_of(description->value()) : std::string();
      for (const InputValueShape& shape : shapes) {
        if (shape.name == definition.name() && shape.is_deprecated) {
          if (!text.empty()) {
            text.insert(0, " ");
          }
          text.insert(0, shape.deprecation_reason).insert(0, "**Deprecated:** ");
        }
      }
      if (!text.empty()) {
        list += list.empty() ? "- `" : "\n- `";
        list.append(definition.name()).append("`: ").append(text);
      }
    }
    if (!list.empty()) {
      add_text("**Arguments**\n\n" + list);
    }
  }

  /// List items must not end a list: line ends become spaces.
  static std::string one_line_of(std::string text) {
    for (char& character : text) {
      character = character == '\n' || character == '\r' ? ' ' : character;
    }
    const std::size_t end = text.find_last_not_of(' ');
    text.resize(end == std::string::npos ? 0 : end + 1);
    return text;
  }

  void write_argument(const Entity& entity) {
    const TypeShape* type = schema_.find_type(entity.type);
    const FieldShape* field = type ? schema_.find_field(*type, entity.name) : nullptr;
    const InputValueShape* argument = field ? field->find_argument(entity.argument) : nullptr;
    if (argument == nullptr) {
      return;
    }
    add_code(entity.type + '.' + entity.name + '(' + signature(*argument) + ')');
    add_deprecation(*argument);
    add_description(
        argument_origin(context(), project(), entity.type, entity.name, entity.argument));
  }

  void write_input_field(const Entity& entity) {
    const TypeShape* type = schema_.find_type(entity.type);
    const InputValueShape* field = type ? type->find_input_field(entity.name) : nullptr;
    if (field == nullptr) {
      return;
    }
    add_code(entity.type + '.' + signature(*field));
    add_deprecation(*field);
    add_description(input_field_origin(context(), project(), entity.type, entity.name));
  }

  void write_enum_value(const Entity& entity) {
    const TypeShape* type = schema_.find_type(entity.type);
    const EnumValueShape* value = type ? type->find_value(entity.name) : nullptr;
    if (value == nullptr) {
      return;
    }
    add_code(entity.type + '.' + entity.name);
    add_deprecation(*value);
    add_description(enum_value_origin(context(), project(), entity.type, entity.name));
  }

  void write_directive(const Entity& entity) {
    const DirectiveShape* directive = schema_.find_directive(entity.name);
    if (directive == nullptr) {
      return;
    }
    add_code(signature(*directive));
    const auto origin = directive_origin(context(), project(), entity.name);
    add_description(origin);
    if (origin) {
      add_arguments(directive->arguments, origin->node.arguments());
    }
  }

  void write_directive_argument(const Entity& entity) {
    const DirectiveShape* directive = schema_.find_directive(entity.name);
    const InputValueShape* argument =
        directive ? directive->find_argument(entity.argument) : nullptr;
    if (argument == nullptr) {
      return;
    }
    add_code('@' + entity.name + '(' + signature(*argument) + ')');
    add_deprecation(*argument);
    add_description(directive_argument_origin(context(), project(), entity.name, entity.argument));
  }

  void write_location(const Entity& entity) {
    const std::string_view meaning = meaning_of_location(entity.name);
    if (!meaning.empty()) {
      add_code(entity.name);
      add_text("The directive may stand on " + std::string(meaning) + ".");
    }
  }

  void write_fragment(const Entity& entity) {
    const auto origin = fragment_origin(context(), project(), from_, entity.name);
    if (!origin) {
      return;
    }
    add_code(signature(origin->node));
    add_description(origin);
  }

  const Schema& schema_;
  ide::FileId from_;
  ide::Documentation blocks_;
};

}  // namespace

ide::Documentation documentation_of(const Schema& schema, ide::FileId from, const Entity& entity) {
  return Writer(schema, from).write(entity);
}

ide::Documentation documentation_of(const Schema& schema, ide::FileId from, const EntityUse& use) {
  if (use.entity.kind == Entity::Kind::variable) {
    const auto definition = variable_definition_of(use.node, use.entity.name);
    return definition ? Writer(schema, from).write_variable(*definition)
                      : Writer(schema, from).write_undefined_variable(use);
  }
  if (use.entity.kind == Entity::Kind::operation) {
    return Writer(schema, from).write_operation(OperationDefinition(use.node));
  }
  if (use.entity.kind == Entity::Kind::fragment && use.is_definition) {
    return Writer(schema, from).write_fragment_definition(FragmentDefinition(use.node));
  }
  return documentation_of(schema, from, use.entity);
}

}  // namespace troupe::graphql
