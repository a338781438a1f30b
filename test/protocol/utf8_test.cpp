#include "protocol/utf8.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace troupe::protocol;

TEST_CASE("a character is as long as its first byte says, if the rest fits") {
  const std::vector<std::pair<std::string_view, std::size_t>> cases = {{"a", 1},
                                                                       {"\x7F", 1},
                                                                       {"\u0080", 2},
                                                                       {"\u07FF", 2},
                                                                       {"\u0800", 3},
                                                                       {"\uFFFF", 3},
                                                                       {"\U00010000", 4},
                                                                       {"\U0010FFFF", 4},
                                                                       {"\x80", 0},
                                                                       {"\xC1\xBF", 0},
                                                                       {"\xC2", 0},
                                                                       {"\xC2x", 0},
                                                                       {"\xE0\x9F\xBF", 0},
                                                                       {"\xED\xA0\x80", 0},
                                                                       {"\xED\x9F\xBF", 3},
                                                                       {"\xEE\x80\x80", 3},
                                                                       {"\xF0\x8F\xBF\xBF", 0},
                                                                       {"\xF4\x8F\xBF\xBF", 4},
                                                                       {"\xF4\x90\x80\x80", 0},
                                                                       {"\xF5\x80\x80\x80", 0},
                                                                       {"\xF0\x90\x80", 0},
                                                                       {"\xE2\x82x", 0},
                                                                       {"\xFF", 0}};
  for (const auto& [text, length] : cases) {
    CAPTURE(text);
    CHECK(utf8_character(text) == length);
  }
}

TEST_CASE("the valid prefix ends before the first byte that is no character") {
  CHECK(valid_utf8_prefix("") == 0);
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string good = std::string(before, 'x') + "\u20AC";
    CHECK(valid_utf8_prefix(good) == good.size());
    CHECK(valid_utf8_prefix(good + "\xFFyyyyyyyyyyyy") == good.size());
    CHECK(valid_utf8_prefix(good + "\xE2\x82") == good.size());
  }
}
