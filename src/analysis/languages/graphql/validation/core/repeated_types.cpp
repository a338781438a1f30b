#include "analysis/languages/graphql/validation/core/repeated_types.hpp"

#include <unordered_map>

namespace troupe::graphql {
namespace {

/// Counts the names of one part, and notes those that come for the second time.
void count(const Children<NamedType>& types, std::unordered_map<std::string_view, int>& counts,
           std::vector<std::string>& repeated) {
  for (const NamedType type : types) {
    if (!type.name().empty() && ++counts[type.name()] == 2) {
      repeated.emplace_back(type.name());
    }
  }
}

}  // namespace

std::vector<std::string> RepeatedTypes::execute(engine::Context& context, const ProjectName& key) {
  std::unordered_map<std::string_view, int> counts;
  std::vector<std::string> repeated;
  bool has_definition = false;
  for (const FileId file : context.get<TypeSources>(key).files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::type, key.name)) {
      if (!entry->is_extension() && std::exchange(has_definition, true)) {
        continue;  // only the first one counts
      }
      const TypeDefinition type(table.node(*entry));
      count(type.interfaces(), counts, repeated);
      count(type.member_types(), counts, repeated);
    }
  }
  return repeated;
}

}  // namespace troupe::graphql
