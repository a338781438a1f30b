// What `troupe format` is about, and how it is read.
#pragma once

#include <string>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "server/terminal.hpp"
#include "server/workspace_search.hpp"

namespace troupe::server {

/// The files of a scope, and what the workspace's configurations say about them. Looks at the disk
/// when it is made.
class FormatSources {
 public:
  FormatSources(const CheckScope& scope, const Environment& environment);

  /// The GraphQL documents of the scope, and the files that may have some inside, sorted: those of
  /// the workspace that its configurations want and that lie below the scope's paths, and what is
  /// named outright, whether it is there or not. Files that a configuration takes from a package
  /// (below node_modules and the like) belong to somebody else.
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }
  /// How the file is read: what its project says. `path` is absolute and normalised, one of
  /// paths().
  [[nodiscard]] graphql::ParseOptions parse_options(const std::string& path);

 private:
  std::vector<std::string> paths_;
  engine::Database configurations_;  ///< the files of that name, and nothing else
};

}  // namespace troupe::server
