#include "analysis/languages/graphql/validation/rules/value_text.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

std::string spelled(std::string text) {
  const syntax::Tree tree = parse_value(base::SourceText(std::move(text)));
  return value_text(Value(*tree.root().first_child()));
}

TEST_CASE("values are spelled with one space where there is any") {
  CHECK(spelled("{a:1,b:[1,2,{c:\"x\"}]}") == "{ a: 1, b: [1, 2, { c: \"x\" }] }");
  CHECK(spelled("[ $a null  E 1.50 true ]") == "[$a, null, E, 1.50, true]");
  CHECK(spelled("[]") == "[]");
  CHECK(spelled("{}") == "{  }");
}

TEST_CASE("strings are escaped anew") {
  CHECK(spelled("\"\\u00e9\\t\\u0007\"") == "\"\xC3\xA9\\t\\u0007\"");
  CHECK(spelled("\"\"\"\n  a\n  b\n\"\"\"") == "\"\"\"\na\nb\n\"\"\"");
}

TEST_CASE("what is longer than a line of 80 takes a line for each item") {
  const std::string a(31, 'a');
  const std::string b(57, 'b');
  CHECK(spelled("{" + a + ":1," + b + ":2}") == "{\n  " + a + ": 1\n  " + b + ": 2\n}");
  const std::string one(40, '1');
  const std::string two(47, '2');
  CHECK(spelled("[" + one + "," + two + ",3]") == "[\n  " + one + "\n  " + two + "\n  3\n]");
}

TEST_CASE("very long values are cut between characters") {
  std::string many = "[";
  for (int i = 0; i < 100'000; ++i) {
    many += "\"\xC3\xA9\" ";
  }
  const std::string text = spelled(many + "]");
  CHECK(text.size() <= 2'003);
  CHECK(text.ends_with("..."));
  CHECK((static_cast<unsigned char>(text[text.size() - 4]) & 0xC0U) != 0xC0U);
}

// (Indenting all of it again at each level would take minutes here.)
TEST_CASE("deep values are cut, too, and cost no more than is shown of each level") {
  constexpr std::size_t depth = 4000;
  const std::string text = std::string(depth, '[') + std::string(depth, ']');
  const syntax::Tree tree = parse_value(base::SourceText(text), {.depth_limit = depth});
  const std::string shown = value_text(Value(*tree.root().first_child()));
  CHECK(shown.starts_with("[\n  [\n    [\n"));
  CHECK(shown.ends_with("..."));
  CHECK(shown.size() == 2'003);
}

}  // namespace
}  // namespace troupe::graphql
