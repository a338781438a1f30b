#include "analysis/languages/graphql/syntax/definition_line.hpp"

#include <doctest/doctest.h>

using namespace troupe::graphql;

TEST_CASE("definitions look like definitions") {
  for (const char* line :
       {"type A {", "type A implements B", "interface A @b", "union A = B", "enum A{", "input A {",
        "scalar A", "extend type A", "extend schema", "extend directive @a", "query A {",
        "query A(", "mutation A @b", "fragment A on B", "directive @a on FIELD"}) {
    CAPTURE(line);
    CHECK(definition_likeness(line) == DefinitionLikeness::strong);
  }
  for (const char* line : {"query {", "subscription (", "query @a", "schema {", "schema @a"}) {
    CAPTURE(line);
    CHECK(definition_likeness(line) == DefinitionLikeness::weak);
  }
}

TEST_CASE("prose, fields and half words do not") {
  for (const char* line : {"",
                           "type",
                           "type of thing",
                           "type: A",
                           "input to the system",
                           "query",
                           "query that",
                           "fragment of a text",
                           "fragment A",
                           "extend the life",
                           "schema",
                           "directive",
                           "enum",
                           "union of A and B",
                           "types A {",
                           "scalar values are",
                           "id: ID",
                           "}",
                           "{",
                           "interface"}) {
    CAPTURE(line);
    CHECK(definition_likeness(line) == DefinitionLikeness::none);
  }
}

TEST_CASE("the first definition line inside a range is found, if it is not indented too far") {
  const std::string_view text = "type A {\n  type B {\r\n\r type C {\rtype D {";
  const auto end = static_cast<troupe::base::TextOffset>(text.size());
  CHECK(find_definition_line(text, {0, end}, 8) == 11);
  CHECK(find_definition_line(text, {0, end}, 1) == 23);
  CHECK(find_definition_line(text, {0, end}, 0) == 32);
  CHECK(find_definition_line(text, {0, 30}, 0) == 30);
  CHECK(find_definition_line(text, {33, end}, 8) == end);
  CHECK(find_definition_line("", {0, 0}, 0) == 0);
}
