#include "analysis/languages/graphql/embedded/region.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/embedded/embedding.hpp"

namespace troupe::graphql {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("Escapes keep their length and mean what they mean") {
  CHECK(region_texts("graphql('{\\n  a\\n}')") == Texts{"{ \n  a \n}"});
  CHECK(region_texts(R"(gql`{ a(x: "\\n") }`)") == Texts{R"({ a(x: " \n") })"});
  CHECK(region_texts(R"(gql`{ a(x: \"b\") }`)") == Texts{R"({ a(x:  "b ") })"});
  CHECK(region_texts("gql`\"\"\"uses \\`code\\`\"\"\" type A`") ==
        Texts{"\"\"\"uses  `code `\"\"\" type A"});
  CHECK(region_texts(R"(gql`{ a(x: "\u00e9\u{1F600}\xe9\ud83d\ude00") }`)") ==
        Texts{"{ a(x: \"    \u00e9     \U0001F600  \u00e9        \U0001F600\") }"});
  CHECK(region_texts("gql`{ a \\\r\n b }`") == Texts{"{ a     b }"});
}

TEST_CASE("An escape in a name makes the name unreadable, not wrong") {
  CHECK(region_texts(R"(gql`{ us\u0065r }`)") == Texts{"{ us______r }"});
}

TEST_CASE("Host text outside of regions is spaces of the same length in bytes") {
  const std::string host = "// \U0001F600 é\r\nconst é = gql`{ a }`;\n";
  const Embedding embedding = embed(host, HostKind::script);
  REQUIRE(embedding.regions.size() == 1);
  const base::TextRange range = embedding.regions.front().range;
  CHECK(base::slice(host, range) == "{ a }");
  CHECK(base::slice(embedding.text.view(), range) == "{ a }");
  CHECK(embedding.text.view().find("\r\n") == host.find("\r\n"));
}

TEST_CASE("A cursor is in a region from quote to quote, but not in interpolations") {
  const std::string host = "gql`{ a ${b} }`";
  const Embedding embedding = embed(host, HostKind::script);
  CHECK(embedding.region_at(3) == nullptr);
  CHECK(embedding.region_at(4) != nullptr);
  CHECK(embedding.region_at(8) != nullptr);
  CHECK(embedding.region_at(10) == nullptr);
  CHECK(embedding.region_at(12) != nullptr);
  CHECK(embedding.region_at(14) != nullptr);
  CHECK(embedding.region_at(15) == nullptr);
}

TEST_CASE("A region's mistakes are its own") {
  CHECK(mistakes("gql`{ a`; gql`{ b }`") == "7: Syntax Error: Expected Name, found <EOF>.\n");
  CHECK(mistakes("gql``; gql`  `; gql`# c`; gql`${F}`") == "");
}

TEST_CASE("A file without GraphQL, and one of another kind, has no regions") {
  CHECK(embed("import { gql } from 'graphql-tag';", HostKind::script) == Embedding());
  CHECK(embed("gql`{ a }`", HostKind::none) == Embedding());
}

}  // namespace
}  // namespace troupe::graphql
