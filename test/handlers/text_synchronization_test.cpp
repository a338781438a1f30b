#include "handlers/text_synchronization.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::handlers {
namespace {

using base::PositionEncoding;
using protocol::Range;
using Change = protocol::TextDocumentContentChangeEvent;

std::string applied(std::string text, const std::vector<Change>& changes,
                    PositionEncoding encoding = PositionEncoding::utf16) {
  return std::string(apply_changes(base::SourceText(std::move(text)), changes, encoding).view());
}

/// What the changes mean, said as simply as possible.
std::string applied_one_by_one(std::string text, const std::vector<Change>& changes,
                               PositionEncoding encoding) {
  for (const Change& change : changes) {
    if (!change.range) {
      text = change.text;
      continue;
    }
    const base::LineIndex lines(text);
    const auto offset = [&](protocol::Position position) {
      return lines.offset(text, {position.line, position.character}, encoding);
    };
    const auto [begin, end] = std::minmax({offset(change.range->start), offset(change.range->end)});
    text.replace(begin, end - begin, change.text);
  }
  return text;
}

TEST_CASE("changes apply one after the other, each where the last one left the text") {
  CHECK(applied("hello\nworld\n", {{Range{{0, 5}, {1, 0}}, " "}, {Range{{0, 6}, {0, 7}}, "W"}}) ==
        "hello World\n");
  CHECK(applied("abc", {{Range{{0, 1}, {0, 1}}, "X\nY"}, {Range{{1, 0}, {1, 1}}, "Z"}}) ==
        "aX\nZbc");
  CHECK(applied("", {{Range{{0, 0}, {0, 0}}, "new"}}) == "new");
}

TEST_CASE("a change without a range replaces the whole text, whatever stood before") {
  CHECK(applied("abc", {{{}, "x\ny"}, {Range{{1, 0}, {1, 0}}, "!"}}) == "x\n!y");
  CHECK(applied("abc", {{Range{{0, 0}, {0, 1}}, "?"}, {{}, ""}}).empty());
  CHECK(applied("abc", {}) == "abc");
}

TEST_CASE("no change keeps the very same text") {
  const base::SourceText text(std::string("abc"));
  CHECK(apply_changes(text, {}, PositionEncoding::utf16).view().data() == text.view().data());
}

TEST_CASE("ranges outside the text are clamped and reversed ones turned round") {
  CHECK(applied("ab\ncd", {{Range{{0, 99}, {9, 9}}, "!"}}) == "ab!");
  CHECK(applied("ab\ncd", {{Range{{7, 0}, {9, 9}}, "!"}}) == "ab\ncd!");
  CHECK(applied("ab\ncd", {{Range{{1, 1}, {0, 1}}, "-"}}) == "a-d");
  CHECK(applied("ab\n", {{Range{{4294967295U, 4294967295U}, {4294967295U, 4294967295U}}, "x"}}) ==
        "ab\nx");
}

TEST_CASE("half a surrogate pair is the pair's start") {
  const std::string smiley = "\xF0\x9F\x98\x80";
  CHECK(applied("a" + smiley + "b", {{Range{{0, 2}, {0, 3}}, ""}}) == "ab");
  CHECK(applied("a" + smiley + "b", {{Range{{0, 2}, {0, 2}}, "-"}}) == "a-" + smiley + "b");
  CHECK(applied("a" + smiley + "b", {{Range{{0, 5}, {0, 6}}, ""}}, PositionEncoding::utf8) ==
        "a" + smiley);
  CHECK(applied("a" + smiley + "b", {{Range{{0, 1}, {0, 2}}, ""}}, PositionEncoding::utf32) ==
        "ab");
}

TEST_CASE("CRLF can be parted and joined by edits") {
  CHECK(applied("a\r\nb", {{Range{{0, 1}, {0, 1}}, "\r"}, {Range{{1, 0}, {1, 0}}, "x"}}) ==
        "a\rx\r\nb");
  CHECK(applied("a\rx\nb", {{Range{{1, 0}, {1, 1}}, ""}, {Range{{1, 0}, {1, 1}}, "B"}}) ==
        "a\r\nB");
  CHECK(applied("a\r\rb", {{Range{{2, 0}, {2, 1}}, "\n"}}) == "a\r\r\n");
}

/// Random but the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_;
};

std::string random_text(Dice& dice, std::uint32_t pieces) {
  static constexpr std::array<const char*, 9> alphabet = {
      "a", "b", "\n", "\r", "\r\n", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "line\n"};
  std::string text;
  for (std::uint32_t i = 0; i < pieces; ++i) {
    text += alphabet[dice.below(alphabet.size())];
  }
  return text;
}

TEST_CASE("any changes in any encoding give what applying them one by one gives") {
  for (std::uint32_t seed = 0; seed < 20'000; ++seed) {
    Dice dice(seed);
    const std::string text = random_text(dice, dice.below(30));
    const auto encoding = static_cast<PositionEncoding>(dice.below(3));
    std::vector<Change> changes(dice.below(6));
    for (Change& change : changes) {
      change.text = random_text(dice, dice.below(4));
      if (dice.below(20) != 0) {
        change.range = Range{{dice.below(14), dice.below(8)}, {dice.below(14), dice.below(8)}};
      }
    }
    const std::string expected = applied_one_by_one(text, changes, encoding);
    const std::string actual = applied(text, changes, encoding);
    if (actual != expected) {
      INFO("seed " << seed);
      REQUIRE(actual == expected);
    }
  }
  CHECK(true);
}

TEST_CASE("many edits up or down a large text give what applying them one by one gives") {
  std::string text;
  for (int line = 0; line < 3'000; ++line) {
    text += "  field" + std::to_string(line) + ": String # \xF0\x9F\x98\x80\r\n";
  }
  std::vector<Change> down;
  for (std::uint32_t line = 5; line < 2'900; line += 41) {
    down.push_back({Range{{line, 2}, {line, 7}}, "x\ny"});
  }
  std::vector<Change> up(down.rbegin(), down.rend());
  for (const auto& changes : {down, up}) {
    const bool is_same =
        applied(text, changes) == applied_one_by_one(text, changes, PositionEncoding::utf16);
    CHECK(is_same);
  }
}

}  // namespace
}  // namespace troupe::handlers
