// GraphQL inside other languages, and what is no text of GraphQL at all.
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view configuration =
    "schema: schema.graphql\ndocuments: ['**/*.ts', '**/*.graphql']\n";
constexpr std::string_view schema =
    "type Query { a: Int b: Int @deprecated(reason: \"Use a.\") q: Query }\n";

TestWorkspace host(std::string text) {
  return TestWorkspace(Texts{{"/w/.graphqlrc.yml", std::string(configuration)},
                             {"/w/schema.graphql", std::string(schema)},
                             {"/w/troupe.yaml", "lint: {rules: {alphabetize: warn}}"},
                             {"/w/page.ts", std::move(text)}});
}

TEST_CASE("templates are linted where they stand, and comments in them silence rules") {
  CHECK(lint_text(host("const x = gql`query Q { b }`;\n"), "/w/page.ts") ==
        "1:25 warning no-deprecated The field Query.b is deprecated. Use a.\n");
  CHECK(
      lint_text(
          host("const x = gql`\n  query Q {\n    # troupe-ignore no-deprecated\n    b\n  }\n`;\n"),
          "/w/page.ts") == "");
}

TEST_CASE("nothing is said about a definition that interpolations will change") {
  CHECK(lint_text(host("const x = gql`query Q { q { ${one} } q { ${two} } }`;\n"), "/w/page.ts") ==
        "");
}

TEST_CASE("a remedy never ends the literal that it stands in") {
  const TestWorkspace workspace = host("const x = gql`query Q { b b a }`;\n");
  engine::Context context(workspace.snapshot());
  const std::vector<Linted> all = lint(context, workspace.file("/w/page.ts"));
  REQUIRE_FALSE(all.empty());
  for (const Linted& linted : all) {
    for (const Fix& fix : linted.fixes) {
      for (const ide::TextEdit& edit : fix.edits) {
        CHECK(edit.new_text.find_first_of("`\"'\\") == std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace troupe::graphql::lint
