#include "analysis/languages/graphql/lint/core/suppressions.hpp"

#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

std::string lint_of(std::string text) {
  return lint_text(one_file(std::move(text)), "/w/page.graphql");
}

TEST_CASE("a comment alone on its line is about the next line, any other about its own") {
  CHECK(lint_of("type Query {\n  # troupe-ignore require-deprecation-reason\n  a: Int @deprecated\n"
                "  b: Int @deprecated # troupe-ignore require-deprecation-reason -- why\n}\n") ==
        "");
  CHECK(lint_of("type Query {\n  # troupe-ignore require-deprecation-reason\n  # more words\n\n"
                "  a: Int @deprecated\n}\n") == "");
}

TEST_CASE("a comment silences several rules, or all") {
  CHECK(
      lint_of("type Query { a: Int @deprecated }\n"
              "# troupe-ignore no-deprecated, no-duplicate-fields\nquery Q { a a }\n"
              "# troupe-ignore\nquery R { a a }\n") ==
      "1:21 warning require-deprecation-reason Say why it is deprecated, and what to use instead: "
      "@deprecated(reason: \"...\").\n");
}

TEST_CASE("a comment silences a rule in the file") {
  CHECK(lint_of("type Query { a: Int @deprecated }\ntype B { a: Int @deprecated }\n"
                "# troupe-ignore-file require-deprecation-reason\n") == "");
}

TEST_CASE("the comments of graphql-eslint count, from one to another") {
  CHECK(lint_of("# eslint-disable-next-line @graphql-eslint/require-deprecation-reason\n"
                "type Query { a: Int @deprecated }\n"
                "type B { a: Int @deprecated } # eslint-disable-line\n"
                "# eslint-disable\ntype C { a: Int @deprecated }\n# eslint-enable\n"
                "type D { a: Int @deprecated }\n")
            .starts_with("7:17 warning require-deprecation-reason"));
}

TEST_CASE("a comment that is not needed gets a hint, and an unknown rule a warning") {
  CHECK(lint_of("# troupe-ignore no-deprecated\ntype Query { a: Int }\n"
                "# troupe-ignore no-depricated, known-type-names\ntype B { a: Int }\n"
                "# eslint-disable-next-line no-deprecated\ntype C { a: Int }\n") ==
        "1:17 hint unused-suppression The rule \"no-deprecated\" has nothing to say here: it need "
        "not be silenced.\n"
        "3:17 warning unused-suppression There is no rule \"no-depricated\". Did you mean "
        "\"no-deprecated\"?\n"
        "3:32 warning unused-suppression \"known-type-names\" is part of validation: it cannot be "
        "silenced.\n");
}

TEST_CASE("a hundred thousand comments are read once each") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) {
    text += "# eslint-disable\n# eslint-enable\n";
  }
  text += "type Query { a: Int @deprecated }\n";
  CHECK(lint_of(text).starts_with("100001:21 warning require-deprecation-reason"));
}

TEST_CASE("words in strings and descriptions are no comments") {
  CHECK(lint_of("\"\"\"\n# troupe-ignore-file\n\"\"\"\ntype Query { a: Int @deprecated }\n")
            .starts_with("4:21 warning require-deprecation-reason"));
}

}  // namespace
}  // namespace troupe::graphql::lint
