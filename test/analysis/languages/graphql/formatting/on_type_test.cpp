#include "analysis/languages/graphql/formatting/on_type.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

/// The text after something was typed right before the `$0` in it.
std::string after_typing(const std::string& marked, const std::string& typed,
                         const FormatStyle& style = {}) {
  const std::size_t cursor = marked.find("$0");
  const std::string text = marked.substr(0, cursor) + marked.substr(cursor + 2);
  const syntax::Tree tree = parse(base::SourceText(text));
  return apply_edits(text,
                     format_on_type(tree, static_cast<base::TextOffset>(cursor), typed, style));
}

}  // namespace

TEST_CASE("a brace formats what it closes") {
  CHECK(after_typing("{ user{ id,name }$0\n  a(x:1) }\n", "}") ==
        "{\n  user {\n    id\n    name\n  }\n  a(x:1) }\n");
  CHECK(after_typing("type A{a:Int}$0\ntype B{b:Int}\n", "}") ==
        "type A {\n  a: Int\n}\ntype B{b:Int}\n");
}

TEST_CASE("a brace that closes an input object formats the argument") {
  CHECK(after_typing("{\n  a(x:{y:1,z:2}$0,b:2)\n}\n", "}") ==
        "{\n  a(x: { y: 1, z: 2 },b:2)\n}\n");
}

TEST_CASE("a brace in a definition with a mistake changes nothing") {
  CHECK(after_typing("{ user(id:) { id }$0 }\n", "}") == "{ user(id:) { id } }\n");
}

TEST_CASE("a brace in a comment or a string changes nothing") {
  CHECK(after_typing("{ a }  # }$0\n", "}") == "{ a }  # }\n");
  CHECK(after_typing("{ a(x:\"}$0\") }\n", "}") == "{ a(x:\"}\") }\n");
}

TEST_CASE("a line end is followed by the indentation of the brackets that are open") {
  CHECK(after_typing("type A {\n$0", "\n") == "type A {\n  ");
  CHECK(after_typing("{\n  a(\n$0", "\n") == "{\n  a(\n    ");
  CHECK(after_typing("type A {\n  a: Int\n}\n$0", "\n") == "type A {\n  a: Int\n}\n");
  CHECK(after_typing("type A {\n  a: Int\n      $0\n}\n", "\n") == "type A {\n  a: Int\n  \n}\n");
}

TEST_CASE("a closing bracket behind the line end stands below what opened") {
  CHECK(after_typing("type A {\n  a: Int\n$0  }\n", "\n") == "type A {\n  a: Int\n}\n");
}

TEST_CASE("members of a union are indented") {
  CHECK(after_typing("union U =\n$0", "\n") == "union U =\n  ");
  CHECK(after_typing("union U =\n  | A\n$0| B\n", "\n") == "union U =\n  | A\n  | B\n");
}

TEST_CASE("the line that was left is formatted") {
  CHECK(after_typing("type A {\n      a:Int@x\n$0\n}\n", "\n") == "type A {\n  a: Int @x\n  \n}\n");
}

TEST_CASE("lines of a block string are left alone") {
  const std::string text = "\"\"\"\n    a\n$0b\n  \"\"\"\ntype A\n";
  CHECK(after_typing(text, "\n") == "\"\"\"\n    a\nb\n  \"\"\"\ntype A\n");
}

TEST_CASE("tabs are used where they are wanted") {
  FormatStyle style;
  style.use_tabs = true;
  CHECK(after_typing("type A {\n$0", "\n", style) == "type A {\n\t");
}
