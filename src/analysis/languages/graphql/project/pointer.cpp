#include "analysis/languages/graphql/project/pointer.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/embedded/host.hpp"
#include "base/uri.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> graphql_extensions = {"graphql", "gql", "graphqls"};
/// Of languages in which no GraphQL is looked for.
constexpr std::array<std::string_view, 8> program_extensions = {"rb",   "php", "coffee", "go",
                                                                "java", "kt",  "swift",  "rs"};
constexpr std::string_view every_graphql_file = "*.{graphql,gql,graphqls}";
constexpr std::string_view every_document =
    "*.{graphql,gql,graphqls,ts,tsx,js,jsx,mts,cts,mjs,cjs,vue,svelte,astro,py}";

bool is_graphql_extension(std::string_view extension) {
  return std::ranges::find(graphql_extensions, extension) != graphql_extensions.end();
}

bool is_program_extension(std::string_view extension) {
  return std::ranges::find(program_extensions, extension) != program_extensions.end();
}

bool is_host_extension(std::string_view extension) {
  return host_kind_of_extension(extension) != HostKind::none;
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

/// `ts,{js,graphql}` to its parts, without inner braces.
std::vector<std::string_view> alternatives(std::string_view inner) {
  std::vector<std::string_view> parts;
  while (!inner.empty()) {
    const std::size_t end = std::min(inner.find_first_of("{},"), inner.size());
    if (end != 0) {
      parts.push_back(inner.substr(0, end));
    }
    inner.remove_prefix(std::min(end + 1, inner.size()));
  }
  return parts;
}

/// What the last segment of a glob says about extensions.
struct Extensions {
  std::string_view stem;  ///< the glob before the extension's dot
  std::vector<std::string_view> list;
  bool is_open = false;  ///< none is named: any file
};

Extensions extensions_of(std::string_view glob) {
  const std::size_t slash = glob.rfind('/');
  const std::size_t segment = slash == std::string_view::npos ? 0 : slash + 1;
  std::size_t dot = glob.rfind('.');
  // `*.{d.ts,graphql}`: the dot before the braces counts.
  const std::size_t brace = glob.find(".{", segment);
  if (brace != std::string_view::npos && glob.ends_with('}')) {
    dot = brace;
  }
  Extensions result;
  if (dot == std::string_view::npos || dot < segment) {
    result.stem = glob;
    result.is_open = has_wildcard(glob.substr(segment));
    return result;
  }
  result.stem = glob.substr(0, dot);
  const std::string_view extension = glob.substr(dot + 1);
  if (extension.starts_with('{') && extension.ends_with('}')) {
    result.list = alternatives(extension.substr(1, extension.size() - 2));
  } else if (has_wildcard(extension)) {
    result.is_open = true;
  } else {
    result.list.push_back(extension);
  }
  return result;
}

/// Moves the folders that a glob names without wildcards from its front into `base`, so that a
/// search for `../other/**` does not begin at the root.
void descend(std::string& base, std::string_view& glob) {
  while (true) {
    const std::size_t slash = glob.find('/');
    if (slash == std::string_view::npos || slash == 0 ||
        glob.substr(0, slash).find_first_of("*?[{\\") != std::string_view::npos) {
      return;
    }
    base.append(base.ends_with('/') ? "" : "/").append(glob.substr(0, slash));
    glob.remove_prefix(slash + 1);
  }
}

bool is_remote(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon < 2) {
    return false;
  }
  return std::ranges::all_of(text.substr(0, colon), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
}

bool is_inline_text(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) {
    return true;
  }
  const std::size_t brace = text.find('{');
  return brace != std::string_view::npos && brace > 0 && text.find(' ') < brace &&
         text.find('}') != std::string_view::npos;
}

}  // namespace

bool PathPattern::matches(std::string_view path) const {
  const auto relative = base::path_below(path, directory);
  return relative && glob.matches(*relative);
}

Pointer::Kind kind_of_pointer(std::string_view text) {
  if (is_inline_text(text)) {
    return Pointer::Kind::inline_text;
  }
  if (is_remote(text)) {
    return Pointer::Kind::remote;
  }
  const Extensions extensions = extensions_of(text);
  if (extensions.list.empty()) {
    return Pointer::Kind::files;
  }
  if (extensions.list.size() == 1 && extensions.list.front() == "json") {
    return Pointer::Kind::introspection;
  }
  return std::ranges::all_of(extensions.list, is_program_extension) ? Pointer::Kind::program
                                                                    : Pointer::Kind::files;
}

PathPattern pattern_of(std::string_view directory, std::string_view pointer, bool is_negated) {
  std::string base = pointer.starts_with('/') ? "/" : std::string(directory);
  while (true) {
    if (pointer.starts_with('/')) {
      pointer.remove_prefix(1);
    } else if (pointer.starts_with("./")) {
      pointer.remove_prefix(2);
    } else if (pointer.starts_with("../")) {
      pointer.remove_prefix(3);
      base = base::normalise_path(base.append("/.."));
    } else {
      break;
    }
  }
  if (base != directory) {
    descend(base, pointer);
  }
  return {std::move(base), base::Glob(pointer), is_negated};
}

bool matches_any(const std::vector<PathPattern>& patterns, std::string_view path) {
  bool is_matched = false;
  for (const PathPattern& pattern : patterns) {
    if (pattern.matches(path)) {
      if (pattern.is_negated) {
        return false;
      }
      is_matched = true;
    }
  }
  return is_matched;
}

bool is_graphql_path(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot != std::string_view::npos && is_graphql_extension(path.substr(dot + 1));
}

bool is_document_path(std::string_view path) {
  return is_graphql_path(path) || host_kind_of_path(path) != HostKind::none;
}

bool is_host_pointer(std::string_view text) {
  const Extensions extensions = extensions_of(text);
  return !extensions.list.empty() && std::ranges::all_of(extensions.list, is_host_extension);
}

std::optional<std::string> loadable_glob(std::string_view glob, LoadedFiles wanted) {
  const Extensions extensions = extensions_of(glob);
  if (extensions.is_open) {
    const std::string_view every =
        wanted == LoadedFiles::graphql ? every_graphql_file : every_document;
    return extensions.stem.ends_with("**") ? std::string(extensions.stem).append("/").append(every)
                                           : std::string(extensions.stem).append(every.substr(1));
  }
  if (extensions.list.size() < 2) {
    const bool is_other =
        !extensions.list.empty() &&
        (is_program_extension(extensions.list[0]) ||
         (extensions.list[0] == "json" && wanted == LoadedFiles::graphql_and_hosts));
    return is_other ? std::nullopt : std::optional(std::string(glob));
  }
  std::string kept;
  std::size_t count = 0;
  for (const std::string_view extension : extensions.list) {
    if (is_graphql_extension(extension) || is_host_extension(extension)) {
      kept.append(kept.empty() ? "" : ",").append(extension);
      ++count;
    }
  }
  if (count == 0) {
    return std::nullopt;
  }
  return std::string(extensions.stem) + "." + (count == 1 ? kept : "{" + kept + "}");
}

}  // namespace troupe::graphql
