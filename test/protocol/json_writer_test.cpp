#include "protocol/json_writer.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include "protocol/json_reader.hpp"

using namespace troupe::protocol;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  JsonWriter(out).string(text);
  return out;
}

}  // namespace

TEST_CASE("objects and arrays nest, with commas where they belong") {
  std::string out;
  JsonWriter writer(out);
  writer.object([&] {
    writer.member("text", "x");
    writer.member("flag", true);
    writer.member("number", -7);
    writer.member("large", std::numeric_limits<std::uint64_t>::max());
    writer.key("empty");
    writer.object([] {});
    writer.key("list");
    writer.array([&] {
      writer.integer(1U);
      writer.null();
      writer.array([] {});
      writer.array([&] { writer.boolean(false); });
      writer.raw("{\"raw\":1}");
      writer.number(1.5);
    });
    writer.member("last", std::string("y"));
  });
  CHECK(out == R"({"text":"x","flag":true,"number":-7,"large":18446744073709551615,"empty":{},)"
               R"("list":[1,null,[],[false],{"raw":1},1.5],"last":"y"})");
}

TEST_CASE("a writer appends to what is there") {
  std::string out = "before ";
  JsonWriter(out).integer(std::numeric_limits<std::int64_t>::min());
  CHECK(out == "before -9223372036854775808");
}

TEST_CASE("numbers that JSON does not have are null") {
  std::string out;
  JsonWriter writer(out);
  writer.array([&] {
    writer.number(std::nan(""));
    writer.number(std::numeric_limits<double>::infinity());
    writer.number(0.1);
    writer.number(1e300);
  });
  CHECK(out == "[null,null,0.1,1e+300]");
}

TEST_CASE("negative zero is zero, as JavaScript writes it") {
  std::string out;
  JsonWriter(out).number(-0.0);
  CHECK(out == "0");
}

TEST_CASE("a large number is not written as an integer that is too large to be read") {
  JsonReader reader;
  for (const double value :
       {66663600000000022110.666662, -1e19, 9007199254740992.0, 123456.0, 1e22}) {
    CAPTURE(value);
    std::string out;
    JsonWriter(out).number(value);
    const auto read = reader.parse(out);
    REQUIRE(read);
    CHECK(read->as_number() == value);
  }
}

TEST_CASE("strings are escaped as far as JSON demands and no further") {
  CHECK(quoted("") == R"("")");
  CHECK(quoted("a/b'c\x7F") == "\"a/b'c\x7F\"");
  CHECK(quoted("\"\\\n\r\t") == R"("\"\\\n\r\t")");
  CHECK(quoted(std::string_view("\0\x01\x1F\b\f", 5)) == R"("\u0000\u0001\u001f\u0008\u000c")");
  CHECK(quoted("\u00E9\u20AC\U0001F600") == "\"\u00E9\u20AC\U0001F600\"");
}

TEST_CASE("an escape is found at every place of a long string") {
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      text[at] = '\n';
      std::string expected(size, 'x');
      expected.replace(at, 1, "\\n");
      REQUIRE(quoted(text) == "\"" + expected + "\"");
    }
  }
}

TEST_CASE("invalid UTF-8 is written as U+FFFD, so the output is always valid") {
  CHECK(quoted("caf\xE9!") == "\"caf\uFFFD!\"");
  CHECK(quoted("\xE2\x82") == "\"\uFFFD\uFFFD\"");
  CHECK(quoted("\xED\xA0\xBD\xED\xB8\x80") == "\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

TEST_CASE("whatever bytes a string has, a reader accepts what was written") {
  std::mt19937 random(7);
  JsonReader reader;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const std::size_t size = random() % 40;
    for (std::size_t i = 0; i < size; ++i) {
      // Mostly ASCII, so that words of eight plain bytes occur, too.
      text.push_back(static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 26));
    }
    const auto value = reader.parse(quoted(text));
    REQUIRE(value);
    REQUIRE_FALSE(reader.repaired());
    REQUIRE(quoted(*value->as_string()) == quoted(text));
  }
}
