#include "analysis/languages/graphql/embedded/file_embedding.hpp"

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

constexpr const char* schema = R"(
type Query { user(id: ID!): User users: [User!]! version: String }
type User { id: ID! name: String friends: [User!]! }
)";

/// A configured project with one host file.
TestWorkspace workspace(const std::string& host, const std::string& path = "/w/src/a.ts") {
  return TestWorkspace(Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: src/**/*\n"},
                             {"/w/s.graphql", schema},
                             {path, host}});
}

std::string diagnostics(const std::string& host) {
  return workspace(host).diagnostics_text("/w/src/a.ts");
}

TEST_CASE("Rules look into templates") {
  CHECK(diagnostics("const q = gql`\n  { users { nam } }\n`;") ==
        "2:13 graphql/fields-on-correct-type Cannot query field \"nam\" on type \"User\". Did you "
        "mean \"name\"?\n");
}

TEST_CASE("Positions count what stands before the template in the client's units") {
  CHECK(
      diagnostics("/* \U0001F600\u00e9 */ const q = gql`{ users { nam } }`;").starts_with("1:35 "));
  CHECK(diagnostics("// \U0001F600\r\nconst q = gql`{\r\n  nam }`;").starts_with("3:3 "));
}

TEST_CASE("Each template is a document of its own") {
  CHECK(diagnostics("gql`{ version }`; gql`{ version }`;") == "");
  CHECK(diagnostics("gql`query A { version }`; gql`query A { version }`;") == "");
  CHECK(diagnostics("gql`{ version } query B { version }`;") ==
        "1:5 graphql/lone-anonymous-operation This anonymous operation must be the only defined "
        "operation.\n");
}

TEST_CASE("Fragments of one template can be spread in another") {
  CHECK(diagnostics("gql`fragment F on User { name }`; gql`{ users { ...F } }`;") == "");
  CHECK(diagnostics("gql`{ users { ...G } }`;").find("Unknown fragment \"G\"") !=
        std::string::npos);
}

TEST_CASE("What an interpolation may bring is not missed") {
  CHECK(diagnostics("gql`{ users { ...F } } ${F}`;") == "");
  CHECK(diagnostics("gql`{ users { ${fields} } }`;") == "");
  CHECK(diagnostics("gql`{ users ${selection} }`;") == "");
  CHECK(diagnostics("gql`{ users { ...${F} } }`;") == "");
  CHECK(diagnostics("gql`{ user(${args}) { name } }`;") == "");
  CHECK(diagnostics("gql`{ user(id: ${id}) { name } }`;") == "");
  CHECK(diagnostics("gql`query Q($id: ID!) { user(id: $id) { ${fields} } }`;") == "");
  CHECK(diagnostics("gql`query Q($id: ID!) { users { ...F } } ${F}`;") == "");
  CHECK(diagnostics("gql`query Q(${vars}) { user(id: $id) { name } }`;") == "");
  CHECK(diagnostics("gql`query Q($a: Int) { users { ${f} } }`;") == "");
  CHECK(diagnostics("gql`query ${n} { version } `; gql`query ${m} { version }`;") == "");
  CHECK(diagnostics("gql`fragment F on ${T} { name }`;") == "");
}

TEST_CASE("What stands beside an interpolation is checked") {
  CHECK(diagnostics("gql`{ users { nam ${fields} } }`;").find("\"nam\"") != std::string::npos);
  CHECK(diagnostics("gql`query Q($id: ID!) { users { name } } ${F}`;").find("never used") !=
        std::string::npos);
}

TEST_CASE("A fragment may be spread by an interpolation, or by a template that is not read") {
  CHECK(diagnostics("gql`fragment F on User { name }`; gql`{ users { ...${x} } }`;") == "");
  const TestWorkspace files(
      Texts{{"/w/s.graphql", schema}, {"/w/a.ts", "gql`fragment F on User { name }`"}});
  CHECK(files.diagnostics_text("/w/a.ts") == "");
}

TEST_CASE("Type definitions and operations can stand in one file, but not in one template") {
  CHECK(diagnostics("gql`extend type User { local: Int }`; gql`{ users { local } }`;") == "");
}

TEST_CASE("A schema can be written in templates") {
  const auto workspace_of = [](const std::string& host) {
    return TestWorkspace(Texts{{"/w/.graphqlrc.yml", "schema: schema/*.ts\ndocuments: d.graphql\n"},
                               {"/w/schema/a.ts", host},
                               {"/w/schema/b.ts", "export const resolvers = {};"},
                               {"/w/d.graphql", "{ a b }"}});
  };
  CHECK(workspace_of("gql`type Query { a: Int }`").diagnostics_text("/w/d.graphql") ==
        "1:5 graphql/fields-on-correct-type Cannot query field \"b\" on type \"Query\". Did you "
        "mean \"a\"?\n");
  CHECK(workspace_of("makeSchema({});").diagnostics_text("/w/d.graphql") == "");
  CHECK(workspace_of("makeSchema({});").diagnostics_text("/w/.graphqlrc.yml") ==
        "1:9 graphql/configuration \"schema/*.ts\" has no templates with GraphQL: a schema that a "
        "program makes must be saved as SDL in a file.\n");
}

TEST_CASE("A host without GraphQL has nothing to say") {
  CHECK(diagnostics("const x = 1;") == "");
  CHECK(diagnostics("import { gql } from 'graphql-tag';") == "");
  CHECK(diagnostics("") == "");
}

TEST_CASE("Typing outside of templates checks nothing again") {
  TestWorkspace files = workspace("let a = 1;\nconst q = gql`query Q { users { name } }`;\n");
  CHECK(files.diagnostics_text("/w/src/a.ts") == "");
  (void)files.take_executed();
  files.edit("/w/src/a.ts", "let a = 1;", "let abc = 12;\n");
  CHECK(files.diagnostics_text("/w/src/a.ts") == "");
  const std::vector<std::string> executed = files.take_executed();
  for (const std::string& line : executed) {
    CAPTURE(line);
    CHECK(line.find("findings") == std::string::npos);
    CHECK(line.find("graphql_definition_syntax") == std::string::npos);
    CHECK(line.find("graphql_schema_names") == std::string::npos);
  }
}

TEST_CASE("Typing in a file without GraphQL runs a scan and nothing else") {
  TestWorkspace files = workspace("let a = 1;\n");
  CHECK(files.diagnostics_text("/w/src/a.ts") == "");
  (void)files.take_executed();
  files.edit("/w/src/a.ts", "1", "12");
  CHECK(files.diagnostics_text("/w/src/a.ts") == "");
  CHECK(files.take_executed("graphql_file_embedding").size() == 1);
  CHECK(files.take_executed().empty());
}

TEST_CASE("Without a configuration a host's operations are checked against the schema around it") {
  const TestWorkspace files(
      Texts{{"/w/s.graphql", schema}, {"/w/a.ts", "gql`{ nam users { ...F } }`"}});
  CHECK(files.diagnostics_text("/w/a.ts") ==
        "1:7 graphql/fields-on-correct-type Cannot query field \"nam\" on type \"Query\".\n");
  CHECK(files.diagnostics_text("/w/s.graphql") == "");
}

TEST_CASE("Without a schema there is nothing to check a host against") {
  const TestWorkspace files(Texts{{"/w/a.ts", "gql`{ nam users { ...F } }`; gql`{ a( }`"}});
  CHECK(files.diagnostics_text("/w/a.ts") ==
        "1:39 graphql/syntax Syntax Error: Expected Name, found \"}\".\n");
}

}  // namespace
}  // namespace troupe::graphql
