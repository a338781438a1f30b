#include "analysis/languages/graphql/syntax/outline.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/lexer.hpp"

using namespace troupe::graphql;

namespace {

/// Each bracket with the number of its partner, `-` for none.
std::string pairs(const std::string& text) {
  const Tokens tokens = lex(text);
  const Outline outline(text, tokens.list);
  std::string result;
  for (std::uint32_t i = 0; i + 1 < tokens.list.size(); ++i) {
    result += text[tokens.list.begin({i})];
    result += outline.is_paired(i) ? std::to_string(outline.partner_of(i)) : "-";
  }
  return result;
}

/// The offsets at which definitions are seen to begin.
std::vector<std::uint32_t> definitions(const std::string& text) {
  const Tokens tokens = lex(text);
  const Outline outline(text, tokens.list);
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t token = outline.next_definition(0); token + 1 < tokens.list.size();
       token = outline.next_definition(token + 1)) {
    offsets.push_back(tokens.list.begin({token}));
  }
  return offsets;
}

using Offsets = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("brackets pair up with the nearest of their sort") {
  CHECK(pairs("{([])}") == "{5(4[3]2)1}0");
  CHECK(pairs("{(}") == "{2(-}0");
  CHECK(pairs("{)}") == "{2)-}0");
  CHECK(pairs("{{}") == "{-{2}1");
  CHECK(pairs("{}}") == "{1}0}-");
  CHECK(pairs("([)]") == "(2[-)0]-");
}

TEST_CASE("definitions begin lines that are indented no more than the first") {
  CHECK(definitions("type A {\n}\ntype B {\n}") == Offsets{0, 11});
  CHECK(definitions("  type A {\n   type B {\n  type C {") == Offsets{2, 25});
  CHECK(definitions("type A { type B {") == Offsets{0});
  CHECK(definitions("{ a\n\"\"\"d\"\"\"\ntype B {") == Offsets{4});
}

TEST_CASE("a nameless definition counts only where no bracket is open that is closed later") {
  CHECK(definitions("{\na {\nb\n\nquery {\nc }") == Offsets{9});
  CHECK(definitions("{\nquery {\nc }\n}") == Offsets{});
}

TEST_CASE("brackets do not pair across definitions") {
  const std::string text = "query A {\nquery B {\n}\n}";
  const Tokens tokens = lex(text);
  const Outline outline(text, tokens.list);
  CHECK(!outline.is_paired(2));
  CHECK(outline.partner_of(5) == 6);
  CHECK(!outline.is_paired(7));
}
