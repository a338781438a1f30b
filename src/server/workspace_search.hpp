// Which folder a command line is about.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace troupe::server {

/// What to check. All paths are absolute and normalised.
struct CheckScope {
  std::string workspace;
  std::vector<std::string> paths;  ///< to report on; empty: the whole workspace

  friend bool operator==(const CheckScope&, const CheckScope&) = default;
};

/// Where `check` looks, asked of the disk. `workspace` and `paths` are as given, relative to
/// `directory`. `configuration_names` are the names of configuration files. Without a `workspace`
/// it is the nearest folder at or above what all paths have in common (the current folder without
/// paths) that holds such a file; the search ends with a repository's root. Where there is none, it
/// is what the paths have in common, or the current folder if only files in it are named. Fails
/// when a path does not exist.
[[nodiscard]] base::Result<CheckScope> find_scope(const std::string& directory,
                                                  const std::string& workspace,
                                                  std::span<const std::string> paths,
                                                  std::span<const std::string> configuration_names);

}  // namespace troupe::server
