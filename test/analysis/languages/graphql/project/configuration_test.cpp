#include "analysis/languages/graphql/project/configuration.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/project/pointer.hpp"

namespace troupe::graphql {
namespace {

using Strings = std::vector<std::string>;

Configuration read(std::string_view text, std::string_view name = ".graphqlrc.yml",
                   const EnvironmentVariables& environment = {}) {
  return read_configuration(name, text, environment);
}

Strings texts(const std::vector<Pointer>& pointers) {
  Strings result;
  for (const Pointer& pointer : pointers) {
    result.push_back((pointer.is_negated ? "!" : "") + pointer.text);
  }
  return result;
}

/// "begin-end severity message" of each problem.
Strings problems(const Configuration& configuration) {
  Strings result;
  for (const ConfigurationProblem& problem : configuration.problems) {
    result.push_back(std::to_string(problem.range.begin) + "-" + std::to_string(problem.range.end) +
                     (problem.severity == ide::Severity::error ? " error " : " warning ") +
                     problem.message);
  }
  return result;
}

TEST_CASE("a configuration without projects is one project named default") {
  const Configuration configuration = read("schema: schema.graphql\ndocuments: src/**/*.graphql\n");
  CHECK(configuration.is_present);
  CHECK(configuration.problems.empty());
  REQUIRE(configuration.projects.size() == 1);
  CHECK(configuration.projects[0].name == "default");
  CHECK(texts(configuration.projects[0].schema) == Strings{"schema.graphql"});
  CHECK(texts(configuration.projects[0].documents) == Strings{"src/**/*.graphql"});
}

TEST_CASE("YAML, JSON and the key of a package.json say the same") {
  const Configuration yaml = read("schema: [a.graphql, b.graphql]\n");
  const Configuration json =
      read("{\"schema\": [\"a.graphql\", \"b.graphql\"]}", "graphql.config.json");
  const Configuration either = read("{\"schema\": [\"a.graphql\", \"b.graphql\"]}", ".graphqlrc");
  const Configuration manifest =
      read("{\n\t\"name\": \"x\",\n\t\"graphql\": {\"schema\": [\"a.graphql\", \"b.graphql\"]}\n}",
           "package.json");
  for (const Configuration& configuration : {yaml, json, either, manifest}) {
    REQUIRE(configuration.projects.size() == 1);
    CHECK(texts(configuration.projects[0].schema) == Strings{"a.graphql", "b.graphql"});
    CHECK(configuration.problems.empty());
  }
}

TEST_CASE("a package.json without the key configures nothing, and neither does a broken one") {
  CHECK_FALSE(
      read(R"({"name": "graphql", "dependencies": {"graphql": "17"}})", "package.json").is_present);
  CHECK(read("{\"graphql\": [", "package.json") == Configuration());
}

TEST_CASE("projects come in order of declaration, each with lists or single entries") {
  const Configuration configuration = read(R"(projects:
  shop:
    schema:
      - shop.graphql
      - other.graphql:
          headers: {}
    documents: [queries/*.graphql, "!queries/old.graphql"]
    include: more/**
    exclude: [gen/**]
    extensions: { codegen: { whatever: [1, 2] } }
  admin: admin.graphql
)");
  CHECK(configuration.problems.empty());
  REQUIRE(configuration.projects.size() == 2);
  const ProjectConfiguration& shop = configuration.projects[0];
  CHECK(shop.name == "shop");
  CHECK(texts(shop.schema) == Strings{"shop.graphql", "other.graphql"});
  CHECK(texts(shop.documents) == Strings{"queries/*.graphql", "!queries/old.graphql"});
  CHECK(texts(shop.include) == Strings{"more/**"});
  CHECK(texts(shop.exclude) == Strings{"gen/**"});
  CHECK(configuration.projects[1].name == "admin");
  CHECK(texts(configuration.projects[1].schema) == Strings{"admin.graphql"});
}

TEST_CASE("environment variables are replaced, with a default where they are not set") {
  const EnvironmentVariables environment = {{"DIR", "set"}};
  const Configuration configuration = read(
      "schema: ${DIR}/a.graphql\ndocuments: [\"${NO:x/y}/*.graphql\", '${NO:\"q\"}.graphql']\n",
      ".graphqlrc.yml", environment);
  CHECK(configuration.problems.empty());
  CHECK(texts(configuration.projects[0].schema) == Strings{"set/a.graphql"});
  CHECK(texts(configuration.projects[0].documents) == Strings{"x/y/*.graphql", "q.graphql"});
  CHECK(problems(read("schema: ${NO}a.graphql\n")) ==
        Strings{"8-22 warning The environment variable \"NO\" is not set. Give it a default: "
                "\"${NO:default}\"."});
}

TEST_CASE("wrong types are errors where they stand") {
  CHECK(problems(read("schema: 3\n")) ==
        Strings{"8-9 error \"schema\" must be a path or glob, or a list of them."});
  CHECK(problems(read("schema: [a.graphql, [b.graphql]]\n")) ==
        Strings{"20-21 error \"schema\" must be a path or glob, or a list of them."});
  CHECK(problems(read("- schema\n")) ==
        Strings{"0-1 error A GraphQL configuration is a map with the key \"schema\" or "
                "\"projects\"."});
  CHECK(problems(read("projects: [a]\n")) ==
        Strings{"10-11 error \"projects\" must be a map from names to projects."});
  CHECK(problems(read("")) ==
        Strings{"0-0 error The configuration is empty: \"schema\" is missing."});
  CHECK(problems(read("documents: a.graphql\n")) ==
        Strings{"0-1 error Project \"default\" has no \"schema\"."});
}

TEST_CASE("unknown keys are warnings that name the key that is meant") {
  CHECK(problems(read("schema: a.graphql\nexcludes: b\n")) ==
        Strings{"18-26 warning Unknown key \"excludes\". Did you mean \"exclude\" or "
                "\"include\"?"});
  CHECK(problems(read("projects: { a: { schema: x } }\nschema: y\n")) ==
        Strings{"31-37 warning \"schema\" has no effect beside \"projects\"."});
}

TEST_CASE("positions count from the start of the file, byte order mark included") {
  CHECK(problems(read("\xEF\xBB\xBFschema: 3\n")) ==
        Strings{"11-12 error \"schema\" must be a path or glob, or a list of them."});
}

TEST_CASE("a text that is neither YAML nor JSON is one error") {
  const Configuration configuration = read("schema: [a.graphql\nb: }");
  REQUIRE(configuration.problems.size() == 1);
  CHECK(configuration.problems[0].message.starts_with("The configuration cannot be read: "));
  CHECK(configuration.problems[0].range.end <= 21);
}

TEST_CASE("forms that are programs or TOML are not read, with the way out") {
  for (const std::string_view name :
       {"graphql.config.js", ".graphqlrc.ts", ".graphqlrc.toml", ".graphqlconfig"}) {
    const Configuration configuration = read("export default {}", name);
    CHECK_FALSE(configuration.is_present);
    REQUIRE(configuration.problems.size() == 1);
    CHECK(configuration.problems[0].message.find(".graphqlrc.yml") != std::string::npos);
  }
  CHECK_FALSE(configuration_form("schema.graphql").has_value());
}

TEST_CASE("hostile configurations cost no more than their size") {
  CHECK(read(std::string(100'000, '[')).problems.size() == 1);
  CHECK(read("schema: " + std::string(50'000, '{')).problems.size() == 1);
  std::string dashes;
  for (int i = 0; i < 5'000; ++i) {
    dashes += "- ";
  }
  CHECK(read("schema:\n" + dashes + "x").problems.size() == 1);
  std::string bomb = "a0: &a0 [x.graphql]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before +
            ", " + before + "]\n";
  }
  const Configuration configuration = read(bomb + "schema: *a29\n");
  CHECK_FALSE(configuration.problems.empty());
}

TEST_CASE("a merged map gives its keys where the map has none of its own") {
  const Configuration configuration = read(
      "base: &base { schema: a.graphql, documents: a/*.graphql }\n"
      "projects:\n  one: { <<: *base, documents: b/*.graphql }\n");
  REQUIRE(configuration.projects.size() == 1);
  CHECK(texts(configuration.projects[0].schema) == Strings{"a.graphql"});
  CHECK(texts(configuration.projects[0].documents) == Strings{"b/*.graphql"});
}

TEST_CASE("what a pointer points at is told from its text") {
  CHECK(kind_of_pointer("schema.graphql") == Pointer::Kind::files);
  CHECK(kind_of_pointer("src/**/*.{ts,graphql}") == Pointer::Kind::files);
  CHECK(kind_of_pointer("src/**/*.{ts,tsx}") == Pointer::Kind::files);
  CHECK(kind_of_pointer("./schema.rb") == Pointer::Kind::program);
  CHECK(kind_of_pointer("schema.json") == Pointer::Kind::introspection);
  CHECK(kind_of_pointer("https://example.org/graphql") == Pointer::Kind::remote);
  CHECK(kind_of_pointer("github:owner/repo#main:schema.graphql") == Pointer::Kind::remote);
  CHECK(kind_of_pointer("type Query { a: Int }") == Pointer::Kind::inline_text);
}

TEST_CASE("a glob is narrowed to the files that can be GraphQL") {
  const auto narrowed = [](std::string_view glob) {
    return loadable_glob(glob, LoadedFiles::graphql);
  };
  CHECK(narrowed("a/**/*.graphql") == "a/**/*.graphql");
  CHECK(narrowed("a/**/*") == "a/**/*.{graphql,gql,graphqls}");
  CHECK(narrowed("a/**") == "a/**/*.{graphql,gql,graphqls}");
  CHECK(narrowed("a/*.{ts,graphql,rb,gql}") == "a/*.{ts,graphql,gql}");
  CHECK(narrowed("a/*.ts") == "a/*.ts");
  CHECK(narrowed("a/*.{ts,rb}") == "a/*.ts");
  CHECK(narrowed("a/*.rb") == std::nullopt);
  CHECK(narrowed("a/*.{rb,php}") == std::nullopt);
  CHECK(narrowed("schema") == "schema");
}

TEST_CASE("where hosts are wanted a glob is narrowed to them, too") {
  const auto glob = loadable_glob("a/**", LoadedFiles::graphql_and_hosts);
  REQUIRE(glob.has_value());
  CHECK(base::Glob(*glob).matches("a/b/c.graphql"));
  CHECK(base::Glob(*glob).matches("a/b/c.tsx"));
  CHECK(base::Glob(*glob).matches("a/b/c.py"));
  CHECK_FALSE(base::Glob(*glob).matches("a/b/c.css"));
  CHECK(loadable_glob("a/*.ts", LoadedFiles::graphql_and_hosts) == "a/*.ts");
}

TEST_CASE("patterns start from the folder of the configuration, upward too") {
  CHECK(pattern_of("/w/app", "./a.graphql", false).matches("/w/app/a.graphql"));
  CHECK(pattern_of("/w/app", "../lib/*.graphql", false).matches("/w/lib/a.graphql"));
  CHECK_FALSE(pattern_of("/w/app", "../lib/*.graphql", false).matches("/w/app/lib/a.graphql"));
  CHECK(pattern_of("/w/app", "/etc/a.graphql", false).matches("/etc/a.graphql"));
  CHECK(pattern_of("/w/[id]", "*.graphql", false).matches("/w/[id]/a.graphql"));
}

}  // namespace
}  // namespace troupe::graphql
