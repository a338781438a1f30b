// Options of rules, one by one, where their pages' examples do not reach.
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

TEST_CASE("naming follows kinds, selectors, prefixes, suffixes and exceptions") {
  const std::string schema =
      "type Query { getUser: String EAN13: Int is_old: Boolean }\nenum Color { red }\n";
  CHECK(said_by("naming-convention", schema,
                "{'FieldDefinition[parent.name.value=Query]': {forbiddenPrefixes: [get]}}") ==
        "1:14 warning naming-convention Field \"getUser\" should not begin with \"get\".\n");
  CHECK(said_by("naming-convention", schema,
                "{FieldDefinition: {style: camelCase, ignorePattern: '^EAN'}}") ==
        "1:41 warning naming-convention Field \"is_old\" should be in camelCase: \"isOld\".\n");
  CHECK(
      said_by("naming-convention", schema,
              "{'FieldDefinition[gqlType.name.value=/^Bool/]': {requiredPrefixes: [has, can]}}") ==
      "1:41 warning naming-convention Field \"is_old\" should begin with one of \"has\", "
      "\"can\".\n");
  CHECK(said_by("naming-convention", schema, "{EnumValueDefinition: UPPER_CASE}") ==
        "2:14 warning naming-convention Enum value \"red\" should be in UPPER_CASE: \"RED\".\n");
  CHECK(said_by("naming-convention", "type _Any { a_: Int }",
                "{types: PascalCase, FieldDefinition: camelCase, allowLeadingUnderscore: true}") ==
        "1:13 warning naming-convention Field \"a_\" should be in camelCase: \"a\".\n");
}

TEST_CASE("lists are sorted by groups when they are given") {
  const std::string text =
      "type Query { a: Query id: ID b: Int }\nquery Q { a { id } b ...F id }\n"
      "fragment F on Query { b }\n";
  CHECK(said_by("alphabetize", text,
                "{fields: [], selections: [OperationDefinition], groups: [id, '*', '{', '...']}") ==
        "2:20 warning alphabetize \"b\" should stand before \"a\".\n"
        "2:27 warning alphabetize \"id\" should stand before \"F\".\n");
  CHECK(said_by("alphabetize", "type B { x: Int }\ntype A { x: Int }", "{definitions: true}") ==
        "2:6 warning alphabetize \"A\" should stand before \"B\".\n");
}

TEST_CASE("types that need no id can be excepted, as graphql-eslint has it") {
  const std::string schema =
      "type Query { p: PageInfo r: UserResult }\ntype PageInfo { a: Int }\n"
      "type UserResult { a: Int }\n";
  CHECK(said_by("strict-id-in-types", schema,
                "{exceptions: {types: [PageInfo], suffixes: [Result]}}") == "");
  CHECK(said_by("strict-id-in-types", schema, "{acceptedIdNames: [a], acceptedIdTypes: [Int]}")
            .find("\"a\", of type \"Int\" and non-null") != std::string::npos);
}

TEST_CASE("an id that a fragment selects is selected, through any number of fragments") {
  const std::string schema = "type Query { me: User }\ntype User { id: ID name: String }\n";
  CHECK(said_by("require-selections",
                schema + "query Q { me { name ...A } }\nfragment A on User { ...B }\n"
                         "fragment B on User { ... on User { id } ...A }\n") == "");
  CHECK(said_by("require-selections",
                schema + "query Q { me { name ...A } }\nfragment A on User { name }\n") ==
        "3:14 warning require-selections \"id\" of \"User\" should be selected, too.\n");
}

TEST_CASE("depth counts through fragments, and cycles end") {
  const std::string text =
      "type Query { q: Query a: Int }\nquery Q { q { ...F } }\nfragment F on Query { q { q { a } } "
      "}\n";
  CHECK(said_by("selection-set-depth", text, "{maxDepth: 4}") == "");
  CHECK(said_by("selection-set-depth", text, "{maxDepth: 3}") ==
        "2:15 warning selection-set-depth Operation \"Q\" selects more than 3 levels deep.\n");
  CHECK(said_by("selection-set-depth", text, "{maxDepth: 3, ignore: [Q]}") == "");
  CHECK_FALSE(said_by("selection-set-depth",
                      "type Query { q: Query a: Int }\nquery Q { ...F }\n"
                      "fragment F on Query { q { ...F } }\n")
                  .empty());
}

TEST_CASE("deprecated arguments, input fields and enum values are seen, too") {
  CHECK(said_by("no-deprecated",
                "type Query { a(b: Int @deprecated, c: In, e: E): Int }\n"
                "input In { x: Int @deprecated(reason: \"Old.\") }\nenum E { A B @deprecated }\n"
                "query Q { a(b: 1, c: {x: 1}, e: B) }\n") ==
        "4:13 warning no-deprecated Field \"Query.a\" argument \"b\" is deprecated. No longer "
        "supported\n"
        "4:23 warning no-deprecated The input field In.x is deprecated. Old.\n"
        "4:33 warning no-deprecated The enum value \"E.B\" is deprecated. No longer supported\n");
}

TEST_CASE("fields that differ in arguments or directives are no duplicates") {
  const std::string schema = "type Query { a(x: Int): Int q: Query }\n";
  CHECK(said_by("no-duplicate-fields",
                schema + "query Q($y: Boolean!) { a a @skip(if: $y) q { a } q { x: a } }\n") ==
        "2:51 warning no-duplicate-fields The field \"q\" is selected twice in the same place.\n");
}

TEST_CASE("federation's field sets are followed into objects") {
  CHECK(said_by("federation-known-fields",
                "directive @key(fields: String!) repeatable on OBJECT\ntype Query { a: A }\n"
                "type A @key(fields: \"id b { c } \") @key(fields: \"b { d }\") { id: ID b: B }\n"
                "type B { c: Int }\n") ==
        "3:49 warning federation-known-fields @key names \"b.d\", but type \"B\" has no field "
        "\"d\".\n");
}

TEST_CASE("a comment that nobody could take for a description is left alone") {
  CHECK(said_by(
            "no-hashtag-description",
            "# Of the file.\n\ntype Query { # behind\n  a: Int # behind\n\n  # apart\n\n  b: Int\n"
            "  # TODO: c\n  c: Int\n  # about d\n  d: Int\n}\n") ==
        "11:3 warning no-hashtag-description Clients do not see comments: write \"\"\"...\"\"\" to "
        "describe what follows.\n");
}

}  // namespace
}  // namespace troupe::graphql::lint
