#include "analysis/languages/graphql/embedded/placeholders.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/embedded/embedding.hpp"

namespace troupe::graphql {
namespace {

/// The GraphQL text of one template.
std::string filled(const std::string& content) {
  const auto texts = region_texts("gql`" + content + "`");
  REQUIRE(texts.size() == 1);
  CHECK(mistakes("gql`" + content + "`") == "");
  return texts.front();
}

TEST_CASE("Between definitions an interpolation is white space") {
  CHECK(filled("{ a } ${F}") == "{ a }     ");
  CHECK(filled("${F}\n{ a }\n${G}${H}") == "    \n{ a }\n        ");
  CHECK(filled("{ a }\n${F}\nquery Q { b }") == "{ a }\n    \nquery Q { b }");
  CHECK(filled("scalar A\n${F}\nscalar B") == "scalar A\n    \nscalar B");
}

TEST_CASE("Line breaks in white space stay") {
  CHECK(filled("{ a } ${\nF\n}") == "{ a }   \n \n ");
}

TEST_CASE("Where a name must stand there is a name") {
  CHECK(filled("{ ${f} }") == "{ ____ }");
  CHECK(filled("{ a ${f} b }") == "{ a ____ b }");
  CHECK(filled("{ ...${F} }") == "{ ...____ }");
  CHECK(filled("{ ... on ${T} { a } }") == "{ ... on ____ { a } }");
  CHECK(filled("query ${n} { a }") == "query ____ { a }");
  CHECK(filled("fragment ${n} on ${T} { a }") == "fragment ____ on ____ { a }");
  CHECK(filled("{ a @${d} }") == "{ a @____ }");
  CHECK(filled("{ x: ${f} }") == "{ x: ____ }");
  CHECK(filled("{ ${x}: f }") == "{ ____: f }");
}

TEST_CASE("Next to letters it is part of their name") {
  CHECK(filled("{ get${X}ById }") == "{ get____ById }");
  CHECK(filled("{ ${a}${b}Name }") == "{ ________Name }");
  CHECK(filled("{ a(x: $${v}) }") == "{ a(x: $____) }");
  CHECK(filled("{ a(x: 1${d}) }") == "{ a(x: 10000) }");
}

TEST_CASE("Values and arguments") {
  CHECK(filled("{ a(x: ${v}) }") == "{ a(x: ____) }");
  CHECK(filled("{ a(${args}) }") == "{ a(_:_____) }");
  CHECK(filled("{ a(x: 1, ${args}) }") == "{ a(x: 1, _:_____) }");
  CHECK(filled("{ a(${k}: 1) }") == "{ a(____: 1) }");
  CHECK(filled("{ a(x: [${v}, 1]) }") == "{ a(x: [____, 1]) }");
  CHECK(filled("{ a(x: {${fields}}) }") == "{ a(x: {_:_______}) }");
  CHECK(filled("{ a(x: {k: ${v}}) }") == "{ a(x: {k: ____}) }");
  CHECK(filled("{ a @include(if: ${v}) }") == "{ a @include(if: ____) }");
}

TEST_CASE("Variable definitions") {
  CHECK(filled("query Q(${v}) { a }") == "query Q($_:_) { a }");
  CHECK(filled("query Q(${vs} $b: Int) { a }") == "query Q($_:__ $b: Int) { a }");
  CHECK(filled("query Q($a: ${T}) { a }") == "query Q($a: ____) { a }");
  CHECK(filled("query Q($a: [${T}!] = ${d}) { a }") == "query Q($a: [____!] = ____) { a }");
  CHECK(filled("query Q ${vs} { a }") == "query Q       { a }");
}

TEST_CASE("In strings and comments it is text") {
  CHECK(filled("{ a(x: \"b ${c} d\") }") == "{ a(x: \"b ____ d\") }");
  CHECK(filled("{ a(x: \"\"\"b ${c} \" d\"\"\") }") == "{ a(x: \"\"\"b ____ \" d\"\"\") }");
  CHECK(filled("{ a # ${c} x\n }") == "{ a # ____ x\n }");
  CHECK(filled("{ a(x: \"${\"\\n\"}\") }") == "{ a(x: \"_______\") }");
}

TEST_CASE("Type definitions") {
  CHECK(filled("type ${T} { a: Int }") == "type ____ { a: Int }");
  CHECK(filled("type T { ${fields} }") == "type T { _:_______ }");
  CHECK(filled("type T { a: ${U} b(${args}): Int }") == "type T { a: ____ b(_:_____): Int }");
  CHECK(filled("type T implements ${I} { a: Int }") == "type T implements ____ { a: Int }");
  CHECK(filled("union U = ${A} | B") == "union U = ____ | B");
  CHECK(filled("enum E { ${A} B }") == "enum E { ____ B }");
  CHECK(filled("input I { ${f}: Int }") == "input I { ____: Int }");
  CHECK(filled("directive @a(${b}) on ${L} | FIELD").starts_with("directive @a(_:__) on ____"));
}

TEST_CASE("Mistakes that an interpolation may be the reason of are not told") {
  CHECK(mistakes("gql`{ a ${x} } }`") == "");
  CHECK(mistakes("gql`${kind} Q { a }`") == "");
  CHECK(mistakes("gql`query Q${vars} { a(x: }`") == "");
}

TEST_CASE("Mistakes before the interpolation, and in other definitions, are") {
  CHECK(mistakes("gql`{ a( ${x} }`") == "");
  CHECK(mistakes("gql`{ a() ${x} }`") != "");
  CHECK(mistakes("gql`{ a ${x} }\nquery B { b() }`") != "");
  CHECK(mistakes("gql`query B { b() } ${F}`") != "");
}

}  // namespace
}  // namespace troupe::graphql
