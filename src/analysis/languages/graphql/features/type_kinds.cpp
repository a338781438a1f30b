#include "analysis/languages/graphql/features/type_kinds.hpp"

#include <algorithm>
#include <tuple>

#include "analysis/languages/graphql/schema/definitions.hpp"

namespace troupe::graphql {
namespace {

/// Sorts by name; of several with one name the first definition counts, else the first extension.
void merge(std::vector<KnownType>& types) {
  std::ranges::stable_sort(types, [](const KnownType& left, const KnownType& right) {
    return std::tie(left.name, left.is_extension) < std::tie(right.name, right.is_extension);
  });
  const auto repeated = std::ranges::unique(types, {}, &KnownType::name);
  types.erase(repeated.begin(), repeated.end());
}

}  // namespace

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

std::vector<KnownType> KnownTypesOfFile::execute(engine::Context& context, const FileId& file) {
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  std::vector<KnownType> types;
  for (const DefinitionEntry& entry : table.all()) {
    if (entry.space == DefinitionSpace::type && !entry.name.empty() &&
        !entry.name.starts_with("__")) {
      types.push_back({std::string(entry.name), TypeDefinition(table.node(entry)).type_kind(),
                       entry.is_extension()});
    }
  }
  merge(types);
  return types;
}

std::vector<KnownType> KnownTypes::execute(engine::Context& context, const ProjectId& project) {
  std::vector<KnownType> types;
  const ProjectFiles::Files& files = context.get<ProjectFiles>(project);
  const auto add = [&](FileId file) {
    const std::vector<KnownType>& more = context.get<KnownTypesOfFile>(file);
    types.insert(types.end(), more.begin(), more.end());
  };
  add(built_in_file(context));
  std::ranges::for_each(files.schema, add);
  std::ranges::for_each(files.documents, add);
  merge(types);
  return types;
}

}  // namespace troupe::graphql
