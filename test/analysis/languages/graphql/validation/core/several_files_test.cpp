// A schema in several files is one schema: types, extensions, directives and duplicates.
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

const std::string query_path = "/w/query.graphql";

/// Types in one file, extensions of them in another, directives in a third, more in a fourth.
TestWorkspace schema_of(const std::string& more, const std::string& query) {
  return TestWorkspace(
      Texts{{"/w/.graphqlrc.yml", "schema: schema/*.graphql\ndocuments: query.graphql\n"},
            {"/w/schema/1-types.graphql",
             "type Query { dog(where: Filter): Dog @cached(seconds: 5) }\n"
             "type Dog implements Named { name: String }\n"
             "input Filter { name: String }\n"
             "enum Size { SMALL }\n"
             "union Animal = Dog\n"
             "interface Named { name: String }\n"},
            {"/w/schema/2-extensions.graphql",
             "extend type Query { animal(size: Size = LARGE): Animal }\n"
             "extend type Dog @cached(seconds: 1) { size: Size @cached }\n"
             "extend input Filter { size: Size! = SMALL }\n"
             "extend enum Size { LARGE }\n"
             "extend union Animal = Cat\n"
             "extend schema { mutation: Change }\n"
             "type Change { call(name: String!): Dog }\n"},
            {"/w/schema/3-directives.graphql",
             "directive @cached(seconds: Int! = 60) on OBJECT | FIELD_DEFINITION\n"
             "schema { query: Query }\n"
             "type Cat implements Named { name: String lives: Int }\n"},
            {"/w/schema/4-more.graphql", more},
            {query_path, query}});
}

std::string said_in_schema(const TestWorkspace& workspace) {
  std::string said;
  for (const std::string name : {"1-types", "2-extensions", "3-directives", "4-more"}) {
    said += workspace.diagnostics_text("/w/schema/" + name + ".graphql");
  }
  return said;
}

TEST_CASE("types, extensions and directives of several files are one schema without mistakes") {
  const TestWorkspace workspace =
      schema_of("scalar Date\n",
                "query Q { dog(where: {name: \"Rex\", size: LARGE}) { name size }\n"
                "  animal { ... on Cat { lives } ... on Named { name } ... on Dog { size } } }\n"
                "mutation M { call(name: \"Rex\") { size } }\n");
  CHECK(said_in_schema(workspace) == "");
  CHECK(workspace.diagnostics_text(query_path) == "");
}

TEST_CASE("a document is checked against what all files give a type together") {
  const TestWorkspace workspace =
      schema_of("",
                "query Q { dog(where: {size: HUGE}) { age } animal { ... on Query { __typename } "
                "} }\nsubscription S { a }\n");
  CHECK(workspace.diagnostics_text(query_path) ==
        "1:29 graphql/values-of-correct-type Value \"HUGE\" does not exist in \"Size\" enum.\n"
        "1:38 graphql/fields-on-correct-type Cannot query field \"age\" on type \"Dog\". Did you "
        "mean \"name\"?\n"
        "1:53 graphql/possible-fragment-spreads Fragment cannot be spread here as objects of type "
        "\"Animal\" can never be of type \"Query\".\n"
        "2:1 graphql/known-operation-types The subscription operation is not supported by the "
        "schema.\n");
}

TEST_CASE("what is defined in two files of a schema is reported in both") {
  const TestWorkspace workspace = schema_of(
      "type Dog { name: Int }\nextend enum Size { SMALL }\ndirective @cached on FIELD\n", "");
  CHECK(workspace.diagnostics_text("/w/schema/4-more.graphql") ==
        "1:6 graphql/unique-type-names There can be only one type named \"Dog\". "
        "[/w/schema/1-types.graphql:2:6]\n"
        "1:12 graphql/unique-field-definition-names Field \"Dog.name\" can only be defined once. "
        "[/w/schema/1-types.graphql:2:29]\n"
        "2:20 graphql/unique-enum-value-names Enum value \"Size.SMALL\" can only be defined once. "
        "[/w/schema/1-types.graphql:4:13]\n"
        "3:12 graphql/unique-directive-names There can be only one directive named \"@cached\". "
        "[/w/schema/3-directives.graphql:1:12]\n");
  CHECK(workspace.diagnostics_text("/w/schema/1-types.graphql") ==
        "2:6 graphql/unique-type-names There can be only one type named \"Dog\". "
        "[/w/schema/4-more.graphql:1:6]\n"
        "2:29 graphql/unique-field-definition-names Field \"Dog.name\" can only be defined once. "
        "[/w/schema/4-more.graphql:1:12]\n"
        "4:13 graphql/unique-enum-value-names Enum value \"Size.SMALL\" can only be defined once. "
        "[/w/schema/4-more.graphql:2:20]\n");
  CHECK(workspace.diagnostics_text("/w/schema/3-directives.graphql") ==
        "1:12 graphql/unique-directive-names There can be only one directive named \"@cached\". "
        "[/w/schema/4-more.graphql:3:12]\n");
  CHECK(workspace.diagnostics_text("/w/schema/2-extensions.graphql") == "");
}

TEST_CASE("an extension is wrong where no file defines what it extends, and where kinds differ") {
  const TestWorkspace workspace =
      schema_of("extend type Sparrow { name: String }\nextend union Dog = Cat\n", "");
  CHECK(workspace.diagnostics_text("/w/schema/4-more.graphql") ==
        "1:13 graphql/possible-type-extensions Cannot extend type \"Sparrow\" because it is not "
        "defined.\n"
        "2:1 graphql/possible-type-extensions Cannot extend non-union type \"Dog\". "
        "[/w/schema/1-types.graphql:2:1]\n");
}

TEST_CASE("removing an extension takes away what it gave, for documents too") {
  TestWorkspace workspace = schema_of("", "query Q { dog { size } animal { __typename } }\n");
  CHECK(workspace.diagnostics_text(query_path) == "");
  workspace.edit("/w/schema/2-extensions.graphql",
                 "extend type Dog @cached(seconds: 1) { size: Size @cached }\n", "");
  CHECK(workspace.diagnostics_text(query_path) ==
        "1:17 graphql/fields-on-correct-type Cannot query field \"size\" on type \"Dog\".\n");
}

}  // namespace
}  // namespace troupe::graphql
