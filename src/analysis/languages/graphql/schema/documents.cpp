#include "analysis/languages/graphql/schema/documents.hpp"

#include "analysis/languages/graphql/embedded/file_embedding.hpp"

namespace troupe::graphql {

std::uint32_t DefinitionDocument::execute(engine::Context& context,
                                          const DefinitionId& definition) {
  const FileId file = context.lookup(definition).file;
  if (!is_host(context, file)) {
    return 0;
  }
  const Embedding& embedding = context.get<FileEmbedding>(file);
  const DefinitionEntry* entry = find_definition(context, definition);
  const Region* region = entry != nullptr ? embedding.region_around(entry->range) : nullptr;
  return region != nullptr ? static_cast<std::uint32_t>(region - embedding.regions.data()) : 0;
}

std::uint32_t OperationsInDocument::execute(engine::Context& context,
                                            const DefinitionId& definition) {
  const FileId file = context.lookup(definition).file;
  std::uint32_t count = 0;
  if (!is_host(context, file)) {
    for (const DefinedName& name : context.get<FileDefinitionNames>(file)) {
      count += name.space == DefinitionSpace::operation ? name.count : 0;
    }
    return count;
  }
  const std::uint32_t document = context.get<DefinitionDocument>(definition);
  for (const DefinitionEntry& entry : context.get<FileDefinitions>(file).all()) {
    count += entry.space == DefinitionSpace::operation &&
                     context.get<DefinitionDocument>(entry.id) == document
                 ? 1
                 : 0;
  }
  return count;
}

DefinitionId FirstOfName::execute(engine::Context& context, const DefinitionId& definition) {
  DefinitionKey key = context.lookup(definition);
  const bool is_in_host = is_host(context, key.file);
  const std::uint32_t last = key.occurrence;
  for (key.occurrence = 0; key.occurrence < last; ++key.occurrence) {
    const DefinitionId earlier = context.intern(key);
    if (!is_in_host ||
        context.get<DefinitionDocument>(earlier) == context.get<DefinitionDocument>(definition)) {
      return earlier;
    }
  }
  return definition;
}

}  // namespace troupe::graphql
