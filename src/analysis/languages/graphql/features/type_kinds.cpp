#include "analysis/languages/graphql/features/type_kinds.hpp"

#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

std::optional<TypeKind> KindOfType::execute(engine::Context& context, const ProjectName& key) {
  std::optional<TypeKind> kind;
  for (const FileId file : context.get<TypeSources>(key).files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::type, key.name)) {
      if (!kind || !entry->is_extension()) {
        kind = TypeDefinition(table.node(*entry)).type_kind();
      }
      if (!entry->is_extension()) {
        return kind;
      }
    }
  }
  return kind;
}

std::vector<KnownType> KnownTypes::execute(engine::Context& context, const ProjectId& project) {
  std::vector<KnownType> types;
  for (const std::string_view name : Schema(context, project).type_names()) {
    if (name.starts_with("__")) {
      continue;
    }
    if (const auto kind = context.get<KindOfType>({project, std::string(name)})) {
      types.push_back({std::string(name), *kind});
    }
  }
  return types;
}

}  // namespace troupe::graphql
