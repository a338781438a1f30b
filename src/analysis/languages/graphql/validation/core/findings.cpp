#include "analysis/languages/graphql/validation/core/findings.hpp"

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

DefinitionReview DefinitionFindings::execute(engine::Context& context,
                                             const DefinitionId& definition) {
  const auto project = context.get<ProjectOf>(context.lookup(definition).file);
  if (!project) {
    return {};
  }
  return Walk(context, *project, definition, context.get<DefinitionSyntax>(definition)).run();
}

std::vector<Finding> ReachFindings::execute(engine::Context& context,
                                            const DefinitionId& definition) {
  const auto project = context.get<ProjectOf>(context.lookup(definition).file);
  if (!project) {
    return {};
  }
  return Reach(context, *project, definition).run();
}

}  // namespace troupe::graphql
