// How far an edit of a schema file reaches: its tree and definition table change; its names usually
// do not, so `SchemaNames` and every `TypeSources` stay; every type of the file that somebody has
// asked for is assembled again and compared (some microseconds each); those that come out equal
// stop the edit there. What validated against the others stays valid.
#include "analysis/languages/graphql/schema/schema.hpp"

#include <algorithm>
#include <optional>

#include "analysis/languages/graphql/schema/additions.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "base/sort_unique.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> default_root_names = {"Query", "Mutation",
                                                                "Subscription"};

/// The parts of a type that count: the first definition, then all extensions.
std::vector<TypeDefinition> parts_of(engine::Context& context, const Sources& sources,
                                     std::string_view name) {
  std::optional<TypeDefinition> definition;
  std::vector<TypeDefinition> extensions;
  for (const FileId file : sources.files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::type, name)) {
      const TypeDefinition part(table.node(*entry));
      if (entry->is_extension()) {
        extensions.push_back(part);
      } else if (!definition) {
        definition = part;
      }
    }
  }
  if (definition) {
    extensions.insert(extensions.begin(), *definition);
  }
  return extensions;
}

void read_relations(const TypeDefinition& part, std::vector<TypeRelation>& relations) {
  for (const NamedType interface_type : part.interfaces()) {
    relations.push_back({.type = std::string(part.name()),
                         .kind = part.type_kind(),
                         .target = std::string(interface_type.name())});
  }
  for (const NamedType member : part.member_types()) {
    relations.push_back({.type = std::string(part.name()),
                         .is_union = true,
                         .kind = TypeKind::union_type,
                         .target = std::string(member.name())});
  }
}

std::string_view target_of(const TypeRelation& relation) {
  return relation.target;
}

}  // namespace

std::optional<TypeShape> TypeOfName::execute(engine::Context& context, const ProjectName& key) {
  const std::vector<TypeDefinition> parts =
      parts_of(context, context.get<TypeSources>(key), key.name);
  if (parts.empty()) {
    return std::nullopt;
  }
  return shape_of(parts);
}

std::optional<DirectiveShape> DirectiveOfName::execute(engine::Context& context,
                                                       const ProjectName& key) {
  for (const FileId file : context.get<DirectiveSources>(key).files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::directive, key.name)) {
      if (!entry->is_extension()) {
        return shape_of(DirectiveDefinition(table.node(*entry)));
      }
    }
  }
  return std::nullopt;
}

bool SchemaIsWhole::execute(engine::Context& context, const ProjectId& project) {
  return context.get<ProjectFiles>(project).has_whole_schema &&
         std::ranges::any_of(context.get<SchemaNames>(project).names(DefinitionSpace::type),
                             &NameIndex::Entry::has_definition);
}

std::array<std::string, 3> RootTypes::execute(engine::Context& context, const ProjectId& project) {
  const NameIndex& names = context.get<SchemaNames>(project);
  std::array<std::string, 3> roots;
  const NameIndex::Entry* schemas = names.find(DefinitionSpace::schema, "");
  if (schemas == nullptr || !schemas->has_definition) {
    for (std::size_t i = 0; i < roots.size(); ++i) {
      if (names.find(DefinitionSpace::type, default_root_names[i]) != nullptr) {
        roots[i] = default_root_names[i];
      }
    }
  }
  if (schemas == nullptr) {
    return roots;
  }
  for (const FileId file : schemas->files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::schema, "")) {
      for (const RootOperationType root :
           SchemaDefinition(table.node(*entry)).root_operation_types()) {
        const auto operation = root.operation_type();
        const auto type = root.type();
        if (operation && type && roots[static_cast<std::size_t>(*operation)].empty()) {
          roots[static_cast<std::size_t>(*operation)] = type->name();
        }
      }
    }
  }
  return roots;
}

std::vector<TypeRelation> FileRelations::execute(engine::Context& context, const FileId& file) {
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  std::vector<TypeRelation> relations;
  for (const DefinitionEntry& entry : table.all()) {
    if (entry.space == DefinitionSpace::type) {
      read_relations(TypeDefinition(table.node(entry)), relations);
    }
  }
  return relations;
}

std::vector<TypeRelation> Relations::execute(engine::Context& context, const ProjectId& project) {
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  std::vector<TypeRelation> relations;
  for (const auto* list : {&files.schema, &files.documents}) {
    for (const FileId file : *list) {
      const std::vector<TypeRelation>& more = context.get<FileRelations>(file);
      relations.insert(relations.end(), more.begin(), more.end());
    }
  }
  // A file can be schema and document at once, so the same relation can come twice.
  std::ranges::sort(relations, [](const TypeRelation& left, const TypeRelation& right) {
    return std::tie(left.target, left.type, left.is_union, left.kind) <
           std::tie(right.target, right.type, right.is_union, right.kind);
  });
  relations.erase(std::ranges::unique(relations).begin(), relations.end());
  return relations;
}

std::vector<Implementations::Implementor> Implementations::execute(engine::Context& context,
                                                                   const ProjectName& key) {
  std::vector<Implementor> implementors;
  for (const TypeRelation& relation : std::ranges::equal_range(
           context.get<Relations>(key.project), std::string_view(key.name), {}, target_of)) {
    if (!relation.is_union && (implementors.empty() || implementors.back().name != relation.type)) {
      implementors.push_back({relation.type, relation.kind});
    }
  }
  return implementors;
}

std::vector<std::string> UnionsOf::execute(engine::Context& context, const ProjectName& key) {
  std::vector<std::string> unions;
  for (const TypeRelation& relation : std::ranges::equal_range(
           context.get<Relations>(key.project), std::string_view(key.name), {}, target_of)) {
    if (relation.is_union && (unions.empty() || unions.back() != relation.type)) {
      unions.push_back(relation.type);
    }
  }
  return unions;
}

bool Schema::is_whole() const {
  return context_->get<SchemaIsWhole>(project_);
}

const TypeShape* Schema::find_type(std::string_view name) const {
  if (name.empty() || name == meta_fields_type) {
    return nullptr;
  }
  return shape_named(name);
}

const TypeShape* Schema::shape_named(std::string_view name) const {
  const auto known = types_.find(name);
  if (known != types_.end()) {
    return known->second;
  }
  const auto& shape = context_->get<TypeOfName>({project_, std::string(name)});
  const TypeShape* found = shape ? &*shape : nullptr;
  types_.emplace(name, found);
  return found;
}

const DirectiveShape* Schema::find_directive(std::string_view name) const {
  if (name.empty()) {
    return nullptr;
  }
  const auto known = directives_.find(name);
  if (known != directives_.end()) {
    return known->second;
  }
  const auto& shape = context_->get<DirectiveOfName>({project_, std::string(name)});
  const DirectiveShape* found = shape ? &*shape : nullptr;
  directives_.emplace(name, found);
  return found;
}

const TypeShape* Schema::root_type(OperationType operation) const {
  const TypeShape* type =
      find_type(context_->get<RootTypes>(project_)[static_cast<std::size_t>(operation)]);
  return type != nullptr && type->kind == TypeKind::object ? type : nullptr;
}

const FieldShape* Schema::find_field(const TypeShape& parent, std::string_view name) const {
  if (name.starts_with("__") && parent.is_composite()) {
    for (const FieldShape* field : meta_fields(parent)) {
      if (field->name == name) {
        return field;
      }
    }
  }
  return parent.find_field(name);
}

std::vector<const FieldShape*> Schema::meta_fields(const TypeShape& parent) const {
  std::vector<const FieldShape*> fields;
  const TypeShape* meta = shape_named(meta_fields_type);
  if (meta == nullptr || !parent.is_composite()) {
    return fields;
  }
  const bool is_query_root = parent.name == context_->get<RootTypes>(project_)[0];
  for (const FieldShape& field : meta->fields) {
    if (is_query_root || field.name == "__typename") {
      fields.push_back(&field);
    }
  }
  return fields;
}

bool Schema::has_type(std::string_view name) const {
  return name != meta_fields_type &&
         !context_->get<TypeSources>({project_, std::string(name)}).files.empty();
}

std::vector<std::string_view> Schema::names_of(DefinitionSpace space,
                                               std::span<const std::string_view> built_in) const {
  std::vector<std::string_view> names(built_in.begin(), built_in.end());
  for (const NameIndex::Entry& entry : context_->get<SchemaNames>(project_).names(space)) {
    if (!entry.name.empty()) {
      names.push_back(entry.name);
    }
  }
  base::sort_unique(names);
  return names;
}

std::vector<std::string_view> Schema::type_names() const {
  return names_of(DefinitionSpace::type, built_in_type_names());
}

std::vector<std::string_view> Schema::directive_names() const {
  std::vector<std::string_view> names =
      names_of(DefinitionSpace::directive, built_in_directive_names());
  const std::vector<std::string_view> added = added_directive_names(*context_, project_);
  names.insert(names.end(), added.begin(), added.end());
  base::sort_unique(names);
  return names;
}

std::vector<const TypeShape*> Schema::possible_types(const TypeShape& type) const {
  std::vector<const TypeShape*> types;
  const auto add = [this, &types](std::string_view name) {
    const TypeShape* possible = find_type(name);
    if (possible != nullptr && possible->kind == TypeKind::object) {
      types.push_back(possible);
    }
  };
  if (type.kind == TypeKind::interface) {
    for (const Implementations::Implementor& implementor : implementations(type.name)) {
      add(implementor.name);
    }
  } else if (type.kind == TypeKind::union_type) {
    std::ranges::for_each(type.members, add);
  } else if (type.kind == TypeKind::object) {
    add(type.name);
  }
  return types;
}

const std::vector<Implementations::Implementor>& Schema::implementations(
    std::string_view interface_name) const {
  return context_->get<Implementations>({project_, std::string(interface_name)});
}

bool Schema::is_possible_type(const TypeShape& abstract_type, const TypeShape& type) const {
  if (abstract_type.kind == TypeKind::union_type) {
    return std::ranges::find(abstract_type.members, type.name) != abstract_type.members.end();
  }
  return abstract_type.kind == TypeKind::interface && type.implements(abstract_type.name);
}

bool Schema::types_overlap(const TypeShape& left, const TypeShape& right) const {
  if (left.name == right.name) {
    return true;
  }
  if (!left.is_abstract()) {
    return is_possible_type(right, left);
  }
  if (!right.is_abstract()) {
    return is_possible_type(left, right);
  }
  return std::ranges::any_of(possible_types(left), [this, &right](const TypeShape* type) {
    return is_possible_type(right, *type);
  });
}

}  // namespace troupe::graphql
