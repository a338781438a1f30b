// The tokens of a text: eight bytes each, in order, with everything between them left out.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/strong_id.hpp"
#include "base/text_range.hpp"

namespace troupe::syntax {

/// A token's kind: each language numbers its own, but for the two below, which all share.
using TokenKind = std::uint8_t;
/// Every token list ends with exactly one token of this kind: empty, at the end of the text.
inline constexpr TokenKind end_of_file_token = 0;
/// Bytes that are no token of the language.
inline constexpr TokenKind error_token = 1;

/// The place of a token in its token list.
using TokenIndex = base::StrongId<struct TokenIndexTag>;

/// One token. Its length is read from the list (`TokenList::range`), because the 24 bits here
/// cannot hold every length.
class Token {
 public:
  static constexpr std::uint32_t length_limit = 0xFFFFFFU;  ///< "look into the list's table"

  Token(base::TextOffset begin, TokenKind kind, std::uint32_t length)
      : begin_(begin), kind_and_length_(kind | (length << 8U)) {}

  [[nodiscard]] base::TextOffset begin() const { return begin_; }
  [[nodiscard]] TokenKind kind() const { return static_cast<TokenKind>(kind_and_length_); }
  /// The length, or `length_limit` when it does not fit.
  [[nodiscard]] std::uint32_t short_length() const { return kind_and_length_ >> 8U; }

  friend bool operator==(const Token&, const Token&) = default;

 private:
  base::TextOffset begin_;
  std::uint32_t kind_and_length_;
};
static_assert(sizeof(Token) == 8);

/// The tokens of one text, in order, not overlapping. What lies between two tokens (white space,
/// comments, whatever a language ignores) is a gap, so tokens and gaps together are the whole text.
class TokenList {
 public:
  void reserve(std::size_t count) { tokens_.reserve(count); }

  /// REQUIRES: begin is not before the end of the last token.
  void add(TokenKind kind, base::TextOffset begin, base::TextOffset end) {
    const std::uint32_t length = end - begin;
    if (length >= Token::length_limit) [[unlikely]] {
      add_long(kind, begin, length);
      return;
    }
    tokens_.emplace_back(begin, kind, length);
  }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.size()); }
  /// REQUIRES (this and below): index.value < size().
  [[nodiscard]] TokenKind kind(TokenIndex index) const { return tokens_[index.value].kind(); }
  [[nodiscard]] base::TextOffset begin(TokenIndex index) const {
    return tokens_[index.value].begin();
  }
  [[nodiscard]] base::TextRange range(TokenIndex index) const {
    const Token token = tokens_[index.value];
    const std::uint32_t length =
        token.short_length() == Token::length_limit ? long_length(index) : token.short_length();
    return {token.begin(), token.begin() + length};
  }
  /// What is ignored between the token before (or the start of the text) and this one.
  [[nodiscard]] base::TextRange gap_before(TokenIndex index) const {
    return {index.value == 0 ? 0 : range(TokenIndex{index.value - 1}).end, begin(index)};
  }
  /// The first token that ends after `offset`; the last one (end of file) when none does.
  /// Logarithmic. REQUIRES: the list is complete.
  [[nodiscard]] TokenIndex first_ending_after(base::TextOffset offset) const;

  /// Forgets all tokens, but not the room for them. (A copy has no room to spare.)
  void clear() {
    tokens_.clear();
    long_lengths_.clear();
  }

  [[nodiscard]] std::span<const Token> records() const { return tokens_; }
  [[nodiscard]] std::size_t memory_size() const {
    return tokens_.capacity() * sizeof(Token) + long_lengths_.capacity() * sizeof(LongLength);
  }

  friend bool operator==(const TokenList&, const TokenList&) = default;

 private:
  struct LongLength {
    std::uint32_t index;
    std::uint32_t length;
    friend bool operator==(const LongLength&, const LongLength&) = default;
  };

  void add_long(TokenKind kind, base::TextOffset begin, std::uint32_t length);
  [[nodiscard]] std::uint32_t long_length(TokenIndex index) const;

  std::vector<Token> tokens_;
  std::vector<LongLength> long_lengths_;  ///< of tokens of 16 MiB and more, sorted by index
};

}  // namespace troupe::syntax
