// A package.json is a configuration only if it says so, and nearly every folder of JavaScript has
// one, so those that do not have the word "graphql" for a key are passed over. This reads the text,
// not the JSON: a project that mentions the key for another purpose is taken for a root, which it
// most likely is.
#include "server/workspace_search.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "base/uri.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& directory, const std::string& path) {
  return base::normalise_path(path.starts_with('/') ? path : directory + "/" + path);
}

bool is_configuration(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return false;
  }
  if (!path.ends_with("/package.json")) {
    return true;
  }
  const std::string text = read_whole_file(path).value_or("");
  return text.find("\"graphql\":") != std::string::npos ||
         text.find("\"graphql\" :") != std::string::npos;
}

std::string parent_of(const std::string& path) {
  return fs::path(path).parent_path().string();
}

std::string join(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

/// The nearest folder from `start` upward with a configuration, no further than a repository's
/// root.
std::optional<std::string> nearest_configured(std::string start,
                                              std::span<const std::string> names) {
  for (;; start = parent_of(start)) {
    const auto is_here = [&](const std::string& name) {
      return is_configuration(join(start, name));
    };
    if (std::ranges::any_of(names, is_here)) {
      return start;
    }
    std::error_code error;
    if (start == "/" || fs::exists(join(start, ".git"), error)) {
      return std::nullopt;
    }
  }
}

/// Troupe's own settings say how a project is looked at, not where it begins: they count only where
/// nothing else does.
bool is_own_settings(const std::string& name) {
  return name.starts_with("troupe.");
}

std::optional<std::string> project_root(const std::string& start,
                                        std::span<const std::string> names) {
  std::vector<std::string> configurations;
  std::ranges::remove_copy_if(names, std::back_inserter(configurations), is_own_settings);
  const auto configured = nearest_configured(start, configurations);
  return configured ? configured : nearest_configured(start, names);
}

bool contains(const std::string& folder, const std::string& path) {
  return folder == path || base::path_below(path, folder).has_value();
}

std::string common_folder(std::span<const std::string> folders) {
  std::string common = folders.front();
  for (const std::string& folder : folders.subspan(1)) {
    while (!contains(common, folder)) {
      common = parent_of(common);
    }
  }
  return common;
}

}  // namespace

base::Result<CheckScope> find_scope(const std::string& directory, const std::string& workspace,
                                    std::span<const std::string> paths,
                                    std::span<const std::string> configuration_names) {
  CheckScope scope;
  std::vector<std::string> folders;
  bool names_a_folder = false;
  std::error_code error;
  for (const std::string& path : paths) {
    const std::string& full = scope.paths.emplace_back(absolute(directory, path));
    if (!fs::exists(full, error)) {
      return base::failure(path + ": no such file or folder");
    }
    const bool is_folder = fs::is_directory(full, error);
    names_a_folder = names_a_folder || is_folder;
    folders.push_back(is_folder ? full : parent_of(full));
  }
  if (!workspace.empty()) {
    scope.workspace = absolute(directory, workspace);
    if (!fs::is_directory(scope.workspace, error)) {
      return base::failure(workspace + ": no such folder");
    }
    return scope;
  }
  const std::string start = folders.empty() ? directory : common_folder(folders);
  if (const auto configured = project_root(start, configuration_names)) {
    scope.workspace = *configured;
  } else {
    const bool is_about_here = !names_a_folder && contains(directory, start);
    scope.workspace = is_about_here ? directory : start;
  }
  if (scope.paths.empty() && scope.workspace != directory) {
    scope.paths.push_back(directory);
  }
  if (std::ranges::find(scope.paths, scope.workspace) != scope.paths.end()) {
    scope.paths.clear();  // all of it
  }
  return scope;
}

}  // namespace troupe::server
