#include "actors/source_plan.hpp"

#include <algorithm>

#include "base/uri.hpp"

namespace troupe::actors {

namespace {

bool is_covered(const std::string& directory, const std::vector<std::string>& roots) {
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return directory == root || base::path_below(directory, root).has_value();
  });
}

bool has_wildcards(const ide::FilePatterns& patterns) {
  return std::any_of(patterns.include.begin(), patterns.include.end(),
                     [](const std::string& text) { return base::Glob(text).has_wildcards(); });
}

void sort_unique(std::vector<std::string>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

CompiledPatterns::CompiledPatterns(const ide::FilePatterns& patterns)
    : directory_(patterns.directory),
      include_(patterns.include.begin(), patterns.include.end()),
      exclude_(patterns.exclude.begin(), patterns.exclude.end()) {}

bool CompiledPatterns::matches(std::string_view path) const {
  const std::optional<std::string_view> relative = base::path_below(path, directory_);
  return relative && !is_excluded(*relative) &&
         std::any_of(include_.begin(), include_.end(),
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
  return std::any_of(exclude_.begin(), exclude_.end(),
                     [&](const base::Glob& glob) { return glob.matches(relative); });
}

SourcePlan make_source_plan(engine::Context& context, const ide::LanguageSet& languages,
                            const Listing& listing, const std::vector<std::string>& listed_roots) {
  SourcePlan plan;
  for (const auto& language : languages.all()) {
    for (ide::FilePatterns& patterns : language->source_patterns(context)) {
      plan.patterns.push_back(std::move(patterns));
    }
  }
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
  sort_unique(plan.files);
  sort_unique(plan.more_roots);
  return plan;
}

std::vector<std::string> configuration_names(const ide::LanguageSet& languages) {
  std::vector<std::string> names;
  for (const auto& language : languages.all()) {
    for (std::string& name : language->configuration_file_names()) {
      names.push_back(std::move(name));
    }
  }
  sort_unique(names);
  return names;
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace troupe::actors
