#include "analysis/syntax/token.hpp"

#include <doctest/doctest.h>

using namespace troupe::base;
using namespace troupe::syntax;

TEST_CASE("tokens of any length keep their length") {
  constexpr std::uint32_t limit = Token::length_limit;
  TokenList tokens;
  tokens.add(2, 0, limit - 1);
  tokens.add(3, limit, limit + limit);
  tokens.add(4, 3 * limit, 4 * limit + 1);
  tokens.add(5, 5 * limit, 5 * limit + 7);
  tokens.add(end_of_file_token, 6 * limit, 6 * limit);
  CHECK(tokens.range({0}) == TextRange{0, limit - 1});
  CHECK(tokens.range({1}) == TextRange{limit, 2 * limit});
  CHECK(tokens.range({2}) == TextRange{3 * limit, 4 * limit + 1});
  CHECK(tokens.range({3}) == TextRange{5 * limit, 5 * limit + 7});
  CHECK(tokens.kind({2}) == 4);
  CHECK(tokens.gap_before({2}) == TextRange{2 * limit, 3 * limit});
}

TEST_CASE("the first token that ends after an offset") {
  TokenList tokens;
  tokens.add(2, 1, 3);
  tokens.add(2, 3, 4);
  tokens.add(2, 6, 8);
  tokens.add(end_of_file_token, 9, 9);
  const std::uint32_t expected[] = {0, 0, 0, 1, 2, 2, 2, 2, 3, 3, 3};
  for (TextOffset offset = 0; offset < 11; ++offset) {
    CAPTURE(offset);
    CHECK(tokens.first_ending_after(offset).value == expected[offset]);
  }
}

TEST_CASE("a token takes eight bytes") {
  TokenList tokens;
  tokens.reserve(100);
  CHECK(tokens.memory_size() == 800);
  tokens.add(end_of_file_token, 0, 0);
  const TokenList copy = tokens;
  CHECK(copy.memory_size() == 8);
  tokens.clear();
  CHECK(tokens.size() == 0);
  CHECK(tokens.memory_size() == 800);
}
