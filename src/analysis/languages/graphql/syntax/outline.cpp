#include "analysis/languages/graphql/syntax/outline.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/syntax/definition_line.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {

namespace {

/// Which sort of bracket a token is: 0 for none, else 1 to 3, and whether it opens.
struct Bracket {
  std::uint8_t sort = 0;
  bool opens = false;
};

Bracket bracket_of(syntax::TokenKind kind) {
  switch (static_cast<TokenKind>(kind)) {
    case TokenKind::left_parenthesis:
      return {.sort = 1, .opens = true};
    case TokenKind::right_parenthesis:
      return {.sort = 1, .opens = false};
    case TokenKind::left_bracket:
      return {.sort = 2, .opens = true};
    case TokenKind::right_bracket:
      return {.sort = 2, .opens = false};
    case TokenKind::left_brace:
      return {.sort = 3, .opens = true};
    case TokenKind::right_brace:
      return {.sort = 3, .opens = false};
    default:
      return {};
  }
}

bool is_string(syntax::TokenKind kind) {
  return kind == static_cast<syntax::TokenKind>(TokenKind::string) ||
         kind == static_cast<syntax::TokenKind>(TokenKind::block_string);
}

/// The brackets that are open while the tokens go by.
class OpenBrackets {
 public:
  void push(std::uint32_t token, std::uint8_t sort) {
    open_.push_back({token, sort});
    ++counts_[sort];
  }
  /// Removes the innermost bracket of this sort and those inside it; REQUIRES: has(sort).
  std::uint32_t pop(std::uint8_t sort) {
    while (true) {
      const Entry top = open_.back();
      open_.pop_back();
      --counts_[top.sort];
      if (top.sort == sort) {
        return top.token;
      }
    }
  }
  [[nodiscard]] bool has(std::uint8_t sort) const { return counts_[sort] > 0; }
  void clear() {
    open_.clear();
    counts_.fill(0);
  }
  [[nodiscard]] bool empty() const { return open_.empty(); }
  [[nodiscard]] std::uint32_t outermost() const { return open_.front().token; }

 private:
  struct Entry {
    std::uint32_t token;
    std::uint8_t sort;
  };
  std::vector<Entry> open_;
  std::array<std::uint32_t, 4> counts_{};
};

}  // namespace

Outline::Outline(std::string_view text, const syntax::TokenList& tokens)
    : text_(text), tokens_(tokens) {
  find_candidates();
  for (const Candidate& candidate : candidates_) {
    if (candidate.is_strong) {
      definitions_.push_back(candidate.token);
    }
  }
  pair_brackets();
  const std::size_t strong = definitions_.size();
  for (const Candidate& candidate : candidates_) {
    if (!candidate.is_strong &&
        (candidate.outermost_bracket == none || !is_paired(candidate.outermost_bracket))) {
      definitions_.push_back(candidate.token);
    }
  }
  if (definitions_.size() != strong) {
    std::ranges::sort(definitions_);
    pair_brackets();
  }
}

std::uint32_t Outline::next_definition(std::uint32_t token) const {
  const auto found = std::ranges::lower_bound(definitions_, token);
  return found == definitions_.end() ? tokens_.size() - 1 : *found;
}

void Outline::find_candidates() {
  const std::uint32_t count = tokens_.size() - 1;
  const std::uint32_t first_column = std::min(column_if_first(0), tokens_.begin({0}));
  for (std::uint32_t token = 0; token < count; ++token) {
    if (tokens_.kind({token}) != static_cast<syntax::TokenKind>(TokenKind::name) ||
        column_if_first(token) > first_column) {
      continue;
    }
    const base::TextOffset begin = tokens_.begin({token});
    const std::size_t line_end = std::min(text_.find_first_of("\r\n", begin), text_.size());
    const DefinitionLikeness likeness = definition_likeness(text_.substr(begin, line_end - begin));
    if (likeness == DefinitionLikeness::none) {
      continue;
    }
    const bool has_description = token > 0 && is_string(tokens_.kind({token - 1})) &&
                                 column_if_first(token - 1) <= first_column;
    candidates_.push_back({.token = has_description ? token - 1 : token,
                           .is_strong = likeness == DefinitionLikeness::strong,
                           .outermost_bracket = none});
  }
}

std::uint32_t Outline::column_if_first(std::uint32_t token) const {
  const std::string_view gap = base::slice(text_, tokens_.gap_before({token}));
  const std::size_t line_break = gap.find_last_of("\r\n");
  if (line_break == std::string_view::npos) {
    return token == 0 ? static_cast<std::uint32_t>(gap.size()) : none;
  }
  return static_cast<std::uint32_t>(gap.size() - line_break - 1);
}

void Outline::pair_brackets() {
  partners_.assign(tokens_.size(), none);
  OpenBrackets open;
  std::size_t next_definition = 0;
  std::size_t next_candidate = 0;
  for (std::uint32_t token = 0; token < tokens_.size(); ++token) {
    if (next_definition < definitions_.size() && definitions_[next_definition] == token) {
      open.clear();
      ++next_definition;
    }
    if (next_candidate < candidates_.size() && candidates_[next_candidate].token == token) {
      candidates_[next_candidate].outermost_bracket = open.empty() ? none : open.outermost();
      ++next_candidate;
    }
    const Bracket bracket = bracket_of(tokens_.kind({token}));
    if (bracket.sort == 0) {
      continue;
    }
    if (bracket.opens) {
      open.push(token, bracket.sort);
    } else if (open.has(bracket.sort)) {
      const std::uint32_t opener = open.pop(bracket.sort);
      partners_[opener] = token;
      partners_[token] = opener;
    }
  }
}

}  // namespace troupe::graphql
