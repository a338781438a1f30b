#include "analysis/languages/graphql/introspection/introspection.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

constexpr const char* result = R"({"data": {"__schema": {
  "queryType": {"name": "Root"}, "mutationType": null, "subscriptionType": null,
  "types": [
    {"kind": "OBJECT", "name": "Root", "description": "Where it \"begins\".", "fields": [
      {"name": "pets", "description": null, "args": [
        {"name": "kind", "description": "Which.", "defaultValue": "[DOG]",
         "type": {"kind": "LIST", "name": null, "ofType": {"kind": "ENUM", "name": "Kind", "ofType": null}}},
        {"name": "named", "defaultValue": "\"Rex \\\"the\\\" dog\"",
         "type": {"kind": "SCALAR", "name": "String"}}],
       "type": {"kind": "NON_NULL", "ofType": {"kind": "LIST", "ofType": {"kind": "NON_NULL",
                "ofType": {"kind": "INTERFACE", "name": "Pet"}}}},
       "isDeprecated": true, "deprecationReason": "Cats."}],
     "inputFields": null, "interfaces": [], "enumValues": null, "possibleTypes": null},
    {"kind": "INTERFACE", "name": "Pet", "fields": [{"name": "id", "args": [],
      "type": {"kind": "SCALAR", "name": "ID"}, "isDeprecated": false}],
     "interfaces": [], "possibleTypes": [{"kind": "OBJECT", "name": "Dog"}]},
    {"kind": "OBJECT", "name": "Dog", "fields": [{"name": "id", "args": [],
      "type": {"kind": "SCALAR", "name": "ID"}}],
     "interfaces": [{"kind": "INTERFACE", "name": "Pet"}]},
    {"kind": "ENUM", "name": "Kind", "enumValues": [{"name": "DOG"}, {"name": "CAT", "isDeprecated": true}]},
    {"kind": "UNION", "name": "Any", "possibleTypes": [{"name": "Dog"}, {"name": "Root"}]},
    {"kind": "INPUT_OBJECT", "name": "Filter", "isOneOf": true,
     "inputFields": [{"name": "id", "type": {"kind": "SCALAR", "name": "ID"}, "defaultValue": null}]},
    {"kind": "SCALAR", "name": "Date", "specifiedByURL": "https://example.org/date"},
    {"kind": "SCALAR", "name": "String"}, {"kind": "OBJECT", "name": "__Type", "fields": []}],
  "directives": [{"name": "skip", "locations": ["FIELD"], "args": []},
    {"name": "live", "isRepeatable": true, "locations": ["QUERY", "FIELD"], "args": []}]
}}})";

TEST_CASE("an introspection result is SDL") {
  const Introspection introspection = read_introspection(result);
  CHECK(introspection.is_understood);
  CHECK(parse(introspection.sdl).diagnostics().empty());
  CHECK(introspection.sdl.view() == R"(schema {
  query: Root
}

directive @live repeatable on QUERY | FIELD

"""
Where it "begins".
"""
type Root {
  pets(
    """
    Which.
    """
    kind: [Kind] = [DOG]
    named: String = "Rex \"the\" dog"
  ): [Pet!]! @deprecated(reason: "Cats.")
}

interface Pet {
  id: ID
}

type Dog implements Pet {
  id: ID
}

enum Kind {
  DOG
  CAT @deprecated
}

union Any = Dog | Root

input Filter @oneOf {
  id: ID
}

scalar Date @specifiedBy(url: "https://example.org/date")

)");
}

TEST_CASE("names know where they stand in the JSON") {
  const Introspection introspection = read_introspection(result);
  const std::string_view json = result;
  for (const Introspection::Anchor& anchor : introspection.anchors) {
    const std::string_view name = base::slice(json, anchor.json);
    CHECK(introspection.sdl.view().substr(anchor.sdl, name.size()) == name);
  }
  CHECK(introspection.anchors.size() == 16);
}

TEST_CASE("the schema may stand at the top of the JSON") {
  CHECK(read_introspection(R"({"__schema": {"types": [{"kind": "SCALAR", "name": "A"}]}})")
            .sdl.view() == "scalar A\n\n");
}

TEST_CASE("a schema definition that says what is usual is left out") {
  const auto sdl_of = [](const std::string& roots, const std::string& more) {
    return std::string(read_introspection("{\"__schema\": {" + roots +
                                          ", \"types\": [{\"kind\": \"SCALAR\", \"name\": \"A\"}" +
                                          more + "]}}")
                           .sdl.view());
  };
  const std::string query = R"("queryType": {"name": "Query"}, "mutationType": null)";
  CHECK(sdl_of(query, "") == "scalar A\n\n");
  CHECK(sdl_of(R"("queryType": {"name": "Root"})", "") ==
        "schema {\n  query: Root\n}\n\nscalar A\n\n");
  CHECK(sdl_of(query + R"(, "description": "All.")", "")
            .starts_with("\"\"\"\nAll.\n\"\"\"\nschema {\n"));
  // A type that only looks like a root must not become one.
  CHECK(sdl_of(query, R"(, {"kind": "SCALAR", "name": "Mutation"})").starts_with("schema {\n"));
}

TEST_CASE("descriptions become block strings where these can say them") {
  const auto sdl_of = [](const std::string& description) {
    return std::string(read_introspection(R"({"__schema": {"types": [{"kind": "SCALAR", )"
                                          R"("name": "A", "description": ")" +
                                          description + "\"}]}}")
                           .sdl.view());
  };
  CHECK(sdl_of(R"(One.\n\n  Two \"quoted\".)") ==
        "\"\"\"\nOne.\n\n  Two \"quoted\".\n\"\"\"\nscalar A\n\n");
  CHECK(sdl_of(R"(a\n\"\"\"b)") == "\"\"\"\na\n\\\"\"\"b\n\"\"\"\nscalar A\n\n");
  CHECK(sdl_of(R"(\\)") == "\"\"\"\n\\\n\"\"\"\nscalar A\n\n");
  for (const char* const text : {R"( )", R"( a)", R"(\na)", R"(a\n)", R"( a\n b)", R"(a\r\nb)"}) {
    CHECK(sdl_of(text) == "\"" + std::string(text) + "\"\nscalar A\n\n");
  }
}

TEST_CASE("other JSON, and what is none, is not understood") {
  for (const char* text : {"", "{", "[]", "{\"data\": null}", "{\"__schema\": {}}", "{\"a\": \"",
                           "{\"__schema\": {\"types\": [}}", "nul", "{\"__schema\" \"x\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(read_introspection(text).is_understood);
  }
  CHECK_FALSE(read_introspection(std::string(100'000, '[')).is_understood);
}

TestWorkspace workspace(const std::string& json, const std::string& document) {
  return TestWorkspace(Texts{{"/w/.graphqlrc.yml", "schema: schema.json\ndocuments: d.graphql\n"},
                             {"/w/schema.json", json},
                             {"/w/d.graphql", document}});
}

TEST_CASE("documents are checked against an introspection result") {
  const TestWorkspace files = workspace(result, "{ pets { id nam } }");
  CHECK(files.diagnostics_text("/w/.graphqlrc.yml") == "");
  CHECK(files.diagnostics_text("/w/d.graphql") ==
        "1:13 graphql/fields-on-correct-type Cannot query field \"nam\" on type \"Pet\".\n");
}

TEST_CASE("a definition is found in the JSON") {
  const TestWorkspace files = workspace(result, "{ pets { id } }");
  engine::Context context(files.snapshot());
  const auto targets = make_language()->definition(context, files.file("/w/d.graphql"), 3);
  REQUIRE(targets.size() == 1);
  CHECK(targets.front().selection.file == files.file("/w/schema.json"));
  CHECK(base::slice(result, targets.front().selection.range) == "pets");
  CHECK(base::slice(result, targets.front().full) == "pets");
}

TEST_CASE("other JSON that a wildcard matches is no schema") {
  const TestWorkspace files(Texts{{"/w/package.json", R"({"graphql": {"schema": "**/*"}})"},
                                  {"/w/s.graphql", "type Query { a: Int }"},
                                  {"/w/d.graphql", "{ b }"},
                                  {"/w/other.json", "{}"}});
  CHECK(files.diagnostics_text("/w/package.json") == "");
  CHECK(files.diagnostics_text("/w/d.graphql").find("\"b\"") != std::string::npos);
}

TEST_CASE("JSON that is no introspection result is a mistake of the configuration") {
  const TestWorkspace files = workspace("{}", "{ anything }");
  CHECK(files.diagnostics_text("/w/.graphqlrc.yml") ==
        "1:9 graphql/configuration \"schema.json\" is not the result of an introspection query: "
        "JSON with \"__schema\" and its \"types\" was expected.\n");
  CHECK(files.diagnostics_text("/w/d.graphql") == "");
}

}  // namespace
}  // namespace troupe::graphql
