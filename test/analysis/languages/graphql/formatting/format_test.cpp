#include "analysis/languages/graphql/formatting/format.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

std::string formatted(const std::string& text, const FormatStyle& style = {}) {
  return graphql::formatted(parse(base::SourceText(text)), style);
}

std::string with_range_formatted(const std::string& text, const std::string& part) {
  const auto begin = static_cast<base::TextOffset>(text.find(part));
  const base::TextRange range = {begin, begin + static_cast<base::TextOffset>(part.size())};
  return apply_edits(text, format_range(parse(base::SourceText(text)), range, {}));
}

}  // namespace

TEST_CASE("selections stand one below the other") {
  CHECK(formatted("query Q{a,b{c d}...F ...on X{e}}") ==
        "query Q {\n  a\n  b {\n    c\n    d\n  }\n  ...F\n  ... on X {\n    e\n  }\n}\n");
}

TEST_CASE("an operation keeps the form that it was written in") {
  CHECK(formatted("{a}") == "{\n  a\n}\n");
  CHECK(formatted("query{a}") == "query {\n  a\n}\n");
  CHECK(formatted("query($a:Int=1){a}") == "query ($a: Int = 1) {\n  a\n}\n");
}

TEST_CASE("what fits into a line stays on it, and what does not is broken one a line") {
  CHECK(formatted("{a(b:1,c:[1,2],d:{e:1})@f(g:$h)}") ==
        "{\n  a(b: 1, c: [1, 2], d: { e: 1 }) @f(g: $h)\n}\n");
  FormatStyle narrow;
  narrow.line_width = 20;
  CHECK(formatted("{a(first:1,second:[1,2,3,4,5,6,7,8])}", narrow) ==
        "{\n  a(\n    first: 1\n    second: [\n      1\n      2\n      3\n      4\n      5\n"
        "      6\n      7\n      8\n    ]\n  )\n}\n");
  CHECK(formatted("{a(input:{first:1,second:2})}", narrow) ==
        "{\n  a(\n    input: {\n      first: 1\n      second: 2\n    }\n  )\n}\n");
}

TEST_CASE("a line may be exactly as wide as the style says") {
  FormatStyle style;
  style.line_width = 14;
  CHECK(formatted("{a(b:1,ccc:2)}", style) == "{\n  a(\n    b: 1\n    ccc: 2\n  )\n}\n");
  style.line_width = 17;
  CHECK(formatted("{a(b:1,ccc:2)}", style) == "{\n  a(b: 1, ccc: 2)\n}\n");
}

TEST_CASE("what follows a list up to the next place to break counts") {
  FormatStyle style;
  style.line_width = 20;
  CHECK(formatted("type T{a(b:Int):LongTypeName}", style) ==
        "type T {\n  a(\n    b: Int\n  ): LongTypeName\n}\n");
}

TEST_CASE("wide characters count as two columns") {
  FormatStyle style;
  style.line_width = 14;
  CHECK(formatted("{a(b:\"\xE6\x97\xA5\xE6\x97\xA5\")}", style) ==
        "{\n  a(b: \"\xE6\x97\xA5\xE6\x97\xA5\")\n}\n");
  style.line_width = 13;
  CHECK(formatted("{a(b:\"\xE6\x97\xA5\xE6\x97\xA5\")}", style) ==
        "{\n  a(\n    b: \"\xE6\x97\xA5\xE6\x97\xA5\"\n  )\n}\n");
}

TEST_CASE("type definitions") {
  CHECK(formatted("type A implements&B&C@d{a(b:Int=1):[Int!]!@e}") ==
        "type A implements B & C @d {\n  a(b: Int = 1): [Int!]! @e\n}\n");
  CHECK(formatted("enum E{A B@d}input I{a:Int=1,b:Int}") ==
        "enum E {\n  A\n  B @d\n}\n\ninput I {\n  a: Int = 1\n  b: Int\n}\n");
  CHECK(formatted("schema@a{query:Q mutation:M}") == "schema @a {\n  query: Q\n  mutation: M\n}\n");
  CHECK(formatted("directive@d(a:Int)repeatable on|FIELD|QUERY") ==
        "directive @d(a: Int) repeatable on FIELD | QUERY\n");
  CHECK(formatted("extend scalar S@a extend schema@b") ==
        "extend scalar S @a\n\nextend schema @b\n");
}

TEST_CASE("unions that do not fit have a bar before each member, others between them") {
  CHECK(formatted("union U=|A|B") == "union U = A | B\n");
  FormatStyle narrow;
  narrow.line_width = 20;
  CHECK(formatted("union U=First|Second|Third", narrow) ==
        "union U =\n  | First\n  | Second\n  | Third\n");
}

TEST_CASE("descriptions keep their form and stand above what they describe") {
  CHECK(formatted("\"one\" type A{\"two\" a:Int}") ==
        "\"one\"\ntype A {\n  \"two\"\n  a: Int\n}\n");
  CHECK(formatted("\"\"\"one\"\"\" type A{a(\"x\" b:Int):Int}") ==
        "\"\"\"\none\n\"\"\"\ntype A {\n  a(\"x\" b: Int): Int\n}\n");
}

TEST_CASE("block strings are indented by their content and keep their value") {
  CHECK(formatted("type A{\n\"\"\"\n      one\n\n        two\n\"\"\"\na:Int}") ==
        "type A {\n  \"\"\"\n  one\n\n    two\n  \"\"\"\n  a: Int\n}\n");
  CHECK(formatted("{a(b:\"\"\"  c\"\"\")}") == "{\n  a(\n    b: \"\"\"  c\"\"\"\n  )\n}\n");
}

TEST_CASE("one blank line between definitions, at most one between fields and arguments") {
  CHECK(formatted("type A{a:Int\n\n\n\nb:Int\nc:Int\n\n}\ntype B") ==
        "type A {\n  a: Int\n\n  b: Int\n  c: Int\n}\n\ntype B\n");
  CHECK(formatted("{a(b:1\n\nc:2)}") == "{\n  a(\n    b: 1\n\n    c: 2\n  )\n}\n");
}

TEST_CASE("comments stay where they are") {
  CHECK(formatted("#top\n{#brace\na#a\n#own\n\n\n#apart\nb\n#end\n}\n#last") ==
        "#top\n{ #brace\n  a #a\n  #own\n\n  #apart\n  b\n  #end\n}\n#last\n");
  CHECK(formatted("{a(#x\nb:1,#y\nc:2#z\n)}") == "{\n  a( #x\n    b: 1 #y\n    c: 2 #z\n  )\n}\n");
}

TEST_CASE("a comment right above a definition stays there") {
  CHECK(formatted("type A\n# of B\ntype B\n\n# of nobody\n\ntype C # behind\ntype D\n") ==
        "type A\n\n# of B\ntype B\n\n# of nobody\n\ntype C # behind\n\ntype D\n");
}

TEST_CASE("what a comment asks to be left alone is") {
  CHECK(formatted("{a(b:1)\n# prettier-ignore\nc(d:1,   e:2)\nf(g:1)}") ==
        "{\n  a(b: 1)\n  # prettier-ignore\n  c(d:1,   e:2)\n  f(g: 1)\n}\n");
  CHECK(formatted("# troupe-ignore-format\ntype A{a:Int}\ntype B{b:Int}") ==
        "# troupe-ignore-format\ntype A{a:Int}\n\ntype B {\n  b: Int\n}\n");
}

TEST_CASE("files keep their line ends and their byte order mark") {
  CHECK(formatted("{a\r\nb}\r\n") == "{\r\n  a\r\n  b\r\n}\r\n");
  CHECK(formatted("\xEF\xBB\xBF{a}") == "\xEF\xBB\xBF{\n  a\n}\n");
}

TEST_CASE("nothing stays nothing") {
  CHECK(formatted("").empty());
  CHECK(formatted(" \n\n").empty());
  CHECK(formatted("\n#a\n\n\n#b") == "#a\n\n#b\n");
}

TEST_CASE("tabs are used where they are wanted") {
  FormatStyle style;
  style.use_tabs = true;
  style.indent_width = 4;
  CHECK(formatted("{a{b}}", style) == "{\n\ta {\n\t\tb\n\t}\n}\n");
}

TEST_CASE("a definition with a mistake stays as it is, its neighbours are formatted") {
  CHECK(formatted("type A{a:Int}\ntype B{b:}\ntype C{c:Int}\n") ==
        "type A {\n  a: Int\n}\ntype B{b:}\ntype C {\n  c: Int\n}\n");
}

TEST_CASE("a range is formatted by lines") {
  const std::string text = "type A{\na:Int\nb:Int\nc:Int}\n";
  CHECK(with_range_formatted(text, "b:") == "type A{\na:Int\n  b: Int\nc:Int}\n");
}

TEST_CASE("a range that has a part of a list has all of it") {
  const std::string text = "{\nx(a:1)\ny(a:1\nb:2)\n}\n";
  CHECK(with_range_formatted(text, "b:2") == "{\nx(a:1)\ny(a: 1, b: 2)\n}\n");
}

TEST_CASE("an edit is no larger than what changes") {
  const syntax::Tree tree = parse(base::SourceText(std::string("type A {\n    a: Int\n}\n")));
  CHECK(format_document(tree, {}) == std::vector<ide::TextEdit>{{{11, 13}, ""}});
}

TEST_CASE("an embedded text is indented as its host wants") {
  const std::string text = "\n query Q { a }\n";
  const HostPlace host{.indentation = "    ", .closing_indentation = "  "};
  const syntax::Tree tree = parse(base::SourceText(text));
  CHECK(apply_edits(text, format_embedded(tree, {}, host)) ==
        "\n    query Q {\n      a\n    }\n  ");
  const syntax::Tree short_tree = parse(base::SourceText(std::string("{a}")));
  CHECK(apply_edits("{a}", format_embedded(short_tree, {}, host)) == "\n    {\n      a\n    }\n  ");
}
