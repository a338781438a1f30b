#include "base/line_index.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace troupe::base;

TEST_CASE("LF, CRLF and a lone CR each end one line") {
  const std::string text = "a\nb\r\nc\rd";
  const LineIndex index(text);
  REQUIRE(index.line_count() == 4);
  CHECK(index.line_start(1) == 2);
  CHECK(index.line_start(2) == 5);
  CHECK(index.line_start(3) == 7);
  CHECK(slice(text, index.line_range(text, 0)) == "a");
  CHECK(slice(text, index.line_range(text, 1)) == "b");
  CHECK(slice(text, index.line_range(text, 2)) == "c");
  CHECK(slice(text, index.line_range(text, 3)) == "d");
}

TEST_CASE("an empty text has one empty line and a final newline opens another") {
  CHECK(LineIndex("").line_count() == 1);
  CHECK(LineIndex("x\n").line_count() == 2);
  CHECK(LineIndex("x\n").position("x\n", 2, PositionEncoding::utf16) == LinePosition{1, 0});
}

TEST_CASE("columns count the units of the encoding") {
  const std::string text = "a\u00E9\u20AC\U0001F600z";  // 1, 2, 3, 4, 1 bytes
  const LineIndex index(text);
  CHECK(index.position(text, 10, PositionEncoding::utf8) == LinePosition{0, 10});
  CHECK(index.position(text, 10, PositionEncoding::utf16) == LinePosition{0, 5});
  CHECK(index.position(text, 10, PositionEncoding::utf32) == LinePosition{0, 4});
  CHECK(index.offset(text, {0, 10}, PositionEncoding::utf8) == 10);
  CHECK(index.offset(text, {0, 5}, PositionEncoding::utf16) == 10);
  CHECK(index.offset(text, {0, 4}, PositionEncoding::utf32) == 10);
}

TEST_CASE("a place inside a character is its start") {
  const std::string text = "\U0001F600z";
  const LineIndex index(text);
  CHECK(index.offset(text, {0, 1}, PositionEncoding::utf16) == 0);
  CHECK(index.offset(text, {0, 2}, PositionEncoding::utf8) == 0);
  CHECK(index.position(text, 3, PositionEncoding::utf16) == LinePosition{0, 0});
}

TEST_CASE("places past the end are clamped") {
  const std::string text = "ab\r\ncd";
  const LineIndex index(text);
  CHECK(index.offset(text, {0, 99}, PositionEncoding::utf16) == 2);
  CHECK(index.offset(text, {9, 0}, PositionEncoding::utf16) == 6);
  CHECK(index.offset(text, {4294967295U, 4294967295U}, PositionEncoding::utf8) == 6);
  CHECK(index.position(text, 99, PositionEncoding::utf16) == LinePosition{1, 2});
}

TEST_CASE("invalid bytes count as one unit each") {
  const std::string text = "\xFF\xC3z\xE2\x82";
  const LineIndex index(text);
  CHECK(index.position(text, 5, PositionEncoding::utf16) == LinePosition{0, 5});
  CHECK(index.offset(text, {0, 3}, PositionEncoding::utf16) == 3);
}

TEST_CASE("every character start goes to a position and back in every encoding") {
  const std::string text = "x\u00E9\r\n\U0001F600\u20ACy\rq\n\n\U0001F600";
  const LineIndex index(text);
  for (TextOffset at = 0; at <= text.size(); ++at) {
    if (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (at > 0 && text[at - 1] == '\r' && at < text.size() && text[at] == '\n') continue;
    for (const auto encoding :
         {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32}) {
      CHECK(index.offset(text, index.position(text, at, encoding), encoding) == at);
    }
  }
}
