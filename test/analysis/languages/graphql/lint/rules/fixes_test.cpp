// Remedies: what they make of a text still parses, and what they mend is gone.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

/// The text after the first remedy of the first finding that has one.
std::string mended(std::string_view rule, std::string text, std::string_view options = "{}") {
  const std::string settings = "lint: {extends: none, rules: {" + std::string(rule) + ": [warn, " +
                               std::string(options) + "]}}";
  TestWorkspace workspace = one_file(text, settings);
  engine::Context context(workspace.snapshot());
  const std::vector<Linted> all = lint(context, workspace.file("/w/page.graphql"));
  const auto found =
      std::ranges::find_if(all, [](const Linted& linted) { return !linted.fixes.empty(); });
  if (found == all.end()) {
    return "nothing to mend";
  }
  std::vector<ide::TextEdit> edits = found->fixes.front().edits;
  std::ranges::sort(edits, std::greater(), &ide::TextEdit::range);
  for (const ide::TextEdit& edit : edits) {
    text.replace(edit.range.begin, edit.range.length(), edit.new_text);
  }
  const TestWorkspace after = one_file(text, settings);
  CHECK(after.diagnostics_text("/w/page.graphql").find("graphql/syntax") == std::string::npos);
  CHECK(linted(after, "/w/page.graphql").size() < all.size());
  return text;
}

TEST_CASE("lists are sorted with the white space that was between their members") {
  CHECK(mended("alphabetize", "type Query {\n  c: Int\n  a: Int, b: Int\n}\n") ==
        "type Query {\n  a: Int\n  b: Int, c: Int\n}\n");
  CHECK(mended("alphabetize", "type Query {\n  c: Int # of c\n  a: Int\n}\n") == "nothing to mend");
}

TEST_CASE("descriptions change their quotes and keep their words") {
  CHECK(mended("description-style", "\"It \\\"is\\\" so.\"\ntype Query { a: Int }\n") ==
        "\"\"\"It \"is\" so.\"\"\"\ntype Query { a: Int }\n");
  CHECK(mended("description-style", "\"\"\"\nOne \"line\"\n\"\"\"\ntype Query { a: Int }\n",
               "{style: inline}") == "\"One \\\"line\\\"\"\ntype Query { a: Int }\n");
  CHECK(mended("description-style", "\"\"\"\none\ntwo\n\"\"\"\ntype Query { a: Int }\n",
               "{style: inline}") == "nothing to mend");
}

TEST_CASE("a second selection goes with the blanks before it") {
  CHECK(mended("no-duplicate-fields", "type Query { a: Int }\nquery Q {\n  a\n  a\n}\n") ==
        "type Query { a: Int }\nquery Q {\n  a\n}\n");
  CHECK(mended("no-duplicate-fields", "type Query { a: Int }\nquery Q {\n  a # why\n  a\n}\n") ==
        "type Query { a: Int }\nquery Q {\n  a # why\n  \n}\n");
}

TEST_CASE("aliases and inline fragments that do nothing go") {
  CHECK(mended("no-useless-alias", "type Query { a: Int }\nquery Q { a : a }\n") ==
        "type Query { a: Int }\nquery Q { a }\n");
  CHECK(mended("no-useless-inline-fragments",
               "type Query { a: Int }\nquery Q { ... on Query { a } }\n") ==
        "type Query { a: Int }\nquery Q {  a  }\n");
}

TEST_CASE("operations are named after what they select first") {
  CHECK(mended("no-anonymous-operations", "type Query { user_list: Int }\n{ user_list }\n") ==
        "type Query { user_list: Int }\nquery UserList { user_list }\n");
  CHECK(mended("no-anonymous-operations", "type Query { a: Int }\nquery ($b: Int) { a }\n") ==
        "type Query { a: Int }\nquery A ($b: Int) { a }\n");
}

TEST_CASE("comments become descriptions with their indentation") {
  CHECK(mended("no-hashtag-description", "type Query {\n  # One\n  #\n  # two\n  a: Int\n}\n") ==
        "type Query {\n  \"\"\"\n  One\n\n  two\n  \"\"\"\n  a: Int\n}\n");
}

TEST_CASE("what is selected in addition stands like what is there") {
  const std::string schema = "type Query { me: User }\ntype User { id: ID name: String }\n";
  CHECK(mended("require-selections", schema + "query Q { me {\n    name\n  } }\n") ==
        schema + "query Q { me {\n    id\n    name\n  } }\n");
  CHECK(mended("require-selections", schema + "query Q { me {name} }\n") ==
        schema + "query Q { me { id name} }\n");
}

TEST_CASE("types lose and get their exclamation marks") {
  CHECK(mended("require-nullable-result-in-root", "type Query { a: [Int!]! }\n") ==
        "type Query { a: [Int!] }\n");
  CHECK(mended("require-non-null-list-items", "type Query { a: [Int]! }\n") ==
        "type Query { a: [Int!]! }\n");
}

}  // namespace
}  // namespace troupe::graphql::lint
