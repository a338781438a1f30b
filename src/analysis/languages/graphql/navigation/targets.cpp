#include "analysis/languages/graphql/navigation/targets.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/navigation/subject.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

/// Collects places to go to.
class Targets {
 public:
  Targets(const Schema& schema, const Subject& subject) : schema_(schema), subject_(subject) {}

  void add_type(std::string_view type) {
    for (const auto& origin : type_origins(context(), project(), type)) {
      add(origin.file, origin.node.node(), origin.node.name_node());
    }
  }
  /// Without extensions, unless there is nothing else.
  void add_type_definition(std::string_view type) {
    const auto origins = type_origins(context(), project(), type);
    for (const auto& origin : origins) {
      if (!origin.node.is_extension() || origins.front().node.is_extension()) {
        add(origin.file, origin.node.node(), origin.node.name_node());
      }
    }
  }
  template <typename View>
  void add(const std::optional<Origin<View>>& origin) {
    if (origin) {
      add(origin->file, origin->node.node(), origin->node.name_node());
    }
  }

  [[nodiscard]] std::vector<ide::DefinitionTarget> take() {
    std::ranges::sort(targets_, [this](const auto& left, const auto& right) {
      const FileId file = left.selection.file;
      return file == right.selection.file
                 ? left.selection.range < right.selection.range
                 : context().lookup(file).path < context().lookup(right.selection.file).path;
    });
    const auto repeated = std::ranges::unique(targets_, {}, &ide::DefinitionTarget::selection);
    targets_.erase(repeated.begin(), repeated.end());
    return std::move(targets_);
  }

  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }

  /// The named type of the subject; empty when it has none.
  [[nodiscard]] std::string type_of_subject() const {
    const Entity& entity = subject_.entity;
    switch (entity.kind) {
      case Kind::type:
        return entity.name;
      case Kind::enum_value:
        return entity.type;
      case Kind::field: {
        const TypeShape* type = schema_.find_type(entity.type);
        const FieldShape* field =
            type != nullptr ? schema_.find_field(*type, entity.name) : nullptr;
        return std::string(field != nullptr ? field->type.name : std::string_view());
      }
      case Kind::argument:
        return named(
            argument_origin(context(), project(), entity.type, entity.name, entity.argument));
      case Kind::input_field:
        return named(input_field_origin(context(), project(), entity.type, entity.name));
      case Kind::directive_argument:
        return named(directive_argument_origin(context(), project(), entity.name, entity.argument));
      default:
        return type_of_executable();
    }
  }

 private:
  [[nodiscard]] std::string type_of_executable() const {
    const DefinitionEntry* entry =
        subject_.definition ? find_definition(context(), *subject_.definition) : nullptr;
    if (entry == nullptr) {
      return {};
    }
    if (subject_.entity.kind == Kind::variable) {
      return type_of_variable();
    }
    const FileId file = context().lookup(*subject_.definition).file;
    const syntax::NodeRef node = context().get<FileDefinitions>(file).node(*entry);
    if (const auto fragment = cast<FragmentDefinition>(node)) {
      const auto type = fragment->type_condition();
      return std::string(type ? type->name() : std::string_view());
    }
    const auto operation = cast<OperationDefinition>(node);
    const TypeShape* root = operation ? schema_.root_type(operation->operation_type()) : nullptr;
    return std::string(root != nullptr ? root->name : std::string_view());
  }

  /// As the first operation says that shares the variable.
  [[nodiscard]] std::string type_of_variable() const {
    for (const DefinitionId definition :
         sharing_variable(context(), project(), {*subject_.definition}, subject_.entity.name)) {
      const DefinitionEntry* entry = find_definition(context(), definition);
      if (entry == nullptr) {
        continue;
      }
      const FileId file = context().lookup(definition).file;
      const auto operation =
          cast<OperationDefinition>(context().get<FileDefinitions>(file).node(*entry));
      if (operation) {
        for (const VariableDefinition variable : operation->variable_definitions()) {
          if (variable.name() == subject_.entity.name) {
            return named(variable.type());
          }
        }
      }
    }
    return {};
  }

  static std::string named(std::optional<Type> type) {
    const auto name = type ? type->named() : std::nullopt;
    return std::string(name ? name->name() : std::string_view());
  }
  static std::string named(const std::optional<Origin<InputValueDefinition>>& origin) {
    return origin ? named(origin->node.type()) : std::string();
  }

  void add(FileId file, syntax::NodeRef node, std::optional<Name> name) {
    if (!is_built_in_file(schema_.context(), file)) {
      const base::TextRange whole = node.range();
      targets_.push_back({.selection = {file, name ? name->range() : whole},
                          .full = whole,
                          .origin = subject_.name});
    }
  }

  const Schema& schema_;
  const Subject& subject_;
  std::vector<ide::DefinitionTarget> targets_;
};

void add_implementations_of_type(const Schema& schema, std::string_view name, Targets& targets) {
  const TypeShape* type = schema.find_type(name);
  if (type == nullptr) {
    return;
  }
  if (type->kind == TypeKind::interface) {
    for (const auto& implementor : schema.implementations(name)) {
      targets.add_type_definition(implementor.name);
    }
  } else if (type->kind == TypeKind::union_type) {
    for (const std::string_view member : type->members) {
      targets.add_type_definition(member);
    }
  } else {
    targets.add_type_definition(name);
  }
}

bool is_of_interface(const Schema& schema, const Entity& entity) {
  const TypeShape* type = schema.find_type(entity.type);
  return type != nullptr && type->kind == TypeKind::interface;
}

}  // namespace

std::vector<ide::DefinitionTarget> type_definitions_at(const Schema& schema, ide::FileId file,
                                                       const syntax::Tree& tree,
                                                       base::TextOffset offset) {
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return {};
  }
  Targets targets(schema, *subject);
  const std::string type = targets.type_of_subject();
  if (!type.empty()) {
    targets.add_type(type);
  }
  return targets.take();
}

std::vector<ide::DefinitionTarget> implementations_at(const Schema& schema, ide::FileId file,
                                                      const syntax::Tree& tree,
                                                      base::TextOffset offset) {
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return {};
  }
  Targets targets(schema, *subject);
  const Entity& asked = subject->entity;
  if (asked.kind == Kind::type) {
    add_implementations_of_type(schema, asked.name, targets);
  }
  if (asked.kind != Kind::field && asked.kind != Kind::argument) {
    return targets.take();
  }
  const bool is_abstract = is_of_interface(schema, asked);
  for (const Entity& entity : related(schema, asked, Kinship::implementations)) {
    if (is_abstract && entity == asked) {
      continue;
    }
    engine::Context& context = schema.context();
    if (asked.kind == Kind::field) {
      targets.add(field_origin(context, schema.project(), entity.type, entity.name));
    } else {
      targets.add(
          argument_origin(context, schema.project(), entity.type, entity.name, entity.argument));
    }
  }
  return targets.take();
}

}  // namespace troupe::graphql
