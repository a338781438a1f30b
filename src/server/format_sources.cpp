// As `check` does it, without actors: the workspace's listing, its configurations in a database of
// their own, and the patterns that the languages derive from those.
#include "server/format_sources.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "actors/source_plan.hpp"
#include "actors/tree_walk.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "base/sort_unique.hpp"
#include "base/uri.hpp"

namespace troupe::server {

namespace {

constexpr std::size_t largest_configuration = std::size_t{4} * 1024 * 1024;

engine::Database database_of_configurations(const std::string& workspace,
                                            const std::vector<std::string>& configurations,
                                            const Environment& environment) {
  engine::Database database;
  engine::ChangeSet changes;
  std::vector<ide::FileId> files;
  for (const std::string& path : configurations) {
    actors::DiskFile file = actors::read_disk_file(path, largest_configuration);
    if (file.state == actors::FileState::present) {
      files.push_back(database.intern(ide::FilePath{path}));
      changes.set<ide::FileText>(files.back(), std::move(file.text));
    }
  }
  changes.set<ide::WorkspaceFiles>(
      {}, std::make_shared<const std::vector<ide::FileId>>(std::move(files)));
  changes.set<ide::WorkspaceFolders>({}, {workspace});
  changes.set<ide::Environment>({}, environment);
  database.apply(std::move(changes));
  return database;
}

std::vector<std::string> configurations_of(const actors::Listing& listing,
                                           const std::vector<std::string>& names) {
  std::vector<std::string> found;
  std::ranges::copy_if(listing.files, std::back_inserter(found), [&](const std::string& path) {
    return std::ranges::binary_search(names, actors::file_name(path));
  });
  return found;
}

/// The configurations in the folders of these files and above them, up to the workspace: all that
/// have a say in how they are read. Without them, a file that an editor has formatted would cost
/// a walk through the whole workspace.
std::vector<std::string> configurations_above(const std::vector<std::string>& files,
                                              const std::string& workspace,
                                              const std::vector<std::string>& names) {
  namespace fs = std::filesystem;
  std::set<fs::path> folders{workspace};
  for (const std::string& file : files) {
    fs::path folder = fs::path(file).parent_path();
    while (base::path_below(folder.string(), workspace) && folders.insert(folder).second) {
      folder = folder.parent_path();
    }
  }
  std::vector<std::string> found;
  std::error_code error;
  for (const fs::path& folder : folders) {
    for (const std::string& name : names) {
      if (const fs::path path = folder / name; fs::is_regular_file(path, error)) {
        found.push_back(path.string());
      }
    }
  }
  base::sort_unique(found);
  return found;
}

bool is_within(const std::string& path, const std::vector<std::string>& scopes) {
  return scopes.empty() || std::ranges::any_of(scopes, [&](const std::string& scope) {
           return scope == path || base::path_below(path, scope).has_value();
         });
}

}  // namespace

FormatSources::FormatSources(const CheckScope& scope, const Environment& environment) {
  std::error_code error;
  std::ranges::copy_if(scope.paths, std::back_inserter(paths_), [&](const std::string& path) {
    return !std::filesystem::is_directory(path, error);
  });
  const ide::LanguageSet languages = registry::make_language_set();
  const std::vector<std::string> names = actors::configuration_names(languages);
  if (!scope.paths.empty() && paths_.size() == scope.paths.size()) {
    configurations_ = database_of_configurations(
        scope.workspace, configurations_above(paths_, scope.workspace, names), environment);
  } else {
    const auto go_on = [] { return false; };
    const actors::Listing listing = actors::walk_tree({scope.workspace}, {}, go_on);
    configurations_ =
        database_of_configurations(scope.workspace, configurations_of(listing, names), environment);
    engine::Context context(configurations_.snapshot());
    for (std::string& path :
         actors::make_source_plan(context, languages, listing, {scope.workspace}).files) {
      if (graphql::is_document_path(path) && is_within(path, scope.paths) &&
          std::ranges::binary_search(listing.files, path)) {
        paths_.push_back(std::move(path));
      }
    }
  }
  base::sort_unique(paths_);
}

graphql::ParseOptions FormatSources::parse_options(const std::string& path) {
  const ide::FileId file = configurations_.intern(ide::FilePath{path});
  engine::Context context(configurations_.snapshot());
  return {.fragment_arguments = context.get<graphql::FragmentArguments>(file)};
}

}  // namespace troupe::server
