// What is linted again after an edit.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

const std::string query_path = "/w/queries.graphql";
const std::string schema_path = "/w/schema.graphql";

struct Linted {
  TestWorkspace workspace{
      Texts{{"/w/.graphqlrc.yml", "schema: schema.graphql\ndocuments: queries.graphql\n"},
            {"/w/troupe.yaml",
             "lint: {extends: [recommended], rules: {no-one-place-fragments: warn, "
             "no-unused-fields: warn, alphabetize: hint}}\n"},
            {schema_path,
             "type Query {\n  cat: Cat\n  dog: Dog\n}\ntype Dog { name: String }\n"
             "type Cat { name: String }\n"},
            {query_path,
             "query Dogs { dog { ...DogName } }\nfragment DogName on Dog { name }\n"
             "query Cats { cat { name } }\n"}}};

  Linted() { lint(); }
  /// The definitions that were walked, and those that wide rules looked at.
  struct Ran {
    std::size_t walks = 0;
    std::size_t wide = 0;
    std::size_t settings = 0;
  };
  Ran lint() {
    (void)workspace.take_executed();
    (void)linted(workspace, query_path);
    (void)linted(workspace, schema_path);
    Ran ran;
    for (const std::string& execution : workspace.take_executed()) {
      ran.walks += execution.starts_with("graphql_definition_lint") ? 1 : 0;
      ran.wide += execution.starts_with("graphql_definition_wide_lint") ? 1 : 0;
      ran.settings += execution.starts_with("graphql_lint_settings") ? 1 : 0;
    }
    return ran;
  }
};

TEST_CASE("linting again without an edit runs nothing") {
  Linted linted;
  const auto ran = linted.lint();
  CHECK(ran.walks + ran.wide + ran.settings == 0);
}

TEST_CASE("an edit of an operation lints that operation") {
  Linted linted;
  linted.workspace.edit(query_path, "cat { name }", "cat { name name }");
  const auto ran = linted.lint();
  CHECK(ran.walks == 1);
  CHECK(ran.wide == 1);
  CHECK(ran.settings == 0);
}

TEST_CASE("an edit above lints nothing below, and diagnostics move") {
  Linted linted;
  linted.workspace.edit(query_path, "query Dogs", "\n\nquery Dogs");
  const auto ran = linted.lint();
  CHECK(ran.walks + ran.wide == 0);
  CHECK(lint_text(linted.workspace, query_path).starts_with("4:10 warning no-one-place-fragments"));
}

TEST_CASE("another use of a fragment is seen by the fragment and by nobody else") {
  Linted linted;
  linted.workspace.edit(query_path, "dog { ...DogName }", "dog { ...DogName x: name ...DogName }");
  const auto ran = linted.lint();
  CHECK(ran.walks == 1);
  CHECK(ran.wide == 2);  // the operation that was edited, and the fragment
}

TEST_CASE("a field that is not used any more is reported by its type alone") {
  Linted linted;
  REQUIRE(lint_text(linted.workspace, schema_path) == "");
  linted.workspace.edit(query_path, "cat { name }", "cat { __typename }");
  const auto ran = linted.lint();
  CHECK(ran.walks == 1);
  CHECK(ran.wide == 2);  // the operation, and the type
  CHECK(lint_text(linted.workspace, schema_path) ==
        "6:12 warning no-unused-fields No document of the project selects \"Cat.name\".\n");
}

TEST_CASE("an edit of a comment in the settings lints nothing") {
  Linted linted;
  linted.workspace.edit("/w/troupe.yaml", "lint:", "# A comment.\nlint:");
  const auto ran = linted.lint();
  CHECK(ran.walks + ran.wide == 0);
  CHECK(ran.settings > 0);
}

TEST_CASE("a comment that silences lints nothing") {
  Linted linted;
  linted.workspace.edit(query_path, "fragment DogName",
                        "# troupe-ignore no-one-place-fragments\nfragment DogName");
  const auto ran = linted.lint();
  CHECK(ran.walks + ran.wide == 0);
  CHECK(lint_text(linted.workspace, query_path) == "");
}

}  // namespace
}  // namespace troupe::graphql::lint
