#include "analysis/languages/graphql/project/settings_files.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/project/configuration.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "base/uri.hpp"

namespace troupe::graphql {
namespace {

std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 ? path.substr(0, 1)
                    : path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

std::size_t rank_of(std::string_view path) {
  const auto found = std::ranges::find(settings_file_names, file_name_of(path));
  return static_cast<std::size_t>(found - std::begin(settings_file_names));
}

const SettingsValue* extension(const SettingsValue& map) {
  const SettingsValue* extensions = map.find("extensions");
  return extensions != nullptr ? extensions->find("troupe") : nullptr;
}

}  // namespace

bool is_settings_path(std::string_view path) {
  return rank_of(path) < std::size(settings_file_names);
}

SettingsTree FileSettings::execute(engine::Context& context, const FileId& file) {
  return read_settings(ide::text_of(context, file));
}

std::vector<FileId> SettingsFiles::execute(engine::Context& context, const Key& /*key*/) {
  const auto* listed = context.find<ide::WorkspaceFiles>({});
  const auto* open = context.find<ide::OpenDocuments>({});
  std::map<std::string_view, FileId> by_directory;
  const auto add = [&](FileId file) {
    const std::string& path = context.lookup(file).path;
    if (!is_settings_path(path)) {
      return;
    }
    const auto [place, is_first] = by_directory.emplace(directory_of(path), file);
    if (!is_first && rank_of(path) < rank_of(context.lookup(place->second).path)) {
      place->second = file;
    }
  };
  if (listed != nullptr) {
    std::ranges::for_each(**listed, add);
  } else if (open != nullptr) {
    std::ranges::for_each(*open, add);
  }
  std::vector<FileId> files;
  files.reserve(by_directory.size());
  for (const auto& [directory, file] : by_directory) {
    files.push_back(file);
  }
  return files;
}

std::optional<FileId> SettingsFileOf::execute(engine::Context& context, const FileId& file) {
  const std::string& path = context.lookup(file).path;
  std::optional<FileId> nearest;
  std::size_t length = 0;
  for (const FileId candidate : context.get<SettingsFiles>({})) {
    const std::string_view directory = directory_of(context.lookup(candidate).path);
    if (base::path_below(path, directory) && (!nearest || directory.size() > length)) {
      nearest = candidate;
      length = directory.size();
    }
  }
  if (nearest) {
    return nearest;
  }
  const auto id = context.get<ProjectOf>(file);
  const Project* project = id ? find_project(context, *id) : nullptr;
  if (project == nullptr || !project->configuration) {
    return std::nullopt;
  }
  const std::string& configuration = context.lookup(*project->configuration).path;
  const bool has_settings =
      troupe_settings(context.get<FileSettings>(*project->configuration), configuration) != nullptr;
  return has_settings ? project->configuration : std::nullopt;
}

const SettingsValue* troupe_settings(const SettingsTree& tree, std::string_view path) {
  if (is_settings_path(path)) {
    return &tree.root;
  }
  const SettingsValue* root = &tree.root;
  if (file_name_of(path) == "package.json") {
    root = root->find("graphql");
  }
  if (root == nullptr) {
    return nullptr;
  }
  if (const SettingsValue* found = extension(*root)) {
    return found;
  }
  const SettingsValue* projects = root->find("projects");
  if (projects != nullptr) {
    for (const SettingsEntry& project : projects->entries) {
      if (const SettingsValue* found = extension(project.value)) {
        return found;
      }
    }
  }
  return nullptr;
}

}  // namespace troupe::graphql
