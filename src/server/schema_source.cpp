// A single file becomes a workspace of its own, with a configuration that names it: so whatever
// `schema` may name in a configuration can be given on the command line.
#include "server/schema_source.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "actors/source_plan.hpp"
#include "actors/tree_walk.hpp"
#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "base/uri.hpp"
#include "protocol/json_writer.hpp"
#include "server/report.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

constexpr std::size_t largest_schema_bytes = std::size_t{64} * 1024 * 1024;
constexpr std::string_view lone_folder = "/schema";

using FileTexts = std::map<std::string, base::SourceText>;

base::Result<base::SourceText> read_input() {
  std::optional<std::string> text = read_whole(stdin);
  if (!text) {
    return base::failure("cannot read standard input");
  }
  return base::SourceText(std::move(*text));
}

base::Result<base::SourceText> read_file(const std::string& path) {
  actors::DiskFile file = actors::read_disk_file(path, largest_schema_bytes);
  switch (file.state) {
    case actors::FileState::present:
      return std::move(file.text);
    case actors::FileState::missing:
      return base::failure("no such file or folder: " + path);
    case actors::FileState::unreadable:
      return base::failure("cannot read " + path);
    case actors::FileState::too_large:
      return base::failure(path + " is larger than 64 MiB");
    case actors::FileState::binary:
      return base::failure(path + " is no text");
  }
  return base::failure("cannot read " + path);
}

/// A configuration whose schema is one file.
base::SourceText configuration_of(std::string_view schema) {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.object([&] { writer.member("schema", schema); });
  return base::SourceText(std::move(json));
}

ide::FileId id_of(const engine::Database& database, const std::string& path) {
  return database.intern(ide::FilePath{path});
}

std::unique_ptr<engine::Database> make_database(const std::string& folder, const FileTexts& texts,
                                                const Environment& environment) {
  auto database = std::make_unique<engine::Database>();
  engine::ChangeSet changes;
  for (const auto& [path, text] : texts) {
    changes.set<ide::FileText>(id_of(*database, path), text);
  }
  changes.set<ide::WorkspaceFolders>({}, {folder});
  changes.set<ide::Environment>({}, environment);
  database->apply(std::move(changes));
  return database;
}

/// Adds files, and says that these are all there are.
void finish(engine::Database& database, const FileTexts& texts, const FileTexts& more) {
  engine::ChangeSet changes;
  std::vector<std::string> paths;
  for (const auto& [path, text] : texts) {
    paths.push_back(path);
  }
  for (const auto& [path, text] : more) {
    changes.set<ide::FileText>(id_of(database, path), text);
    paths.push_back(path);
  }
  std::ranges::sort(paths);
  std::vector<ide::FileId> files;
  files.reserve(paths.size());
  for (const std::string& path : paths) {
    files.push_back(id_of(database, path));
  }
  changes.set<ide::WorkspaceFiles>(
      {}, std::make_shared<const std::vector<ide::FileId>>(std::move(files)));
  database.apply(std::move(changes));
}

base::Result<std::unique_ptr<engine::Database>> load_folder(const std::string& folder,
                                                            const Environment& environment) {
  const ide::LanguageSet languages = registry::make_language_set();
  const auto go_on = [] { return false; };
  const actors::Listing listing = actors::walk_tree({folder}, {}, go_on);
  const std::vector<std::string> names = actors::configuration_names(languages);
  FileTexts configurations;
  for (const std::string& path : listing.files) {
    if (std::ranges::binary_search(names, actors::file_name(path))) {
      if (auto text = read_file(path)) {
        configurations.emplace(path, std::move(*text));
      }
    }
  }
  auto database = make_database(folder, configurations, environment);
  engine::Context context(database->snapshot());
  FileTexts sources;
  for (const std::string& path :
       actors::make_source_plan(context, languages, listing, {folder}).files) {
    if (configurations.contains(path)) {
      continue;
    }
    if (auto text = read_file(path)) {
      sources.emplace(path, std::move(*text));
    }
  }
  finish(*database, configurations, sources);
  return database;
}

/// The project of that name, or the only one that has types.
base::Result<graphql::ProjectId> choose_project(engine::Context& context, const std::string& name,
                                                const std::string& path) {
  std::vector<const graphql::Project*> found;
  std::string names;
  for (const graphql::Project& project : context.get<graphql::Projects>({})) {
    const std::string& own = context.lookup(project.id).name;
    if (!name.empty() ? own == name
                      : !context.get<graphql::ProjectFiles>(project.id).schema.empty()) {
      found.push_back(&project);
      names.append(names.empty() ? "" : ", ").append(own);
    }
  }
  if (found.empty()) {
    return base::failure(name.empty() ? "no schema in " + path
                                      : "no project '" + name + "' in " + path);
  }
  if (found.size() > 1) {
    return base::failure(path + " has several projects; say which by --project: " + names);
  }
  return found.front()->id;
}

/// What keeps a schema from being read.
std::optional<base::Error> problem_of(const SchemaSource& source, const std::string& directory) {
  engine::Context context = source.context();
  for (const ide::FileId file : context.get<graphql::ProjectFiles>(source.project()).schema) {
    const syntax::Tree& tree = context.get<graphql::FileSyntax>(file);
    if (!tree.diagnostics().empty()) {
      const auto& first = tree.diagnostics().front();
      const auto position = context.get<ide::FileLines>(file).position(
          ide::text_of(context, file), first.range.begin, base::PositionEncoding::utf32);
      return base::Error{source.shown_path(context.lookup(file).path, directory) + ":" +
                         std::to_string(position.line + 1) + ":" +
                         std::to_string(position.character + 1) + ": " + first.message};
    }
  }
  return std::nullopt;
}

std::string lone_path(const std::string& name) {
  return std::string(lone_folder) + "/" + name;
}

std::unique_ptr<engine::Database> lone_database(const std::string& name, base::SourceText text,
                                                const Environment& environment) {
  const FileTexts texts = {{lone_path(".graphqlrc.json"), configuration_of(name)},
                           {lone_path(name), std::move(text)}};
  auto database = make_database(std::string(lone_folder), texts, environment);
  finish(*database, texts, {});
  return database;
}

/// What a schema was asked for by.
struct Wish {
  std::string called;     ///< in messages about the whole
  std::string project;    ///< empty: the only one
  std::string directory;  ///< what paths are relative to
  std::string file;       ///< the one file that was given; empty: a folder was
  std::string shown;      ///< how that file is shown
};

/// The schema in a database that has all its files.
base::Result<SchemaSource> checked(std::unique_ptr<engine::Database> database, const Wish& wish) {
  engine::Context context(database->snapshot());
  const auto chosen = choose_project(context, wish.project, wish.called);
  if (!chosen) {
    return std::unexpected(chosen.error());
  }
  SchemaSource source(std::move(database), *chosen, wish.file, wish.shown);
  if (auto problem = problem_of(source, wish.directory)) {
    return std::unexpected(std::move(*problem));
  }
  if (!graphql::Schema(context, *chosen).is_whole()) {
    return base::failure("no type is defined in " + wish.called);
  }
  return source;
}

}  // namespace

std::string SchemaSource::shown_path(std::string_view path, std::string_view directory) const {
  return path == file_ && !file_.empty() ? shown_ : server::shown_path(path, directory);
}

base::Result<SchemaSource> load_schema(const std::string& path, const std::string& project,
                                       const std::string& directory,
                                       const Environment& environment) {
  const std::string absolute =
      base::normalise_path(path.starts_with('/') ? path : directory + "/" + path);
  std::error_code error;
  if (path != "-" && std::filesystem::is_directory(absolute, error)) {
    auto loaded = load_folder(absolute, environment);
    if (!loaded) {
      return std::unexpected(loaded.error());
    }
    return checked(std::move(*loaded), {path, project, directory, "", path});
  }
  auto text = path == "-" ? read_input() : read_file(absolute);
  if (!text) {
    return std::unexpected(text.error());
  }
  const std::string name(path == "-" ? "input.graphql" : actors::file_name(absolute));
  return checked(
      lone_database(name, std::move(*text), environment),
      {path, project, directory, lone_path(name), path == "-" ? "standard input" : path});
}

base::Result<SchemaSource> schema_of_text(const std::string& name, base::SourceText text,
                                          const std::string& shown,
                                          const Environment& environment) {
  return checked(lone_database(name, std::move(text), environment),
                 {shown, "", "", lone_path(name), ""});
}

}  // namespace troupe::server
