#include "analysis/languages/graphql/syntax/definition_line.hpp"

#include <algorithm>

#include "analysis/languages/graphql/syntax/character_scan.hpp"

namespace troupe::graphql {

namespace {

/// Takes words and characters off the front of a line.
class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}

  std::string_view word() {
    skip_blanks();
    const auto end = std::ranges::find_if_not(rest_, scan::is_name_part);
    const auto result = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(result.size());
    return result;
  }
  /// The next character that is no blank; 0 at the end of the line.
  char next() {
    skip_blanks();
    return rest_.empty() ? '\0' : rest_.front();
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) {
      rest_.remove_prefix(1);
    }
  }
  std::string_view rest_;
};

bool is_type_keyword(std::string_view word) {
  return word == "type" || word == "interface" || word == "input" || word == "enum" ||
         word == "union" || word == "scalar";
}

/// `User {`, `User implements`, `User @key`, `User =`: what follows a type keyword.
bool is_type_head(Line line, bool may_end_here) {
  if (line.word().empty()) {
    return false;
  }
  const char next = line.next();
  return next == '{' || next == '@' || next == '=' || (next == '\0' && may_end_here) ||
         line.word() == "implements";
}

DefinitionLikeness operation_likeness(Line line) {
  const bool has_name = !line.word().empty();
  const char next = line.next();
  if (next != '{' && next != '(' && next != '@') {
    return DefinitionLikeness::none;
  }
  return has_name ? DefinitionLikeness::strong : DefinitionLikeness::weak;
}

DefinitionLikeness strong_if(bool condition) {
  return condition ? DefinitionLikeness::strong : DefinitionLikeness::none;
}

}  // namespace

DefinitionLikeness definition_likeness(std::string_view text) {
  Line line(text);
  const std::string_view keyword = line.word();
  if (is_type_keyword(keyword)) {
    return strong_if(is_type_head(line, keyword == "scalar"));
  }
  if (keyword == "extend") {
    const std::string_view extended = line.word();
    return strong_if(is_type_keyword(extended) || extended == "schema" || extended == "directive");
  }
  if (keyword == "query" || keyword == "mutation" || keyword == "subscription") {
    return operation_likeness(line);
  }
  if (keyword == "fragment") {
    return strong_if(!line.word().empty() && line.word() == "on" && !line.word().empty());
  }
  if (keyword == "schema" && (line.next() == '{' || line.next() == '@')) {
    return DefinitionLikeness::weak;
  }
  return strong_if(keyword == "directive" && line.next() == '@');
}

base::TextOffset find_definition_line(std::string_view text, base::TextRange range,
                                      base::TextOffset most_indentation) {
  text = text.substr(0, range.end);
  base::TextOffset at = range.begin;
  while (at < range.end) {
    const std::size_t line_break = text.find_first_of("\r\n", at);
    if (line_break == std::string_view::npos) {
      break;
    }
    const auto line = static_cast<base::TextOffset>(line_break) + 1;
    const std::size_t word = std::min(text.find_first_not_of(" \t", line), text.size());
    const std::size_t line_end = std::min(text.find_first_of("\r\n", word), text.size());
    if (word - line <= most_indentation &&
        definition_likeness(text.substr(word, line_end - word)) != DefinitionLikeness::none) {
      return static_cast<base::TextOffset>(word);
    }
    at = line;
  }
  return range.end;
}

}  // namespace troupe::graphql
