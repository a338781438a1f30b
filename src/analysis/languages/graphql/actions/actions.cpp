#include "analysis/languages/graphql/actions/actions.hpp"

#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/embedded/doubts.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/project/projects.hpp"

namespace troupe::graphql {
namespace {

/// Whether an action changes nothing but GraphQL in a file of another language: its texts end no
/// literal, and it moves nothing that interpolations stand in.
bool fits_a_host(const actions::Request& request, const ide::CodeAction& action) {
  if (action.edit.front().file != request.file()) {
    return true;
  }
  const DefinitionEntry* definition = request.definition_at(request.range().begin);
  if (definition == nullptr || request.context().get<DefinitionHasPlaceholder>(definition->id)) {
    return false;
  }
  const bool has_lines =
      base::slice(request.text(), definition->range).find('\n') != std::string_view::npos;
  return std::ranges::none_of(action.edit.front().edits, [&](const ide::TextEdit& edit) {
    return edit.new_text.find_first_of("\"'`\\") != std::string::npos ||
           edit.new_text.find("${") != std::string::npos ||
           (!has_lines && edit.new_text.find('\n') != std::string::npos);
  });
}

}  // namespace

std::vector<ide::CodeAction> code_actions(engine::Context& context, ide::FileId file,
                                          base::TextRange range) {
  const auto project = context.get<ProjectOf>(file);
  if (!project || context.lookup(file).path.ends_with(".json") ||
      range.end > context.get<FileSyntax>(file).text().size()) {
    return {};
  }
  const actions::Request request(context, *project, file, range);
  actions::Actions all;
  for (const auto add : {actions::add_spelling, actions::add_missing, actions::add_variables,
                         actions::add_lint, actions::add_fragments, actions::add_selections,
                         actions::add_operations, actions::add_type_system}) {
    add(request, all);
  }
  if (is_host(context, file)) {
    std::erase_if(
        all, [&request](const ide::CodeAction& action) { return !fits_a_host(request, action); });
  }
  std::ranges::stable_sort(all, {}, &ide::CodeAction::kind);
  return all;
}

}  // namespace troupe::graphql
