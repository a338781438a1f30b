#include "analysis/syntax/token.hpp"

#include <algorithm>

namespace troupe::syntax {

void TokenList::add_long(TokenKind kind, base::TextOffset begin, std::uint32_t length) {
  long_lengths_.push_back({size(), length});
  tokens_.emplace_back(begin, kind, Token::length_limit);
}

std::uint32_t TokenList::long_length(TokenIndex index) const {
  const auto found = std::ranges::lower_bound(long_lengths_, index.value, {}, &LongLength::index);
  return found->length;
}

TokenIndex TokenList::first_ending_after(base::TextOffset offset) const {
  const auto after = std::ranges::upper_bound(tokens_, offset, {}, &Token::begin);
  auto index = static_cast<std::uint32_t>(after - tokens_.begin());
  if (index > 0 && range(TokenIndex{index - 1}).end > offset) {
    --index;
  }
  return TokenIndex{std::min(index, size() - 1)};
}

}  // namespace troupe::syntax
