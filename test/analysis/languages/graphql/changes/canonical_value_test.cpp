#include "analysis/languages/graphql/changes/canonical_value.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

std::string canonical_of(const std::string& value) {
  const syntax::Tree tree = parse(base::SourceText("input I { f: T = " + value + " }"));
  for (const Definition definition : Document(tree).definitions()) {
    for (const InputValueDefinition field : definition.as<TypeDefinition>()->input_fields()) {
      return canonical(*field.default_value());
    }
  }
  return "no value";
}

TEST_CASE("values that mean the same have the same text") {
  CHECK(canonical_of("[ 1,2 , 3 ]") == canonical_of("[1 2 3]"));
  CHECK(canonical_of("{b: 1, a: [TRUE null]}") == "{a: [TRUE, null], b: 1}");
  CHECK(canonical_of(R"("a\"b")") == canonical_of(R"("""a"b""")"));
  CHECK(canonical_of("[] # empty\n") == "[]");
}

TEST_CASE("values that mean different things do not") {
  CHECK(canonical_of("[1, 2]") != canonical_of("[2, 1]"));
  CHECK(canonical_of("1") != canonical_of("\"1\""));
  CHECK(canonical_of("[\"a\", \"b\"]") != canonical_of("[\"a, b\"]"));
  CHECK(canonical_of("\"\\n\"") != canonical_of("\"\\\\n\""));
}

}  // namespace
}  // namespace troupe::graphql
