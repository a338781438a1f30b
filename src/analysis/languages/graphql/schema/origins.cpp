#include "analysis/languages/graphql/schema/origins.hpp"

#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {
namespace {

/// The first child of a given name among a list's.
template <typename View>
std::optional<View> named(const Children<View>& children, std::string_view name) {
  for (const View child : children) {
    if (child.name() == name) {
      return child;
    }
  }
  return std::nullopt;
}

/// The first member of that name in a type's parts; `members` takes a part to its members.
template <typename View, typename Members>
std::optional<Origin<View>> member_origin(engine::Context& context, ProjectId project,
                                          std::string_view type, std::string_view name,
                                          const Members& members) {
  for (const Origin<TypeDefinition>& part : type_origins(context, project, type)) {
    if (const std::optional<View> found = named<View>(members(part.node), name)) {
      return Origin<View>{part.file, *found};
    }
  }
  return std::nullopt;
}

bool is_meta_field(std::string_view name) {
  return name == "__typename" || name == "__schema" || name == "__type";
}

}  // namespace

std::vector<Origin<TypeDefinition>> type_origins(engine::Context& context, ProjectId project,
                                                 std::string_view type) {
  std::vector<Origin<TypeDefinition>> definitions;
  std::vector<Origin<TypeDefinition>> extensions;
  for (const FileId file : context.get<TypeSources>({project, std::string(type)}).files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::type, type)) {
      (entry->is_extension() ? extensions : definitions)
          .push_back({file, TypeDefinition(table.node(*entry))});
    }
  }
  definitions.insert(definitions.end(), extensions.begin(), extensions.end());
  return definitions;
}

std::optional<Origin<FieldDefinition>> field_origin(engine::Context& context, ProjectId project,
                                                    std::string_view type, std::string_view field) {
  return member_origin<FieldDefinition>(context, project,
                                        is_meta_field(field) ? meta_fields_type : type, field,
                                        [](const TypeDefinition& part) { return part.fields(); });
}

std::optional<Origin<InputValueDefinition>> argument_origin(engine::Context& context,
                                                            ProjectId project,
                                                            std::string_view type,
                                                            std::string_view field,
                                                            std::string_view argument) {
  const auto origin = field_origin(context, project, type, field);
  if (!origin) {
    return std::nullopt;
  }
  const auto found = named(origin->node.arguments(), argument);
  return found ? std::optional(Origin<InputValueDefinition>{origin->file, *found}) : std::nullopt;
}

std::optional<Origin<InputValueDefinition>> input_field_origin(engine::Context& context,
                                                               ProjectId project,
                                                               std::string_view type,
                                                               std::string_view field) {
  return member_origin<InputValueDefinition>(
      context, project, type, field,
      [](const TypeDefinition& part) { return part.input_fields(); });
}

std::optional<Origin<EnumValueDefinition>> enum_value_origin(engine::Context& context,
                                                             ProjectId project,
                                                             std::string_view type,
                                                             std::string_view value) {
  return member_origin<EnumValueDefinition>(
      context, project, type, value, [](const TypeDefinition& part) { return part.values(); });
}

std::optional<Origin<DirectiveDefinition>> directive_origin(engine::Context& context,
                                                            ProjectId project,
                                                            std::string_view directive) {
  for (const FileId file : context.get<DirectiveSources>({project, std::string(directive)}).files) {
    const DefinitionTable& table = context.get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::directive, directive)) {
      if (!entry->is_extension()) {
        return Origin<DirectiveDefinition>{file, DirectiveDefinition(table.node(*entry))};
      }
    }
  }
  return std::nullopt;
}

std::optional<Origin<InputValueDefinition>> directive_argument_origin(engine::Context& context,
                                                                      ProjectId project,
                                                                      std::string_view directive,
                                                                      std::string_view argument) {
  const auto origin = directive_origin(context, project, directive);
  if (!origin) {
    return std::nullopt;
  }
  const auto found = named(origin->node.arguments(), argument);
  return found ? std::optional(Origin<InputValueDefinition>{origin->file, *found}) : std::nullopt;
}

std::optional<Origin<FragmentDefinition>> fragment_origin(engine::Context& context,
                                                          ProjectId project, FileId from,
                                                          std::string_view fragment) {
  const auto id = find_fragment(context, project, from, fragment);
  const DefinitionEntry* entry = id ? find_definition(context, *id) : nullptr;
  if (entry == nullptr) {
    return std::nullopt;
  }
  const FileId file = context.lookup(*id).file;
  return Origin<FragmentDefinition>{
      file, FragmentDefinition(context.get<FileDefinitions>(file).node(*entry))};
}

}  // namespace troupe::graphql
