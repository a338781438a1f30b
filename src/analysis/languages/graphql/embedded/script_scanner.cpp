// The text is cut into tokens just well enough to know what is code and what is not: strings,
// templates, comments, regular expressions and the text between JSX tags. No grammar: a stack of
// open brackets says what a closing one ends, and one state (`Before`) whether an operand or an
// operator comes next, which tells a regular expression from a division and a JSX tag from "less
// than". Where that guess is wrong, the damage ends with the line, because a string or regular
// expression that does not end in its line is none.
//
// JSX is the exception: a `<` taken for a tag may swallow the rest. If an element is still open at
// the end, the text is read once more with every `<` an operator.
#include "analysis/languages/graphql/embedded/script_scanner.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace troupe::graphql {
namespace {

constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool is_space_byte(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

constexpr std::array<bool, 256> make_table(bool (*holds)(char)) {
  std::array<bool, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    table[byte] = holds(static_cast<char>(byte));
  }
  return table;
}

constexpr std::array<bool, 256> word_bytes = make_table(is_word_byte);
constexpr std::array<bool, 256> space_bytes = make_table(is_space_byte);

bool in(const std::array<bool, 256>& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

/// What a token before the current one leaves behind.
enum class Before : std::uint8_t {
  statement,   ///< a statement may begin: `{` opens a block
  arrow,       ///< the body of a function: `{` opens a block, anything else is an operand
  expression,  ///< an operand comes
  operand,     ///< an operator comes
};

enum class Opened : std::uint8_t {
  parenthesis,
  control_parenthesis,  ///< of `if (...)` and the like: a statement follows
  bracket,
  block,
  object,
  template_text,
  template_hole,
  element_tag,
  element_text,
  element_hole,
};

/// What was said about the literal that may come next.
enum class Mark : std::uint8_t { none, tag, call, comment };

/// A word after which no operator comes, or none of the usual ones.
struct Keyword {
  std::string_view word;
  Before before = Before::expression;
  bool is_control = false;  ///< a condition in parentheses follows
};

/// By first letter.
constexpr std::array<Keyword, 21> keywords = {{
    {"await"},
    {"case"},
    {"default"},
    {"delete"},
    {"do", Before::statement},
    {"else", Before::statement},
    {"finally", Before::statement},
    {"for", Before::operand, true},
    {"if", Before::operand, true},
    {"in"},
    {"instanceof"},
    {"new"},
    {"of"},
    {"return"},
    {"throw"},
    {"try", Before::statement},
    {"typeof"},
    {"void"},
    {"while", Before::operand, true},
    {"with", Before::operand, true},
    {"yield"},
}};

/// Where the keywords of each letter begin; behind the last one for bytes that begin none.
constexpr std::array<std::uint8_t, 256> first_keywords = [] {
  std::array<std::uint8_t, 256> first{};
  first.fill(keywords.size());
  for (std::size_t i = keywords.size(); i-- > 0;) {
    first[static_cast<unsigned char>(keywords[i].word.front())] = static_cast<std::uint8_t>(i);
  }
  return first;
}();

struct Frame {
  Opened opened;
  std::uint32_t begin;
};

class ScriptScanner {
 public:
  ScriptScanner(std::string_view text, base::TextRange range, bool has_elements,
                std::vector<Literal>& found)
      : text_(text.substr(0, range.end)),
        at_(range.begin),
        has_elements_(has_elements),
        found_(found) {}

  /// Bytes, ahead of the cursor included.
  [[nodiscard]] std::size_t looked_at() const { return looked_at_; }

  /// False when an element never ended.
  bool run() {
    if (text_.substr(at_).starts_with("#!")) {
      skip_line();
    }
    looked_at_ += text_.size() - std::min(at_, text_.size());
    while (at_ < text_.size()) {
      step();
    }
    for (const Frame& frame : stack_) {
      if (frame.opened == Opened::element_tag || frame.opened == Opened::element_text) {
        return false;
      }
    }
    return true;
  }

 private:
  void step() {
    switch (stack_.empty() ? Opened::block : stack_.back().opened) {
      case Opened::template_text:
        return read_template();
      case Opened::element_tag:
        return read_tag();
      case Opened::element_text:
        return read_element_text();
      default:
        return read_code();
    }
  }

  /// Reads up to and including the next punctuation, which may end the code.
  void read_code() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (in(space_bytes, c)) {
        ++at_;
      } else if (in(word_bytes, c)) {
        read_word();
      } else {
        return read_punctuation(c);
      }
    }
  }

  void read_punctuation(char c) {
    switch (c) {
      case '"':
      case '\'':
        return read_string();
      case '`':
        return open_template();
      case '/':
        return read_slash();
      case '(':
        return open_parenthesis();
      case '[':
        return open(Opened::bracket, Before::expression);
      case '{':
        return open(before_ == Before::expression ? Opened::object : Opened::block,
                    Before::statement);
      case ')':
      case ']':
      case '}':
        return close(c);
      case '<':
        return read_less();
      default:
        return read_operator(c);
    }
  }

  void read_operator(char c) {
    const char next = byte_at(at_ + 1);
    const bool is_arrow = c == '=' && next == '>';
    const bool is_doubled = (c == '+' || c == '-') && next == c;
    if (is_arrow) {
      before_ = Before::arrow;
    } else if (c == ';') {
      before_ = Before::statement;
    } else if (!is_doubled && !(c == '!' && before_ == Before::operand && next != '=')) {
      before_ = Before::expression;  // `x++` and `x!` remain operands.
    }
    at_ += is_arrow || is_doubled ? 2 : 1;
    forget();
    is_member_ = c == '.';
  }

  // Words.

  void read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && in(word_bytes, text_[at_])) {
      ++at_;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    const bool is_member = is_member_;
    forget();
    before_ = Before::operand;
    if (is_graphql_tag(word)) {
      mark_ = Mark::tag;
      skip_type_arguments();
    } else if (!is_member) {
      read_keyword(word);
    }
  }

  void read_keyword(std::string_view word) {
    for (std::size_t i = first_keywords[static_cast<unsigned char>(word.front())];
         i < keywords.size() && keywords[i].word.front() == word.front(); ++i) {
      if (keywords[i].word == word) {
        before_ = keywords[i].before;
        is_control_ = keywords[i].is_control;
        return;
      }
    }
  }

  /// Passes over the type arguments of a tag: gql<Query, Variables>`...`.
  void skip_type_arguments() {
    constexpr std::size_t most = 4096;
    std::size_t at = at_;
    while (at < text_.size() && in(space_bytes, text_[at])) {
      ++at;
    }
    if (byte_at(at) != '<' || at < no_type_arguments_before_) {
      return;
    }
    const std::size_t begin = at;
    const std::size_t limit = std::min(text_.size(), at + most);
    std::size_t depth = 0;
    for (; at < limit; ++at) {
      const char c = text_[at];
      if (c == '<') {
        ++depth;
      } else if (c == '>' && text_[at - 1] != '=') {
        if (--depth == 0) {
          looked_at_ += at - begin;
          at_ = at + 1;
          return;
        }
      } else if (c == ';' || c == '`') {
        break;
      }
    }
    looked_at_ += at - begin;
    no_type_arguments_before_ = at;
  }

  // Brackets.

  void open(Opened opened, Before before) {
    stack_.push_back({opened, static_cast<std::uint32_t>(at_)});
    ++at_;
    before_ = before;
    forget();
  }

  void open_parenthesis() {
    const bool is_call = mark_ == Mark::tag;
    open(is_control_ ? Opened::control_parenthesis : Opened::parenthesis, Before::expression);
    mark_ = is_call ? Mark::call : Mark::none;
  }

  /// Whether what is open can be given up for the sake of a closing brace.
  [[nodiscard]] static bool is_round_or_square(Opened opened) {
    return opened == Opened::parenthesis || opened == Opened::control_parenthesis ||
           opened == Opened::bracket;
  }

  void close(char c) {
    forget();
    before_ = Before::operand;
    ++at_;
    if (c == '}') {
      return close_brace();
    }
    if (stack_.empty()) {
      return;
    }
    const Opened opened = stack_.back().opened;
    if (c == ']' ? opened == Opened::bracket
                 : is_round_or_square(opened) && opened != Opened::bracket) {
      stack_.pop_back();
      before_ = opened == Opened::control_parenthesis ? Before::statement : Before::operand;
    }
  }

  void close_brace() {
    while (!stack_.empty() && is_round_or_square(stack_.back().opened)) {
      stack_.pop_back();
    }
    if (stack_.empty()) {
      before_ = Before::statement;
      return;
    }
    const Frame frame = stack_.back();
    stack_.pop_back();
    if (frame.opened == Opened::block) {
      before_ = Before::statement;
    } else if (frame.opened == Opened::template_hole && pending_ &&
               pending_depth_ == stack_.size()) {
      pending_->holes.push_back({frame.begin, static_cast<base::TextOffset>(at_)});
    }
  }

  // Literals.

  [[nodiscard]] bool takes_literals() const { return !pending_.has_value(); }

  void open_template() {
    const std::size_t begin = at_ + 1;
    const bool is_wanted =
        takes_literals() && (mark_ != Mark::none || has_graphql_marker(head(begin)));
    open(Opened::template_text, Before::operand);
    if (is_wanted) {
      const auto offset = static_cast<base::TextOffset>(begin);
      pending_ = Piece{.content = {offset, offset}, .escapes = Escapes::script};
      pending_depth_ = stack_.size();
    }
  }

  /// The first bytes from `begin`: enough to find a marker, not so many that looking costs.
  [[nodiscard]] std::string_view head(std::size_t begin) const {
    constexpr std::size_t length = 256;
    const std::string_view head = text_.substr(std::min(begin, text_.size()), length);
    looked_at_ += head.size();
    return head;
  }

  void read_template() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '`') {
        return close_template();
      }
      if (c == '\\') {
        ++at_;
      } else if (c == '$' && byte_at(at_ + 1) == '{') {
        stack_.push_back({Opened::template_hole, static_cast<std::uint32_t>(at_)});
        at_ += 2;
        before_ = Before::expression;
        return;
      }
      ++at_;
    }
  }

  void close_template() {
    if (pending_ && pending_depth_ == stack_.size()) {
      pending_->content.end = static_cast<base::TextOffset>(at_);
      found_.push_back({{std::move(*pending_)}});
      pending_.reset();
    }
    stack_.pop_back();
    ++at_;
    before_ = Before::operand;
    forget();
  }

  /// The end of the string that begins at `begin` (a quote): its closing quote; nothing when the
  /// line ends first.
  [[nodiscard]] std::optional<std::size_t> end_of_string(std::size_t begin) const {
    const char quote = text_[begin];
    std::size_t at = begin + 1;
    for (; at < text_.size() && text_[at] != quote; ++at) {
      const char c = text_[at];
      if (c == '\\') {
        ++at;
        at += byte_at(at) == '\r' && byte_at(at + 1) == '\n' ? 1 : 0;
      } else if (c == '\n' || c == '\r') {
        looked_at_ += at - begin;
        return std::nullopt;
      }
    }
    looked_at_ += at - begin;
    return at < text_.size() ? std::optional(at) : std::nullopt;
  }

  void read_string() {
    const std::size_t begin = at_;
    const auto end = end_of_string(begin);
    const Mark mark = mark_;
    forget();
    before_ = Before::operand;
    if (!end) {
      skip_line();
      return;
    }
    at_ = *end + 1;
    if ((mark == Mark::call || mark == Mark::comment) && takes_literals()) {
      take_strings(begin, *end, mark);
    }
  }

  /// Takes the string and those that are added to it; none when something else is added.
  void take_strings(std::size_t begin, std::size_t end, Mark mark) {
    Literal literal;
    literal.pieces.push_back(piece(begin, end));
    std::size_t after = end + 1;
    bool is_whole = true;
    while (true) {
      std::size_t next = skip_trivia(after);
      if (byte_at(next) != '+') {
        break;
      }
      next = skip_trivia(next + 1);
      const auto next_end = byte_at(next) == '"' || byte_at(next) == '\''
                                ? end_of_string(next)
                                : std::optional<std::size_t>();
      if (!next_end) {
        is_whole = false;
        break;
      }
      literal.pieces.push_back(piece(next, *next_end));
      after = *next_end + 1;
    }
    at_ = after;
    const base::TextRange first = literal.pieces.front().content;
    if (is_whole && (mark == Mark::comment || begins_like_graphql(base::slice(text_, first)))) {
      found_.push_back(std::move(literal));
    }
  }

  [[nodiscard]] static Piece piece(std::size_t quote, std::size_t end) {
    return {
        .content = {static_cast<base::TextOffset>(quote + 1), static_cast<base::TextOffset>(end)},
        .escapes = Escapes::script};
  }

  // Comments and regular expressions.

  void read_slash() {
    const char next = byte_at(at_ + 1);
    if (next == '/') {
      skip_line();
    } else if (next == '*') {
      const std::size_t begin = at_ + 2;
      const std::size_t end = std::min(text_.find("*/", begin), text_.size());
      if (is_graphql_comment(text_.substr(begin, end - begin))) {
        mark_ = Mark::comment;
      }
      at_ = std::min(end + 2, text_.size());
    } else if (const auto end = before_ == Before::operand ? std::nullopt : end_of_regex()) {
      at_ = *end;
      before_ = Before::operand;
      forget();
    } else {
      read_operator('/');
    }
  }

  /// Behind the regular expression that begins here; nothing when its line ends first. Then no
  /// other is looked for in the line: that keeps the whole linear.
  [[nodiscard]] std::optional<std::size_t> end_of_regex() {
    if (at_ < no_regex_before_) {
      return std::nullopt;
    }
    bool is_in_class = false;
    std::size_t at = at_ + 1;
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c == '\\') {
        ++at;
      } else if (c == '[') {
        is_in_class = true;
      } else if (c == ']') {
        is_in_class = false;
      } else if (c == '/' && !is_in_class) {
        looked_at_ += at - at_;
        return at + 1;
      }
    }
    looked_at_ += at - at_;
    no_regex_before_ = at;
    return std::nullopt;
  }

  void skip_line() { at_ = find_either(text_, '\r', '\n', at_); }

  /// Behind white space and comments.
  [[nodiscard]] std::size_t skip_trivia(std::size_t at) const {
    const std::size_t begin = at;
    while (at < text_.size()) {
      if (in(space_bytes, text_[at])) {
        ++at;
      } else if (text_.substr(at).starts_with("//")) {
        at = find_either(text_, '\r', '\n', at);
      } else if (text_.substr(at).starts_with("/*")) {
        at = std::min(text_.find("*/", at + 2), text_.size() - 2) + 2;
      } else {
        break;
      }
    }
    looked_at_ += at - begin;
    return at;
  }

  // Elements of JSX.

  void read_less() {
    if (!has_elements_ || before_ == Before::operand || !begins_element()) {
      return read_operator('<');
    }
    open(Opened::element_tag, Before::operand);
    if (byte_at(at_) == '>') {
      ++at_;
      stack_.back().opened = Opened::element_text;
    }
  }

  /// Whether the `<` here begins an element rather than type parameters.
  [[nodiscard]] bool begins_element() const {
    std::size_t at = at_ + 1;
    if (byte_at(at) == '>') {
      return true;
    }
    const std::size_t name = at;
    while (at < text_.size() && in(word_bytes, text_[at])) {
      ++at;
    }
    looked_at_ += at - name;
    if (at == name || (text_[name] >= '0' && text_[name] <= '9')) {
      return false;
    }
    const std::size_t next = skip_trivia(at);
    if (byte_at(next) == ',') {
      return false;
    }
    constexpr std::string_view extends = "extends";
    return !(next > at && text_.substr(next).starts_with(extends) &&
             byte_at(next + extends.size()) == ' ');
  }

  void read_tag() {
    const char c = text_[at_];
    if (c == '>') {
      ++at_;
      stack_.back().opened = Opened::element_text;
    } else if (c == '/' && byte_at(at_ + 1) == '>') {
      at_ += 2;
      stack_.pop_back();
      before_ = Before::operand;
    } else if (c == '/' && byte_at(at_ + 1) == '*') {
      at_ = skip_trivia(at_);
    } else if (c == '"' || c == '\'') {
      at_ = std::min(text_.find(c, at_ + 1), text_.size() - 1) + 1;
    } else if (c == '{') {
      open(Opened::element_hole, Before::expression);
    } else {
      ++at_;
    }
  }

  void read_element_text() {
    const char c = text_[at_];
    if (c == '{') {
      return open(Opened::element_hole, Before::expression);
    }
    if (c != '<') {
      at_ = find_either(text_, '{', '<', at_);
      return;
    }
    if (byte_at(at_ + 1) == '/') {
      at_ = std::min(text_.find('>', at_), text_.size() - 1) + 1;
      stack_.pop_back();
      before_ = Before::operand;
      return;
    }
    if (begins_element()) {
      open(Opened::element_tag, Before::operand);
      if (byte_at(at_) == '>') {
        ++at_;
        stack_.back().opened = Opened::element_text;
      }
    } else {
      ++at_;
    }
  }

  /// A byte; 0 behind the end.
  [[nodiscard]] char byte_at(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  /// A token that is no part of what marks a literal.
  void forget() {
    mark_ = Mark::none;
    is_member_ = false;
    is_control_ = false;
  }

  std::string_view text_;
  std::size_t at_;
  mutable std::size_t looked_at_ = 0;
  bool has_elements_;
  std::vector<Literal>& found_;
  std::vector<Frame> stack_;
  Before before_ = Before::statement;
  Mark mark_ = Mark::none;
  bool is_member_ = false;   ///< the last token was a dot
  bool is_control_ = false;  ///< the last word was `if` or the like
  std::size_t no_regex_before_ = 0;
  std::size_t no_type_arguments_before_ = 0;
  std::optional<Piece> pending_;   ///< the template being read that is GraphQL
  std::size_t pending_depth_ = 0;  ///< size of the stack in its text
};

}  // namespace

std::size_t scan_script(std::string_view text, base::TextRange range, bool may_have_elements,
                        std::vector<Literal>& found) {
  const std::size_t before = found.size();
  ScriptScanner scanner(text, range, may_have_elements, found);
  if (scanner.run()) {
    return scanner.looked_at();
  }
  found.resize(before);
  ScriptScanner again(text, range, false, found);
  again.run();
  return scanner.looked_at() + again.looked_at();
}

}  // namespace troupe::graphql
