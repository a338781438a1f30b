#include "analysis/languages/graphql/validation/core/diagnostics.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view dogs = "type Query { dog(id: ID!): Dog } type Dog { name: String }\n";

/// The diagnostics of a document over the schema of `dogs`.
std::string check_document(std::string text) {
  const TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: q.graphql"},
            {"/w/s.graphql", std::string(dogs)},
            {"/w/q.graphql", std::move(text)}});
  return workspace.diagnostics_text("/w/q.graphql");
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST_CASE("a file in which nothing is written yet has no mistakes") {
  CHECK(check_document("").empty());
  CHECK(check_document("\n# to be written\n").empty());
  CHECK_FALSE(check_document("}").empty());
}

TEST_CASE("a file with a syntax error is checked where it is sound") {
  const std::string text = check_document(
      "query A { dog(id: 1) { name(: } }\n"
      "query B { dog(id: 1) { nam } }\n");
  CHECK(text.find("graphql/syntax") != std::string::npos);
  CHECK(text.find("2:24 graphql/fields-on-correct-type Cannot query field \"nam\"") !=
        std::string::npos);
  CHECK(lines(text) == 2);
}

TEST_CASE("what is missing in a broken place is not reported on top of the syntax error") {
  for (const std::string text :
       {"{ dog(", "{ dog(id", "{ dog(id: ) { name } }", "{ dog(id: 1) ", "{ dog(id: 1) {",
        "{ dog(id: 1) { name @include( } }", "query ($a: ) { dog(id: $a) { name } }",
        "{ dog(id: 1) { ... on } }", "{ dog(id: 1) { ...  } }", "fragment F on { name }",
        "{ dog(id: $) { name } }"}) {
    CAPTURE(text);
    const std::string diagnostics = check_document(text);
    CHECK(lines(diagnostics) == 1);
    CHECK(diagnostics.find("graphql/syntax") != std::string::npos);
  }
}

TEST_CASE("a document is not told that fields are missing from a type that is being written") {
  TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: q.graphql"},
                                {"/w/s.graphql", std::string(dogs)},
                                {"/w/q.graphql", "{ dog(id: 1) { name } }"}});
  REQUIRE(workspace.diagnostics_text("/w/q.graphql") == "");
  workspace.edit("/w/s.graphql", "name: String", "na");
  CHECK(workspace.diagnostics_text("/w/q.graphql") == "");
  workspace.edit("/w/s.graphql", "na }", "nam: String }");
  CHECK(workspace.diagnostics_text("/w/q.graphql")
            .starts_with("1:16 graphql/fields-on-correct-type"));
}

TEST_CASE("a document without any schema is checked for what needs none") {
  const TestWorkspace workspace(
      Texts{{"/w/q.graphql", "query A { dog { ...F name } } query B { x(a: $b) }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql") ==
        "1:20 graphql/known-fragment-names Unknown fragment \"F\".\n"
        "1:46 graphql/no-undefined-variables Variable \"$b\" is not defined by operation \"B\". "
        "[/w/q.graphql:1:31]\n");
}

void open(TestWorkspace& workspace, const std::vector<std::string>& paths) {
  std::vector<ide::FileId> files;
  for (const std::string& path : paths) {
    files.push_back(workspace.file(path));
  }
  engine::ChangeSet changes;
  changes.set<ide::OpenDocuments>({}, std::move(files));
  workspace.database().apply(std::move(changes));
}

TEST_CASE("extensions that a client has of types of no schema are no schema") {
  const TestWorkspace workspace(
      Texts{{"/w/client.graphql", "extend type Query { isOpen: Boolean }"},
            {"/w/q.graphql", "{ a { b } isOpen }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql") == "");
  CHECK(workspace.diagnostics_text("/w/client.graphql") == "");
}

TEST_CASE("that there is no schema is said once, in the first open document that could use it") {
  TestWorkspace workspace(Texts{{"/w/a.graphql", "# nothing yet"},
                                {"/w/b.graphql", "\nquery B { b }"},
                                {"/w/c.graphql", "query C { c }"}});
  CHECK(workspace.diagnostics("/w/b.graphql").empty());
  open(workspace, {"/w/a.graphql", "/w/b.graphql", "/w/c.graphql"});
  CHECK(workspace.diagnostics("/w/a.graphql").empty());
  CHECK(workspace.diagnostics("/w/c.graphql").empty());
  const std::vector<ide::Diagnostic> found = workspace.diagnostics("/w/b.graphql");
  REQUIRE(found.size() == 1);
  CHECK(found.front().severity == ide::Severity::information);
  CHECK(found.front().code == "graphql/configuration");
  CHECK(found.front().range == base::TextRange{1, 6});
  open(workspace, {"/w/c.graphql"});
  CHECK(workspace.diagnostics("/w/b.graphql").empty());
  CHECK(workspace.diagnostics("/w/c.graphql").size() == 1);
  workspace.set_text("/w/d.graphql", "type Query { c: Int }");
  CHECK(workspace.diagnostics("/w/c.graphql").empty());
}

TEST_CASE("a schema that is configured and not found is reported in the configuration alone") {
  TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml", "schema: missing.graphql\n"}, {"/w/q.graphql", "{ a { b } }"}});
  open(workspace, {"/w/q.graphql"});
  CHECK(workspace.diagnostics("/w/q.graphql").empty());
  CHECK(workspace.diagnostics_text("/w/.graphqlrc.yml") ==
        "1:9 graphql/configuration No file matches \"missing.graphql\".\n");
}

TEST_CASE("while a part of the schema is not read, what is not found is not reported") {
  const TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml", "schema: [s.graphql, 'https://example.org']"},
            {"/w/s.graphql", std::string(dogs)},
            {"/w/q.graphql", "{ dog { age } }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql") ==
        "1:3 graphql/provided-required-arguments Argument \"Query.dog(id:)\" of type \"ID!\" is "
        "required, but it was not provided.\n");
}

TEST_CASE("a variable that a fragment of another file uses is reported where it is spread") {
  const TestWorkspace workspace(
      Texts{{"/w/s.graphql", std::string(dogs)},
            {"/w/f.graphql",
             "fragment F on Query { ...G } fragment G on Query { dog(id: $id) { name } }"},
            {"/w/q.graphql", "query A { ...F }\nquery B($id: ID!) { ...F }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql") ==
        "1:11 graphql/no-undefined-variables Variable \"$id\" is not defined by operation \"A\". "
        "[/w/f.graphql:1:60] [/w/q.graphql:1:1]\n");
  CHECK(workspace.diagnostics_text("/w/f.graphql") == "");
}

TEST_CASE("fragments that spread each other end, and so does one that spreads itself") {
  const TestWorkspace workspace(
      Texts{{"/w/s.graphql", std::string(dogs)},
            {"/w/q.graphql",
             "query Q { ...A } fragment A on Query { ...B ...A } fragment B on Query { "
             "...A dog(id: $x) { name } }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql").find("Variable \"$x\" is not defined") !=
        std::string::npos);
}

TEST_CASE("duplicates in two files are shown in both") {
  const TestWorkspace workspace(
      Texts{{"/w/a.graphql", "type Query { a: T } type T { x: Int }"},
            {"/w/b.graphql", "type T { y: Int } extend type T { x: Int }"}});
  CHECK(workspace.diagnostics_text("/w/a.graphql") ==
        "1:26 graphql/unique-type-names There can be only one type named \"T\". "
        "[/w/b.graphql:1:6]\n"
        "1:30 graphql/unique-field-definition-names Field \"T.x\" can only be defined once. "
        "[/w/b.graphql:1:35]\n");
  CHECK(workspace.diagnostics_text("/w/b.graphql") ==
        "1:6 graphql/unique-type-names There can be only one type named \"T\". "
        "[/w/a.graphql:1:26]\n"
        "1:35 graphql/unique-field-definition-names Field \"T.x\" can only be defined once. "
        "[/w/a.graphql:1:30]\n");
}

TEST_CASE("type definitions in loose files are not checked against the schema") {
  const TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: s.graphql"},
                                      {"/w/s.graphql", std::string(dogs)},
                                      {"/w/dist/copy.graphql", std::string(dogs)}});
  CHECK(workspace.diagnostics_text("/w/dist/copy.graphql") == "");
  CHECK(workspace.diagnostics_text("/w/s.graphql") == "");
}

TEST_CASE("a file that a configuration shuts out is checked for its syntax alone") {
  const TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: '*.graphql'\nexclude: gen/**"},
            {"/w/s.graphql", std::string(dogs)},
            {"/w/gen/q.graphql", "{ cat } query {"}});
  const std::string text = workspace.diagnostics_text("/w/gen/q.graphql");
  CHECK(lines(text) == 1);
  CHECK(text.find("graphql/syntax") != std::string::npos);
}

TEST_CASE("nesting as deep as the parser allows is walked without using up the stack") {
  std::string text = "query ($a: ID!) ";
  for (int i = 0; i < 900; ++i) {
    text += "{ dog(id: $a) ";
  }
  const std::string diagnostics = check_document(text + std::string(900, '}'));
  CHECK(diagnostics.find("Cannot query field \"dog\" on type \"Dog\"") != std::string::npos);
}

TestWorkspace load(const std::filesystem::path& directory) {
  Texts texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      std::ifstream file(entry.path(), std::ios::binary);
      texts["/w/" + std::filesystem::relative(entry.path(), directory).string()] = {
          std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
  }
  return TestWorkspace(std::move(texts));
}

TEST_CASE("the example workspace has no mistakes") {
  const std::filesystem::path directory = std::filesystem::path(TROUPE_ROOT) / "examples/graphql";
  const TestWorkspace workspace = load(directory);
  for (const auto* path : {"/w/.graphqlrc.yml", "/w/schema/library.graphqls",
                           "/w/schema/readers.graphqls", "/w/operations/fragments.graphql",
                           "/w/operations/search.graphql", "/w/operations/loans.graphql"}) {
    CAPTURE(path);
    CHECK(workspace.diagnostics_text(path) == "");
  }
}

TEST_CASE("the example of mistakes has those that its comments name") {
  const std::filesystem::path directory =
      std::filesystem::path(TROUPE_ROOT) / "examples/graphql-mistakes";
  const TestWorkspace workspace = load(directory);
  for (const auto* path :
       {"/w/schema/library.graphqls", "/w/schema/more.graphqls", "/w/operations/search.graphql"}) {
    CAPTURE(path);
    const std::string text = workspace.text(path);
    for (const ide::Diagnostic& diagnostic : workspace.diagnostics(path)) {
      const std::string rule = diagnostic.code.substr(diagnostic.code.find('/') + 1);
      CAPTURE(rule);
      CHECK(text.find(rule) != std::string::npos);
    }
  }
  CHECK(lines(workspace.diagnostics_text("/w/operations/search.graphql")) == 7);
  CHECK(lines(workspace.diagnostics_text("/w/schema/more.graphqls")) == 3);
  CHECK(lines(workspace.diagnostics_text("/w/.graphqlrc.yml")) == 1);
}

}  // namespace
}  // namespace troupe::graphql
