// Everything here is recomputed when the list of files or a configuration changes, and at no other
// time: texts of GraphQL files are never looked at.
#include "analysis/languages/graphql/project/projects.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/introspection/introspection.hpp"
#include "base/uri.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view all_graphql_files = "**/*.{graphql,gql,graphqls}";

std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) {
    return {};
  }
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Every file that is known: the workspace's, or while that is not listed, the open ones.
const std::vector<FileId>& known_files(engine::Context& context) {
  static const std::vector<FileId> none;
  if (const auto* files = context.find<ide::WorkspaceFiles>({})) {
    return **files;
  }
  const auto* open = context.find<ide::OpenDocuments>({});
  return open != nullptr ? *open : none;
}

std::vector<PathPattern> patterns_of(const std::vector<Pointer>& pointers,
                                     std::string_view directory) {
  std::vector<PathPattern> patterns;
  for (const Pointer& pointer : pointers) {
    if (pointer.kind == Pointer::Kind::files || pointer.kind == Pointer::Kind::introspection ||
        pointer.is_negated) {
      patterns.push_back(pattern_of(directory, pointer.text, pointer.is_negated));
    }
  }
  return patterns;
}

/// Takes what cannot be read out of the patterns of a schema, so that `**/*` does not mean a
/// `package.json` that happens to be loaded or a program that is open.
std::vector<PathPattern> narrowed(std::vector<PathPattern> patterns) {
  std::vector<PathPattern> kept;
  kept.reserve(patterns.size());
  for (PathPattern& pattern : patterns) {
    if (!pattern.is_negated) {
      const auto glob = loadable_glob(pattern.glob.pattern(), LoadedFiles::graphql);
      if (!glob) {
        continue;
      }
      pattern.glob = base::Glob(*glob);
    }
    kept.push_back(std::move(pattern));
  }
  return kept;
}

Project resolve(engine::Context& context, FileId file, const ProjectConfiguration& configured) {
  const std::string& path = context.lookup(file).path;
  Project project;
  project.id = context.intern(ProjectKey{path, configured.name});
  project.configuration = file;
  project.directory = directory_of(path);
  project.schema = narrowed(patterns_of(configured.schema, project.directory));
  project.has_unread_schema = std::ranges::any_of(configured.schema, [](const Pointer& pointer) {
    const bool is_read =
        pointer.kind == Pointer::Kind::introspection || pointer.kind == Pointer::Kind::files;
    return !pointer.is_negated && !is_read;
  });
  project.has_documents = !configured.documents.empty() || !configured.include.empty();
  project.documents = patterns_of(configured.documents, project.directory);
  project.include = patterns_of(configured.include, project.directory);
  project.exclude = patterns_of(configured.exclude, project.directory);
  project.directives = configured.directives;
  project.has_fragment_arguments = configured.has_fragment_arguments;
  return project;
}

bool is_document(const Project& project, std::string_view path) {
  return is_document_path(path) && !matches_any(project.exclude, path) &&
         (matches_any(project.documents, path) || matches_any(project.include, path));
}

/// What the patterns of a configured project say about a file.
FileRole mentioned_role(const Project& project, std::string_view path) {
  if (matches_any(project.schema, path)) {
    return FileRole::schema;
  }
  return is_document(project, path) ? FileRole::document : FileRole::none;
}

/// The projects of the nearest configuration upward of `path`.
std::vector<const Project*> governing(const std::vector<Project>& projects, std::string_view path) {
  std::vector<const Project*> nearest;
  for (const Project& project : projects) {
    if (!project.configuration || !base::path_below(path, project.directory)) {
      continue;
    }
    if (!nearest.empty() && nearest.front()->directory.size() < project.directory.size()) {
      nearest.clear();
    }
    if (nearest.empty() || nearest.front()->directory.size() == project.directory.size()) {
      nearest.push_back(&project);
    }
  }
  return nearest;
}

std::optional<ProjectId> mentioning(const std::vector<Project>& projects, std::string_view path) {
  for (const Project& project : projects) {
    if (project.configuration && mentioned_role(project, path) != FileRole::none) {
      return project.id;
    }
  }
  return std::nullopt;
}

/// The project without a configuration that a file falls to.
ProjectId unconfigured_project(engine::Context& context, const std::vector<Project>& projects,
                               const std::string& path) {
  for (const Project& project : projects) {
    if (!project.configuration && base::path_below(path, project.directory)) {
      return project.id;
    }
  }
  return context.intern(ProjectKey{path, ""});
}

/// Whether the files of a schema that are not GraphQL give any: JSON must be the result of an
/// introspection query, and of programs one at least must have templates, or else they make the
/// schema in a way that cannot be seen.
bool is_understood(engine::Context& context, const std::vector<FileId>& schema) {
  bool has_hosts = false;
  bool has_regions = false;
  for (const FileId file : schema) {
    if (is_json_path(context.lookup(file).path)) {
      if (!context.get<IntrospectionIsUnderstood>(file)) {
        return false;
      }
    } else if (is_host(context, file)) {
      has_hosts = true;
      has_regions = has_regions || context.get<FileHasRegions>(file);
    }
  }
  return !has_hosts || has_regions;
}

/// Sorts a configured project's files by role.
ProjectFiles::Files configured_files(engine::Context& context, const Project& project) {
  ProjectFiles::Files files;
  for (const FileId file : known_files(context)) {
    const std::string& path = context.lookup(file).path;
    const bool is_schema = matches_any(project.schema, path);
    const bool is_mentioned = is_document(project, path);
    if (is_schema) {
      files.schema.push_back(file);
    }
    if (is_mentioned) {
      files.documents.push_back(file);
    }
    if (!is_schema && !is_mentioned && !project.has_documents && is_document_path(path) &&
        context.get<ProjectOf>(file) == project.id) {
      files.loose.push_back(file);
    }
  }
  files.has_whole_schema = !project.has_unread_schema && !files.schema.empty() &&
                           is_understood(context, files.schema) &&
                           context.find<ide::WorkspaceFiles>({}) != nullptr &&
                           std::ranges::all_of(project.schema, [&](const PathPattern& pattern) {
                             return pattern.glob.has_wildcards() || pattern.is_negated ||
                                    std::ranges::any_of(files.schema, [&](FileId file) {
                                      return pattern.matches(context.lookup(file).path);
                                    });
                           });
  return files;
}

ProjectFiles::Files unconfigured_files(engine::Context& context, const Project& project) {
  ProjectFiles::Files files;
  for (const FileId file : known_files(context)) {
    const std::string& path = context.lookup(file).path;
    if (is_document_path(path) && context.get<ProjectOf>(file) == project.id) {
      (is_graphql_path(path) ? files.schema : files.loose).push_back(file);
    }
  }
  files.documents = files.schema;
  files.has_whole_schema =
      !files.schema.empty() && context.find<ide::WorkspaceFiles>({}) != nullptr;
  return files;
}

/// Collects patterns by the directory that they start from.
class PatternCollector {
 public:
  void add(const std::vector<PathPattern>& patterns, const std::vector<PathPattern>& exclude,
           LoadedFiles kind) {
    std::map<std::string, ide::FilePatterns> by_directory;
    for (const PathPattern& pattern : patterns) {
      if (const auto glob = loadable_glob(pattern.glob.pattern(), kind);
          glob && !pattern.is_negated) {
        by_directory[pattern.directory].include.push_back(*glob);
      }
    }
    for (auto& [directory, found] : by_directory) {
      found.directory = directory;
      for (const auto* list : {&patterns, &exclude}) {
        for (const PathPattern& pattern : *list) {
          if (pattern.directory == directory && (pattern.is_negated || list == &exclude)) {
            found.exclude.push_back(pattern.glob.pattern());
          }
        }
      }
      add(std::move(found));
    }
  }

  void add(ide::FilePatterns patterns) {
    if (std::ranges::find(collected_, patterns) == collected_.end()) {
      collected_.push_back(std::move(patterns));
    }
  }

  std::vector<ide::FilePatterns> take() { return std::move(collected_); }

 private:
  std::vector<ide::FilePatterns> collected_;
};

}  // namespace

Configuration FileConfiguration::execute(engine::Context& context, const FileId& file) {
  const std::string_view name = file_name_of(context.lookup(file).path);
  if (!configuration_form(name)) {
    return {};
  }
  const EnvironmentVariables* environment = context.find<ide::Environment>({});
  return read_configuration(name, ide::text_of(context, file),
                            environment != nullptr ? *environment : EnvironmentVariables());
}

std::vector<FileId> ConfigurationFiles::execute(engine::Context& context, const Key& /*key*/) {
  const std::vector<std::string>& names = configuration_file_names();
  struct Candidate {
    std::size_t rank;
    FileId file;
  };
  std::map<std::string_view, Candidate> by_directory;
  for (const FileId file : known_files(context)) {
    const std::string& path = context.lookup(file).path;
    const auto name = std::ranges::find(names, file_name_of(path));
    if (name == names.end() || !context.get<FileConfiguration>(file).is_present) {
      continue;
    }
    const Candidate candidate{static_cast<std::size_t>(name - names.begin()), file};
    const auto [place, is_first] = by_directory.emplace(directory_of(path), candidate);
    if (!is_first && candidate.rank < place->second.rank) {
      place->second = candidate;
    }
  }
  std::vector<FileId> files;
  files.reserve(by_directory.size());
  for (const auto& [directory, candidate] : by_directory) {
    files.push_back(candidate.file);
  }
  return files;
}

std::vector<Project> Projects::execute(engine::Context& context, const Key& /*key*/) {
  std::vector<Project> projects;
  for (const FileId file : context.get<ConfigurationFiles>({})) {
    for (const ProjectConfiguration& configured : context.get<FileConfiguration>(file).projects) {
      projects.push_back(resolve(context, file, configured));
    }
  }
  if (const auto* folders = context.find<ide::WorkspaceFolders>({})) {
    for (const std::string& folder : *folders) {
      Project project;
      project.id = context.intern(ProjectKey{folder, ""});
      project.directory = folder;
      projects.push_back(std::move(project));
    }
  }
  return projects;
}

std::optional<ProjectId> ProjectOf::execute(engine::Context& context, const FileId& file) {
  const std::vector<Project>& projects = context.get<Projects>({});
  const std::string& path = context.lookup(file).path;
  const std::vector<const Project*> nearest = governing(projects, path);
  for (const Project* project : nearest) {
    if (mentioned_role(*project, path) != FileRole::none) {
      return project->id;
    }
  }
  for (const Project* project : nearest) {
    if (project->include.empty() && project->exclude.empty()) {
      return project->id;
    }
  }
  if (const auto elsewhere = mentioning(projects, path)) {
    return elsewhere;
  }
  if (!nearest.empty()) {
    return std::nullopt;
  }
  return unconfigured_project(context, projects, path);
}

ProjectFiles::Files ProjectFiles::execute(engine::Context& context, const ProjectId& id) {
  if (const Project* project = find_project(context, id)) {
    return project->configuration ? configured_files(context, *project)
                                  : unconfigured_files(context, *project);
  }
  const ProjectKey& key = context.lookup(id);
  if (!key.name.empty()) {
    return {};
  }
  const FileId lone = context.intern(ide::FilePath{key.origin});
  if (is_host(context, lone)) {
    return {.schema = {}, .documents = {}, .loose = {lone}, .has_whole_schema = false};
  }
  return {.schema = {lone}, .documents = {lone}, .loose = {}, .has_whole_schema = true};
}

const Project* find_project(engine::Context& context, ProjectId id) {
  const std::vector<Project>& projects = context.get<Projects>({});
  const auto found = std::ranges::find(projects, id, &Project::id);
  return found == projects.end() ? nullptr : &*found;
}

FileRole FileRoleQuery::execute(engine::Context& context, const FileId& file) {
  const std::optional<ProjectId>& id = context.get<ProjectOf>(file);
  if (!id) {
    return FileRole::none;
  }
  const Project* project = find_project(context, *id);
  if (project == nullptr || !project->configuration) {
    return is_host(context, file) ? FileRole::loose : FileRole::schema;
  }
  const FileRole role = mentioned_role(*project, context.lookup(file).path);
  return role == FileRole::none ? FileRole::loose : role;
}

FileRole role_of(engine::Context& context, FileId file) {
  return context.get<FileRoleQuery>(file);
}

bool FragmentArguments::execute(engine::Context& context, const FileId& file) {
  const std::optional<ProjectId>& id = context.get<ProjectOf>(file);
  const Project* project = id ? find_project(context, *id) : nullptr;
  return project != nullptr && project->has_fragment_arguments;
}

std::vector<ide::FilePatterns> source_patterns(engine::Context& context) {
  const std::vector<Project>& projects = context.get<Projects>({});
  PatternCollector collector;
  for (const Project& project : projects) {
    if (!project.configuration) {
      if (governing(projects, project.directory + "/.").empty()) {
        collector.add({project.directory, {std::string(all_graphql_files)}, {}});
      }
      continue;
    }
    collector.add(project.schema, {}, LoadedFiles::graphql);
    collector.add(project.documents, project.exclude, LoadedFiles::graphql_and_hosts);
    collector.add(project.include, project.exclude, LoadedFiles::graphql_and_hosts);
    if (!project.has_documents) {
      collector.add({pattern_of(project.directory, all_graphql_files, false)}, project.exclude,
                    LoadedFiles::graphql);
    }
  }
  return collector.take();
}

}  // namespace troupe::graphql
