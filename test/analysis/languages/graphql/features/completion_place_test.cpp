#include "analysis/languages/graphql/features/completion_place.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

namespace {

using namespace troupe;
using graphql::CompletionPlace;
using graphql::PlaceKind;

/// The place at `$0`; the tree is kept, because the place points into it.
struct PlaceAt {
  explicit PlaceAt(std::string text) {
    const std::size_t cursor = text.find("$0");
    text.erase(cursor, 2);
    tree = graphql::parse(base::SourceText(std::move(text)));
    place = graphql::completion_place(tree, static_cast<base::TextOffset>(cursor));
  }
  [[nodiscard]] std::string_view replaced() const {
    return base::slice(tree.text(), place.replaced);
  }
  /// `field:viewer field:friends`
  [[nodiscard]] std::string path() const {
    static constexpr const char* kinds[] = {"operation", "fragment",     "field",
                                            "inline",    "directive",    "argument",
                                            "item",      "object_field", "typed"};
    std::string result;
    for (const graphql::PathStep& step : place.path) {
      result += (result.empty() ? "" : " ") + std::string(kinds[static_cast<int>(step.kind)]);
      result += step.name.empty() ? "" : ":" + std::string(step.name);
      result += step.type.name.empty() ? "" : ":" + step.type.to_string();
    }
    return result;
  }
  [[nodiscard]] std::string given() const {
    std::string result;
    for (const std::string_view name : place.given) {
      result += (result.empty() ? "" : " ") + std::string(name);
    }
    return result;
  }

  syntax::Tree tree;
  CompletionPlace place;
};

PlaceKind kind_at(std::string text) {
  return PlaceAt(std::move(text)).place.kind;
}

TEST_CASE("the path to a selection names every field on the way") {
  CHECK(PlaceAt("query { a { b(c: 1) { $0 } } }").path() == "operation field:a field:b");
  CHECK(PlaceAt("fragment F on T { x: a { $0").path() == "fragment:T field:a");
  CHECK(PlaceAt("{ a { ... on T { $0").path() == "operation field:a inline:T");
  CHECK(PlaceAt("{ a { ... @b(c: 1) { $0").path() == "operation field:a inline");
  CHECK(PlaceAt("{ a { ...F { $0").path() == "operation field:a inline");
}

TEST_CASE("the path to a value names arguments, items and fields") {
  CHECK(PlaceAt("{ a(b: $0) }").path() == "operation field:a argument:b");
  CHECK(PlaceAt("{ a(b: [[$0").path() == "operation field:a argument:b item item");
  CHECK(PlaceAt("{ a(b: {c: {d: $0").path() ==
        "operation field:a argument:b object_field:c object_field:d");
  CHECK(PlaceAt("{ a @b(c: $0").path() == "operation directive:b argument:c");
  CHECK(PlaceAt("{ a(b: $$0").path() == "operation field:a argument:b");
  CHECK(PlaceAt("query ($a: [T!]! = [$0").path() == "typed:[T!]! item");
  CHECK(PlaceAt("type A { b(c: T = {d: $0").path() == "typed:T object_field:d");
}

TEST_CASE("a definition that follows an open one is read by itself") {
  CHECK(PlaceAt("query A { a(b: {\n\nquery B { c { $0").path() == "operation field:c");
  CHECK(kind_at("query A { a(b: {\n\ntype B { c: $0") == PlaceKind::output_type);
  CHECK(kind_at("type A { a: Int\n\ninput B { c: $0") == PlaceKind::input_type);
  CHECK(PlaceAt("{ a {\n\nfragment F on T { $0").path() == "fragment:T");
}

TEST_CASE("words that look like definitions inside brackets are names") {
  CHECK(PlaceAt("{\n  type { query { $0 } } }").path() == "operation field:type field:query");
  CHECK(PlaceAt("{\ntype { $0 } }").path() == "operation field:type");
  CHECK(PlaceAt("{ fragment(on: $0").path() == "operation field:fragment argument:on");
  CHECK(kind_at("type A { type: $0") == PlaceKind::output_type);
}

TEST_CASE("brackets that are missing are closed where the next ones begin") {
  CHECK(PlaceAt("{ a(b: 1 { $0").path() == "operation field:a");
  CHECK(PlaceAt("query Q($a: Int { $0").path() == "operation");
  CHECK(PlaceAt("{ a(b: [1, 2) { $0").path() == "operation field:a");
  CHECK(PlaceAt("{ a(b: {c: 1) { $0").path() == "operation field:a");
  CHECK(PlaceAt("{ a(b: {c: 1} } $0").place.kind == PlaceKind::definition);
}

TEST_CASE("closing brackets without partners are passed over") {
  CHECK(PlaceAt("{ a ) ] { $0").path() == "operation field:a");
  CHECK(PlaceAt("} ) { a { $0").path() == "operation field:a");
  CHECK(PlaceAt("{ a } } } query { b { $0").path() == "operation field:b");
}

TEST_CASE("names that are given are found on both sides of the cursor") {
  CHECK(PlaceAt("{ a(b: 1, $0 c: {x: 1}, d: [2]) }").given() == "b c d");
  CHECK(PlaceAt("{ a(b: {c: 1, $0 d: 2}) }").given() == "c d");
  CHECK(PlaceAt("{ a($0 b: 1 { c(d: 1) }").given() == "b");
  CHECK(PlaceAt("type A implements B & $0 & C & D { e: Int }").given() == "B C D");
  CHECK(PlaceAt("union A = B | $0 | C").given() == "B C");
  CHECK(PlaceAt("type A { b: Int $0 c(d: Int): Int e: Int }").given() == "b c e");
  CHECK(PlaceAt("{ a @b @c(d: 1) @$0").given() == "b c");
}

TEST_CASE("variables are known with their types and defaults") {
  const PlaceAt at("query ($a: [Int!]!, $b: ID = 1, $c: , $d: { a(b: $0");
  REQUIRE(at.place.variables.size() == 4);
  CHECK(at.place.variables[0].name == "a");
  CHECK(at.place.variables[0].type->to_string() == "[Int!]!");
  CHECK_FALSE(at.place.variables[0].has_default);
  CHECK(at.place.variables[1].has_default);
  CHECK_FALSE(at.place.variables[2].type);
}

TEST_CASE("the replaced word is whole and has its sign") {
  CHECK(PlaceAt("{ na$0me }").replaced() == "name");
  CHECK(PlaceAt("{ name$0 }").replaced() == "name");
  CHECK(PlaceAt("{ $0name }").replaced().empty());
  CHECK(PlaceAt("{ a(b: $n$0ame) }").replaced() == "$name");
  CHECK(PlaceAt("{ a(b: $$0name) }").replaced() == "$name");
  CHECK(PlaceAt("{ a @in$0clude }").replaced() == "@include");
  CHECK(PlaceAt("{ a @$0 }").replaced() == "@");
  CHECK(PlaceAt("{ ...Na$0me }").replaced() == "Name");
  CHECK(PlaceAt("{ ..$0 }").replaced() == "..");
  CHECK(PlaceAt("{ a @\n$0 }").replaced().empty());
}

TEST_CASE("a missing value ends where the next name begins") {
  CHECK(PlaceAt("{ a(b: c: $0) }").path() == "operation field:a argument:c");
  CHECK(kind_at("{ a(b: c$0: 1) }") == PlaceKind::argument);
  CHECK(kind_at("{ a(b: {c: d$0: 1}) }") == PlaceKind::object_field);
  CHECK(kind_at("{ a(b: c, $0: 1) }") == PlaceKind::argument);
  CHECK(kind_at("{ a(b: c$0, : 1) }") == PlaceKind::value);
}

TEST_CASE("a new definition is offered on lines of its own") {
  CHECK(PlaceAt("scalar A\n$0").place.may_begin_definition);
  CHECK_FALSE(PlaceAt("scalar A $0").place.may_begin_definition);
  CHECK(PlaceAt("union A = B\n$0").place.may_begin_definition);
  CHECK(PlaceAt("type A implements B\n$0").place.may_begin_definition);
  CHECK_FALSE(PlaceAt("query A\n$0").place.may_begin_definition);
}

TEST_CASE("only operations and fragments have variables in their values") {
  CHECK_FALSE(PlaceAt("{ a(b: $0) }").place.is_constant);
  CHECK(PlaceAt("query ($a: T = $0) { b }").place.is_constant);
  CHECK(PlaceAt("query ($a: T @b(c: $0)) { b }").place.is_constant);
  CHECK(PlaceAt("type A @b(c: $0)").place.is_constant);
}

}  // namespace
