#include "analysis/languages/graphql/embedded/script_scanner.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/embedded/embedding.hpp"

namespace troupe::graphql {
namespace {

using Texts = std::vector<std::string>;
constexpr HostKind jsx = HostKind::script_with_elements;

TEST_CASE("A template with a tag is GraphQL") {
  CHECK(region_texts("const q = gql`{ a }`;") == Texts{"{ a }"});
  CHECK(region_texts("const q = graphql `{ a }`;") == Texts{"{ a }"});
  CHECK(region_texts("const q = Apollo.gql`{ a }`;") == Texts{"{ a }"});
  CHECK(region_texts("const q = gql/* why */`{ a }`;") == Texts{"{ a }"});
  CHECK(region_texts("const q = gql\n  // why\n  `{ a }`;") == Texts{"{ a }"});
  CHECK(region_texts("const q = gql<Query, () => Variables<A>>`{ a }`;") == Texts{"{ a }"});
}

TEST_CASE("Other templates are not") {
  CHECK(region_texts("sql`gql { a }`; `graphql`; mygql`{ a }`; gql2`{a}`; gql; `{ a }`").empty());
  CHECK(region_texts("gql + `{ a }`").empty());
  CHECK(region_texts("gql.other`{ a }`").empty());
}

TEST_CASE("The first argument of a call of a tag is GraphQL") {
  CHECK(region_texts("graphql(`{ a }`)") == Texts{"{ a }"});
  CHECK(region_texts("gql(\n /* x */ `{ a }`, [b])") == Texts{"{ a }"});
  CHECK(region_texts("graphql('query { a }')") == Texts{"query { a }"});
  CHECK(region_texts("graphql(\"{ a }\")") == Texts{"{ a }"});
  CHECK(region_texts("graphql<A>(`{ a }`)") == Texts{"{ a }"});
}

TEST_CASE("A string argument that does not begin like GraphQL is none") {
  CHECK(region_texts("graphql('users')").empty());
  CHECK(region_texts("graphql(schema, `{ a }`)").empty());
  CHECK(region_texts("graphql(schema, '{ a }')").empty());
}

TEST_CASE("The comment marks the literal behind it, in any casing") {
  CHECK(region_texts("f(/* GraphQL */ `{ a }`)") == Texts{"{ a }"});
  CHECK(region_texts("f(/*graphql*/`{ a }`)") == Texts{"{ a }"});
  CHECK(region_texts("f(/* GRAPHQL */ 'anything')") == Texts{"anything"});
  CHECK(region_texts("f(/* GraphQL */ x, `{ a }`)").empty());
  CHECK(region_texts("f(/* GraphQL schema */ `{ a }`)").empty());
}

TEST_CASE("A template says itself that it is GraphQL") {
  CHECK(region_texts("const t = `#graphql\n{ a }`") == Texts{"#graphql\n{ a }"});
  CHECK(region_texts("const t = `\n  #graphql  \n{ a }`") == Texts{"\n  #graphql  \n{ a }"});
  CHECK(region_texts("const t = `#graphqlish\n{ a }`").empty());
}

TEST_CASE("Strings that are added are one document") {
  CHECK(region_texts("graphql('query Q {' +\n  // more\n  ' a }')").at(0).starts_with("query Q {"));
  CHECK(mistakes("graphql('query Q {' +\n  // more\n  ' a }')").empty());
  CHECK(region_texts("graphql('query Q {' + fields + '}')").empty());
}

TEST_CASE("What looks like a tag in strings, comments and regular expressions is none") {
  CHECK(region_texts("'gql`{ a }`'; \"gql`\"; // gql`{ a }`\n/* gql`{ a }` */").empty());
  CHECK(region_texts("x = /gql`{ a }`/; y = [/[/`]gql`/g]").empty());
  CHECK(region_texts("`text gql \\`{ a }\\` text`").empty());
}

TEST_CASE("Quotes in regular expressions do not hide what follows") {
  const Texts one = {"{ a }"};
  CHECK(region_texts("s.replace(/'/g, x); gql`{ a }`") == one);
  CHECK(region_texts("if (x) /`/.test(y); gql`{ a }`") == one);
  CHECK(region_texts("return /[`/]/; gql`{ a }`") == one);
  CHECK(region_texts("function f() {} /`/.test(x); gql`{ a }`") == one);
  CHECK(region_texts("x => /`/; gql`{ a }`") == one);
}

TEST_CASE("Divisions are no regular expressions") {
  const Texts one = {"{ a }"};
  CHECK(region_texts("a = b / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = (b) / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = b[0] / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = b++ / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = b! / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = {}.b / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = ({}) / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = this.in / c; gql`{ a }`; d / e") == one);
  CHECK(region_texts("a = `${1}` / c; gql`{ a }`; d / e") == one);
}

TEST_CASE("Templates nest") {
  CHECK(region_texts("`a ${gql`{ a }`} b`") == Texts{"{ a }"});
  CHECK(region_texts("`a ${ { x: `}` }.x + gql`{ a }` } b`; gql`{ b }`") ==
        Texts{"{ a }", "{ b }"});
}

TEST_CASE("A template in an interpolation of GraphQL belongs to the interpolation") {
  CHECK(region_texts("gql`{ a } ${gql`fragment F on T { b }`}`; gql`{ c }`").size() == 2);
}

TEST_CASE("A template that never ends is none") {
  CHECK(region_texts("gql`{ a }`; gql`{ b ").size() == 1);
  CHECK(region_texts("gql`{ a ${ b }").empty());
  CHECK(region_texts("gql`{ a }\\").empty());
}

TEST_CASE("A string that does not end in its line ends there") {
  CHECK(region_texts("it's broken\ngql`{ a }`") == Texts{"{ a }"});
  CHECK(region_texts("'a\\\nb' gql`{ a }`") == Texts{"{ a }"});
  CHECK(region_texts("'a\\\r\nb' gql`{ a }`") == Texts{"{ a }"});
}

TEST_CASE("The text between elements is no code") {
  const Texts one = {"{ a }"};
  CHECK(region_texts("x = <p>don't `</p>; gql`{ a }`", jsx) == one);
  CHECK(region_texts("x = <a href='`' b={gql`{ a }`} c>`</a>;", jsx) == one);
  CHECK(region_texts("x = <><B/>` <c.d>`</c.d> {/* ` */} {gql`{ a }`}</>", jsx) == one);
  CHECK(region_texts("return <p>// http://x {`${y}`}</p>; gql`{ a }`", jsx) == one);
  CHECK(region_texts("x = c ? <A b={() => <C>`</C>}/> : <D/>; gql`{ a }`", jsx) == one);
}

TEST_CASE("Type parameters and comparisons are no elements") {
  const Texts one = {"{ a }"};
  CHECK(region_texts("const f = <T,>(x: T) => x; gql`{ a }`", jsx) == one);
  CHECK(region_texts("const f = <T extends U>(x: T) => x; gql`{ a }`", jsx) == one);
  CHECK(region_texts("if (a < b) { gql`{ a }` }", jsx) == one);
  CHECK(region_texts("f<T>(x); gql`{ a }`", jsx) == one);
  CHECK(region_texts("const x = <T>y; gql`{ a }`") == one);
}

TEST_CASE("An element that never ends does not hide what follows") {
  CHECK(region_texts("const x = <T>y; gql`{ a }`", jsx) == Texts{"{ a }"});
}

TEST_CASE("Brackets that do not match do not hide what follows") {
  CHECK(region_texts(")]}} gql`{ a }`") == Texts{"{ a }"});
  CHECK(region_texts("f({[( ; gql`{ a }`") == Texts{"{ a }"});
  CHECK(region_texts("`${ f( [ } gql `; gql`{ a }`") == Texts{"{ a }"});
}

}  // namespace
}  // namespace troupe::graphql
