#include "analysis/languages/graphql/navigation/subject.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "analysis/languages/graphql/navigation/field_sets.hpp"
#include "analysis/languages/graphql/navigation/imports.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

using Kind = Entity::Kind;

std::optional<DefinitionId> definition_of(const Schema& schema, const EntityUse& use, FileId file) {
  switch (use.entity.kind) {
    case Kind::fragment:
      if (!use.is_definition) {
        return find_fragment(schema.context(), schema.project(), file, use.entity.name);
      }
      [[fallthrough]];
    case Kind::operation:
    case Kind::variable: {
      const DefinitionEntry* entry = definition_around(schema.context(), file, use.range);
      return entry != nullptr ? std::optional(entry->id) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

/// Walks from a type to those that it implements, or to those that implement it, as far as they
/// have the member.
class Kin {
 public:
  Kin(const Schema& schema, const Entity& entity) : schema_(schema), entity_(entity) {
    add(entity.type);
  }

  void add_up(std::string_view type) {
    const TypeShape* shape = schema_.find_type(type);
    if (shape != nullptr) {
      for (const std::string_view interface_name : shape->interfaces) {
        if (add(interface_name)) {
          add_up(interface_name);
        }
      }
    }
  }

  void add_down(std::string_view type) {
    for (const auto& implementor : schema_.implementations(type)) {
      if (add(implementor.name)) {
        add_down(implementor.name);
      }
    }
  }

  void add_all() {
    std::size_t passed = 0;
    while (passed < types_.size()) {
      const std::string type = types_[passed];  // by value: the list grows
      ++passed;
      add_up(type);
      add_down(type);
    }
  }

  [[nodiscard]] std::vector<Entity> entities() const {
    std::vector<Entity> entities;
    entities.reserve(types_.size());
    for (const std::string& type : types_) {
      entities.push_back(entity_);
      entities.back().type = type;
    }
    return entities;
  }

 private:
  bool add(std::string_view type) {
    if (!types_.empty() && !has_member(type)) {
      return false;
    }
    if (!known_.emplace(type).second) {
      return false;
    }
    types_.emplace_back(type);
    return true;
  }

  [[nodiscard]] bool has_member(std::string_view type) const {
    const TypeShape* shape = schema_.find_type(type);
    const FieldShape* field = shape != nullptr ? shape->find_field(entity_.name) : nullptr;
    return field != nullptr &&
           (entity_.kind == Kind::field || field->find_argument(entity_.argument) != nullptr);
  }

  const Schema& schema_;
  const Entity& entity_;
  std::vector<std::string> types_;
  std::unordered_set<std::string> known_;
};

/// The field that is named in a string (field_sets.hpp).
std::optional<Subject> subject_in_field_set(const Schema& schema, FileId file,
                                            base::TextOffset offset) {
  for (const FieldSet& set : schema.context().get<FileFieldSets>(file).all()) {
    const TypeShape* root = schema.find_type(set.type);
    const base::TextOffset size = static_cast<base::TextOffset>(set.tree.text().size());
    if (root == nullptr || !set.in_file({0, size}).touches(offset)) {
      continue;
    }
    for (std::uint32_t i = 0; i < set.tree.nodes().size(); ++i) {
      const auto field = cast<Field>(set.tree.node(syntax::NodeIndex{i}));
      const auto name = field ? field->name_node() : std::nullopt;
      const TypeShape* parent = name && set.in_file(name->range()).touches(offset)
                                    ? type_of_selection_set(schema, field->node().parent(), root)
                                    : nullptr;
      if (parent != nullptr && schema.find_field(*parent, field->name()) != nullptr) {
        return Subject{.entity = {.kind = Kind::field,
                                  .type = std::string(parent->name),
                                  .name = std::string(field->name()),
                                  .argument = {}},
                       .file = file,
                       .node = field->node(),
                       .name = set.in_file(name->range()),
                       .is_definition = false,
                       .definition = std::nullopt};
      }
    }
  }
  return std::nullopt;
}

/// The type, field or fragment that is named in a comment (imports.hpp).
std::optional<Subject> subject_in_import(const Schema& schema, FileId file,
                                         const syntax::Tree& tree, base::TextOffset offset) {
  const std::string_view text = tree.text();
  for (const Import& import : imports_in(text)) {
    for (const ImportedName& imported : import.names) {
      const bool is_member = imported.member && imported.member->touches(offset);
      if (!is_member && !imported.name.touches(offset)) {
        continue;
      }
      const std::string name(base::slice(text, imported.name));
      Subject subject{.entity = {.kind = Kind::type, .type = {}, .name = name, .argument = {}},
                      .file = file,
                      .node = tree.root(),
                      .name = is_member ? *imported.member : imported.name,
                      .is_definition = false,
                      .definition = std::nullopt};
      if (is_member) {
        subject.entity.kind = Kind::field;
        subject.entity.type = name;
        subject.entity.name = base::slice(text, *imported.member);
      } else if (!schema.has_type(name)) {
        subject.entity.kind = Kind::fragment;
        subject.definition = find_fragment(schema.context(), schema.project(), file, name);
      }
      return subject;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Subject> subject_at(const Schema& schema, FileId file, const syntax::Tree& tree,
                                  base::TextOffset offset) {
  const auto use = entity_at(schema, tree, offset);
  if (!use) {
    return subject_in_text(schema, file, tree, offset);
  }
  base::TextRange name = use->range;
  const std::string_view text = base::slice(tree.text(), name);
  // The sign or dots before the name are asked about, but not renamed.
  name.begin += static_cast<base::TextOffset>(text.find_first_not_of("$@."));
  return Subject{.entity = use->entity,
                 .file = file,
                 .node = use->node,
                 .name = name,
                 .is_definition = use->is_definition,
                 .definition = definition_of(schema, *use, file)};
}

std::optional<Subject> subject_in_text(const Schema& schema, FileId file, const syntax::Tree& tree,
                                       base::TextOffset offset) {
  const auto named = subject_in_field_set(schema, file, offset);
  return named ? named : subject_in_import(schema, file, tree, offset);
}

std::vector<Entity> related(const Schema& schema, const Entity& entity, Kinship kinship) {
  const bool has_kin = entity.kind == Kind::field || entity.kind == Kind::argument;
  if (!has_kin || entity.name.starts_with("__")) {
    return {entity};
  }
  Kin kin(schema, entity);
  if (kinship == Kinship::family) {
    kin.add_all();
  } else {
    if (kinship == Kinship::relatives) {
      kin.add_up(entity.type);
    }
    kin.add_down(entity.type);
  }
  return kin.entities();
}

}  // namespace troupe::graphql
