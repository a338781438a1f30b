#include "analysis/languages/graphql/syntax/keywords.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace troupe::graphql {

namespace {

constexpr std::array<std::pair<std::string_view, Keyword>, 13> keywords = {{
    {"schema", Keyword::schema},
    {"scalar", Keyword::scalar},
    {"type", Keyword::type},
    {"interface", Keyword::interface},
    {"union", Keyword::union_type},
    {"enum", Keyword::enumeration},
    {"input", Keyword::input},
    {"directive", Keyword::directive},
    {"query", Keyword::query},
    {"mutation", Keyword::mutation},
    {"subscription", Keyword::subscription},
    {"fragment", Keyword::fragment},
    {"extend", Keyword::extend},
}};

/// Executable ones first, then those of the type system, as the specification lists them.
constexpr std::array<std::string_view, 21> directive_locations = {
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "FRAGMENT_VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
    "DIRECTIVE_DEFINITION",
};

bool is_one_slip_apart(std::string_view left, std::string_view right) {
  if (left.size() > right.size()) {
    std::swap(left, right);
  }
  if (right.size() - left.size() > 1) {
    return false;
  }
  const auto [left_at, right_at] = std::ranges::mismatch(left, right);
  const auto at = static_cast<std::size_t>(left_at - left.begin());
  if (at == right.size()) {
    return true;
  }
  if (left.size() < right.size()) {
    return left.substr(at) == right.substr(at + 1);
  }
  if (left.substr(at + 1) == right.substr(at + 1)) {
    return true;
  }
  return left[at] == right[at + 1] && left[at + 1] == right[at] &&
         left.substr(at + 2) == right.substr(at + 2);
}

}  // namespace

Keyword keyword_of(std::string_view word) {
  for (const auto& [text, keyword] : keywords) {
    if (text == word) {
      return keyword;
    }
  }
  return Keyword::none;
}

Keyword guess_keyword(std::string_view word) {
  if (word.size() < 3) {
    return Keyword::none;
  }
  for (const auto& [text, keyword] : keywords) {
    if (is_one_slip_apart(word, text)) {
      return keyword;
    }
  }
  return Keyword::none;
}

bool is_directive_location(std::string_view word) {
  return std::ranges::find(directive_locations, word) != directive_locations.end();
}

}  // namespace troupe::graphql
