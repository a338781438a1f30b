// Matching the files of a listing with what languages want.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actors/file_system.hpp"
#include "actors/job.hpp"
#include "analysis/ide/language.hpp"
#include "base/glob.hpp"

namespace troupe::actors {

/// FilePatterns, ready for many paths.
class CompiledPatterns {
 public:
  explicit CompiledPatterns(const ide::FilePatterns& patterns);
  [[nodiscard]] bool matches(std::string_view path) const;
  /// The paths that are named outright, without wildcards, and not excluded.
  [[nodiscard]] std::vector<std::string> literals() const;

 private:
  [[nodiscard]] bool is_excluded(std::string_view relative) const;

  std::string directory_;
  std::vector<base::Glob> include_;
  std::vector<base::Glob> exclude_;
};

/// Asks all languages for their patterns and matches the listing with them. Looks for cancellation
/// as it goes. While the session knows no WorkspaceFiles (the first load is under way) the
/// languages are asked about a workspace that consists of its configuration files alone: they must
/// see those, and must not take what is loaded so far for the whole.
[[nodiscard]] SourcePlan make_source_plan(engine::Context& context,
                                          const ide::LanguageSet& languages, const Listing& listing,
                                          const std::vector<std::string>& listed_roots);

/// The names of the configuration files of all languages, sorted.
[[nodiscard]] std::vector<std::string> configuration_names(const ide::LanguageSet& languages);

/// The part of a path behind its last slash.
[[nodiscard]] std::string_view file_name(std::string_view path);

}  // namespace troupe::actors
