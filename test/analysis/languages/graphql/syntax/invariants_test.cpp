// What holds for every text, shown on many broken ones.
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

const std::vector<std::string> corpus = {
    R"(# A query
query Q($id: ID! = "x" @a, $n: [Int!]) @live {
  me: user(id: $id, first: 10, tags: ["a", B, null, true], o: {x: 1.5e3, y: $n}) @include(if: true) {
    ...F @b
    ... on User { name, friends { ...F } }
    ... @skip(if: false) { id }
  }
}
fragment F on User { id name }
mutation { like(input: {id: 1}) { story { id } } }
subscription S { s }
)",
    R"("""
A schema.
"""
schema @a { query: Query mutation: Mutation }
"A type" type Query implements A & B @key(fields: "id") {
  "a field" user(id: ID! = "1", "arg" n: [Int!]! = [1, 2] @d): User! @deprecated(reason: "no")
  other: [String]
}
interface A implements B { id: ID }
union U @u = | A | B
enum E { "one" ONE TWO @deprecated }
input I @oneOf { a: Int = 5, b: String }
scalar Date @specifiedBy(url: "x")
directive @d(a: Int) repeatable on FIELD | OBJECT
extend type Query { more: Int }
extend schema @link
extend union U = C
extend enum E { THREE }
extend input I { c: E }
extend scalar Date @x
extend interface A @y
)",
};

const std::vector<std::string> snippets = {"{",
                                           "}",
                                           "(",
                                           ")",
                                           "[",
                                           "]",
                                           ":",
                                           "=",
                                           "!",
                                           "|",
                                           "&",
                                           "@",
                                           "$",
                                           "...",
                                           "..",
                                           "\"",
                                           "\"\"\"",
                                           "\\",
                                           "\n",
                                           "\r",
                                           " type A {",
                                           "\nquery B {",
                                           "on",
                                           "#",
                                           "~",
                                           "'",
                                           "\xEF\xBB\xBF",
                                           "\xED\xBA\xAD",
                                           "\xFF",
                                           "1",
                                           "-",
                                           "1.",
                                           "\\u{",
                                           "extend ",
                                           "\ntype C {\n",
                                           "implements ",
                                           "true",
                                           std::string(1, '\0')};

/// A text of the corpus with some bytes and words added, removed and repeated.
std::string mutate(std::mt19937& random) {
  const auto below = [&random](std::size_t limit) { return random() % limit; };
  std::string text = corpus[below(corpus.size())];
  for (std::size_t i = 1 + below(6); i > 0; --i) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(20);
    switch (below(5)) {
      case 0:
        text.erase(at, 1 + below(3));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), length));
        break;
      case 3:
        text.insert(at, snippets[below(snippets.size())]);
        break;
      default:
        text.resize(at);
        break;
    }
  }
  return text;
}

std::string repeated(const std::string& text, std::size_t size) {
  std::string result;
  result.reserve(size + text.size());
  while (result.size() < size) result += text;
  return result;
}

}  // namespace

TEST_CASE("trees of mutated texts keep every invariant, and tokens and gaps are the text") {
  std::mt19937 random(20261121);
  std::size_t broken = 0;
  for (int round = 0; round < 6000; ++round) {
    const std::string text = mutate(random);
    const syntax::Tree tree = parse(base::SourceText(text));
    const std::string problem = syntax::broken_invariant(tree);
    if (!problem.empty()) {
      CAPTURE(text);
      CHECK(problem == "");
    }
    broken += tree.diagnostics().empty() ? 0 : 1;
    if (round % 10 == 0) {
      CHECK(tree == parse(base::SourceText(text)));
    }
  }
  CHECK(broken > 3000);
}

TEST_CASE("every prefix of a text is understood without breaking an invariant") {
  for (const std::string& text : corpus) {
    CHECK(parse(base::SourceText(text)).diagnostics().empty());
    for (std::size_t size = 0; size < text.size(); ++size) {
      const syntax::Tree tree = parse(base::SourceText(text.substr(0, size)));
      const std::string problem = syntax::broken_invariant(tree);
      if (!problem.empty()) {
        CAPTURE(size);
        CHECK(problem == "");
      }
    }
  }
}

TEST_CASE("a definition survives whatever happens to the one before it") {
  // The first definition is cut anywhere; the second begins on a line of its own.
  const std::string first = corpus[0].substr(0, corpus[0].find("fragment F"));
  const std::string second = "\ntype Survivor {\n  id: ID\n}\n";
  for (std::size_t size = 0; size < first.size(); ++size) {
    const syntax::Tree tree = parse(base::SourceText(first.substr(0, size) + second));
    bool survives = false;
    for (const syntax::NodeRef definition : tree.root().children()) {
      survives = survives || definition.text() == second.substr(1, second.size() - 2);
    }
    CAPTURE(first.substr(0, size));
    CHECK(survives);
  }
}

// Quadratic behaviour on a megabyte would take minutes; linear takes tens of milliseconds.
TEST_CASE("no text takes more than linear time, nodes or diagnostics") {
  constexpr std::size_t megabyte = 1U << 20U;
  const std::vector<std::string> shapes = {
      "{",
      "}",
      "(",
      ")",
      "[",
      "{a",
      "{a(",
      "a ",
      "a:",
      "~ ",
      "~",
      "\"",
      "\"\n",
      "\"\"\"",
      "\"\"\" ",
      "'",
      "#\n",
      "...",
      "... on A ",
      "@",
      "$",
      "query A ",
      "query A {",
      "\nquery A {",
      "\nquery {",
      "type A ",
      "type A {",
      "\ntype A {\n",
      "extend ",
      "extend type A ",
      "\"d\" ",
      "\"\"\"d\"\"\"",
      "\"\"\"\ntype A {\n",
      "union A = ",
      "| A ",
      "& ",
      "implements A ",
      "[[[]",
      "({[)}]",
      "(}",
      "{)",
      "{a(b:[",
      "[A!",
      "!",
      ": ",
      "= ",
      "1 ",
      "1a",
      "-",
      "..",
      "\xED\xBA\xAD",
      "\xEF\xBB\xBF",
      "\\",
      "{a b:",
      "directive @a on A | ",
      "schema { query: ",
      "enum A { true ",
      "a\n",
      "$a: $b = ",
      "query($a: ",
      "typ A ",
      "qurey { ",
      "\"\\u{",
      "\"\\",
      "{a ~ ",
      "fragment on on ",
  };
  for (const std::string& shape : shapes) {
    CAPTURE(shape);
    const base::SourceText text(repeated(shape, megabyte));
    const std::clock_t begin = std::clock();
    const syntax::Tree tree = parse(text);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    CHECK(seconds < 5.0);
    CHECK(tree.nodes().size() <= 3 * static_cast<std::size_t>(tree.tokens().size()));
    CHECK(tree.diagnostics().size() <= 2000);
    CHECK(syntax::broken_invariant(tree) == "");
  }
}
