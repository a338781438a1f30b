#include "analysis/languages/graphql/navigation/name_table.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

namespace {

using namespace troupe;

graphql::NameTable table_of(std::string text) {
  return graphql::NameTable(graphql::parse(base::SourceText(std::move(text))));
}

std::vector<base::TextOffset> places(const graphql::NameTable& table, std::string_view name) {
  std::vector<base::TextOffset> places;
  for (const syntax::NodeRef leaf : table.spelled(name)) {
    CHECK(leaf.text() == name);
    places.push_back(leaf.range().begin);
  }
  return places;
}

TEST_CASE("a name is found wherever it names something, in order") {
  const auto table = table_of("query a($a: a = a) @a(a: a) { a: a(a: {a: $a}) ...a }");
  CHECK(places(table, "a") ==
        std::vector<base::TextOffset>{6, 9, 12, 16, 20, 22, 25, 33, 35, 39, 43, 50});
}

TEST_CASE("aliases, operation types and directive locations name nothing") {
  const auto table = table_of("{ x: a } schema { query: a } directive @a on FIELD");
  CHECK(places(table, "x").empty());
  CHECK(places(table, "query").empty());
  CHECK(places(table, "FIELD").empty());
  CHECK(places(table, "a").size() == 3);
}

TEST_CASE("names with the same hash are told apart") {
  // Two words that collide in FNV-1a with 32 bits.
  const auto table = table_of("{ costarring liquid costarring }");
  CHECK(places(table, "costarring") == std::vector<base::TextOffset>{2, 20});
  CHECK(places(table, "liquid") == std::vector<base::TextOffset>{13});
}

TEST_CASE("what is not there is not found") {
  CHECK(places(table_of("{ a }"), "b").empty());
  CHECK(places(table_of("{ a }"), "").empty());
  CHECK(places(table_of(""), "a").empty());
  CHECK(places(graphql::NameTable(), "a").empty());
}

}  // namespace
