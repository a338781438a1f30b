#include "analysis/languages/graphql/schema/parts.hpp"

#include <array>
#include <unordered_map>

namespace troupe::graphql {
namespace {

std::vector<Part> parts_of(engine::Context& context, DefinitionSpace space,
                           const ProjectName& key) {
  std::vector<Part> parts;
  const NameIndex::Entry* entry = context.get<SchemaNames>(key.project).find(space, key.name);
  if (entry == nullptr) {
    return parts;
  }
  for (const FileId file : entry->files) {
    const bool is_base = role_of(context, file) == FileRole::schema;
    for (const DefinitionEntry* definition :
         context.get<FileDefinitions>(file).named(space, key.name)) {
      parts.push_back({definition->id, definition->kind, is_base});
    }
  }
  return parts;
}

template <typename View>
void add_names(const Children<View>& children, std::vector<NameUse>& names) {
  for (const View child : children) {
    if (const auto name = child.name_node(); name && !child.name().empty()) {
      names.push_back({std::string(child.name()), name->range()});
    }
  }
}

}  // namespace

std::vector<Part> TypeParts::execute(engine::Context& context, const ProjectName& key) {
  return parts_of(context, DefinitionSpace::type, key);
}

std::vector<Part> DirectiveParts::execute(engine::Context& context, const ProjectName& key) {
  return parts_of(context, DefinitionSpace::directive, key);
}

std::vector<Part> SchemaParts::execute(engine::Context& context, const ProjectId& project) {
  return parts_of(context, DefinitionSpace::schema, {project, ""});
}

std::vector<RepeatedMember> RepeatedMembers::execute(engine::Context& context,
                                                     const ProjectName& key) {
  using Places = std::unordered_map<std::string_view, Place>;
  std::vector<RepeatedMember> repeated;
  std::array<Places, 2> in_schema;  // fields, enum values
  std::array<Places, 2> in_documents;
  for (const Part& part : context.get<TypeParts>(key)) {
    const bool is_enum =
        part.kind == NodeKind::enum_type_definition || part.kind == NodeKind::enum_type_extension;
    Places& schema_members = in_schema[is_enum ? 1 : 0];
    Places& members = part.is_base ? schema_members : in_documents[is_enum ? 1 : 0];
    for (const NameUse& member : context.get<DefinitionOutline>(part.id).members) {
      const Place here{part.id, member.range};
      const auto below = schema_members.find(member.name);
      if (!part.is_base && below != schema_members.end()) {
        repeated.push_back({member.name, below->second, here, true, is_enum});
        continue;
      }
      const auto [first, is_new] = members.emplace(member.name, here);
      if (!is_new) {
        repeated.push_back({member.name, first->second, here, false, is_enum});
      }
    }
  }
  return repeated;
}

PartOutline DefinitionOutline::execute(engine::Context& context, const DefinitionId& definition) {
  PartOutline outline;
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  if (!first) {
    return outline;
  }
  if (const auto name = first->name_node()) {
    outline.name = name->range();
  }
  if (const auto type = first->as<TypeDefinition>()) {
    add_names(type->fields(), outline.members);
    add_names(type->input_fields(), outline.members);
    add_names(type->values(), outline.members);
  }
  return outline;
}

}  // namespace troupe::graphql
