#include "analysis/languages/graphql/features/definition.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/features/entity.hpp"
#include "analysis/languages/graphql/schema/names.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

class Finder {
 public:
  Finder(const Schema& schema, ide::FileId file, const EntityUse& use)
      : schema_(schema), file_(file), use_(use) {}

  std::vector<ide::DefinitionTarget> find() {
    const Entity& entity = use_.entity;
    if (entity.kind == Kind::type) {
      for (const auto& origin : type_origins(context(), project(), entity.name)) {
        add(origin.file, origin.node.node(), origin.node.name_node());
      }
    } else if (entity.kind == Kind::directive) {
      add_directives(entity.name);
    } else if (use_.is_definition && entity.kind != Kind::variable) {
      add(file_, use_.node,
          cast<Name>(use_.node.child(static_cast<syntax::NodeKind>(NodeKind::name))));
    } else {
      find_use(entity);
    }
    std::ranges::sort(targets_, [this](const auto& left, const auto& right) {
      const std::string_view left_path = path_of(left);
      const std::string_view right_path = path_of(right);
      return left_path != right_path ? left_path < right_path
                                     : left.selection.range < right.selection.range;
    });
    return std::move(targets_);
  }

 private:
  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }
  [[nodiscard]] std::string_view path_of(const ide::DefinitionTarget& target) const {
    return context().lookup(target.selection.file).path;
  }

  void find_use(const Entity& entity) {
    switch (entity.kind) {
      case Kind::field:
        return add(field_origin(context(), project(), entity.type, entity.name));
      case Kind::argument:
        return add(
            argument_origin(context(), project(), entity.type, entity.name, entity.argument));
      case Kind::input_field:
        return add(input_field_origin(context(), project(), entity.type, entity.name));
      case Kind::enum_value:
        return add(enum_value_origin(context(), project(), entity.type, entity.name));
      case Kind::directive_argument:
        return add(directive_argument_origin(context(), project(), entity.name, entity.argument));
      case Kind::fragment:
        return add(fragment_origin(context(), project(), file_, entity.name));
      case Kind::variable:
        if (const auto definition = variable_definition_of(use_.node, entity.name)) {
          const auto variable = definition->variable();
          add(file_, definition->node(), variable ? variable->name_node() : std::nullopt);
        }
        return;
      case Kind::type:
      case Kind::directive:
      case Kind::operation:
      case Kind::directive_location:
        return;
    }
  }

  void add_directives(const std::string& name) {
    for (const ide::FileId file : context().get<DirectiveSources>({project(), name}).files) {
      const DefinitionTable& table = context().get<FileDefinitions>(file);
      for (const DefinitionEntry* entry : table.named(DefinitionSpace::directive, name)) {
        const DirectiveDefinition directive(table.node(*entry));
        add(file, directive.node(), directive.name_node());
      }
    }
  }

  template <typename View>
  void add(const std::optional<Origin<View>>& origin) {
    if (origin) {
      add(origin->file, origin->node.node(), origin->node.name_node());
    }
  }

  void add(ide::FileId file, syntax::NodeRef node, std::optional<Name> name) {
    if (is_built_in_file(context(), file)) {
      return;
    }
    const base::TextRange whole = node.range();
    targets_.push_back(
        {.selection = {file, name ? name->range() : whole}, .full = whole, .origin = use_.range});
  }

  const Schema& schema_;
  ide::FileId file_;
  const EntityUse& use_;
  std::vector<ide::DefinitionTarget> targets_;
};

}  // namespace

std::vector<ide::DefinitionTarget> definitions_of(const Schema& schema, ide::FileId file,
                                                  const EntityUse& use) {
  return Finder(schema, file, use).find();
}

std::vector<ide::DefinitionTarget> definitions_at(const Schema& schema, ide::FileId file,
                                                  const syntax::Tree& tree,
                                                  base::TextOffset offset) {
  const auto use = entity_at(schema, tree, offset);
  return use ? definitions_of(schema, file, *use) : std::vector<ide::DefinitionTarget>();
}

}  // namespace troupe::graphql
