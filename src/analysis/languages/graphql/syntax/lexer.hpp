// GraphQL text to tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/syntax/diagnostic.hpp"
#include "analysis/syntax/token.hpp"

namespace troupe::graphql {

/// A mistake inside a token, or between the token before and this one.
struct LexicalError {
  syntax::TokenIndex token;
  /// The string's end is missing, so that it may have swallowed what came after it.
  bool is_unterminated_string = false;
  syntax::SyntaxDiagnostic diagnostic;
};

struct Tokens {
  syntax::TokenList list;
  std::vector<LexicalError> errors;  ///< by position; at most one for each token and each comment
};

/// What to do with a string whose closing quotes are missing.
enum class UnterminatedStrings : std::uint8_t {
  as_specified,  ///< a string ends with its line, a block string with the next """ or the text
  /// A guess at what was meant: a string ends before the bracket that closes the innermost open
  /// one, a block string before a line that begins a definition.
  guess,
};

/// Cuts a text into tokens. Never fails. Malformed tokens have the kind that they were meant to be
/// (`1_000` a number, `'x'` a string, `..` a spread) where that can be told, else `error`. Messages
/// and their positions are those of graphql-js 17.1 for the first one, and alike for all others.
/// Bytes that are not UTF-8 are accepted in strings and comments, as replacement characters would
/// be. REQUIRES: text.size() fits a base::TextOffset.
[[nodiscard]] Tokens lex(std::string_view text,
                         UnterminatedStrings mode = UnterminatedStrings::as_specified);
/// The same into `tokens`, whose former content is dropped and whose room is used again.
void lex_into(std::string_view text, UnterminatedStrings mode, Tokens& tokens);

}  // namespace troupe::graphql
