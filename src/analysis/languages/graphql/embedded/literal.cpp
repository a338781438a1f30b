// The search looks for a `q` in either case, which hardly any text has many of, sixteen bytes at a
// time, and then for the `l` behind it.
#include "analysis/languages/graphql/embedded/literal.hpp"

#include <algorithm>
#include <array>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace troupe::graphql {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool equals_ignoring_case(std::string_view left, std::string_view lower_right) {
  return std::ranges::equal(left, lower_right, {}, lower);
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Drops white space from the front, written as it is or as an escape.
std::string_view without_leading_space(std::string_view text) {
  while (!text.empty()) {
    if (is_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.size() > 1 && text[0] == '\\' &&
               (text[1] == 'n' || text[1] == 't' || text[1] == 'r' || text[1] == '\n' ||
                text[1] == '\r')) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  return text;
}

std::string_view word_at_front(std::string_view text) {
  const auto end = std::ranges::find_if(
      text, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

constexpr std::size_t block = 16;

/// The next `q` or `Q` at or after `from`.
std::size_t find_q(std::string_view text, std::size_t from) {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8('q');
  const __m128i case_bit = _mm_set1_epi8(0x20);
  for (; from + block <= text.size(); from += block) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
    const auto mask = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_or_si128(bytes, case_bit), wanted)));
    if (mask != 0) {
      return from + static_cast<std::size_t>(std::countr_zero(mask));
    }
  }
#endif
  while (from < text.size() && lower(text[from]) != 'q') {
    ++from;
  }
  return from;
}

}  // namespace

bool begins_like_graphql(std::string_view content) {
  static constexpr std::array<std::string_view, 13> keywords = {
      "query", "mutation",  "subscription", "fragment", "schema", "scalar",   "type",
      "union", "interface", "enum",         "input",    "extend", "directive"};
  const std::string_view rest = without_leading_space(content);
  if (rest.empty()) {
    return false;
  }
  return rest.front() == '{' || rest.front() == '#' || rest.front() == '"' ||
         std::ranges::find(keywords, word_at_front(rest)) != keywords.end();
}

bool has_graphql_marker(std::string_view content) {
  const std::string_view rest = without_leading_space(content);
  if (!rest.starts_with('#')) {
    return false;
  }
  std::string_view line = rest.substr(1, rest.substr(1).find_first_of("\r\n\\`"));
  while (!line.empty() && is_space(line.front())) {
    line.remove_prefix(1);
  }
  while (!line.empty() && is_space(line.back())) {
    line.remove_suffix(1);
  }
  return equals_ignoring_case(line, "graphql");
}

bool is_graphql_tag(std::string_view word) {
  return word == "gql" || word == "graphql";
}

bool is_graphql_comment(std::string_view content) {
  while (!content.empty() && is_space(content.front())) {
    content.remove_prefix(1);
  }
  while (!content.empty() && is_space(content.back())) {
    content.remove_suffix(1);
  }
  return equals_ignoring_case(content, "graphql");
}

std::size_t find_either(std::string_view text, char first, char second, std::size_t from) {
  while (from < text.size() && text[from] != first && text[from] != second) {
    ++from;
  }
  return std::min(from, text.size());
}

bool may_have_graphql(std::string_view text) {
  for (std::size_t at = find_q(text, 0); at + 1 < text.size(); at = find_q(text, at + 1)) {
    if (lower(text[at + 1]) != 'l') {
      continue;
    }
    const std::string_view before = text.substr(0, at);
    if ((before.ends_with('g') || before.ends_with('G')) ||
        equals_ignoring_case(before.substr(before.size() - std::min<std::size_t>(before.size(), 5)),
                             "graph")) {
      return true;
    }
  }
  return false;
}

}  // namespace troupe::graphql
