#include "test/analysis/languages/graphql/formatting/trivia_mutation.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {

std::vector<std::string> essence_of(const std::string& text) {
  const syntax::Tree tree = parse(base::SourceText(text));
  std::vector<std::string> essence;
  std::string before;
  for (std::uint32_t index = 0; index < tree.tokens().size(); ++index) {
    const syntax::TokenRef token = tree.token(syntax::TokenIndex{index});
    for (const base::TextRange comment : CommentsIn(tree.text(), token.gap_before())) {
      const std::string_view words = base::slice(tree.text(), comment);
      essence.emplace_back(words.substr(0, words.find_last_not_of(" \t") + 1));
    }
    const std::string written(token.text());
    const bool is_optional = (written == "|" && (before == "=" || before == "on")) ||
                             (written == "&" && before == "implements");
    if (!is_optional) {
      essence.push_back(kind_of(token) == TokenKind::block_string ? "block " + string_value(written)
                                                                  : written);
    }
    before = written;
  }
  return essence;
}

std::string with_other_trivia(const std::string& text, std::mt19937& random) {
  constexpr std::array<std::string_view, 14> pieces = {
      " ",  "  ",   "\n",        "\n\n",      "\n\n\n\n",         ",",       "\t",
      "\n", "    ", "# why  \n", "\n# own\n", "\n\n # apart\n\n", ",\n  , ", "\r\n"};
  const syntax::Tree tree = parse(base::SourceText(text));
  const auto pick = [&](std::size_t count) { return random() % count; };
  const std::size_t calmness = 2 + pick(20);
  std::string result;
  for (std::uint32_t index = 0; index < tree.tokens().size(); ++index) {
    const syntax::TokenRef token = tree.token(syntax::TokenIndex{index});
    result.append(base::slice(tree.text(), token.gap_before()));
    if (pick(calmness) == 0 && !result.ends_with('"')) {
      for (std::size_t more = pick(3); more > 0; --more) {
        result.append(pieces[pick(pieces.size())]);
      }
    }
    result.append(token.text());
  }
  return result;
}

std::string broken(const std::string& text, std::mt19937& random) {
  constexpr std::array<std::string_view, 12> pieces = {"{", "}",     "(",  ")",      "\"", "\"\"\"",
                                                       "[", "type ", "\n", "query ", "$",  "?"};
  std::string result = text;
  for (std::size_t more = 1 + random() % 3; more > 0 && !result.empty(); --more) {
    const std::size_t at = random() % result.size();
    switch (random() % 3) {
      case 0:
        result.erase(at, 1 + random() % 3);
        break;
      case 1:
        result.insert(at, pieces[random() % pieces.size()]);
        break;
      default:
        result.insert(at, std::string(result.substr(at, 1 + random() % 12)));
    }
  }
  return result;
}

const std::vector<std::string>& sample_documents() {
  static const std::vector<std::string> documents = {
      R"(# A query
query Q($id: ID! = "x" @a, $n: [Int!]) @live @cached(for: 10) {
  me: user(id: $id, first: 10, tags: ["a", B, null, true], o: {x: 1.5e3, y: $n, z: {}, e: []}) @include(if: true) {
    ...F @b
    # own line
    ... on User { name, friends { ...F } }  # trailing

    ... @skip(if: false) { id }
    text(value: """
       a block
         string
    """)
  }
}
"described" fragment F on User @x { id name }
mutation { like(input: {id: 1, aVeryLongFieldName: "that does not fit", another: "into one line of it"}) { story { id } } }
query ($a: Int) { a }
subscription S { s }
{ shorthand }
)",
      R"("""
A schema.
  With indentation

and "quotes"
"""
schema @a { query: Query mutation: Mutation }
"A type" type Query implements & A & B @key(fields: "id") {
  """a field""" user(id: ID! = "1", "arg" n: [Int!]! = [1, 2] @d): User! @deprecated(reason: "no")


  other("""described""" a: Int, b: Int): [String]
}
interface A implements B { id: ID }
union U @u = | A | B
union LongUnion = AVeryLongTypeNameToFillTheLine | AnotherVeryLongTypeNameToFillIt | AThirdTypeName
enum E { "one" ONE TWO @deprecated }
input I @oneOf { a: Int = 5, b: String }
scalar Date @specifiedBy(url: "x")
directive @d(a: Int) repeatable on | FIELD | OBJECT
extend type Query { more: Int }
extend schema @link
extend union U = C
extend enum E { THREE }
extend input I { c: E }
extend scalar Date @x
extend interface A @y
extend directive @d @z
"""   bound to its quotes"""
type Long implements Aaaaaaaaaaaaaaaaaaaaaaaaa & Bbbbbbbbbbbbbbbbbbbbbbbbbbbbb & Ccccccccccccccccccccccc @dir(a: 1)
)",
  };
  return documents;
}

std::string github_schema() {
  const char* path = std::getenv("TROUPE_GITHUB_SCHEMA");
  if (path == nullptr) {
    return {};
  }
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace troupe::graphql
