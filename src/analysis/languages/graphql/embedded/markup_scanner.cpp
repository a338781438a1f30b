#include "analysis/languages/graphql/embedded/markup_scanner.hpp"

#include <algorithm>

#include "analysis/languages/graphql/embedded/script_scanner.hpp"

namespace troupe::graphql {
namespace {

bool starts_ignoring_case(std::string_view text, std::string_view lower_word) {
  return text.size() >= lower_word.size() &&
         std::ranges::equal(text.substr(0, lower_word.size()), lower_word, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? c + 0x20 : c; });
}

base::TextRange range(std::size_t begin, std::size_t end) {
  return {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(end)};
}

/// Behind the `>` of the tag whose attributes begin at `at`.
std::size_t end_of_tag(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '>') {
    if (text[at] == '"' || text[at] == '\'') {
      at = std::min(text.find(text[at], at + 1), text.size() - 1);
    }
    ++at;
  }
  return std::min(at + 1, text.size());
}

bool has_elements(std::string_view attributes) {
  return attributes.find("tsx") != std::string_view::npos ||
         attributes.find("jsx") != std::string_view::npos;
}

/// Where the section ends that begins at `at`.
std::size_t end_of_script(std::string_view text, std::size_t at) {
  while (true) {
    at = text.find("</", at);
    if (at == std::string_view::npos) {
      return text.size();
    }
    if (starts_ignoring_case(text.substr(at + 2), "script")) {
      return at;
    }
    at += 2;
  }
}

/// Scans the front matter; where it ends.
std::size_t scan_front_matter(std::string_view text, std::vector<Literal>& found) {
  constexpr std::string_view fence = "---";
  const std::size_t begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos || !text.substr(begin).starts_with(fence)) {
    return 0;
  }
  const std::size_t end = text.find("\n---", begin + fence.size());
  if (end == std::string_view::npos) {
    return 0;
  }
  scan_script(text, range(begin + fence.size(), end), false, found);
  return end + 1 + fence.size();
}

}  // namespace

void scan_markup(std::string_view text, std::vector<Literal>& found) {
  constexpr std::string_view script = "<script";
  constexpr std::string_view comment = "<!--";
  std::size_t at = scan_front_matter(text, found);
  while ((at = text.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(comment)) {
      at = std::min(text.find("-->", at), text.size());
    } else if (starts_ignoring_case(rest, script)) {
      const std::size_t attributes = at + script.size();
      const std::size_t begin = end_of_tag(text, attributes);
      const std::size_t end = end_of_script(text, begin);
      scan_script(text, range(begin, end),
                  has_elements(text.substr(attributes, begin - attributes)), found);
      at = end;
    } else {
      ++at;
    }
  }
}

}  // namespace troupe::graphql
