// Fragment arguments, a proposal to the specification: a project says whether it has them.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

const std::string configuration_path = "/w/.graphqlrc.yml";
const std::string query_path = "/w/query.graphql";

TestWorkspace workspace_of(const std::string& query, const std::string& setting = "true") {
  return TestWorkspace(Texts{{configuration_path,
                              "schema: schema.graphql\ndocuments: '*.{graphql,ts}'\n"
                              "extensions: {troupe: {fragmentArguments: " +
                                  setting + "}}\n"},
                             {"/w/schema.graphql",
                              "type Query { dog(size: Int, in: In, id: ID!): Query name: String }\n"
                              "input In { size: Int! = 1 }\n"},
                             {query_path, query}});
}

std::string said(const std::string& query) {
  return workspace_of(query).diagnostics_text(query_path);
}

const std::string sound =
    "query Q($id: ID!) { ...F(size: 1, id: $id) ...G }\n"
    "fragment F($size: Int!, $id: ID!) on Query { dog(id: $id, size: $size, in: {size: $size}) {\n"
    "  name } }\n"
    "fragment G($size: Int = 2) on Query { other: dog(id: 1, size: $size) { name } }\n";

TEST_CASE("fragments have arguments where the project says so") {
  CHECK(said(sound) == "");
}

TEST_CASE("fragment arguments are a syntax error elsewhere, and nothing else is said of them") {
  const std::string text = workspace_of(sound, "false").diagnostics_text(query_path);
  CHECK(std::ranges::count(text, '\n') == 3);
  CHECK(text.starts_with("1:25 graphql/syntax Syntax Error: Expected Name, found \"(\".\n"));
  CHECK(text.find("undefined") == std::string::npos);
  CHECK(text.find("argument-names") == std::string::npos);
}

TEST_CASE("turning fragment arguments on reads the documents again") {
  TestWorkspace workspace = workspace_of(sound, "false");
  CHECK(workspace.diagnostics_text(query_path) != "");
  workspace.edit(configuration_path, "false", "true");
  CHECK(workspace.diagnostics_text(query_path) == "");
}

TEST_CASE("whether there are fragment arguments is said by true or false") {
  CHECK(workspace_of("", "maybe")
            .diagnostics_text(configuration_path)
            .find("\"fragmentArguments\" is true or false.") != std::string::npos);
  CHECK(workspace_of("").diagnostics_text(configuration_path) == "");
}

TEST_CASE("arguments are those of the fragment, wherever it is defined") {
  TestWorkspace workspace = workspace_of("query Q { ...F(sise: 1) ...F }");
  workspace.set_text("/w/fragment.graphql",
                     "fragment F($size: Int!) on Query { dog(id: 1, size: $size) { name } }");
  CHECK(
      workspace.diagnostics_text(query_path) ==
      "1:11 graphql/provided-required-arguments Fragment \"F\" argument \"size\" of type \"Int!\" "
      "is required, but it was not provided.\n"
      "1:11 graphql/overlapping-fields-can-be-merged Spreads \"F\" conflict because F(sise: 1) "
      "and F have different fragment arguments. [/w/query.graphql:1:25]\n"
      "1:16 graphql/known-argument-names Unknown argument \"sise\" on fragment \"F\". Did you "
      "mean \"size\"?\n"
      "1:25 graphql/provided-required-arguments Fragment \"F\" argument \"size\" of type \"Int!\" "
      "is required, but it was not provided.\n");
}

TEST_CASE("values, and variables, fit what the fragment takes") {
  CHECK(said("query Q($s: String!) { ...F(a: \"x\", b: $s) }\n"
             "fragment F($a: Int, $b: Int) on Query { dog(id: $a, size: $b) { name } }") ==
        "1:9 graphql/variables-in-allowed-position Variable \"$s\" of type \"String!\" used in "
        "position expecting type \"Int\". [/w/query.graphql:1:40]\n"
        "1:32 graphql/values-of-correct-type Int cannot represent non-integer value: \"x\"\n"
        "2:12 graphql/variables-in-allowed-position Variable \"$a\" of type \"Int\" used in "
        "position expecting type \"ID!\". [/w/query.graphql:2:49]\n");
}

TEST_CASE("a fragment's variables are its own") {
  CHECK(said("query Q($size: Int) { ...F(size: 1) }\n"
             "fragment F($size: Int, $size: Int, $no: Int) on Query {\n"
             "  dog(id: 1, size: $size) { ...G } }\n"
             "fragment G on Query { other: dog(id: 2, size: $no) { name } }") ==
        "1:9 graphql/no-unused-variables Variable \"$size\" is never used in operation \"Q\".\n"
        "2:13 graphql/unique-variable-names There can be only one variable named \"$size\". "
        "[/w/query.graphql:2:25]\n"
        "2:36 graphql/no-unused-variables Variable \"$no\" is never used in fragment \"F\".\n"
        "4:47 graphql/no-undefined-variables Variable \"$no\" is not defined by operation \"Q\". "
        "[/w/query.graphql:1:1]\n");
}

TEST_CASE("a fragment that spreads itself with ever new arguments comes to an end") {
  const std::string text = said(
      "query Q { ...F(a: [1]) }\n"
      "fragment F($a: [Int]) on Query { ...F(a: [$a]) dog(id: 1) { ...F(a: [$a, $a]) } }");
  CHECK(text.find("graphql/no-fragment-cycles") != std::string::npos);
  CHECK(text.find("graphql/overlapping-fields-can-be-merged") != std::string::npos);
}

TEST_CASE("fragments have arguments in templates of programs, too") {
  TestWorkspace workspace = workspace_of("");
  const std::string path = "/w/query.ts";
  workspace.set_text(path,
                     "const q = gql`query Q { ...F(size: 1) }\n"
                     "fragment F($size: Int) on Query { dog(id: 1, size: $size) { name } }`;\n");
  CHECK(workspace.diagnostics_text(path) == "");
  workspace.edit(configuration_path, "true", "false");
  CHECK(workspace.diagnostics_text(path).find("graphql/syntax") != std::string::npos);
}

}  // namespace
}  // namespace troupe::graphql
