// From a field of a root type to an operation that asks for it: the schema says what it has to be
// given and what can be seen of it. The text is written on one line and then formatted.
//
// It goes to a new file beside the documents that the project has, or to the end of one of these.
// Clients that cannot make files are not offered the first.
#include <algorithm>
#include <array>
#include <string>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/actions/leaf_fields.hpp"
#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/formatting/format.hpp"
#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql::actions {
namespace {

constexpr std::array<std::string_view, 3> keywords = {"query", "mutation", "subscription"};
constexpr int most_names = 100;

/// The field of a root type whose name, or type, is asked about.
struct RootField {
  std::string_view keyword;
  const FieldShape* shape = nullptr;
};

std::optional<RootField> root_field_at(const Request& request) {
  const auto field = request.enclosing<FieldDefinition>(request.range());
  const auto type = field ? request.enclosing<TypeDefinition>(field->range()) : std::nullopt;
  const auto name = field ? field->name_node() : std::nullopt;
  if (!type || !name || request.range().begin < name->range().begin) {
    return std::nullopt;
  }
  const Schema& schema = request.schema();
  const auto& roots = request.context().get<RootTypes>(schema.project());
  const auto root = std::ranges::find(roots, type->name());
  if (root == roots.end() || type->name().empty()) {
    return std::nullopt;
  }
  const TypeShape* shape = schema.find_type(type->name());
  const FieldShape* found = shape != nullptr ? shape->find_field(field->name()) : nullptr;
  return found == nullptr ? std::nullopt
                          : std::optional(RootField{
                                keywords[static_cast<std::size_t>(root - roots.begin())], found});
}

enum class Arguments : std::uint8_t { required, all };

/// `query Person($id: ID!) { person(id: $id) { id name } }`, formatted.
std::string operation_text(const Schema& schema, const RootField& root, const std::string& name,
                           Arguments arguments) {
  std::string variables;
  std::string given;
  for (const InputValueShape& argument : root.shape->arguments) {
    const bool is_wanted =
        argument.is_required() || (arguments == Arguments::all && !argument.is_deprecated);
    if (!is_wanted) {
      continue;
    }
    const std::string variable = "$" + std::string(argument.name);
    variables.append(variables.empty() ? "(" : ", ").append(variable).append(": ");
    variables.append(argument.type.to_string());
    if (!argument.default_value.empty()) {
      variables.append(" = ").append(argument.default_value);
    }
    given.append(given.empty() ? "(" : ", ").append(argument.name).append(": ").append(variable);
  }
  const auto closed = [](const std::string& list) { return list.empty() ? list : list + ")"; };
  const TypeShape* type = schema.find_type(root.shape->type.name);
  std::string text(root.keyword);
  text.append(" ").append(name).append(closed(variables)).append(" { ");
  text.append(root.shape->name).append(closed(given)).append(" ");
  text.append(type != nullptr && type->is_composite() ? leaf_selection(schema, *type) : "");
  return formatted(parse(base::SourceText(text + " }")), FormatStyle());
}

/// A name that no operation of the project has yet.
std::string operation_name(const Schema& schema, std::string_view field) {
  const NameIndex& names = schema.context().get<DocumentNames>(schema.project());
  std::string name = lint::in_style(field, "PascalCase");
  for (int number = 1; number < most_names; ++number) {
    std::string candidate = number == 1 ? name : name + std::to_string(number);
    if (names.find(DefinitionSpace::operation, candidate) == nullptr) {
      return candidate;
    }
  }
  return name;
}

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/'));
}

bool has_executables(engine::Context& context, FileId file) {
  return std::ranges::any_of(context.get<FileDefinitions>(file).all(),
                             [](const DefinitionEntry& entry) {
                               return entry.space == DefinitionSpace::operation ||
                                      entry.space == DefinitionSpace::fragment;
                             });
}

/// The first GraphQL file of the project that has operations or fragments.
std::optional<FileId> first_document(const Request& request) {
  engine::Context& context = request.context();
  const auto& files = context.get<ProjectFiles>(request.schema().project());
  for (const auto* list : {&files.documents, &files.loose}) {
    for (const FileId file : *list) {
      if (is_graphql_path(context.lookup(file).path) && has_executables(context, file)) {
        return file;
      }
    }
  }
  return std::nullopt;
}

/// Whether a new file of that path would be a document of the project, and no file has it yet.
bool is_free(const Request& request, const Project& project, const std::string& path) {
  engine::Context& context = request.context();
  const FileId file = context.intern(ide::FilePath{path});
  const auto* listed = context.find<ide::WorkspaceFiles>({});
  const bool is_listed = listed != nullptr && *listed != nullptr &&
                         std::ranges::find(**listed, file) != (*listed)->end();
  return !is_listed && context.find<ide::FileText>(file) == nullptr &&
         !matches_any(project.exclude, path) &&
         (!project.has_documents || matches_any(project.documents, path) ||
          matches_any(project.include, path));
}

/// Where a new document would stand: beside others, else in a folder that the configuration
/// mentions documents of, else beside the schema.
std::optional<FileId> new_document(const Request& request, std::optional<FileId> beside,
                                   std::string_view name) {
  engine::Context& context = request.context();
  const Project* project = find_project(context, request.schema().project());
  if (project == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> folders;
  if (beside) {
    folders.emplace_back(folder_of(context.lookup(*beside).path));
  }
  for (const std::string_view below : {"", "/src", "/graphql", "/src/graphql", "/operations"}) {
    folders.push_back(project->directory + std::string(below));
  }
  folders.emplace_back(folder_of(context.lookup(request.file()).path));
  if (!project->has_documents) {
    std::ranges::rotate(folders, folders.end() - 1);
    if (beside) {
      std::swap(folders[0], folders[1]);
    }
  }
  for (const std::string& folder : folders) {
    std::string path = folder + "/" + std::string(name) + ".graphql";
    if (is_free(request, *project, path)) {
      return context.intern(ide::FilePath{std::move(path)});
    }
  }
  return std::nullopt;
}

ide::CodeAction to_file(std::string title, FileId file, ide::TextEdit edit) {
  ide::CodeAction action;
  action.title = std::move(title);
  action.kind = ide::CodeAction::Kind::refactor_rewrite;
  action.edit.push_back({file, {std::move(edit)}});
  return action;
}

/// Puts a text behind what a file has.
ide::TextEdit at_the_end(engine::Context& context, FileId file, const std::string& text) {
  const std::string_view present = ide::text_of(context, file);
  const auto end = static_cast<base::TextOffset>(present.size());
  const std::string_view gap = present.empty() ? "" : present.ends_with('\n') ? "\n" : "\n\n";
  return {{end, end}, std::string(gap) + text};
}

}  // namespace

void add_operations(const Request& request, Actions& actions) {
  const auto root = root_field_at(request);
  if (!root) {
    return;
  }
  engine::Context& context = request.context();
  const Schema& schema = request.schema();
  const std::string name = operation_name(schema, root->shape->name);
  const std::string title = "Generate operation for `" + std::string(root->shape->name) + "`";
  const std::string text = operation_text(schema, *root, name, Arguments::required);
  const std::string longer = operation_text(schema, *root, name, Arguments::all);
  const std::optional<FileId> document = first_document(request);
  if (const auto fresh = new_document(request, document, name)) {
    actions.push_back(to_file(title, *fresh, {{0, 0}, text}));
    if (longer != text) {
      actions.push_back(to_file(title + " with all arguments", *fresh, {{0, 0}, longer}));
    }
  }
  if (document) {
    const std::string& path = context.lookup(*document).path;
    actions.push_back(to_file(title + " in " + path.substr(path.rfind('/') + 1), *document,
                              at_the_end(context, *document, text)));
  }
}

}  // namespace troupe::graphql::actions
