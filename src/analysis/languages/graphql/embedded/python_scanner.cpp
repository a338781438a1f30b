// Python needs no brackets to be cut into strings, comments and the rest: only inside the braces of
// an f-string do they count.
#include "analysis/languages/graphql/embedded/python_scanner.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace troupe::graphql {
namespace {

constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// What the letters before a string's quotes say.
struct Prefix {
  bool is_raw = false;
  bool is_format = false;
};

/// Nothing for words that are no prefix.
std::optional<Prefix> prefix_of(std::string_view word) {
  constexpr std::size_t longest = 2;
  if (word.size() > longest) {
    return std::nullopt;
  }
  Prefix prefix;
  for (const char c : word) {
    switch (c) {
      case 'r':
      case 'R':
        prefix.is_raw = true;
        break;
      case 'f':
      case 'F':
      case 't':
      case 'T':
        prefix.is_format = true;
        break;
      case 'u':
      case 'U':
      case 'b':
      case 'B':
        break;
      default:
        return std::nullopt;
    }
  }
  return prefix;
}

enum class Mark : std::uint8_t { none, tag, call };

class PythonScanner {
 public:
  PythonScanner(std::string_view text, std::vector<Literal>& found) : text_(text), found_(found) {}

  /// Returns the number of bytes looked at, ahead of the cursor included.
  std::size_t run() {
    looked_at_ = text_.size();
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\' || c == '\f') {
        ++at_;
      } else if (c == '#') {
        at_ = end_of_line(at_);
      } else if (c == '"' || c == '\'') {
        read_literal({});
      } else if (is_word_byte(c)) {
        read_word();
      } else {
        mark_ = c == '(' && mark_ == Mark::tag ? Mark::call : Mark::none;
        ++at_;
      }
    }
    return looked_at_;
  }

 private:
  void read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word_byte(text_[at_])) {
      ++at_;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (byte_at(at_) == '"' || byte_at(at_) == '\'') {
      if (const auto prefix = prefix_of(word)) {
        return read_literal(*prefix);
      }
    }
    if (mark_ == Mark::call && is_keyword_argument()) {
      at_ = skip_trivia(at_) + 1;
      return;
    }
    mark_ = is_graphql_tag(word) ? Mark::tag : Mark::none;
  }

  [[nodiscard]] bool is_keyword_argument() const {
    const std::size_t next = skip_trivia(at_);
    return byte_at(next) == '=' && byte_at(next + 1) != '=';
  }

  /// A string and those that follow it without anything between. REQUIRES: a quote is next.
  void read_literal(Prefix prefix) {
    const bool is_argument = mark_ == Mark::call;
    mark_ = Mark::none;
    Literal literal;
    bool is_whole = read_piece(prefix, literal);
    while (const auto next = next_prefix()) {
      is_whole = read_piece(*next, literal) && is_whole;
    }
    if (!is_whole || is_changed()) {
      return;
    }
    const std::string_view first = base::slice(text_, literal.pieces.front().content);
    if (has_graphql_marker(first) ||
        (is_argument && (is_triple_ || begins_like_graphql(first) || first.starts_with('{')))) {
      found_.push_back(std::move(literal));
    }
  }

  /// Whether something is done to the string that stands before the cursor: `"..." % x`,
  /// `"...".format(x)`, `"..." + x`. To strip it does not count.
  [[nodiscard]] bool is_changed() const {
    const std::size_t next = skip_blanks(at_);
    const char c = byte_at(next);
    return c == '%' || c == '+' || c == '*' ||
           (c == '.' && !text_.substr(next + 1).starts_with("strip"));
  }

  /// The prefix of a string that directly follows; moves to its quote.
  std::optional<Prefix> next_prefix() {
    std::size_t at = skip_trivia(at_);
    const std::size_t begin = at;
    while (at < text_.size() && at - begin < 3 && is_word_byte(text_[at])) {
      ++at;
    }
    if (byte_at(at) != '"' && byte_at(at) != '\'') {
      return std::nullopt;
    }
    const auto prefix = prefix_of(text_.substr(begin, at - begin));
    if (prefix) {
      at_ = at;
    }
    return prefix;
  }

  /// Reads one string. False when it does not end.
  bool read_piece(Prefix prefix, Literal& literal) {
    const char quote = text_[at_];
    is_triple_ = byte_at(at_ + 1) == quote && byte_at(at_ + 2) == quote;
    at_ += is_triple_ ? 3 : 1;
    Piece piece{.content = {static_cast<base::TextOffset>(at_), 0},
                .escapes = prefix.is_raw ? Escapes::none : Escapes::python,
                .has_doubled_braces = prefix.is_format};
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote && (!is_triple_ || text_.substr(at_ + 1, 2) == same(quote))) {
        piece.content.end = static_cast<base::TextOffset>(at_);
        at_ += is_triple_ ? 3 : 1;
        literal.pieces.push_back(std::move(piece));
        return true;
      }
      if (c == '\\') {
        at_ += byte_at(at_ + 1) == '\r' && byte_at(at_ + 2) == '\n' ? 3 : 2;
      } else if (!is_triple_ && (c == '\n' || c == '\r')) {
        return false;
      } else if (prefix.is_format && c == '{') {
        read_brace(quote, piece);
      } else {
        ++at_;
      }
    }
    at_ = text_.size();
    return false;
  }

  static std::string_view same(char quote) { return quote == '"' ? "\"\"" : "''"; }

  /// `{{`, or an expression in braces.
  void read_brace(char quote, Piece& piece) {
    if (byte_at(at_ + 1) == '{') {
      at_ += 2;
      return;
    }
    const std::size_t begin = at_;
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '{' || c == '[' || c == '(') {
        ++depth;
      } else if ((c == '}' || c == ']' || c == ')') && --depth == 0) {
        ++at_;
        piece.holes.push_back(
            {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(at_)});
        return;
      } else if (c == '"' || c == '\'') {
        // Looked for once a line: an expression may have many quotes.
        line_end_ = at_ < line_end_ ? line_end_ : end_of_line(at_);
        const std::size_t end = text_.substr(0, line_end_).find(c, at_ + 1);
        looked_at_ += std::min(end, line_end_) - at_;
        if (end == std::string_view::npos ||
            (is_triple_ && c == quote && text_.substr(at_ + 1, 2) == same(quote))) {
          break;
        }
        at_ = end;
      } else if (!is_triple_ && (c == '\n' || c == '\r')) {
        break;
      }
    }
    piece.holes.push_back(
        {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(at_)});
  }

  [[nodiscard]] std::size_t end_of_line(std::size_t at) const {
    const std::size_t end = find_either(text_, '\r', '\n', at);
    looked_at_ += end - std::min(at, end);
    return end;
  }

  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    const std::size_t begin = at;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\\' ||
                                 text_[at] == '\n' || text_[at] == '\r')) {
      ++at;
    }
    looked_at_ += at - begin;
    return at;
  }

  /// Behind white space and comments.
  [[nodiscard]] std::size_t skip_trivia(std::size_t at) const {
    for (at = skip_blanks(at); byte_at(at) == '#'; at = skip_blanks(end_of_line(at))) {
    }
    return at;
  }

  [[nodiscard]] char byte_at(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }

  std::string_view text_;
  std::vector<Literal>& found_;
  std::size_t at_ = 0;
  mutable std::size_t looked_at_ = 0;
  std::size_t line_end_ = 0;  ///< of the line of the last quote in an interpolation
  Mark mark_ = Mark::none;
  bool is_triple_ = false;  ///< of the last string
};

}  // namespace

std::size_t scan_python(std::string_view text, std::vector<Literal>& found) {
  return PythonScanner(text, found).run();
}

}  // namespace troupe::graphql
