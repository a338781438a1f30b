// As `check` does it, without actors: the workspace's listing, its configurations in a database of
// their own, and the patterns that the languages derive from those.
#include "server/format_sources.hpp"

#include <algorithm>
#include <filesystem>

#include "actors/source_plan.hpp"
#include "actors/tree_walk.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/registry/registry.hpp"
#include "base/sort_unique.hpp"
#include "base/uri.hpp"

namespace troupe::server {

namespace {

constexpr std::size_t largest_configuration = std::size_t{4} * 1024 * 1024;

engine::Database database_of_configurations(const std::string& workspace,
                                            const actors::Listing& listing,
                                            const std::vector<std::string>& names,
                                            const Environment& environment) {
  engine::Database database;
  engine::ChangeSet changes;
  for (const std::string& path : listing.files) {
    if (std::ranges::binary_search(names, actors::file_name(path))) {
      actors::DiskFile file = actors::read_disk_file(path, largest_configuration);
      if (file.state == actors::FileState::present) {
        changes.set<ide::FileText>(database.intern(ide::FilePath{path}), std::move(file.text));
      }
    }
  }
  changes.set<ide::WorkspaceFolders>({}, {workspace});
  changes.set<ide::Environment>({}, environment);
  database.apply(std::move(changes));
  return database;
}

bool is_within(const std::string& path, const std::vector<std::string>& scopes) {
  return scopes.empty() || std::ranges::any_of(scopes, [&](const std::string& scope) {
           return scope == path || base::path_below(path, scope).has_value();
         });
}

}  // namespace

std::vector<std::string> find_format_sources(const CheckScope& scope,
                                             const Environment& environment) {
  std::vector<std::string> found;
  std::error_code error;
  for (const std::string& path : scope.paths) {
    if (!std::filesystem::is_directory(path, error)) {
      found.push_back(path);
    }
  }
  if (scope.paths.empty() || found.size() < scope.paths.size()) {
    const ide::LanguageSet languages = registry::make_language_set();
    const auto go_on = [] { return false; };
    const actors::Listing listing = actors::walk_tree({scope.workspace}, {}, go_on);
    const engine::Database database = database_of_configurations(
        scope.workspace, listing, actors::configuration_names(languages), environment);
    engine::Context context(database.snapshot());
    for (std::string& path :
         actors::make_source_plan(context, languages, listing, {scope.workspace}).files) {
      if (graphql::is_document_path(path) && is_within(path, scope.paths) &&
          std::ranges::binary_search(listing.files, path)) {
        found.push_back(std::move(path));
      }
    }
  }
  base::sort_unique(found);
  return found;
}

}  // namespace troupe::server
