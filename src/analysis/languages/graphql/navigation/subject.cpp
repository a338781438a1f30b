#include "analysis/languages/graphql/navigation/subject.hpp"

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

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

}  // namespace

std::optional<Subject> subject_at(const Schema& schema, FileId file, const syntax::Tree& tree,
                                  base::TextOffset offset) {
  const auto use = entity_at(schema, tree, offset);
  if (!use) {
    return std::nullopt;
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
