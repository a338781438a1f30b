#include "analysis/languages/graphql/validation/core/missing_schema.hpp"

#include <algorithm>

#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {
namespace {

bool defines_types(engine::Context& context, ProjectId project) {
  return std::ranges::any_of(context.get<SchemaNames>(project).names(DefinitionSpace::type),
                             &NameIndex::Entry::has_definition);
}

std::optional<DefinitionId> first_executable(engine::Context& context, FileId file) {
  const auto entries = context.get<FileDefinitions>(file).all();
  const auto found = std::ranges::find_if(entries, [](const DefinitionEntry& entry) {
    return entry.space == DefinitionSpace::operation || entry.space == DefinitionSpace::fragment;
  });
  return found == entries.end() ? std::nullopt : std::optional(found->id);
}

}  // namespace

std::optional<DefinitionId> MissingSchema::execute(engine::Context& context, const ProjectId& id) {
  const Project* project = find_project(context, id);
  const auto* open = context.find<ide::OpenDocuments>({});
  if ((project != nullptr && project->configuration) || open == nullptr ||
      context.find<ide::WorkspaceFiles>({}) == nullptr || defines_types(context, id)) {
    return std::nullopt;
  }
  for (const FileId file : *open) {
    if (role_of(context, file) == FileRole::none || context.get<ProjectOf>(file) != id) {
      continue;
    }
    if (const auto definition = first_executable(context, file)) {
      return definition;
    }
  }
  return std::nullopt;
}

std::optional<ide::Diagnostic> missing_schema_diagnostic(engine::Context& context,
                                                         ProjectId project, FileId file) {
  const auto where = context.get<MissingSchema>(project);
  if (!where || context.lookup(*where).file != file) {
    return std::nullopt;
  }
  const DefinitionEntry* entry = find_definition(context, *where);
  if (entry == nullptr) {
    return std::nullopt;
  }
  ide::Diagnostic diagnostic;
  diagnostic.range = context.get<FileDefinitions>(file).node(*entry).first_token().range();
  diagnostic.severity = ide::Severity::information;
  diagnostic.code = "graphql/configuration";
  diagnostic.message =
      "No schema is known, so only what needs none is checked. Say where it is in a file "
      "\".graphqlrc.yml\": \"schema: path/to/schema.graphql\" (docs/graphql-configuration.md).";
  return diagnostic;
}

}  // namespace troupe::graphql
