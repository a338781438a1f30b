// Braces are expanded when a glob is compiled; what is left is matched by the classical two-pointer
// algorithm with one remembered backtracking point for `*` and one for `**`, so there is no
// exponential case.
#include "base/glob.hpp"

#include <optional>
#include <ranges>

namespace troupe::base {

namespace {

constexpr std::size_t max_alternatives = 1024;

/// The end (one past `}`) of the brace group that starts at `at`, or nothing when it never closes.
std::optional<std::size_t> group_end(std::string_view pattern, std::size_t at) {
  std::size_t depth = 0;
  for (; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == '{') {
      ++depth;
    } else if (pattern[at] == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> split_group(std::string_view inside) {
  std::vector<std::string_view> parts;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '\\') {
      ++i;
    } else if (inside[i] == '{') {
      ++depth;
    } else if (inside[i] == '}') {
      --depth;
    } else if (inside[i] == ',' && depth == 0) {
      parts.push_back(inside.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  parts.push_back(inside.substr(begin));
  return parts;
}

/// Expands the first brace group of each pending pattern until none is left.
std::vector<std::string> expand_braces(std::string_view pattern) {
  std::vector<std::string> pending{std::string(pattern)};
  std::vector<std::string> done;
  while (!pending.empty() && done.size() < max_alternatives) {
    const std::string current = std::move(pending.back());
    pending.pop_back();
    std::size_t open = 0;
    while (open < current.size() && current[open] != '{') {
      open += current[open] == '\\' ? 2 : 1;
    }
    const auto close = open < current.size() ? group_end(current, open) : std::nullopt;
    if (!close) {
      done.push_back(current);
      continue;
    }
    const std::string_view view = current;
    const auto parts = split_group(view.substr(open + 1, *close - open - 2));
    for (const auto& part : std::views::reverse(parts)) {
      if (pending.size() + done.size() < max_alternatives) {
        pending.push_back(std::string(view.substr(0, open)) + std::string(part) +
                          std::string(view.substr(*close)));
      }
    }
  }
  return done;
}

/// Matches one pattern character (or class) at `at`; on success moves `at` past it.
bool match_one(std::string_view pattern, std::size_t& at, char c) {
  if (pattern[at] == '?') {
    ++at;
    return c != '/';
  }
  if (pattern[at] == '[') {
    const std::size_t close = pattern.find(']', at + 2);
    if (close != std::string_view::npos) {
      std::size_t i = at + 1;
      const bool negated = pattern[i] == '!' || pattern[i] == '^';
      i += negated ? 1 : 0;
      bool found = false;
      for (; i < close; ++i) {
        if (i + 2 < close && pattern[i + 1] == '-') {
          found = found || (pattern[i] <= c && c <= pattern[i + 2]);
          i += 2;
        } else {
          found = found || pattern[i] == c;
        }
      }
      at = close + 1;
      return c != '/' && found != negated;
    }
  }
  std::size_t literal = at;
  if (pattern[at] == '\\' && at + 1 < pattern.size()) {
    ++literal;
  }
  if (pattern[literal] != c) {
    return false;
  }
  at = literal + 1;
  return true;
}

/// A place to go back to: resume the pattern at `pattern`, having let the wildcard eat up to
/// `path`.
struct Backtrack {
  std::size_t pattern;
  std::size_t path;
};

bool match_alternative(std::string_view pattern, std::string_view path) {
  std::size_t p = 0;
  std::size_t s = 0;
  std::optional<Backtrack> star;
  std::optional<Backtrack> globstar;
  while (true) {
    if (p < pattern.size() && pattern.substr(p).starts_with("**") &&
        (p == 0 || pattern[p - 1] == '/') && (p + 2 == pattern.size() || pattern[p + 2] == '/')) {
      if (p + 2 == pattern.size()) {
        return true;
      }
      p += 3;
      globstar = Backtrack{p, s};
      star.reset();
      continue;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      while (p < pattern.size() && pattern[p] == '*') {
        ++p;
      }
      star = Backtrack{p, s};
      continue;
    }
    if (s == path.size() && p == pattern.size()) {
      return true;
    }
    if (s < path.size() && p < pattern.size()) {
      std::size_t next = p;
      if (match_one(pattern, next, path[s])) {
        p = next;
        ++s;
        continue;
      }
    }
    if (star && star->path < path.size() && path[star->path] != '/') {
      p = star->pattern;
      s = ++star->path;
      continue;
    }
    if (globstar) {
      const std::size_t slash = path.find('/', globstar->path);
      if (slash != std::string_view::npos) {
        p = globstar->pattern;
        s = globstar->path = slash + 1;
        star.reset();
        continue;
      }
    }
    return false;
  }
}

}  // namespace

Glob::Glob(std::string_view pattern)
    : pattern_(pattern), has_wildcards_(pattern.find_first_of("*?[{") != std::string_view::npos) {
  while (pattern.starts_with("./")) {
    pattern.remove_prefix(2);
  }
  alternatives_ = expand_braces(pattern);
}

bool Glob::matches(std::string_view path) const {
  for (const std::string& alternative : alternatives_) {
    if (match_alternative(alternative, path)) {
      return true;
    }
  }
  return false;
}

}  // namespace troupe::base
