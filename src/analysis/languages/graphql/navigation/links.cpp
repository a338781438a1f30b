// Outside of strings and comments no URL can stand in a GraphQL text, so the text is searched as it
// is, without its tree.
#include "analysis/languages/graphql/navigation/links.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/languages/graphql/navigation/imports.hpp"
#include "base/glob.hpp"
#include "base/uri.hpp"

namespace troupe::graphql {
namespace {

using base::TextOffset;
using base::TextRange;

TextRange range_of(std::size_t begin, std::size_t end) {
  return {static_cast<TextOffset>(begin), static_cast<TextOffset>(end)};
}

std::string_view directory_of(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

/// The file that a path in a text means; nothing when the text is in no folder.
std::optional<std::string> file_named(std::string_view path, std::string_view from) {
  if (path.starts_with('/')) {
    return base::normalise_path(path);
  }
  if (!from.starts_with('/')) {
    return std::nullopt;
  }
  return base::normalise_path(std::string(directory_of(from)).append(path));
}

/// How many characters of a text that begins with a URL belong to it: up to what cannot stand in
/// one or closes a bracket that was opened before it, as in `[text](url)`, and without what ends a
/// sentence.
std::size_t length_of_url(std::string_view text) {
  const std::string_view url = text.substr(0, text.find_first_of(" \t\r\n\"<>`\\|^{}"));
  int round = 0;
  int square = 0;
  std::size_t end = 0;
  while (end < url.size()) {
    const char character = url[end];
    round += character == '(' ? 1 : character == ')' ? -1 : 0;
    square += character == '[' ? 1 : character == ']' ? -1 : 0;
    if (round < 0 || square < 0) {
      break;
    }
    ++end;
  }
  const std::size_t last = url.substr(0, end).find_last_not_of(".,;:!?'*_");
  return last == std::string_view::npos ? 0 : last + 1;
}

void add_urls(std::string_view text, std::vector<ide::DocumentLink>& links) {
  for (std::size_t at = text.find("http"); at != std::string_view::npos;
       at = text.find("http", at + 1)) {
    const std::string_view rest = text.substr(at);
    const std::size_t scheme = rest.starts_with("https://")  ? 8
                               : rest.starts_with("http://") ? 7
                                                             : 0;
    const std::size_t length = scheme == 0 ? 0 : length_of_url(rest);
    if (length > scheme) {
      links.push_back({range_of(at, at + length), std::string(rest.substr(0, length)), {}});
      at += length - 1;
    }
  }
}

void add_imports(std::string_view path, std::string_view text,
                 std::vector<ide::DocumentLink>& links) {
  for (const Import& import : imports_in(text)) {
    const std::string_view imported = base::slice(text, import.path);
    const auto file =
        imported.find("://") == std::string_view::npos ? file_named(imported, path) : std::nullopt;
    if (file) {
      links.push_back({import.path, *file, {}});
    }
  }
}

/// What a pointer leads to; empty: no one thing.
std::string target_of(const Pointer& pointer, std::string_view path) {
  switch (pointer.kind) {
    case Pointer::Kind::files:
    case Pointer::Kind::introspection:
    case Pointer::Kind::program:
      return base::Glob(pointer.text).has_wildcards()
                 ? std::string()
                 : file_named(pointer.text, path).value_or(std::string());
    case Pointer::Kind::remote: {
      const bool is_of_web =
          pointer.text.starts_with("http://") || pointer.text.starts_with("https://");
      return is_of_web ? pointer.text : std::string();
    }
    case Pointer::Kind::inline_text:
      return {};
  }
  return {};
}

/// A scalar without the quotes around it.
TextRange without_quotes(TextRange range, std::string_view text) {
  const std::string_view scalar = base::slice(text, range);
  const bool is_quoted = scalar.size() >= 2 && (scalar.front() == '"' || scalar.front() == '\'') &&
                         scalar.back() == scalar.front();
  return is_quoted ? TextRange{range.begin + 1, range.end - 1} : range;
}

void sort_by_place(std::vector<ide::DocumentLink>& links) {
  std::ranges::stable_sort(links, {}, &ide::DocumentLink::range);
  const auto repeated = std::ranges::unique(links, [](const auto& left, const auto& right) {
    return right.range.begin < left.range.end;
  });
  links.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::vector<ide::DocumentLink> document_links(std::string_view path, std::string_view text) {
  std::vector<ide::DocumentLink> links;
  add_urls(text, links);
  add_imports(path, text, links);
  sort_by_place(links);
  return links;
}

std::vector<ide::DocumentLink> configuration_links(std::string_view path, std::string_view text,
                                                   const Configuration& configuration) {
  std::vector<ide::DocumentLink> links;
  for (const ProjectConfiguration& project : configuration.projects) {
    for (const auto* list :
         {&project.schema, &project.documents, &project.include, &project.exclude}) {
      for (const Pointer& pointer : *list) {
        std::string target = target_of(pointer, path);
        if (!target.empty() && !pointer.range.empty() && pointer.range.end <= text.size()) {
          links.push_back({without_quotes(pointer.range, text), std::move(target), {}});
        }
      }
    }
  }
  sort_by_place(links);
  return links;
}

}  // namespace troupe::graphql
