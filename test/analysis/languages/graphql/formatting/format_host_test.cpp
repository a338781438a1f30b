#include "analysis/languages/graphql/formatting/format_host.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/formatting/edit_writer.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

std::string formatted(const std::string& host, HostKind kind = HostKind::script,
                      const FormatStyle& style = {}) {
  const std::string once = apply_edits(host, format_host(host, kind, {}, style));
  CHECK(apply_edits(once, format_host(once, kind, {}, style)) == once);
  return once;
}

std::string formatted_python(const std::string& host) {
  FormatStyle style;
  style.indent_width = 4;
  return formatted(host, HostKind::python, style);
}

/// With `~` where the cursor is, right behind what was typed.
std::string typed(std::string host, const std::string& text, HostKind kind = HostKind::script) {
  const std::size_t cursor = host.find('~');
  host.erase(cursor, 1);
  return apply_edits(host, format_host_on_type(host, kind, static_cast<base::TextOffset>(cursor),
                                               text, FormatStyle()));
}

}  // namespace

TEST_CASE("a template's content stands one level deeper than the line on which it begins") {
  CHECK(formatted("const a = gql`\nquery   Q{a}\n`;\n") ==
        "const a = gql`\n  query Q {\n    a\n  }\n`;\n");
  CHECK(
      formatted("f({\n    q: gql`{\na\n}\n\n\n{b}`,\n})\n") ==
      "f({\n    q: gql`\n      {\n        a\n      }\n\n      {\n        b\n      }\n    `,\n})\n");
  FormatStyle tabs;
  tabs.use_tabs = true;
  CHECK(formatted("\tq = gql`\n{a}`", HostKind::script, tabs) ==
        "\tq = gql`\n\t\t{\n\t\t\ta\n\t\t}\n\t`");
}

TEST_CASE("a literal on one line stays on it as long as it fits") {
  CHECK(formatted("x = gql`{people(first:1){id,name}}`;") ==
        "x = gql`{ people(first: 1) { id name } }`;");
  CHECK(formatted("x = gql` { a } `;") == "x = gql` { a } `;");
  CHECK(formatted("x = gql`type A{a(b:Int=1):B!}union U=|A|B`") ==
        "x = gql`type A { a(b: Int = 1): B! } union U = A | B`");
  CHECK(formatted("x = graphql(\"query Q{a}\")") == "x = graphql(\"query Q { a }\")");
  CHECK(formatted("const longer = gql`query Quite($a:Int!,$b:Int!){ field(argument:$a){ "
                  "other(argument:$b) }}`") ==
        "const longer = gql`\n  query Quite($a: Int!, $b: Int!) {\n    field(argument: $a) {\n"
        "      other(argument: $b)\n    }\n  }\n`");
}

TEST_CASE("a string between quotes gets no line ends, whatever its width") {
  const std::string fields(100, 'a');
  CHECK(formatted("x = graphql('query{" + fields + "{b}}')") ==
        "x = graphql('query { " + fields + " { b } }')");
  CHECK(formatted("x = graphql('{a #b')") == "x = graphql('{a #b')");
}

TEST_CASE("interpolations stay byte for byte") {
  CHECK(formatted("gql`\nquery{a{...${ f( {a :1} ) } ${b}}}\n`") ==
        "gql`\n  query {\n    a {\n      ...${ f( {a :1} ) }\n      ${b}\n    }\n  }\n`");
  CHECK(formatted("gql`\n{user( ${args} ,id:${ id }){${a}${b}}}`") ==
        "gql`\n  {\n    user(${args}, id: ${ id }) {\n      ${a}${b}\n    }\n  }\n`");
  CHECK(formatted("gql`\nquery Q($a:Int ${vars}){a${x}b:c}`") ==
        "gql`\n  query Q($a: Int, ${vars}) {\n    a${x}b: c\n  }\n`");
  CHECK(formatted("gql`\n{a(b:\"${x }  y\") # ${ z }  \n}`") ==
        "gql`\n  {\n    a(b: \"${x }  y\") # ${ z }\n  }\n`");
  CHECK(formatted("gql`\n{a(b:${\n  x\n})}`") == "gql`\n  {\n    a(b: ${\n  x\n})\n  }\n`");
}

TEST_CASE("interpolations between definitions get lines of their own and keep their blank lines") {
  CHECK(formatted("gql`\n{a}${A}   ${B}\n\n\n\n${C}\nfragment F on A{a}   ${D}`") ==
        "gql`\n  {\n    a\n  }\n  ${A}\n  ${B}\n\n  ${C}\n  fragment F on A {\n    a\n  }\n  "
        "${D}\n`");
  CHECK(formatted("gql`\n\n${A}\n# about Q\nquery Q{a}`") ==
        "gql`\n  ${A}\n  # about Q\n  query Q {\n    a\n  }\n`");
  CHECK(formatted("gql`\n${A}\n    ${B}\n`") == "gql`\n  ${A}\n  ${B}\n`");
  CHECK(formatted("gql`{a}${A}`") == "gql`{ a }${A}`");
}

TEST_CASE("what an interpolation may be a part of is left as it is") {
  const std::string headed = "gql`\n  query Q ${args}{a}\n\n  {\n    b\n  }\n`";
  CHECK(formatted(headed) == headed);
  const std::string between = "gql`\n  type A ${more} {a:Int}\n`";
  CHECK(formatted(between) == between);
}

TEST_CASE("a literal with a mistake is left as it is, others are formatted") {
  const std::string beside = "gql`\n  query Q{a(}\n {b}`; gql`{`;";
  CHECK(formatted(beside + " gql`{a,b}`") == beside + " gql`{ a b }`");
  const std::string mistaken = "gql`\n  query Q{a(}\n`";
  CHECK(formatted(mistaken) == mistaken);
}

TEST_CASE("escapes stay; a literal in which one would have to go is left as it is") {
  CHECK(formatted("gql`\ntype A{\"\"\"\nSay \\`a\\`, \\u{e9}\n\"\"\"a:Int # \\` \n}`") ==
        "gql`\n  type A {\n    \"\"\"\n    Say \\`a\\`, \\u{e9}\n    \"\"\"\n    a: Int # \\`\n  "
        "}\n`");
  CHECK(formatted("gql`\n{a(b:\"\\\\n\\u0041\", \\u0063:1)}`") ==
        "gql`\n  {\n    a(b: \"\\\\n\\u0041\", \\u0063: 1)\n  }\n`");
  const std::string escaped = "gql`{a\\n\\n\\n b}`, graphql('{\\n  a\\n}')";
  CHECK(formatted(escaped) == escaped);
  CHECK(formatted("gql`\n{a # the end of \\\nthe line\n}`") ==
        "gql`\n  {\n    a # the end of \\\nthe line\n  }\n`");
}

TEST_CASE("a marker stays on the line of the quotes") {
  CHECK(formatted("x = `#graphql\n{a}`") == "x = `#graphql\n  {\n    a\n  }\n`");
  CHECK(formatted("x = ` # graphql\n\n{a}`") == "x = ` # graphql\n\n  {\n    a\n  }\n`");
}

TEST_CASE("joined strings, white space and code are left as they are") {
  for (const std::string text :
       {"graphql('{a' + '}')", "gql`  `", "gql`\n\n`", "x  =  1; y=`{a}`", "gql`${a}   ${b}`"}) {
    CHECK(formatted(text) == text);
  }
}

TEST_CASE("line ends are those of the literal, or of its host") {
  CHECK(formatted("a\r\nb = gql`\r\n{a}`\r\n") == "a\r\nb = gql`\r\n  {\r\n    a\r\n  }\r\n`\r\n");
  const std::string name(80, 'a');
  CHECK(formatted("a\r\nb = gql`{" + name + "}`\r\n") ==
        "a\r\nb = gql`\r\n  {\r\n    " + name + "\r\n  }\r\n`\r\n");
}

TEST_CASE("scripts of markup, and elements, are hosts") {
  CHECK(formatted("<p>`{a  b}`</p>\n<script>\n  const q = gql`\n{a}`\n</script>\n",
                  HostKind::markup) ==
        "<p>`{a  b}`</p>\n<script>\n  const q = gql`\n    {\n      a\n    }\n  `\n</script>\n");
  CHECK(formatted("<Q query={gql`{a,b}`}>gql`{a,b}`</Q>", HostKind::script_with_elements) ==
        "<Q query={gql`{ a b }`}>gql`{a,b}`</Q>");
}

TEST_CASE("in Python, content stands below quotes that begin a line") {
  CHECK(formatted_python("q = gql(\"\"\"\n{a}\n\"\"\")\n") ==
        "q = gql(\"\"\"\n    {\n        a\n    }\n\"\"\")\n");
  CHECK(formatted_python("q = gql(\n    \"\"\"\n{a}\n\"\"\"\n)\n") ==
        "q = gql(\n    \"\"\"\n    {\n        a\n    }\n    \"\"\"\n)\n");
  CHECK(formatted_python("q = gql(\n    rf'''\n{{a(b: {x}){{ {c} }}}}'''\n)\n") ==
        "q = gql(\n    rf'''\n    {{\n        a(b: {x}) {{\n            {c}\n        }}\n    }}\n  "
        "  '''\n)\n");
  CHECK(formatted_python("q = gql('{a{b}}')\n") == "q = gql('{ a { b } }')\n");
  CHECK(formatted_python("q = gql(f'{{a{{b}}}}')\n") == "q = gql(f'{{ a {{ b }} }}')\n");
}

TEST_CASE("a range is formatted by lines, and only in the literals that it touches") {
  const std::string host = "a = gql`\n{\na\nb\n}`;\nb = gql`{c,d}`;\n";
  const auto at = static_cast<base::TextOffset>(host.find("b\n}"));
  CHECK(apply_edits(host, format_host(host, HostKind::script, base::TextRange{at, at + 1}, {})) ==
        "a = gql`\n{\na\n    b\n}`;\nb = gql`{c,d}`;\n");
  const auto second = static_cast<base::TextOffset>(host.find("b = gql"));
  CHECK(apply_edits(host, format_host(host, HostKind::script, base::TextRange{second, second + 15},
                                      {})) == "a = gql`\n{\na\nb\n}`;\nb = gql`{ c d }`;\n");
  CHECK(format_host(host, HostKind::script, base::TextRange{second, second + 3}, {}).empty());
}

TEST_CASE("a new line is indented from the host's line") {
  CHECK(typed("  a = gql`\n    query {\n~\n    }\n  `", "\n") ==
        "  a = gql`\n    query {\n      \n    }\n  `");
  CHECK(typed("  a = gql`\n~`", "\n") == "  a = gql`\n  `");
  CHECK(typed("  a = gql`\n~query`", "\n") == "  a = gql`\n    query`");
  CHECK(typed("  a = `\n~`", "\n") == "  a = `\n`");
}

TEST_CASE("a brace formats what it closes, on one line where the literal is") {
  CHECK(typed("a = gql`{a{b}}~`", "}") == "a = gql`{ a { b } }`");
  CHECK(typed("a = gql`\n  {\n  a{b}~\n}`", "}") == "a = gql`\n  {\n    a {\n      b\n    }\n}`");
  CHECK(typed("a = gql(f'{{a{{b}}}}~')", "}", HostKind::python) == "a = gql(f'{{ a {{ b }} }}')");
}
