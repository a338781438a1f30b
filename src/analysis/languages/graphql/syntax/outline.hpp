// Which brackets belong together in a text with mistakes, and where its definitions begin.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/syntax/token.hpp"

namespace troupe::graphql {

/// A reading of a broken text's outline. Two facts are used: brackets pair up as their kinds allow,
/// an opening one that is in the way of a pair counting as never closed; and people begin
/// definitions on a new line that is indented no more than the first definition is, with words that
/// hardly occur there otherwise. Linear in tokens.
class Outline {
 public:
  Outline(std::string_view text, const syntax::TokenList& tokens);

  /// Whether the bracket `token` is one of a pair.
  [[nodiscard]] bool is_paired(std::uint32_t token) const { return partners_[token] != none; }
  /// The other bracket of the pair. REQUIRES: is_paired(token).
  [[nodiscard]] std::uint32_t partner_of(std::uint32_t token) const { return partners_[token]; }
  /// The first token at or after `token` that begins a definition, descriptions included; the last
  /// token (end of file) when none does.
  [[nodiscard]] std::uint32_t next_definition(std::uint32_t token) const;

 private:
  struct Candidate {
    std::uint32_t token;
    bool is_strong;  ///< counts even inside brackets that are closed somewhere
    /// The outermost bracket that is open there; `none` when none is.
    std::uint32_t outermost_bracket;
  };
  static constexpr std::uint32_t none = 0xFFFFFFFFU;

  void find_candidates();
  /// The column of a token that is the first on its line; `none` for others.
  [[nodiscard]] std::uint32_t column_if_first(std::uint32_t token) const;
  /// Pairs all brackets; what is open where one of `definitions_` begins stays open for ever.
  void pair_brackets();

  std::string_view text_;
  const syntax::TokenList& tokens_;
  std::vector<std::uint32_t> partners_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint32_t> definitions_;
};

}  // namespace troupe::graphql
