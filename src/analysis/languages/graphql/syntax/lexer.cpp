// One loop over the text. The class of a token's first character decides what it is; runs of white
// space, names and the insides of strings and comments are crossed sixteen bytes at a time.
// Mistakes leave the fast path: they are described in the words of graphql-js, and the token is
// then ended where a writer would have meant it to end, so that one mistake remains one mistake.
#include "analysis/languages/graphql/syntax/lexer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "analysis/languages/graphql/syntax/character_scan.hpp"
#include "analysis/languages/graphql/syntax/code_points.hpp"
#include "analysis/languages/graphql/syntax/definition_line.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/string_escapes.hpp"

namespace troupe::graphql {

namespace {

using base::TextOffset;
using base::TextRange;
using scan::CharacterClass;

/// Bytes for each token that room is made for at the start: what dense, undocumented text has.
constexpr std::size_t bytes_per_token = 6;

/// No one indents definitions further than this.
constexpr TextOffset most_indentation = 256;

/// Errors kept for one text; a text with more is no GraphQL at all.
constexpr std::size_t most_errors = 1000;

constexpr std::array<TokenKind, 128> make_punctuators() {
  std::array<TokenKind, 128> kinds{};
  kinds['!'] = TokenKind::bang;
  kinds['$'] = TokenKind::dollar;
  kinds['&'] = TokenKind::ampersand;
  kinds['('] = TokenKind::left_parenthesis;
  kinds[')'] = TokenKind::right_parenthesis;
  kinds[':'] = TokenKind::colon;
  kinds['='] = TokenKind::equals;
  kinds['@'] = TokenKind::at;
  kinds['['] = TokenKind::left_bracket;
  kinds[']'] = TokenKind::right_bracket;
  kinds['{'] = TokenKind::left_brace;
  kinds['|'] = TokenKind::pipe;
  kinds['}'] = TokenKind::right_brace;
  return kinds;
}
constexpr std::array<TokenKind, 128> punctuators = make_punctuators();

class Lexer {
 public:
  Lexer(std::string_view text, UnterminatedStrings mode, Tokens& tokens)
      : text_(text),
        begin_(text.data()),
        end_(begin_ + text.size()),
        at_(begin_),
        mode_(mode),
        tokens_(tokens) {
    tokens_.list.clear();
    tokens_.errors.clear();
    tokens_.list.reserve(text.size() / bytes_per_token + 1);
  }

  void run();

 private:
  [[nodiscard]] TextOffset offset(const char* at) const {
    return static_cast<TextOffset>(at - begin_);
  }
  [[nodiscard]] char at(const char* place) const { return place < end_ ? *place : '\0'; }
  [[nodiscard]] bool follows(const char* place, std::string_view what) const {
    return text_.substr(offset(place), what.size()) == what;
  }
  void add(TokenKind kind, const char* token_end) {
    tokens_.list.add(static_cast<syntax::TokenKind>(kind), offset(at_), offset(token_end));
    at_ = token_end;
  }

  void comment();
  void punctuator();
  void dots();
  void number();
  void malformed_number(const char* wrong, bool is_after_zero);
  void string();
  void block_string();
  void high_byte();
  void unexpected();
  void single_quoted();

  /// `at` is the backslash; the place after the escape.
  const char* escape(const char* at);
  /// `at` is a byte 0xED inside a string; the place after its character.
  const char* maybe_surrogate(const char* at);
  void unterminated_string(TokenKind kind, const char* stop, const char* token_end);
  [[nodiscard]] const char* guess_string_end(const char* line_end) const;
  [[nodiscard]] const char* guess_block_string_end(const char* stop) const;
  void track_bracket(char bracket);

  /// One error for each token, and for each comment.
  void report(TextRange range, std::string message);
  void report_at(const char* place, std::string message);

  std::string_view text_;
  const char* begin_;
  const char* end_;
  const char* at_;  ///< where the next token or gap begins
  UnterminatedStrings mode_;
  Tokens& tokens_;
  bool has_reported_ = false;  ///< about the token or comment at `at_`
  std::string open_brackets_;  ///< the closers of the brackets now open; kept only for guesses
};

void Lexer::run() {
  while (at_ != end_) {
    switch (scan::class_of(*at_)) {
      case CharacterClass::white_space:
        ++at_;
        if (at_ != end_ && scan::is_white_space(*at_)) {
          at_ = scan::skip<scan::WhiteSpace>(at_ + 1, end_);
        }
        break;
      case CharacterClass::name:
        add(TokenKind::name, scan::skip<scan::NamePart>(at_ + 1, end_));
        break;
      case CharacterClass::punctuator:
        punctuator();
        break;
      case CharacterClass::number_sign:
        comment();
        break;
      case CharacterClass::quote:
        if (follows(at_, "\"\"\"")) {
          block_string();
        } else {
          string();
        }
        break;
      case CharacterClass::digit:
        number();
        break;
      case CharacterClass::dot:
        dots();
        break;
      case CharacterClass::high:
        high_byte();
        break;
      case CharacterClass::unexpected:
        unexpected();
        break;
    }
  }
  add(TokenKind::end_of_file, end_);
}

void Lexer::report(TextRange range, std::string message) {
  if (std::exchange(has_reported_, true) || tokens_.errors.size() >= most_errors) {
    return;
  }
  tokens_.errors.push_back({.token = syntax::TokenIndex{tokens_.list.size()},
                            .diagnostic = {.range = range,
                                           .message = "Syntax Error: " + std::move(message),
                                           .related = std::nullopt}});
}

void Lexer::report_at(const char* place, std::string message) {
  const TextOffset where = offset(place);
  report({where, where + code_point_at(text_, where).length}, std::move(message));
}

void Lexer::punctuator() {
  if (mode_ == UnterminatedStrings::guess) {
    track_bracket(*at_);
  }
  add(punctuators[static_cast<unsigned char>(*at_)], at_ + 1);
}

void Lexer::track_bracket(char bracket) {
  if (bracket == '(' || bracket == '[' || bracket == '{') {
    open_brackets_.push_back(bracket == '(' ? ')' : bracket == '[' ? ']' : '}');
  } else if (!open_brackets_.empty() && open_brackets_.back() == bracket) {
    open_brackets_.pop_back();
  }
}

/// Comment :: "#" CommentChar*, up to the end of the line. A gap, not a token.
void Lexer::comment() {
  const char* stop = scan::find<scan::CommentStop>(at_ + 1, end_);
  while (stop != end_ && *stop == '\xED') {
    const CodePoint character = code_point_at(text_, offset(stop));
    if (character.is_surrogate()) {
      report_at(stop, "Invalid character: " + describe_character(text_, offset(stop)) + ".");
    }
    stop = scan::find<scan::CommentStop>(stop + character.length, end_);
  }
  at_ = stop;
  has_reported_ = false;
}

/// "..."; two are one that is not finished, and `.5` a number whose zero is missing.
void Lexer::dots() {
  if (follows(at_, "...")) {
    add(TokenKind::spread, at_ + 3);
    return;
  }
  if (at(at_ + 1) == '.') {
    report({offset(at_), offset(at_) + 2}, "Unexpected \"..\", did you mean \"...\"?");
    add(TokenKind::spread, at_ + 2);
  } else if (scan::is_digit(at(at_ + 1))) {
    const char* digits_end = std::find_if_not(at_ + 1, end_, scan::is_digit);
    report({offset(at_), offset(digits_end)},
           "Invalid number, expected digit before \".\", did you mean \"0" +
               std::string(at_, digits_end) + "\"?");
    add(TokenKind::float_number, scan::skip<scan::NamePart>(digits_end, end_));
  } else {
    unexpected();
    return;
  }
  has_reported_ = false;
}

/// IntValue :: "-"? ("0" | [1-9][0-9]*);  FloatValue :: IntValue ("." [0-9]+)? ([eE] [+-]? [0-9]+)?
/// Neither may be followed by a digit, "." or the beginning of a name.
void Lexer::number() {
  const char* place = *at_ == '-' ? at_ + 1 : at_;
  bool is_float = false;
  const auto digits = [&place, this] {
    const char* first = place;
    place = std::find_if_not(place, end_, scan::is_digit);
    return place != first;
  };
  if (at(place) == '0') {
    ++place;
    if (scan::is_digit(at(place))) {
      return malformed_number(place, true);
    }
  } else if (!digits()) {
    return malformed_number(place, false);
  }
  if (at(place) == '.') {
    is_float = true;
    ++place;
    if (!digits()) {
      return malformed_number(place, false);
    }
  }
  if (at(place) == 'e' || at(place) == 'E') {
    is_float = true;
    ++place;
    if (at(place) == '+' || at(place) == '-') {
      ++place;
    }
    if (!digits()) {
      return malformed_number(place, false);
    }
  }
  if (at(place) == '.' || scan::is_name_start(at(place))) {
    return malformed_number(place, false);
  }
  add(is_float ? TokenKind::float_number : TokenKind::int_number, place);
}

/// The token goes on to the end of what was probably meant as one: `0xFF`, `1_000`, `1.2.3`.
void Lexer::malformed_number(const char* wrong, bool is_after_zero) {
  report_at(wrong, std::string(is_after_zero ? "Invalid number, unexpected digit after 0: "
                                             : "Invalid number, expected digit but got: ") +
                       describe_character(text_, offset(wrong)) + ".");
  const char* token_end = scan::skip<scan::NamePart>(wrong, end_);
  while (at(token_end) == '.' && token_end + 1 < end_ && scan::is_name_part(token_end[1])) {
    token_end = scan::skip<scan::NamePart>(token_end + 1, end_);
  }
  const bool is_float = std::find(at_, token_end, '.') != token_end;
  add(is_float ? TokenKind::float_number : TokenKind::int_number, token_end);
  has_reported_ = false;
}

const char* Lexer::escape(const char* place) {
  const Escape escape = read_escape(text_, offset(place));
  if (escape.is_valid) {
    return place + escape.length;
  }
  const std::string_view quoted = utf16_slice(text_, offset(place), escape.length);
  report({offset(place), offset(place) + static_cast<TextOffset>(quoted.size())},
         std::string(escape.is_unicode ? "Invalid Unicode escape sequence: \""
                                       : "Invalid character escape sequence: \"") +
             std::string(quoted) + "\".");
  return place + 1;
}

const char* Lexer::maybe_surrogate(const char* place) {
  const CodePoint character = code_point_at(text_, offset(place));
  if (character.is_surrogate()) {
    report_at(place,
              "Invalid character within String: " + describe_character(text_, offset(place)) + ".");
  }
  return place + character.length;
}

/// StringValue :: `"` StringCharacter* `"`, on one line.
void Lexer::string() {
  const char* stop = scan::find<scan::StringStop>(at_ + 1, end_);
  while (stop != end_ && (*stop == '\\' || *stop == '\xED')) {
    stop = *stop == '\\' ? escape(stop) : maybe_surrogate(stop);
    stop = scan::find<scan::StringStop>(stop, end_);
  }
  if (stop != end_ && *stop == '"') {
    add(TokenKind::string, stop + 1);
    has_reported_ = false;
    return;
  }
  unterminated_string(TokenKind::string, stop, guess_string_end(stop));
}

/// StringValue :: `"""` BlockStringCharacter* `"""`, in which `\"""` stands for three quotes.
void Lexer::block_string() {
  constexpr std::string_view quotes = "\"\"\"";
  const char* stop = scan::find<scan::BlockStringStop>(at_ + 3, end_);
  while (stop != end_ && !follows(stop, quotes)) {
    if (*stop == '\xED') {
      stop = maybe_surrogate(stop);
    } else {
      stop += *stop == '\\' && follows(stop + 1, quotes) ? 4 : 1;
    }
    stop = scan::find<scan::BlockStringStop>(stop, end_);
  }
  if (mode_ == UnterminatedStrings::guess) {
    const char* guess = guess_block_string_end(stop);
    if (guess != stop) {
      unterminated_string(TokenKind::block_string, guess, guess);
      return;
    }
  }
  if (stop != end_) {
    add(TokenKind::block_string, stop + 3);
    has_reported_ = false;
    return;
  }
  unterminated_string(TokenKind::block_string, end_, end_);
}

void Lexer::unterminated_string(TokenKind kind, const char* stop, const char* token_end) {
  const std::size_t errors = tokens_.errors.size();
  const TextRange opener{offset(at_), offset(at_) + (kind == TokenKind::string ? 1U : 3U)};
  report({offset(stop), offset(stop)}, "Unterminated string.");
  if (tokens_.errors.size() > errors) {
    tokens_.errors.back().diagnostic.related =
        syntax::RelatedPlace{.range = opener, .message = "The string begins here."};
  }
  if (!tokens_.errors.empty() && tokens_.errors.back().token.value == tokens_.list.size()) {
    tokens_.errors.back().is_unterminated_string = true;
  }
  add(kind, token_end);
  has_reported_ = false;
}

const char* Lexer::guess_string_end(const char* line_end) const {
  if (mode_ == UnterminatedStrings::as_specified || open_brackets_.empty()) {
    return line_end;
  }
  return std::find(at_ + 1, line_end, open_brackets_.back());
}

const char* Lexer::guess_block_string_end(const char* stop) const {
  // How far the line is indented. Looking back is bounded, or many strings on one line would be
  // slow.
  const TextOffset window = std::min(offset(at_), most_indentation);
  const std::string_view before = text_.substr(offset(at_) - window, window);
  const std::string_view line = before.substr(before.find_last_of("\r\n") + 1);
  const std::size_t indentation = std::min(line.find_first_not_of(" \t"), line.size());
  const TextOffset found = find_definition_line(text_, {offset(at_) + 3, offset(stop)},
                                                static_cast<TextOffset>(indentation));
  if (found == offset(stop)) {
    return stop;
  }
  const std::size_t last = text_.find_last_not_of(" \t\r\n", found - 1);
  return begin_ + std::max<std::size_t>(last + 1, offset(at_) + 3);
}

/// A byte order mark is white space; nothing else outside strings and comments is above ASCII.
void Lexer::high_byte() {
  if (follows(at_, "\xEF\xBB\xBF")) {
    at_ += 3;
  } else {
    unexpected();
  }
}

/// `'text'`, which other languages take for a string.
void Lexer::single_quoted() {
  report({offset(at_), offset(at_) + 1},
         "Unexpected single quote character ('), did you mean to use a double quote (\")?");
  const char* stop =
      std::find_if(at_ + 1, end_, [](char c) { return c == '\'' || c == '\n' || c == '\r'; });
  if (stop != end_ && *stop == '\'') {
    add(TokenKind::string, stop + 1);
  } else {
    add(TokenKind::error, at_ + 1);
  }
  has_reported_ = false;
}

/// A run of characters that begin no token is one mistake.
void Lexer::unexpected() {
  if (*at_ == '\'') {
    single_quoted();
    return;
  }
  const CodePoint first = code_point_at(text_, offset(at_));
  const char* stop = at_ + first.length;
  while (stop != end_ && *stop != '\'' &&
         (scan::class_of(*stop) == CharacterClass::unexpected ||
          (scan::class_of(*stop) == CharacterClass::high && !follows(stop, "\xEF\xBB\xBF")))) {
    ++stop;
  }
  report({offset(at_), offset(stop)},
         std::string(first.is_surrogate() ? "Invalid character: " : "Unexpected character: ") +
             describe_character(text_, offset(at_)) + ".");
  add(TokenKind::error, stop);
  has_reported_ = false;
}

}  // namespace

Tokens lex(std::string_view text, UnterminatedStrings mode) {
  Tokens tokens;
  lex_into(text, mode, tokens);
  return tokens;
}

void lex_into(std::string_view text, UnterminatedStrings mode, Tokens& tokens) {
  Lexer(text, mode, tokens).run();
}

}  // namespace troupe::graphql
