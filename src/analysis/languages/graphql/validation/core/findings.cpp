#include "analysis/languages/graphql/validation/core/findings.hpp"

#include <algorithm>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"

namespace troupe::graphql {

void add_finding(engine::Context& context, FileId file, const std::vector<Place>& places,
                 std::optional<Place> otherwise, Finding finding, std::string_view why,
                 std::vector<Finding>& findings) {
  const auto own = std::ranges::find_if(places, [&context, file](const Place& place) {
    return context.lookup(place.definition).file == file;
  });
  if (own == places.end() && !otherwise) {
    return;
  }
  finding.where = own == places.end() ? *otherwise : *own;
  for (auto at = places.begin(); at != places.end(); ++at) {
    if (at != own) {
      finding.related.push_back({*at, why});
    }
  }
  if (std::ranges::find(findings, finding) == findings.end()) {
    findings.push_back(std::move(finding));
  }
}

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
