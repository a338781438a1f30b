// Path globs, as GraphQL configurations and LSP file watchers write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::base {

/// A compiled glob over `/`-separated relative paths: `*` and `?` within a segment, `**` over any
/// number of segments, `[abc]` `[!a-z]` classes, `{a,b}` alternatives (nested too). A leading `./`
/// is dropped. A pattern without wildcards that names a directory does not match the files below
/// it. Matching is linear in the path for each alternative; at most 1 024 alternatives are
/// expanded, the rest are dropped.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  [[nodiscard]] bool matches(std::string_view path) const;
  /// The pattern as written.
  [[nodiscard]] const std::string& pattern() const { return pattern_; }
  /// Whether the pattern has any wildcard; without one it names exactly one path.
  [[nodiscard]] bool has_wildcards() const { return has_wildcards_; }

  friend bool operator==(const Glob& left, const Glob& right) {
    return left.pattern_ == right.pattern_;
  }

 private:
  std::string pattern_;
  bool has_wildcards_ = false;
  std::vector<std::string> alternatives_;  ///< brace-free patterns
};

}  // namespace troupe::base
