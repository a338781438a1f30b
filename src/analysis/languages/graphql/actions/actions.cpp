#include "analysis/languages/graphql/actions/actions.hpp"

#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/project/projects.hpp"

namespace troupe::graphql {

std::vector<ide::CodeAction> code_actions(engine::Context& context, ide::FileId file,
                                          base::TextRange range) {
  const auto project = context.get<ProjectOf>(file);
  if (!project || range.end > context.get<FileSyntax>(file).text().size()) {
    return {};
  }
  const actions::Request request(context, *project, file, range);
  actions::Actions all;
  for (const auto add : {actions::add_spelling, actions::add_missing, actions::add_variables,
                         actions::add_lint, actions::add_fragments, actions::add_type_system}) {
    add(request, all);
  }
  std::ranges::stable_sort(all, {}, &ide::CodeAction::kind);
  return all;
}

}  // namespace troupe::graphql
