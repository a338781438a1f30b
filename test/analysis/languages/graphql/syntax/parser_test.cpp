#include "analysis/languages/graphql/syntax/parser.hpp"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "test/analysis/languages/graphql/syntax/half_typed.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

/// A text, and the first node of a kind in it: what it covers, and its children.
struct Example {
  NodeKind kind;
  std::string text;
  std::string covered;
  std::string children;  ///< kinds, in order
};

std::string kinds_of_children(syntax::NodeRef node) {
  std::string kinds;
  for (const syntax::NodeRef child : node.children()) {
    kinds += kinds.empty() ? "" : " ";
    kinds += to_string(kind_of(child));
  }
  return kinds;
}

const std::vector<Example> examples = {
    {NodeKind::error, "{ a = }", "=", ""},
    {NodeKind::document, " # c\n{ a } type B ", "{ a } type B ",
     "operation_definition object_type_definition"},
    {NodeKind::name, "{ a }", "a", ""},
    {NodeKind::operation_definition, "\"d\" query A($b: Int) @c { d } # e",
     "\"d\" query A($b: Int) @c { d }",
     "description name variable_definitions directive selection_set"},
    {NodeKind::operation_definition, "{ a }", "{ a }", "selection_set"},
    {NodeKind::variable_definitions, "query ($a: Int, $b: Int) { c }", "($a: Int, $b: Int)",
     "variable_definition variable_definition"},
    {NodeKind::variable_definition, "query (\"d\" $a: [Int!] = 1 @b @c) { d }",
     "\"d\" $a: [Int!] = 1 @b @c",
     "description variable list_type default_value directive directive"},
    {NodeKind::variable, "{ a(b: $c) }", "$c", "name"},
    {NodeKind::default_value, "input A { b: Int = [1] }", "= [1]", "list_value"},
    {NodeKind::selection_set, "{ a ...b ... { c } }", "{ a ...b ... { c } }",
     "field fragment_spread inline_fragment"},
    {NodeKind::selection_set, "{ }", "{ }", ""},
    {NodeKind::field, "{ a: b(c: 1) @d { e } }", "a: b(c: 1) @d { e }",
     "alias name arguments directive selection_set"},
    {NodeKind::alias, "{ a: b }", "a:", "name"},
    {NodeKind::arguments, "{ a(b: 1, c: 2) }", "(b: 1, c: 2)", "argument argument"},
    {NodeKind::argument, "{ a(b: 1) }", "b: 1", "name int_value"},
    {NodeKind::fragment_spread, "{ ...a @b }", "...a @b", "name directive"},
    {NodeKind::inline_fragment, "{ ... on A @b { c } }", "... on A @b { c }",
     "type_condition directive selection_set"},
    {NodeKind::inline_fragment, "{ ... @b { c } }", "... @b { c }", "directive selection_set"},
    {NodeKind::fragment_definition, "\"d\" fragment A on B @c { d }",
     "\"d\" fragment A on B @c { d }", "description name type_condition directive selection_set"},
    {NodeKind::type_condition, "fragment A on B { c }", "on B", "named_type"},
    {NodeKind::int_value, "{ a(b: -10) }", "-10", ""},
    {NodeKind::float_value, "{ a(b: 1.5e-3) }", "1.5e-3", ""},
    {NodeKind::string_value, "{ a(b: \"c\") }", "\"c\"", ""},
    {NodeKind::string_value, "{ a(b: \"\"\"c\"\"\") }", "\"\"\"c\"\"\"", ""},
    {NodeKind::boolean_value, "{ a(b: true) }", "true", ""},
    {NodeKind::null_value, "{ a(b: null) }", "null", ""},
    {NodeKind::enum_value, "{ a(b: C) }", "C", ""},
    {NodeKind::list_value, "{ a(b: [1, $c, []]) }", "[1, $c, []]", "int_value variable list_value"},
    {NodeKind::object_value, "{ a(b: {c: 1, d: {}}) }", "{c: 1, d: {}}",
     "object_field object_field"},
    {NodeKind::object_field, "{ a(b: {c: 1}) }", "c: 1", "name int_value"},
    {NodeKind::directive, "{ a @b(c: 1) }", "@b(c: 1)", "name arguments"},
    {NodeKind::named_type, "type A { b: C }", "C", "name"},
    {NodeKind::list_type, "type A { b: [[C]] }", "[[C]]", "list_type"},
    {NodeKind::non_null_type, "type A { b: [C!]! }", "[C!]!", "list_type"},
    {NodeKind::description, "\"\"\"a\"\"\" type B", "\"\"\"a\"\"\"", ""},
    {NodeKind::schema_definition, "\"a\" schema @b { query: C }", "\"a\" schema @b { query: C }",
     "description directive root_operation_types"},
    {NodeKind::root_operation_types, "schema { query: A mutation: B }", "{ query: A mutation: B }",
     "root_operation_type root_operation_type"},
    {NodeKind::root_operation_type, "schema { query: A }", "query: A", "name named_type"},
    {NodeKind::scalar_type_definition, "\"a\" scalar B @c", "\"a\" scalar B @c",
     "description name directive"},
    {NodeKind::object_type_definition, "\"a\" type B implements C @d { e: F }",
     "\"a\" type B implements C @d { e: F }",
     "description name implements_interfaces directive fields_definition"},
    {NodeKind::implements_interfaces, "type A implements & B & C", "implements & B & C",
     "named_type named_type"},
    {NodeKind::fields_definition, "type A { b: C d: E }", "{ b: C d: E }",
     "field_definition field_definition"},
    {NodeKind::field_definition, "type A { \"b\" c(d: E): F @g }", "\"b\" c(d: E): F @g",
     "description name arguments_definition named_type directive"},
    {NodeKind::arguments_definition, "type A { b(c: D, e: F): G }", "(c: D, e: F)",
     "input_value_definition input_value_definition"},
    {NodeKind::input_value_definition, "input A { \"b\" c: D! = 1 @e }", "\"b\" c: D! = 1 @e",
     "description name non_null_type default_value directive"},
    {NodeKind::interface_type_definition, "interface A implements B { c: D }",
     "interface A implements B { c: D }", "name implements_interfaces fields_definition"},
    {NodeKind::union_type_definition, "union A @b = C", "union A @b = C",
     "name directive union_member_types"},
    {NodeKind::union_member_types, "union A = | B | C", "= | B | C", "named_type named_type"},
    {NodeKind::enum_type_definition, "enum A @b { C }", "enum A @b { C }",
     "name directive enum_values_definition"},
    {NodeKind::enum_values_definition, "enum A { B C }", "{ B C }",
     "enum_value_definition enum_value_definition"},
    {NodeKind::enum_value_definition, "enum A { \"b\" C @d }", "\"b\" C @d",
     "description name directive"},
    {NodeKind::input_object_type_definition, "input A @oneOf { b: C }", "input A @oneOf { b: C }",
     "name directive input_fields_definition"},
    {NodeKind::input_fields_definition, "input A { b: C d: E }", "{ b: C d: E }",
     "input_value_definition input_value_definition"},
    {NodeKind::directive_definition, "\"a\" directive @b(c: D) @e repeatable on FIELD",
     "\"a\" directive @b(c: D) @e repeatable on FIELD",
     "description name arguments_definition directive directive_locations"},
    {NodeKind::directive_locations, "directive @a on | FIELD | OBJECT", "| FIELD | OBJECT",
     "name name"},
    {NodeKind::schema_extension, "extend schema @a { query: B }", "extend schema @a { query: B }",
     "directive root_operation_types"},
    {NodeKind::scalar_type_extension, "extend scalar A @b", "extend scalar A @b", "name directive"},
    {NodeKind::object_type_extension, "extend type A implements B", "extend type A implements B",
     "name implements_interfaces"},
    {NodeKind::interface_type_extension, "extend interface A { b: C }",
     "extend interface A { b: C }", "name fields_definition"},
    {NodeKind::union_type_extension, "extend union A = B", "extend union A = B",
     "name union_member_types"},
    {NodeKind::enum_type_extension, "extend enum A { B }", "extend enum A { B }",
     "name enum_values_definition"},
    {NodeKind::input_object_type_extension, "extend input A { b: C }", "extend input A { b: C }",
     "name input_fields_definition"},
    {NodeKind::directive_extension, "extend directive @a @b", "extend directive @a @b",
     "name directive"},
};

}  // namespace

TEST_CASE("every kind of node covers its production and has its parts as children") {
  std::set<NodeKind> seen;
  for (const Example& example : examples) {
    CAPTURE(example.text);
    CAPTURE(to_string(example.kind));
    seen.insert(example.kind);
    const syntax::Tree tree = parse(base::SourceText(example.text));
    CHECK(syntax::broken_invariant(tree) == "");
    CHECK(tree.diagnostics().empty() == (example.kind != NodeKind::error));
    bool is_there = false;
    for (std::uint32_t i = 0; i < tree.nodes().size() && !is_there; ++i) {
      if (kind_of(tree.node({i})) == example.kind) {
        is_there = true;
        CHECK(tree.node({i}).text() == example.covered);
        CHECK(kinds_of_children(tree.node({i})) == example.children);
      }
    }
    CHECK(is_there);
  }
  CHECK(seen.size() == node_kind_count);
}

TEST_CASE("a value or a type alone is the child of the root") {
  const auto root_child = [](const syntax::Tree& tree) {
    CHECK(syntax::broken_invariant(tree) == "");
    return to_string(kind_of(*tree.root().first_child()));
  };
  CHECK(root_child(parse_value(base::SourceText("[$a]"))) == "list_value");
  CHECK(root_child(parse_constant_value(base::SourceText("{a: 1}"))) == "object_value");
  CHECK(root_child(parse_type(base::SourceText("[A!]!"))) == "non_null_type");
  const syntax::Tree tree = parse_type(base::SourceText("A B C"));
  REQUIRE(tree.diagnostics().size() == 1);
  CHECK(tree.diagnostics()[0].message == "Syntax Error: Expected <EOF>, found Name \"B\".");
  CHECK(syntax::broken_invariant(tree) == "");
}

TEST_CASE("an empty text lacks a definition, as the specification says") {
  for (const char* text : {"", " ", "# only a comment", "\xEF\xBB\xBF"}) {
    const syntax::Tree tree = parse(base::SourceText(text));
    REQUIRE(tree.diagnostics().size() == 1);
    CHECK(tree.diagnostics()[0].message == "Syntax Error: Unexpected <EOF>.");
    CHECK(!tree.root().first_child());
    CHECK(syntax::broken_invariant(tree) == "");
  }
}

TEST_CASE("what is nested too deep is skipped with one diagnostic and the rest is parsed") {
  const std::string text =
      "{ a { b { c { d } e } } } query B { f(g: [[[[[1]]]]]) } type C { d: [[[[[[E]]]]]] f: G }";
  const syntax::Tree tree = parse(base::SourceText(text), {.depth_limit = 3});
  REQUIRE(tree.diagnostics().size() == 1);
  CHECK(tree.diagnostics()[0].message == "Syntax Error: Nesting is deeper than 3 levels.");
  CHECK(tree.diagnostics()[0].range == base::TextRange{12, 13});
  CHECK(syntax::broken_invariant(tree) == "");
  CHECK(parse(base::SourceText(text), {.depth_limit = 6}).diagnostics().empty());
  CHECK(kinds_of_children(tree.root()) ==
        "operation_definition operation_definition object_type_definition");
  const syntax::NodeRef type =
      *tree.root().child(static_cast<syntax::NodeKind>(NodeKind::object_type_definition));
  const syntax::NodeRef fields =
      *type.child(static_cast<syntax::NodeKind>(NodeKind::fields_definition));
  CHECK(kinds_of_children(fields) == "field_definition field_definition");
}

TEST_CASE("a hundred thousand levels are survived") {
  for (const char* level : {"{a", "{a(b:[", "{a(b:{c:", "query($a:["}) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += level;
    const syntax::Tree tree = parse(base::SourceText(text));
    CAPTURE(level);
    CHECK(!tree.diagnostics().empty());
    CHECK(syntax::broken_invariant(tree) == "");
  }
}

TEST_CASE("a text above the size limit is not looked at") {
  const syntax::Tree tree = parse(base::SourceText("{ a } }"), {.size_limit = 6});
  REQUIRE(tree.diagnostics().size() == 1);
  CHECK(tree.diagnostics()[0].message ==
        "Syntax Error: The text is larger than 6 bytes and is not analysed.");
  CHECK(syntax::broken_invariant(tree) == "");
}

TEST_CASE("a token of more than sixteen megabytes keeps its length") {
  const std::string name(17U << 20U, 'a');
  const std::string text = "{ " + name + "(b: \"" + name + "\") }";
  const syntax::Tree tree = parse(base::SourceText(text));
  CHECK(tree.diagnostics().empty());
  CHECK(tree.token({1}).range().length() == name.size());
  CHECK(tree.token({5}).range().length() == name.size() + 2);
  CHECK(syntax::broken_invariant(tree) == "");
}

TEST_CASE("the same text gives the same tree") {
  const base::SourceText text("type A { b: } { c ~ } \"");
  CHECK(parse(text) == parse(text));
  CHECK(parse(text) == parse(base::SourceText(std::string(text.view()))));
}

TEST_CASE("a field or value may have any keyword for its name") {
  for (const char* word : {"query", "type", "on", "fragment", "true", "null", "extend", "input"}) {
    const std::string text = std::string("{\n") + word + "\n" + word + ": " + word + "(" + word +
                             ": A)\n}\ntype " + word + " {\n" + word + ": " + word + "\n}";
    CAPTURE(text);
    CHECK(parse(base::SourceText(text)).diagnostics().empty());
  }
}
