#include "actors/source_plan.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"
#include "base/uri.hpp"

namespace troupe::actors {

namespace {

bool is_covered(const std::string& directory, const std::vector<std::string>& roots) {
  return std::ranges::any_of(roots, [&](const std::string& root) {
    return directory == root || base::path_below(directory, root).has_value();
  });
}

bool has_wildcards(const ide::FilePatterns& patterns) {
  return std::ranges::any_of(
      patterns.include, [](const std::string& text) { return base::Glob(text).has_wildcards(); });
}

/// The configuration files of the listing and of the open documents, as far as the session has
/// them.
std::vector<ide::FileId> known_configurations(engine::Context& context,
                                              const ide::LanguageSet& languages,
                                              const Listing& listing) {
  const std::vector<std::string> names = configuration_names(languages);
  std::vector<std::string> paths = listing.files;
  if (const auto* open = context.find<ide::OpenDocuments>({})) {
    for (const ide::FileId file : *open) {
      paths.push_back(context.lookup(file).path);
    }
  }
  std::erase_if(paths, [&](const std::string& path) {
    return !std::ranges::binary_search(names, file_name(path));
  });
  base::sort_unique(paths);
  std::vector<ide::FileId> files;
  files.reserve(paths.size());
  for (const std::string& path : paths) {
    files.push_back(context.intern(ide::FilePath{path}));
  }
  return files;
}

/// A database of configuration files and nothing else.
engine::Database configurations_alone(engine::Context& context,
                                      const std::vector<ide::FileId>& configurations) {
  engine::Database database;
  engine::ChangeSet changes;
  std::vector<ide::FileId> files;
  for (const ide::FileId file : configurations) {
    if (const base::SourceText* text = context.find<ide::FileText>(file)) {
      files.push_back(database.intern(context.lookup(file)));
      changes.set<ide::FileText>(files.back(), *text);
    }
  }
  changes.set<ide::WorkspaceFiles>(
      {}, std::make_shared<const std::vector<ide::FileId>>(std::move(files)));
  if (const auto* folders = context.find<ide::WorkspaceFolders>({})) {
    changes.set<ide::WorkspaceFolders>({}, *folders);
  }
  if (const auto* environment = context.find<ide::Environment>({})) {
    changes.set<ide::Environment>({}, *environment);
  }
  database.apply(std::move(changes));
  return database;
}

std::vector<ide::FilePatterns> all_source_patterns(engine::Context& context,
                                                   const ide::LanguageSet& languages) {
  std::vector<ide::FilePatterns> all;
  for (const auto& language : languages.all()) {
    for (ide::FilePatterns& patterns : language->source_patterns(context)) {
      all.push_back(std::move(patterns));
    }
  }
  return all;
}

std::vector<ide::FilePatterns> wanted_patterns(engine::Context& context,
                                               const ide::LanguageSet& languages,
                                               const Listing& listing) {
  if (context.find<ide::WorkspaceFiles>({}) != nullptr) {
    return all_source_patterns(context, languages);
  }
  const engine::Database database =
      configurations_alone(context, known_configurations(context, languages, listing));
  engine::Context alone(database.snapshot());
  return all_source_patterns(alone, languages);
}

}  // namespace

CompiledPatterns::CompiledPatterns(const ide::FilePatterns& patterns)
    : directory_(patterns.directory),
      include_(patterns.include.begin(), patterns.include.end()),
      exclude_(patterns.exclude.begin(), patterns.exclude.end()) {}

bool CompiledPatterns::matches(std::string_view path) const {
  const std::optional<std::string_view> relative = base::path_below(path, directory_);
  return relative && !is_excluded(*relative) &&
         std::ranges::any_of(include_,
                             [&](const base::Glob& glob) { return glob.matches(*relative); });
}

std::vector<std::string> CompiledPatterns::literals() const {
  std::vector<std::string> paths;
  for (const base::Glob& glob : include_) {
    if (!glob.has_wildcards()) {
      const std::string path = base::normalise_path(directory_ + "/" + glob.pattern());
      const std::optional<std::string_view> relative = base::path_below(path, directory_);
      if (!relative || !is_excluded(*relative)) {
        paths.push_back(path);
      }
    }
  }
  return paths;
}

bool CompiledPatterns::is_excluded(std::string_view relative) const {
  return std::ranges::any_of(exclude_,
                             [&](const base::Glob& glob) { return glob.matches(relative); });
}

SourcePlan make_source_plan(engine::Context& context, const ide::LanguageSet& languages,
                            const Listing& listing, const std::vector<std::string>& listed_roots) {
  SourcePlan plan;
  plan.patterns = wanted_patterns(context, languages, listing);
  for (const ide::FilePatterns& patterns : plan.patterns) {
    if (has_wildcards(patterns) && !is_covered(patterns.directory, listed_roots)) {
      plan.more_roots.push_back(patterns.directory);
    }
    const CompiledPatterns compiled(patterns);
    for (std::string& path : compiled.literals()) {
      plan.files.push_back(std::move(path));
    }
    constexpr std::size_t between_checkpoints = 1024;
    for (std::size_t index = 0; index < listing.files.size(); ++index) {
      if (index % between_checkpoints == 0) {
        context.checkpoint();
      }
      if (compiled.matches(listing.files[index])) {
        plan.files.push_back(listing.files[index]);
      }
    }
  }
  base::sort_unique(plan.files);
  base::sort_unique(plan.more_roots);
  return plan;
}

std::vector<std::string> configuration_names(const ide::LanguageSet& languages) {
  std::vector<std::string> names;
  for (const auto& language : languages.all()) {
    for (std::string& name : language->configuration_file_names()) {
      names.push_back(std::move(name));
    }
  }
  base::sort_unique(names);
  return names;
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace troupe::actors
