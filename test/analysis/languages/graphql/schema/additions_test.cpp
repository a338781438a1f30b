#include "analysis/languages/graphql/schema/additions.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/schema/directive_sets.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

/// The project of `/w/s.graphql`, with or without directive sets in its configuration.
TestWorkspace workspace(const std::string& schema, const std::string& directives = "",
                        const std::string& document = "") {
  return TestWorkspace(Texts{
      {"/w/.graphqlrc.yml",
       "schema: s.graphql\ndocuments: d.graphql\n" +
           (directives.empty() ? "" : "extensions: {troupe: {directives: " + directives + "}}")},
      {"/w/s.graphql", schema},
      {"/w/d.graphql", document}});
}

bool has_directive(const TestWorkspace& files, std::string_view name) {
  engine::Context context(files.snapshot());
  const Schema schema(context, *context.get<ProjectOf>(files.file("/w/s.graphql")));
  const std::vector<std::string_view> names = schema.directive_names();
  CHECK(std::ranges::binary_search(names, name) == (schema.find_directive(name) != nullptr));
  return schema.find_directive(name) != nullptr;
}

bool has_type(const TestWorkspace& files, std::string_view name) {
  engine::Context context(files.snapshot());
  return Schema(context, *context.get<ProjectOf>(files.file("/w/s.graphql"))).has_type(name);
}

std::string federated(const std::string& rest, const std::string& version = "v2.3") {
  return "extend schema @link(url: \"https://specs.apollo.dev/federation/" + version + "\"" + rest +
         ")\ntype Query { a: Int }\n";
}

TEST_CASE("every set is SDL without mistakes") {
  for (const DirectiveSet set :
       {DirectiveSet::apollo, DirectiveSet::relay, DirectiveSet::federation}) {
    CHECK(parse(base::SourceText(std::string(definitions_of(set)))).diagnostics().empty());
  }
  CHECK(parse(base::SourceText(std::string(link_definitions()))).diagnostics().empty());
  const FederationNames names{.minor = 99, .prefix = "federation__", .directives = {}, .types = {}};
  CHECK(parse(base::SourceText(federation_definitions(names))).diagnostics().empty());
}

TEST_CASE("a schema has no directives that nobody asked for") {
  const TestWorkspace files = workspace("type Query { a: Int }");
  for (const char* name : {"key", "client", "refetchable", "link"}) {
    CHECK_FALSE(has_directive(files, name));
  }
}

TEST_CASE("a configuration asks for sets of directives") {
  CHECK(has_directive(workspace("type Query { a: Int }", "apollo"), "client"));
  CHECK(has_directive(workspace("type Query { a: Int }", "[relay]"), "refetchable"));
  const TestWorkspace both = workspace("type Query { a: Int }", "[federation, apollo]");
  CHECK(has_directive(both, "key"));
  CHECK(has_directive(both, "client"));
  CHECK_FALSE(has_directive(both, "refetchable"));
}

TEST_CASE("an unknown set is a mistake") {
  CHECK(workspace("type Query { a: Int }", "[apolo]").diagnostics_text("/w/.graphqlrc.yml") ==
        "3:36 graphql/configuration \"directives\" are \"apollo\", \"relay\" or \"federation\".\n");
}

TEST_CASE("a link brings what it imports by name and the rest with a prefix") {
  const TestWorkspace files =
      workspace(federated(", import: [\"@key\", {name: \"@tag\", as: \"@mark\"}]"));
  CHECK(has_directive(files, "key"));
  CHECK(has_directive(files, "mark"));
  CHECK(has_directive(files, "link"));
  CHECK(has_directive(files, "federation__shareable"));
  CHECK_FALSE(has_directive(files, "shareable"));
  CHECK_FALSE(has_directive(files, "tag"));
  CHECK(has_type(files, "federation__FieldSet"));
  CHECK(has_type(files, "link__Import"));
}

TEST_CASE("a link can have another name, and types can be imported") {
  const TestWorkspace files = workspace(federated(", as: \"fed\", import: [\"FieldSet\"]"));
  CHECK(has_directive(files, "fed__key"));
  CHECK(has_type(files, "FieldSet"));
  CHECK_FALSE(has_type(files, "fed__FieldSet"));
}

TEST_CASE("directives come with the version that has them") {
  CHECK_FALSE(has_directive(workspace(federated("", "v2.4")), "federation__policy"));
  CHECK(has_directive(workspace(federated("", "v2.10")), "federation__policy"));
}

TEST_CASE("a definition of the project takes the place of an added one") {
  const TestWorkspace files =
      workspace("directive @client(mine: Int) on FIELD\ntype Query { a: Int }", "apollo",
                "{ a @client(mine: 1) }");
  CHECK(files.diagnostics_text("/w/d.graphql") == "");
  CHECK(files.diagnostics_text("/w/s.graphql") == "");
}

TEST_CASE("uses of added directives are checked") {
  const TestWorkspace files =
      workspace("type Query { a: Int }", "apollo", "{ a @client(allways: true) b: a @export }");
  CHECK(files.diagnostics_text("/w/d.graphql").find("\"allways\"") != std::string::npos);
  CHECK(files.diagnostics_text("/w/d.graphql").find("\"@export(as:)\"") != std::string::npos);
}

TEST_CASE("a federated schema has no findings") {
  const TestWorkspace files = workspace(
      federated(", import: [\"@key\", \"@external\", \"@requires\"]") +
      "type A @key(fields: \"id\") { id: ID! b: Int @external c: Int @requires(fields: \"b\") }\n");
  CHECK(files.diagnostics_text("/w/s.graphql") == "");
}

TEST_CASE("Relay's fragments have variables of their own") {
  const TestWorkspace files = workspace(
      "type Query { a(n: Int): Int }", "relay",
      "query Q { ...F @arguments(n: 1) }\n"
      "fragment F on Query @argumentDefinitions(n: {type: \"Int\"}) { a(n: $n) b: a(n: $m) }");
  CHECK(files.diagnostics_text("/w/d.graphql").find("\"$n\"") == std::string::npos);
  CHECK(files.diagnostics_text("/w/d.graphql").find("\"$m\"") != std::string::npos);
  CHECK(files.diagnostics_text("/w/d.graphql").find("argument") == std::string::npos);
}

TEST_CASE("typing in a file without links does not touch what links bring") {
  TestWorkspace files = workspace(federated(""), "", "{ a }");
  CHECK(files.diagnostics_text("/w/d.graphql") == "");
  (void)files.take_executed();
  files.edit("/w/d.graphql", "{ a }", "{ a  a }");
  CHECK(files.diagnostics_text("/w/d.graphql") == "");
  CHECK(files.take_executed("graphql_schema_additions").empty());
}

}  // namespace
}  // namespace troupe::graphql
