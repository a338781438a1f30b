#include "analysis/languages/graphql/validation/core/directives_of_parts.hpp"

#include <string_view>
#include <unordered_map>

#include "analysis/languages/graphql/validation/core/heads.hpp"

namespace troupe::graphql {

std::vector<NameUse> DefinitionDirectives::execute(engine::Context& context,
                                                   const DefinitionId& definition) {
  std::vector<NameUse> uses;
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  if (!first) {
    return uses;
  }
  for (const Directive directive : first->directives()) {
    if (!directive.name().empty()) {
      uses.push_back(
          {std::string(directive.name()), head_range(directive.node(), directive.name_node())});
    }
  }
  return uses;
}

std::vector<RepeatedDirective> RepeatedDirectives::execute(engine::Context& context,
                                                           const DefinitionId& first_part) {
  std::vector<RepeatedDirective> repeated;
  const auto project = context.get<ProjectOf>(context.lookup(first_part).file);
  if (!project) {
    return repeated;
  }
  std::unordered_map<std::string_view, Place> seen;
  for (const Part& part : parts_around(context, *project, first_part)) {
    for (const NameUse& use : context.get<DefinitionDirectives>(part.id)) {
      const Place here{part.id, use.range};
      const auto [first, is_new] = seen.emplace(use.name, here);
      if (!is_new) {
        repeated.push_back({use.name, first->second, here});
      }
    }
  }
  return repeated;
}

const std::vector<Part>& parts_around(engine::Context& context, ProjectId project,
                                      DefinitionId definition) {
  const DefinitionKey& key = context.lookup(definition);
  switch (key.space) {
    case DefinitionSpace::schema:
      return context.get<SchemaParts>(project);
    case DefinitionSpace::directive:
      return context.get<DirectiveParts>({project, key.name});
    default:
      return context.get<TypeParts>({project, key.name});
  }
}

}  // namespace troupe::graphql
