#include "handlers/watched_files.hpp"

#include <algorithm>
#include <string>

#include "base/uri.hpp"

namespace troupe::handlers {

namespace {

/// A folder's path as a glob that matches it. LSP's globs have no escape.
std::string glob_of_path(std::string_view path) {
  std::string glob(path);
  for (char& character : glob) {
    if (std::string_view("*?{}[]").find(character) != std::string_view::npos) {
      character = '?';
    }
  }
  return glob.ends_with('/') ? glob : glob + '/';
}

}  // namespace

std::vector<protocol::FileSystemWatcher> file_system_watchers(
    std::span<const ide::FilePatterns> patterns, const protocol::ClientCapabilities& capabilities) {
  const bool takes_relative = capabilities.workspace.didChangeWatchedFiles.relativePatternSupport;
  std::vector<std::pair<std::string, std::string>> seen;
  std::vector<protocol::FileSystemWatcher> watchers;
  for (const ide::FilePatterns& pattern : patterns) {
    for (std::string include : pattern.include) {
      if (include.starts_with("./")) {
        include.erase(0, 2);
      }
      std::pair place(pattern.directory, include);
      if (std::ranges::find(seen, place) != seen.end()) {
        continue;
      }
      seen.push_back(std::move(place));
      protocol::FileSystemWatcher& watcher = watchers.emplace_back();
      if (takes_relative) {
        watcher.globPattern =
            protocol::RelativePattern{base::uri_of_path(pattern.directory), std::move(include)};
      } else {
        watcher.globPattern = glob_of_path(pattern.directory) + include;
      }
    }
  }
  return watchers;
}

}  // namespace troupe::handlers
