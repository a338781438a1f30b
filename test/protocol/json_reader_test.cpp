#include "protocol/json_reader.hpp"

#include <array>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace troupe::protocol;

namespace {

/// What is read from `text`, written again; or the error after an exclamation mark.
std::string reread(const std::string& text) {
  JsonReader reader;
  const auto value = reader.parse(text);
  return value ? value->to_json() : std::string("!").append(value.error().message);
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[').append(std::string(depth, ']'));
}

}  // namespace

TEST_CASE("every kind of value is read and told apart") {
  JsonReader reader;
  const std::vector<std::pair<std::string, JsonKind>> cases = {
      {"null", JsonKind::null},       {"true", JsonKind::boolean},
      {"false", JsonKind::boolean},   {"1", JsonKind::integer},
      {"-1", JsonKind::integer},      {"18446744073709551615", JsonKind::integer},
      {"1.5", JsonKind::number},      {"1e3", JsonKind::number},
      {"\"x\"", JsonKind::string},    {"[1]", JsonKind::array},
      {"{\"a\":1}", JsonKind::object}};
  for (const auto& [text, kind] : cases) {
    CAPTURE(text);
    const auto value = reader.parse(text);
    REQUIRE(value);
    CHECK(value->kind() == kind);
    CHECK(value->is_null() == (kind == JsonKind::null));
    CHECK(value->is_array() == (kind == JsonKind::array));
    CHECK(value->is_object() == (kind == JsonKind::object));
    CHECK(value->as_bool().has_value() == (kind == JsonKind::boolean));
    CHECK(value->as_string().has_value() == (kind == JsonKind::string));
    CHECK(value->as_number().has_value() ==
          (kind == JsonKind::number || kind == JsonKind::integer));
    CHECK(value->items().empty() == (kind != JsonKind::array));
    CHECK(value->members().empty() == (kind != JsonKind::object));
    CHECK(value->get("a").has_value() == (kind == JsonKind::object));
  }
}

TEST_CASE("a value of no document is null") {
  const JsonValue value;
  CHECK(value.is_null());
  CHECK_FALSE(value.get("a"));
  CHECK_FALSE(value.as_bool());
  CHECK_FALSE(value.as_int());
  CHECK_FALSE(value.as_uint());
  CHECK_FALSE(value.as_number());
  CHECK_FALSE(value.as_string());
  CHECK(value.items().empty());
  CHECK(value.members().empty());
  CHECK(value.to_json() == "null");
}

TEST_CASE("integers are exact up to 64 bits and may be written with a point") {
  JsonReader reader;
  CHECK(reader.parse("9223372036854775807")->as_int() == std::numeric_limits<std::int64_t>::max());
  CHECK(reader.parse("-9223372036854775808")->as_int() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(reader.parse("9223372036854775808")->as_int());
  CHECK(reader.parse("9223372036854775808")->as_uint() == 9223372036854775808ULL);
  CHECK(reader.parse("18446744073709551615")->as_uint() == 18446744073709551615ULL);
  CHECK(reader.parse("18446744073709551615")->as_number() == 18446744073709551615.0);
  CHECK_FALSE(reader.parse("-1")->as_uint());
  CHECK(reader.parse("1.0")->as_int() == 1);
  CHECK(reader.parse("1e2")->as_uint() == 100);
  CHECK(reader.parse("-0.0")->as_int() == 0);
  CHECK(reader.parse("7")->as_number() == 7.0);
  CHECK_FALSE(reader.parse("1.5")->as_int());
  CHECK_FALSE(reader.parse("1e300")->as_int());
  CHECK_FALSE(reader.parse("9.3e18")->as_int());
  CHECK(reread("123456789012345678901234567890").starts_with('!'));
}

TEST_CASE("members are found in any order, and of equal keys the first") {
  JsonReader reader;
  const auto root = reader.parse(R"({"b":{"x":[1,{"y":2}],"z":3},"a":"A","b":4,"":5})");
  REQUIRE(root);
  CHECK(root->get("a")->as_string() == "A");
  CHECK(root->get("b")->get("z")->as_int() == 3);
  CHECK(root->get("")->as_int() == 5);
  CHECK_FALSE(root->get("c"));
  CHECK_FALSE(root->get("x"));
  std::vector<std::string> keys;
  for (const JsonMember member : root->members()) {
    keys.emplace_back(member.key);
  }
  CHECK(keys == std::vector<std::string>{"b", "a", "b", ""});
}

TEST_CASE("items come in order, whatever their size") {
  JsonReader reader;
  const auto root = reader.parse(R"([1,2.5,"x",[],{},[[3]],{"a":[4]},null,true])");
  std::vector<std::string> items;
  for (const JsonValue item : root->items()) {
    items.push_back(item.to_json());
  }
  CHECK(items == std::vector<std::string>{"1", "2.5", "\"x\"", "[]", "{}", "[[3]]", "{\"a\":[4]}",
                                          "null", "true"});
  for (const JsonValue item : root->items()) {
    CHECK_FALSE(item.get("b"));
  }
}

TEST_CASE("a value is written again as it was, without white space") {
  CHECK(
      reread(
          " { \"a\" : [ 1 , -2 , 3.25 , 18446744073709551615 ] , \"b\" : \"\\u00e9\\n\\\\\" } ") ==
      "{\"a\":[1,-2,3.25,18446744073709551615],\"b\":\"\u00e9\\n\\\\\"}");
  CHECK(reread("1e400").starts_with('!'));
}

TEST_CASE("what is no JSON is refused with a reason") {
  CHECK(reread("") == "!there is no JSON in the message");
  CHECK(reread("  ") == "!there is no JSON in the message");
  CHECK(reread("{\"a\":1") == "!JSON has a syntax error");
  CHECK(reread("\"abc") == "!JSON has a string without end");
  CHECK(reread("\"a\nb\"") == "!JSON has a control character in a string");
  CHECK(reread(R"("\x")") == "!JSON has an invalid escape in a string");
  CHECK(reread(R"("\u12g4")") == "!JSON has an invalid escape in a string");
  for (const char* text : {"garbage", "{", "}", "[1,]", "{\"a\"}", "{a:1}", "nul", "1 2", "{} {}",
                           "[1}", "01", "'x'", "\\"}) {
    CAPTURE(text);
    CHECK(reread(text).starts_with('!'));
  }
}

TEST_CASE("nesting is limited, and any depth of it is survived") {
  CHECK(reread(nested(255)) == nested(255));
  CHECK(reread(nested(256)) == nested(256));
  CHECK(reread(nested(257)) == "!JSON is nested too deeply");
  CHECK(reread(nested(100'000)) == "!JSON is nested too deeply");
  CHECK(reread(std::string(100'000, '[')) == "!JSON has a syntax error");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) {
    objects += "{\"a\":";
  }
  CHECK(reread(objects) == "!JSON has a syntax error");
  CHECK(reread(objects + "1" + std::string(100'000, '}')) == "!JSON is nested too deeply");
  JsonReader shallow(2);
  CHECK(shallow.parse("[[]]"));
  CHECK_FALSE(shallow.parse("[[[]]]"));
}

TEST_CASE("a reader goes on after an error") {
  JsonReader reader;
  CHECK_FALSE(reader.parse(nested(1000)));
  CHECK_FALSE(reader.parse("{\"a\":\"\\ud83d"));
  CHECK(reader.parse("[1]")->to_json() == "[1]");
}

TEST_CASE("half a surrogate pair is read as U+FFFD, which has its length in UTF-16") {
  JsonReader reader;
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {R"("a\ud83db")", "a\uFFFDb"},
           {R"("a\ude00b")", "a\uFFFDb"},
           {R"("\uD83D")", "\uFFFD"},
           {R"("\ude00\ud83d")", "\uFFFD\uFFFD"},
           {R"("\ud83d\ud83d\ude00")", "\uFFFD\U0001F600"},
           {R"("\ud83d\n")", "\uFFFD\n"},
           {R"("\ud83d\u0041")", "\uFFFDA"},
           {R"("\\ud83d \ud83d")", "\\ud83d \uFFFD"},
           {R"("\\\ud83d\\")", "\\\uFFFD\\"}}) {
    CAPTURE(text);
    const auto value = reader.parse(text);
    REQUIRE(value);
    CHECK(value->as_string() == expected);
    CHECK(reader.repaired());
  }
  const auto value = reader.parse("{\"\\ud83d\":1,\"x\":\"\\ud83d\"}");
  REQUIRE(value);
  CHECK(value->get("\uFFFD")->as_int() == 1);
}

TEST_CASE("whole surrogate pairs need no repair") {
  JsonReader reader;
  CHECK(reader.parse(R"("\ud83d\ude00")")->as_string() == "\U0001F600");
  CHECK_FALSE(reader.repaired());
}

TEST_CASE("each invalid UTF-8 byte is read as U+FFFD") {
  JsonReader reader;
  for (const auto& [text, expected] : std::vector<std::pair<std::string, std::string>>{
           {"\"caf\xE9\"", "caf\uFFFD"},
           {"\"\xC3\xA9\xC3\"", "\u00E9\uFFFD"},
           {"\"\xE2\x82x\"", "\uFFFD\uFFFDx"},
           {"\"\xED\xA0\x80\"", "\uFFFD\uFFFD\uFFFD"},
           {"\"\xC0\xAF\"", "\uFFFD\uFFFD"},
           {"\"\xF4\x90\x80\x80\"", "\uFFFD\uFFFD\uFFFD\uFFFD"},
           {"\"\xFF\\ud83d\"", "\uFFFD\uFFFD"}}) {
    CAPTURE(text);
    const auto value = reader.parse(text);
    REQUIRE(value);
    CHECK(value->as_string() == expected);
    CHECK(reader.repaired());
  }
  CHECK_FALSE(reader.parse("\xFF"));
  CHECK_FALSE(reader.repaired());
}

TEST_CASE("a text with and without room behind it reads the same") {
  JsonReader reader;
  for (std::size_t size = 0; size < 300; ++size) {
    std::string text(size + 2, 'x');
    text.front() = text.back() = '"';
    text.shrink_to_fit();
    REQUIRE(reader.parse(text)->as_string()->size() == size);
    text.reserve(text.size() + 64);
    REQUIRE(reader.parse(text)->as_string()->size() == size);
  }
}

TEST_CASE("values outlive the text they were read from") {
  JsonReader reader;
  auto text = std::make_unique<std::string>("{\"a\":\"some string that is not short\"}");
  const auto value = reader.parse(*text);
  text.reset();
  CHECK(value->get("a")->as_string() == "some string that is not short");
}

TEST_CASE("small documents after large ones, and large after small, are read alike") {
  JsonReader reader;
  const std::string large = std::string("[\"").append(3 << 20, 'x').append("\"]");
  for (int round = 0; round < 3; ++round) {
    CHECK(reader.parse(large)->items().begin().operator*().as_string()->size() == 3 << 20);
    for (int i = 0; i < 100; ++i) {
      REQUIRE(reader.parse("[1]")->to_json() == "[1]");
    }
  }
}

TEST_CASE("a moved reader keeps its document") {
  JsonReader reader;
  const auto value = reader.parse("[1,2]");
  JsonReader other = std::move(reader);
  CHECK(value->to_json() == "[1,2]");
  CHECK(other.parse("3")->as_int() == 3);
}
