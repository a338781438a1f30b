#include "analysis/languages/graphql/lint/core/settings.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view faulty =
    "type Query { a: Int @deprecated b_c: Int }\nquery q { b_c b_c }\n";

std::string problems(std::string settings) {
  return lint_text(one_file(std::string(faulty), std::move(settings)), "/w/troupe.yaml");
}

TEST_CASE("without settings the recommended rules are on, as warnings") {
  CHECK(
      lint_text(one_file(std::string(faulty)), "/w/page.graphql") ==
      "1:21 warning require-deprecation-reason Say why it is deprecated, and what to use instead: "
      "@deprecated(reason: \"...\").\n"
      "2:15 warning no-duplicate-fields The field \"b_c\" is selected twice in the same place.\n");
}

TEST_CASE(
    "rules are turned off, on and made errors, with the prefix of graphql-eslint or without") {
  CHECK(lint_text(one_file(std::string(faulty), R"(lint:
  rules:
    '@graphql-eslint/naming-convention': [error, {FieldDefinition: camelCase}]
    no-duplicate-fields: off
    require-deprecation-reason: hint
)"),
                  "/w/page.graphql") ==
        "1:21 hint require-deprecation-reason Say why it is deprecated, and what to use instead: "
        "@deprecated(reason: \"...\").\n"
        "1:33 error naming-convention Field \"b_c\" should be in camelCase: \"bC\".\n");
  CHECK(lint_text(one_file(std::string(faulty), "lint: {extends: none}"), "/w/page.graphql") == "");
}

TEST_CASE("all rules can be turned on at once, and each is found") {
  const SettingsTree everything = read_settings("{extends: all}");
  const Configured all = read_lint_settings(&everything.root, "/w");
  CHECK(all.settings.rules().size() == all_rules().size());
  const SettingsTree listed = read_settings("{extends: [relay]}");
  const Configured relay = read_lint_settings(&listed.root, "/w");
  CHECK(relay.settings.rules().size() == 4);
}

TEST_CASE("what is wrong in the settings is shown there, with what may have been meant") {
  CHECK(
      problems("lnt: {}\nlint:\n  rules:\n    no-depricated: warn\n    alphabetize: wran\n") ==
      "1:1 warning configuration Unknown key \"lnt\". Did you mean \"lint\"?\n"
      "4:5 warning configuration There is no rule \"no-depricated\". Did you mean "
      "\"no-deprecated\"?\n"
      "5:18 error configuration The severity of a rule is off, hint, info, warn or error. Did you "
      "mean \"warn\"?\n");
  CHECK(problems("lint: {extends: recomended}") ==
        "1:17 error configuration \"extends\" must be \"recommended\", \"relay\", \"all\" or "
        "\"none\". Did you mean \"recommended\"?\n");
  CHECK(problems("lint: {rules: {input-name: [warn, {checkQuery: true, checkMutations: 1}]}}") ==
        "1:36 warning configuration The rule \"input-name\" has no option \"checkQuery\". Did you "
        "mean \"checkQueries\"?\n"
        "1:70 error configuration \"checkMutations\" must be true or false.\n");
  CHECK(problems("lint: {rules: {description-style: [warn, {style: blok}]}}") ==
        "1:50 error configuration \"style\" must be \"block\" or \"inline\".\n");
  CHECK(problems("lint: {rules: {naming-convention: [warn, {types: Pascal, 'A[b]': camelCase}]}}")
            .find("A style of names is camelCase") != std::string::npos);
}

TEST_CASE("rules of validation are accepted, and said to be always on") {
  CHECK(problems("lint: {rules: {'@graphql-eslint/known-type-names': error}}") == "");
  CHECK(
      problems("lint: {rules: {known-type-names: off}}") ==
      "1:16 information configuration \"known-type-names\" is part of validation, which is always "
      "on, with errors.\n");
}

TEST_CASE("settings that cannot be read leave the recommended rules on") {
  CHECK(problems("lint: [").find("error configuration This cannot be read") != std::string::npos);
  CHECK(problems(std::string(5'000, '[')) ==
        "1:1 error configuration This is too large or too deeply nested to be read.\n");
  CHECK_FALSE(lint_text(one_file(std::string(faulty), "lint: ["), "/w/page.graphql").empty());
}

TEST_CASE("settings in which aliases multiply cost no more than they are long") {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'm'; ++name) {
    const std::string before = std::string("*") + static_cast<char>(name - 1);
    bomb += std::string(1, name) + ": &" + name + " [" + before;
    for (int i = 0; i < 7; ++i) {
      bomb += ", " + before;
    }
    bomb += "]\n";
  }
  CHECK(problems(bomb).find("error configuration What follows is too much to be read.") !=
        std::string::npos);
}

TEST_CASE("files can be left out of linting") {
  const TestWorkspace workspace(
      Texts{{"/w/troupe.yaml", "lint: {ignore: [gen/**, '!gen/mine.graphql']}"},
            {"/w/gen/a.graphql", "type Query { a: Int @deprecated }"},
            {"/w/gen/mine.graphql", "type A { a: Int @deprecated }"}});
  CHECK(lint_text(workspace, "/w/gen/a.graphql") == "");
  CHECK_FALSE(lint_text(workspace, "/w/gen/mine.graphql").empty());
}

TEST_CASE("the nearest settings count, and a GraphQL configuration can hold them") {
  const TestWorkspace nested(Texts{{"/w/troupe.yaml", "lint: {extends: none}"},
                                   {"/w/in/troupe.yml", "lint: {extends: recommended}"},
                                   {"/w/a.graphql", "type A { a: Int @deprecated }"},
                                   {"/w/in/b.graphql", "type B { a: Int @deprecated }"}});
  CHECK(lint_text(nested, "/w/a.graphql") == "");
  CHECK_FALSE(lint_text(nested, "/w/in/b.graphql").empty());
  const TestWorkspace extension(
      Texts{{"/w/.graphqlrc.yml",
             "schema: s.graphql\nextensions: {troupe: {lint: {extends: none, rulez: 1}}}\n"},
            {"/w/s.graphql", "type Query { a: Int @deprecated }"}});
  CHECK(lint_text(extension, "/w/s.graphql") == "");
  CHECK(lint_text(extension, "/w/.graphqlrc.yml") ==
        "2:45 warning configuration Unknown key \"rulez\". Did you mean \"rules\"?\n");
}

TEST_CASE("settings of a GraphQL configuration that are not the linter's are no mistake there") {
  const std::string others = "{directives: [apollo], fragmentArguments: true}";
  const TestWorkspace extension(
      Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\nextensions: {troupe: " + others + "}\n"},
            {"/w/s.graphql", "type Query { a: Int }"}});
  CHECK(lint_text(extension, "/w/.graphqlrc.yml") == "");
  CHECK(problems(others) ==
        "1:2 warning configuration Unknown key \"directives\".\n"
        "1:24 warning configuration Unknown key \"fragmentArguments\".\n");
}

}  // namespace
}  // namespace troupe::graphql::lint
