// One pass over the region, token by token, with a stack of the brackets that are open: at each gap
// it is known what kind of list it stands in, what came right before it and what comes right after.
#include "analysis/languages/graphql/embedded/placeholders.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace troupe::graphql {
namespace {

constexpr bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

/// What stands in brackets.
enum class List : std::uint8_t {
  definitions,  ///< no brackets: the top
  selections,
  arguments,             ///< also the fields of an object: `name: value`
  variable_definitions,  ///< `$name: Type`
  members,               ///< of a type: `name: Type`
  names,                 ///< of an enum, and lists of values or types
};

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
  return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 3> operation_keywords = {"query", "mutation",
                                                                "subscription"};
constexpr std::array<std::string_view, 14> definition_keywords = {
    "query", "mutation",  "subscription", "fragment", "schema", "scalar",    "type",
    "union", "interface", "enum",         "input",    "extend", "directive", "on"};

class Filler {
 public:
  Filler(base::TextRange region, std::string& text, std::vector<Gap>& gaps)
      : text_(text), at_(region.begin), end_(region.end), gaps_(gaps) {}

  void run() {
    while (next_ < gaps_.size() && at_ < end_) {
      if (at_ >= gap().range.begin) {
        fill_between_tokens();
      } else if (is_blank(text_[at_])) {
        ++at_;
      } else {
        read_token();
      }
    }
  }

 private:
  [[nodiscard]] Gap& gap() { return gaps_[next_]; }
  /// Where the next gap begins; the end of the region when there is none.
  [[nodiscard]] std::size_t limit() const {
    return next_ < gaps_.size() ? gaps_[next_].range.begin : end_;
  }

  void read_token() {
    const char c = text_[at_];
    if (c == '#') {
      return read_comment();
    }
    if (c == '"') {
      return read_string();
    }
    if (is_name_part(c)) {
      return read_word();
    }
    switch (c) {
      case '(':
      case '{':
      case '[':
        open(c);
        break;
      case ')':
      case '}':
      case ']':
        close();
        break;
      default:
        break;
    }
    note(at_, 1);
    ++at_;
  }

  void note(std::size_t begin, std::size_t length) {
    before_previous_ = previous_;
    previous_ = std::string_view(text_).substr(begin, length);
  }

  // Brackets.

  [[nodiscard]] List list() const { return open_.empty() ? List::definitions : open_.back(); }

  void open(char c) {
    open_.push_back(c == '(' ? parentheses() : c == '[' ? List::names : braces());
  }

  [[nodiscard]] List parentheses() const {
    if (before_previous_ == "@" && definition_ != "directive") {
      return List::arguments;
    }
    if (list() == List::definitions) {
      return definition_ == "directive" ? List::members : List::variable_definitions;
    }
    return list() == List::members ? List::members : List::arguments;
  }

  [[nodiscard]] List braces() const {
    if (list() == List::selections) {
      return List::selections;
    }
    if (list() != List::definitions) {
      return List::arguments;
    }
    if (definition_ == "enum") {
      return List::names;
    }
    const bool is_executable = definition_.empty() || definition_ == "fragment" ||
                               is_one_of(definition_, operation_keywords);
    return is_executable ? List::selections : List::members;
  }

  void close() {
    if (!open_.empty()) {
      open_.pop_back();
    }
    if (open_.empty() && text_[at_] == '}') {
      definition_ = {};
    }
  }

  // Tokens that can have gaps in them.

  void read_comment() {
    while (at_ < end_ && text_[at_] != '\n' && text_[at_] != '\r') {
      if (at_ == limit()) {
        fill('_');
      } else {
        ++at_;
      }
    }
  }

  void read_string() {
    const std::string_view text = std::string_view(text_).substr(0, end_);
    const bool is_block = text.substr(at_).starts_with("\"\"\"");
    const std::size_t begin = at_;
    at_ += is_block ? 3 : 1;
    while (at_ < end_) {
      const std::string_view rest = text.substr(at_);
      if (at_ == limit()) {
        fill('_');
      } else if (is_block && rest.starts_with("\\\"\"\"")) {
        at_ += 4;
      } else if (is_block ? rest.starts_with("\"\"\"") : rest.front() == '"') {
        at_ += is_block ? 3 : 1;
        break;
      } else if (!is_block && (rest.front() == '\n' || rest.front() == '\r')) {
        break;
      } else {
        at_ += !is_block && rest.front() == '\\' && at_ + 1 < limit() ? 2 : 1;
      }
    }
    note(begin, 1);
  }

  /// A name or number, with the gaps that touch it.
  void read_word() {
    const std::size_t begin = at_;
    const char filler = is_digit(text_[begin]) ? '0' : '_';
    while (at_ < end_) {
      if (at_ == limit()) {
        fill(filler);
      } else if (is_name_part(text_[at_])) {
        ++at_;
      } else {
        break;
      }
    }
    note_word(begin);
  }

  void note_word(std::size_t begin) {
    note(begin, at_ - begin);
    if (open_.empty() && before_previous_ != "@" && before_previous_ != "on" &&
        is_one_of(previous_, definition_keywords) && previous_ != "on" &&
        (definition_.empty() || definition_ == "extend" || is_after_bodiless())) {
      definition_ = previous_;
    }
  }

  /// Whether the definition being read can end without a closing brace.
  [[nodiscard]] bool is_after_bodiless() const {
    return !is_one_of(definition_, operation_keywords) && definition_ != "fragment" &&
           before_previous_ != definition_;
  }

  // Gaps.

  void fill(char filler) {
    Gap& filled = gap();
    std::fill(text_.begin() + filled.range.begin, text_.begin() + filled.range.end, filler);
    filled.is_placeholder = true;
    at_ = filled.range.end;
    ++next_;
  }

  /// REQUIRES: a gap begins here, outside of strings and comments, not behind a word.
  void fill_between_tokens() {
    const std::size_t begin = gap().range.begin;
    if (gap().range.end < end_ && is_name_part(text_[gap().range.end]) &&
        !(next_ + 1 < gaps_.size() && gaps_[next_ + 1].range.begin == gap().range.end)) {
      return read_word();
    }
    if (list() == List::definitions && !wants_name_on_top()) {
      gap().is_placeholder = !is_between_definitions();
      at_ = gap().range.end;
      ++next_;
      return;
    }
    const bool is_whole = is_whole_item();
    fill('_');
    if (is_whole) {
      write_item(begin);
    }
    note(begin, 1);
  }

  [[nodiscard]] bool is_after(std::string_view marks) const {
    return previous_.size() == 1 && marks.find(previous_.front()) != std::string_view::npos;
  }

  [[nodiscard]] bool wants_name_on_top() const {
    return is_after("@=|&:$!") || is_one_of(previous_, definition_keywords) ||
           previous_ == "implements";
  }

  /// Whether nothing is begun before the gap and nothing but a definition comes after it.
  [[nodiscard]] bool is_between_definitions() const {
    if (!definition_.empty() && !is_after_bodiless()) {
      return false;
    }
    std::size_t at = gaps_[next_].range.end;
    std::size_t next = next_ + 1;
    while (at < end_ &&
           (is_blank(text_[at]) || (next < gaps_.size() && at == gaps_[next].range.begin))) {
      if (next < gaps_.size() && at == gaps_[next].range.begin) {
        return true;  // The next gap will see for itself.
      }
      ++at;
    }
    if (at == end_ || text_[at] == '{' || text_[at] == '#' || text_[at] == '"') {
      return true;
    }
    std::size_t word_end = at;
    while (word_end < end_ && is_name_part(text_[word_end])) {
      ++word_end;
    }
    return is_one_of(std::string_view(text_).substr(at, word_end - at), definition_keywords);
  }

  /// The first character behind the gap that is no white space; 0 at the end.
  [[nodiscard]] char next_character() const {
    for (std::size_t at = gaps_[next_].range.end; at < end_; ++at) {
      if (!is_blank(text_[at])) {
        return text_[at];
      }
    }
    return '\0';
  }

  /// Whether the gap stands for a whole `name: value` rather than for a name or a value.
  [[nodiscard]] bool is_whole_item() const {
    if (list() != List::arguments && list() != List::members &&
        list() != List::variable_definitions) {
      return false;
    }
    if (is_after(":=@$|&")) {
      return false;
    }
    const char next = next_character();
    return next != ':' && !(next == '(' && list() == List::members);
  }

  void write_item(std::size_t begin) {
    const std::size_t end = at_;
    if (list() != List::variable_definitions) {
      text_[begin + 1] = ':';
    } else if (end - begin >= 4) {
      text_[begin] = '$';
      text_[begin + 2] = ':';
    }
  }

  std::string& text_;
  std::size_t at_;
  std::size_t end_;
  std::vector<Gap>& gaps_;
  std::size_t next_ = 0;  ///< the gap that comes next
  std::vector<List> open_;
  std::string_view definition_;       ///< its keyword; empty between definitions
  std::string_view previous_;         ///< the last token, or its first character
  std::string_view before_previous_;  ///< the one before
};

}  // namespace

void fill_gaps(base::TextRange region, std::string& text, std::vector<Gap>& gaps) {
  Filler(region, text, gaps).run();
}

}  // namespace troupe::graphql
