#include "analysis/languages/graphql/project/projects.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

using Strings = std::vector<std::string>;

/// "origin name" of the project of a file; empty: of none.
std::string project_of(const TestWorkspace& workspace, std::string_view path) {
  engine::Context context(workspace.snapshot());
  const auto project = context.get<ProjectOf>(workspace.file(path));
  if (!project) {
    return "";
  }
  const ProjectKey& key = context.lookup(*project);
  return key.origin + " " + key.name;
}

Strings paths(engine::Context& context, const std::vector<ide::FileId>& files) {
  Strings result;
  for (const ide::FileId file : files) {
    result.push_back(context.lookup(file).path);
  }
  return result;
}

FileRole role(const TestWorkspace& workspace, std::string_view path) {
  engine::Context context(workspace.snapshot());
  return role_of(context, workspace.file(path));
}

TEST_CASE("without a configuration every GraphQL file below a folder is schema and document") {
  const TestWorkspace workspace(
      Texts{{"/w/a.graphql", ""}, {"/w/d/b.gql", ""}, {"/w/c.txt", ""}, {"/v/d.graphqls", ""}},
      {"/w", "/v"});
  CHECK(project_of(workspace, "/w/a.graphql") == "/w ");
  CHECK(project_of(workspace, "/w/d/b.gql") == "/w ");
  CHECK(project_of(workspace, "/v/d.graphqls") == "/v ");
  engine::Context context(workspace.snapshot());
  const auto& files =
      context.get<ProjectFiles>(*context.get<ProjectOf>(workspace.file("/w/a.graphql")));
  CHECK(paths(context, files.schema) == Strings{"/w/a.graphql", "/w/d/b.gql"});
  CHECK(files.documents == files.schema);
  CHECK(role(workspace, "/w/a.graphql") == FileRole::schema);
}

TEST_CASE("a file outside every folder is a project by itself") {
  const TestWorkspace workspace(Texts{{"/else/a.graphql", ""}, {"/else/b.graphql", ""}});
  CHECK(project_of(workspace, "/else/a.graphql") == "/else/a.graphql ");
  engine::Context context(workspace.snapshot());
  const auto& files =
      context.get<ProjectFiles>(*context.get<ProjectOf>(workspace.file("/else/a.graphql")));
  CHECK(paths(context, files.schema) == Strings{"/else/a.graphql"});
}

TEST_CASE("the nearest configuration upward governs a file") {
  const TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: '*.graphql'"},
                                      {"/w/a.graphql", ""},
                                      {"/w/sub/graphql.config.json", "{\"schema\": \"*.graphql\"}"},
                                      {"/w/sub/b.graphql", ""},
                                      {"/w/other/c.graphql", ""}});
  CHECK(project_of(workspace, "/w/a.graphql") == "/w/.graphqlrc.yml default");
  CHECK(project_of(workspace, "/w/sub/b.graphql") == "/w/sub/graphql.config.json default");
  CHECK(project_of(workspace, "/w/other/c.graphql") == "/w/.graphqlrc.yml default");
}

TEST_CASE("of several configurations in a folder the first that configures anything counts") {
  const TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: a.graphql"},
                                      {"/w/graphql.config.yaml", "schema: b.graphql"},
                                      {"/w/graphql.config.js", "module.exports = {}"},
                                      {"/w/package.json", "{}"},
                                      {"/w/a.graphql", ""},
                                      {"/w/b.graphql", ""}});
  CHECK(project_of(workspace, "/w/b.graphql") == "/w/graphql.config.yaml default");
  CHECK(role(workspace, "/w/b.graphql") == FileRole::schema);
  CHECK(role(workspace, "/w/a.graphql") == FileRole::loose);
}

TEST_CASE("a file that several projects mention belongs to the first of them") {
  const TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml",
             "projects:\n  one: { schema: one.graphql, documents: '*.graphql' }\n"
             "  two: { schema: two.graphql, documents: two/*.graphql }\n"},
            {"/w/one.graphql", ""},
            {"/w/two.graphql", ""},
            {"/w/two/q.graphql", ""},
            {"/w/three/q.graphql", ""}});
  CHECK(project_of(workspace, "/w/two.graphql") == "/w/.graphqlrc.yml one");
  CHECK(project_of(workspace, "/w/two/q.graphql") == "/w/.graphqlrc.yml two");
  CHECK(project_of(workspace, "/w/three/q.graphql") == "/w/.graphqlrc.yml one");
  engine::Context context(workspace.snapshot());
  const auto two = context.get<ProjectOf>(workspace.file("/w/two/q.graphql"));
  CHECK(paths(context, context.get<ProjectFiles>(*two).schema) == Strings{"/w/two.graphql"});
}

TEST_CASE("files that nothing mentions are loose, and shut out where the project has exclusions") {
  const TestWorkspace open(Texts{
      {"/w/.graphqlrc.yml", "schema: s.graphql"}, {"/w/s.graphql", ""}, {"/w/q.graphql", ""}});
  CHECK(role(open, "/w/q.graphql") == FileRole::loose);
  engine::Context context(open.snapshot());
  const auto project = context.get<ProjectOf>(open.file("/w/q.graphql"));
  CHECK(paths(context, context.get<ProjectFiles>(*project).loose) == Strings{"/w/q.graphql"});

  const TestWorkspace closed(
      Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: '**/*.graphql'\nexclude: gen/**"},
            {"/w/s.graphql", ""},
            {"/w/q.graphql", ""},
            {"/w/gen/q.graphql", ""}});
  CHECK(role(closed, "/w/q.graphql") == FileRole::document);
  CHECK(role(closed, "/w/gen/q.graphql") == FileRole::none);
}

TEST_CASE("a schema file outside the configuration's folder is part of the project") {
  const TestWorkspace workspace(
      Texts{{"/w/app/.graphqlrc.yml", "schema: ../server/*.graphql"}, {"/w/server/s.graphql", ""}});
  CHECK(project_of(workspace, "/w/server/s.graphql") == "/w/app/.graphqlrc.yml default");
}

TEST_CASE("the schema is not whole while a part of it is missing, remote or not listed") {
  const auto is_whole = [](const TestWorkspace& workspace) {
    engine::Context context(workspace.snapshot());
    const auto project = context.get<ProjectOf>(workspace.file("/w/q.graphql"));
    return context.get<ProjectFiles>(*project).has_whole_schema;
  };
  const auto with = [](std::string configuration) {
    return TestWorkspace(Texts{{"/w/.graphqlrc.yml", std::move(configuration)},
                               {"/w/s.graphql", ""},
                               {"/w/q.graphql", ""}});
  };
  CHECK(is_whole(with("schema: s.graphql")));
  CHECK(is_whole(with("schema: [s.graphql, 'more/*.graphql']")));
  CHECK_FALSE(is_whole(with("schema: [s.graphql, missing.graphql]")));
  CHECK_FALSE(is_whole(with("schema: [s.graphql, 'https://example.org']")));
  CHECK_FALSE(is_whole(with("schema: 'none/*.graphql'")));
}

TEST_CASE("what to load is what the configuration mentions, and no more than GraphQL") {
  const auto patterns = [](Texts texts) {
    const TestWorkspace workspace(std::move(texts));
    engine::Context context(workspace.snapshot());
    Strings result;
    for (const ide::FilePatterns& found : source_patterns(context)) {
      std::string line = found.directory + ":";
      for (const std::string& glob : found.include) {
        line += " " + glob;
      }
      for (const std::string& glob : found.exclude) {
        line += " !" + glob;
      }
      result.push_back(line);
    }
    return result;
  };
  CHECK(patterns({}) == Strings{"/w: **/*.{graphql,gql,graphqls}"});
  CHECK(
      patterns({{"/w/.graphqlrc.yml",
                 "schema: ../s/*.graphql\ndocuments: ['src/**/*.{ts,graphql}', '!src/x.graphql']\n"
                 "exclude: gen/**"}}) ==
      Strings{"/s: *.graphql", "/w: src/**/*.{ts,graphql} !src/x.graphql !gen/**"});
  CHECK(patterns({{"/w/.graphqlrc.yml", "schema: s.graphql"}}) ==
        Strings{"/w: s.graphql", "/w: **/*.{graphql,gql,graphqls}"});
  CHECK(patterns({{"/w/sub/.graphqlrc.yml", "schema: s.graphql\ndocuments: d.graphql"}}) ==
        Strings{"/w/sub: s.graphql", "/w/sub: d.graphql", "/w: **/*.{graphql,gql,graphqls}"});
}

TEST_CASE("a configuration is told what it promises and what is not there") {
  const TestWorkspace workspace(
      Texts{{"/w/.graphqlrc.yml",
             "schema:\n  - missing.graphql\n  - https://example.org/graphql\n  - schema.json\n"
             "  - parts\ndocuments:\n  - none/*.graphql\n  - src/*.rb\n"},
            {"/w/parts/a.graphql", "type Query { a: Int }"}});
  CHECK(
      workspace.diagnostics_text("/w/.graphqlrc.yml") ==
      "2:5 graphql/configuration No file matches \"missing.graphql\".\n"
      "3:5 graphql/configuration \"https://example.org/graphql\" is not fetched: Troupe makes no "
      "connections by itself. Save the schema as SDL in a file and name that.\n"
      "4:5 graphql/configuration No file matches \"schema.json\".\n"
      "5:5 graphql/configuration No file matches \"parts\". It is a folder; write "
      "\"parts/**/*.graphql\" for the files in it.\n"
      "7:5 graphql/configuration No file matches \"none/*.graphql\".\n"
      "8:5 graphql/configuration \"src/*.rb\" is not read: in files of this language no GraphQL is "
      "looked for.\n");
}

TEST_CASE("a configuration that another one hides says so") {
  const TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: a.graphql"},
                                      {"/w/graphql.config.yaml", "schema: a.graphql"},
                                      {"/w/a.graphql", "type Query { a: Int }"}});
  CHECK(workspace.diagnostics_text("/w/graphql.config.yaml") == "");
  CHECK(workspace.diagnostics_text("/w/.graphqlrc.yml") ==
        "1:1 graphql/configuration This configuration is not used: another one in the same folder "
        "comes before it.\n");
}

}  // namespace
}  // namespace troupe::graphql
