#include "analysis/languages/graphql/lint/core/findings.hpp"

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"

namespace troupe::graphql::lint {

std::vector<Finding> DefinitionLint::execute(engine::Context& context,
                                             const DefinitionId& definition) {
  const FileId file = context.lookup(definition).file;
  const auto project = context.get<ProjectOf>(file);
  const Settings& settings = *context.get<SettingsOf>(file);
  if (!project || !settings.has_walks()) {
    return {};
  }
  return Walk(context, *project, definition, context.get<DefinitionSyntax>(definition), settings)
      .run();
}

std::vector<Finding> DefinitionWideLint::execute(engine::Context& context,
                                                 const DefinitionId& definition) {
  const FileId file = context.lookup(definition).file;
  const auto project = context.get<ProjectOf>(file);
  const Settings& settings = *context.get<SettingsOf>(file);
  const auto node = first_definition(context.get<DefinitionSyntax>(definition));
  if (!project || !node || !settings.has_wide_rules()) {
    return {};
  }
  return Wide(context, *project, definition, *node, settings).run();
}

std::vector<Finding> FileLint::execute(engine::Context& context, const FileId& file) {
  const auto project = context.get<ProjectOf>(file);
  const Settings& settings = *context.get<SettingsOf>(file);
  if (!project || !settings.has_file_rules()) {
    return {};
  }
  return FileLook(context, *project, file, settings).run();
}

}  // namespace troupe::graphql::lint
