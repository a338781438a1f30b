#include "analysis/languages/graphql/schema/additions.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/directive_sets.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {
namespace {

std::string string_of(const std::optional<Value>& value) {
  const auto text = value ? value->as<StringValue>() : std::nullopt;
  return text ? text->value() : std::string();
}

void read_import(const Value& value, std::vector<SchemaLink::Import>& imports) {
  if (const auto name = value.as<StringValue>()) {
    imports.push_back({name->value(), name->value()});
  } else if (const auto renamed = value.as<ObjectValue>()) {
    SchemaLink::Import import;
    for (const ObjectField field : renamed->fields()) {
      if (field.name() == "name") {
        import.name = string_of(field.value());
      } else if (field.name() == "as") {
        import.alias = string_of(field.value());
      }
    }
    if (import.alias.empty()) {
      import.alias = import.name;
    }
    imports.push_back(std::move(import));
  }
}

SchemaLink read_link(const Directive& directive) {
  SchemaLink link;
  for (const Argument argument : directive.arguments()) {
    if (argument.name() == "url" || argument.name() == "feature") {
      link.url = string_of(argument.value());
    } else if (argument.name() == "as") {
      link.as = string_of(argument.value());
    } else if (argument.name() == "import") {
      const auto list = argument.value() ? argument.value()->as<ListValue>() : std::nullopt;
      if (list) {
        for (const Value item : list->values()) {
          read_import(item, link.imports);
        }
      }
    }
  }
  return link;
}

/// The minor version of a federation 2 specification's URL; nothing for any other.
std::optional<unsigned> federation_minor(std::string_view url) {
  constexpr std::string_view mark = "/federation/v2.";
  const std::size_t at = url.find(mark);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  unsigned minor = 0;
  const std::string_view digits = url.substr(at + mark.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
  return error == std::errc() ? std::optional(minor) : std::nullopt;
}

FederationNames names_of(const SchemaLink& link, unsigned minor) {
  FederationNames names{.minor = minor,
                        .prefix = (link.as.empty() ? "federation" : link.as) + "__",
                        .directives = {},
                        .types = {}};
  for (const SchemaLink::Import& import : link.imports) {
    if (import.name.starts_with('@')) {
      names.directives.emplace_back(import.name.substr(1), import.alias.starts_with('@')
                                                               ? import.alias.substr(1)
                                                               : import.alias);
    } else {
      names.types.emplace_back(import.name, import.alias);
    }
  }
  return names;
}

constexpr std::string_view path_prefix = "graphql:additions\n";

std::string read_links(engine::Context& context, ProjectId project) {
  std::string text;
  const NameIndex::Entry* schemas =
      context.get<SchemaNames>(project).find(DefinitionSpace::schema, "");
  if (schemas == nullptr) {
    return text;
  }
  bool has_links = false;
  for (const FileId file : schemas->files) {
    for (const SchemaLink& link : context.get<FileLinks>(file)) {
      if (const auto minor = federation_minor(link.url)) {
        text += federation_definitions(names_of(link, *minor));
      }
      has_links = true;
    }
  }
  return has_links ? text.append(link_definitions()) : text;
}

}  // namespace

std::vector<SchemaLink> FileLinks::execute(engine::Context& context, const FileId& file) {
  std::vector<SchemaLink> links;
  const DefinitionTable& table = context.get<FileDefinitions>(file);
  for (const DefinitionEntry* entry : table.named(DefinitionSpace::schema, "")) {
    for (const Directive directive : SchemaDefinition(table.node(*entry)).directives()) {
      if (directive.name() == "link" || directive.name() == "core") {
        links.push_back(read_link(directive));
      }
    }
  }
  return links;
}

base::SourceText SchemaAdditions::execute(engine::Context& context, const ProjectId& project) {
  std::string text = read_links(context, project);
  if (const Project* configured = find_project(context, project)) {
    for (const DirectiveSet set : configured->directives) {
      text += definitions_of(set);
    }
  }
  return base::SourceText(std::move(text));
}

FileId additions_file(engine::Context& context, ProjectId project) {
  const ProjectKey& key = context.lookup(project);
  return context.intern(
      ide::FilePath{std::string(path_prefix).append(key.origin).append("\n").append(key.name)});
}

std::optional<ProjectId> project_of_additions(engine::Context& context, FileId file) {
  std::string_view path = context.lookup(file).path;
  if (!path.starts_with(path_prefix)) {
    return std::nullopt;
  }
  path.remove_prefix(path_prefix.size());
  const std::size_t end = path.find('\n');
  return context.intern(
      ProjectKey{std::string(path.substr(0, end)), std::string(path.substr(end + 1))});
}

std::optional<FileId> added_by(engine::Context& context, ProjectId project, DefinitionSpace space,
                               std::string_view name) {
  if (context.get<SchemaAdditions>(project).size() == 0) {
    return std::nullopt;
  }
  const FileId file = additions_file(context, project);
  const std::vector<DefinedName>& names = context.get<FileDefinitionNames>(file);
  const bool is_there = std::ranges::any_of(names, [&](const DefinedName& defined) {
    return defined.space == space && defined.name == name;
  });
  return is_there ? std::optional(file) : std::nullopt;
}

std::vector<std::string_view> added_directive_names(engine::Context& context, ProjectId project) {
  std::vector<std::string_view> names;
  if (context.get<SchemaAdditions>(project).size() != 0) {
    for (const DefinedName& defined :
         context.get<FileDefinitionNames>(additions_file(context, project))) {
      if (defined.space == DefinitionSpace::directive) {
        names.push_back(defined.name);
      }
    }
  }
  return names;
}

}  // namespace troupe::graphql
