#include "analysis/languages/graphql/lint/core/naming.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace troupe::graphql::lint {
namespace {

constexpr std::array<std::string_view, 6> styles = {
    "camelCase", "PascalCase", "snake_case", "UPPER_CASE", "kebab-case", "matchDocumentStyle"};

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// `HTTPServerID_v2` to HTTP, Server, ID, v2.
std::vector<std::string> words_in(std::string_view name) {
  std::vector<std::string> words;
  bool is_open = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '_' || c == '-' || c == ' ' || c == '.') {
      is_open = false;
      continue;
    }
    const bool follows_lower = i > 0 && (is_lower(name[i - 1]) || is_digit(name[i - 1]));
    const bool ends_acronym =
        i > 0 && is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (!is_open || (is_upper(c) && (follows_lower || ends_acronym))) {
      words.emplace_back();
      is_open = true;
    }
    words.back() += c;
  }
  return words;
}

bool consists_of(std::string_view name, bool (*is_letter)(char), char separator) {
  if (name.empty() || !is_letter(name.front())) {
    return false;
  }
  return std::ranges::all_of(name,
                             [&](char c) { return is_letter(c) || is_digit(c) || c == separator; });
}

}  // namespace

std::span<const std::string_view> naming_styles() {
  return styles;
}

bool is_naming_style(std::string_view style) {
  return std::ranges::find(styles, style) != styles.end();
}

bool has_style(std::string_view name, std::string_view style) {
  const auto is_letter = [](char c) { return is_lower(c) || is_upper(c); };
  if (style == "camelCase") {
    return !name.empty() && is_lower(name.front()) && consists_of(name, is_letter, '0');
  }
  if (style == "PascalCase") {
    return !name.empty() && is_upper(name.front()) && consists_of(name, is_letter, '0');
  }
  if (style == "snake_case") {
    return consists_of(name, is_lower, '_');
  }
  if (style == "UPPER_CASE") {
    return consists_of(name, is_upper, '_');
  }
  if (style == "kebab-case") {
    return consists_of(name, is_lower, '-');
  }
  return true;
}

std::string in_style(std::string_view name, std::string_view style) {
  std::string result;
  for (std::string& word : words_in(name)) {
    const bool is_first = result.empty();
    if (style == "UPPER_CASE") {
      std::ranges::transform(word, word.begin(), upper);
    } else {
      std::ranges::transform(word, word.begin(), lower);
    }
    if (style == "PascalCase" || (style == "camelCase" && !is_first)) {
      word.front() = upper(word.front());
    }
    const bool is_joined = style == "camelCase" || style == "PascalCase";
    if (!is_first && !is_joined) {
      result += style == "kebab-case" ? '-' : '_';
    }
    result += word;
  }
  return result;
}

std::optional<Selector> selector_of(std::string_view text) {
  const std::size_t open = text.find('[');
  Selector selector{.kind = text.substr(0, open)};
  if (open == std::string_view::npos) {
    return selector;
  }
  if (!text.ends_with(']')) {
    return std::nullopt;
  }
  const std::string_view condition = text.substr(open + 1, text.size() - open - 2);
  const std::size_t equals = condition.find('=');
  if (equals == std::string_view::npos || condition.find('[') != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view path = condition.substr(0, equals);
  selector.value = condition.substr(equals + 1);
  if (selector.value.size() >= 2 &&
      (selector.value.front() == '"' || selector.value.front() == '\'')) {
    selector.value = selector.value.substr(1, selector.value.size() - 2);
  }
  if (path == "parent.name.value") {
    selector.of = Selector::Of::parent;
  } else if (path == "gqlType.name.value" || path == "gqlType.gqlType.name.value" ||
             path == "gqlType.gqlType.gqlType.name.value") {
    selector.of = Selector::Of::type;
  } else {
    return std::nullopt;
  }
  return selector;
}

}  // namespace troupe::graphql::lint
