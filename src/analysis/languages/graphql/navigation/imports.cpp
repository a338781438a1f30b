#include "analysis/languages/graphql/navigation/imports.hpp"

#include <algorithm>

namespace troupe::graphql {
namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view keyword = "import ";

/// A part of the text of a file, and where it stands.
struct Excerpt {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] base::TextRange range() const {
    return {static_cast<base::TextOffset>(at), static_cast<base::TextOffset>(at + text.size())};
  }
  [[nodiscard]] Excerpt part(std::size_t begin, std::size_t end) const {
    return {text.substr(begin, end - begin), at + begin};
  }
  [[nodiscard]] Excerpt trimmed() const {
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    const std::size_t last = text.find_last_not_of(blanks);
    return last == std::string_view::npos ? part(begin, begin) : part(begin, last + 1);
  }
};

void add_name(Excerpt item, std::vector<ImportedName>& names) {
  const std::size_t dot = std::min(item.text.find('.'), item.text.size());
  const Excerpt name = item.part(0, dot).trimmed();
  if (name.text.empty()) {
    return;
  }
  names.push_back({.name = name.range(), .member = std::nullopt});
  if (dot < item.text.size()) {
    const Excerpt member = item.part(dot + 1, item.text.size()).trimmed();
    if (!member.text.empty() && member.text != "*") {
      names.back().member = member.range();
    }
  }
}

/// What stands between `import` and the path: nothing, or names and `from`.
std::vector<ImportedName> names_in(Excerpt head) {
  std::vector<ImportedName> names;
  head = head.trimmed();
  constexpr std::string_view from = "from";
  if (!head.text.ends_with(from)) {
    return names;
  }
  head = head.part(0, head.text.size() - from.size());
  for (std::size_t at = 0; at <= head.text.size();) {
    const std::size_t end = std::min(head.text.find(',', at), head.text.size());
    add_name(head.part(at, end), names);
    at = end + 1;
  }
  return names;
}

/// The import of a line; `word` is where its keyword stands.
std::optional<Import> import_in(Excerpt line, std::size_t word) {
  const std::size_t open = line.text.find_first_of("\"'", word);
  if (open == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t close = line.text.find(line.text[open], open + 1);
  if (close == std::string_view::npos || close == open + 1) {
    return std::nullopt;
  }
  return Import{.names = names_in(line.part(word + keyword.size(), open)),
                .path = line.part(open + 1, close).range()};
}

/// Where the line begins in which a keyword is the first word of a comment.
std::optional<std::size_t> comment_before(std::string_view text, std::size_t word) {
  const std::size_t last =
      word == 0 ? std::string_view::npos : text.find_last_not_of(" \t", word - 1);
  const bool is_first =
      last != std::string_view::npos && text[last] == '#' && (last == 0 || text[last - 1] == '\n');
  return is_first ? std::optional(last) : std::nullopt;
}

}  // namespace

std::vector<Import> imports_in(std::string_view text) {
  std::vector<Import> imports;
  for (std::size_t word = text.find(keyword); word != std::string_view::npos;
       word = text.find(keyword, word + 1)) {
    const auto begin = comment_before(text, word);
    if (!begin) {
      continue;
    }
    const std::size_t end = std::min(text.find('\n', word), text.size());
    if (auto import = import_in({text.substr(*begin, end - *begin), *begin}, word - *begin)) {
      imports.push_back(*std::move(import));
    }
  }
  return imports;
}

}  // namespace troupe::graphql
