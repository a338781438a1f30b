#include "analysis/languages/graphql/changes/schema_text.hpp"

#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/changes/schema_changes.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

std::string text_of(const Texts& texts) {
  const TestWorkspace workspace(texts);
  engine::Context context(workspace.snapshot());
  return schema_text(
      Schema(context, *context.get<ProjectOf>(workspace.file(texts.begin()->first))));
}

TEST_CASE("extensions are folded into their types, from whatever file they come") {
  CHECK(text_of({{"/w/a.graphql",
                  "extend type Query implements B @x { b: Int }\ntype Query implements A @key { a: "
                  "Int }\n"},
                 {"/w/b.graphql",
                  "\"Roles.\" enum Role { ADMIN }\nextend enum Role { GUEST }\nextend union U = B\n"
                  "union U = A\nextend schema @link { mutation: M }\nschema { query: Query }\n"
                  "directive @key repeatable on OBJECT\nscalar Date @specifiedBy(url: \"u\")"}}) ==
        "schema @link {\nquery: Query\nmutation: M\n}\n\n"
        "directive @key repeatable on OBJECT\n\n"
        "scalar Date @specifiedBy(url: \"u\")\n\n"
        "type Query implements A & B @key @x {\na: Int\nb: Int\n}\n\n"
        "\"Roles.\"\nenum Role {\nADMIN\nGUEST\n}\n\n"
        "union U = A | B");
}

TEST_CASE(
    "what is extended and nowhere defined stays an extension; of repeated members the first "
    "counts") {
  CHECK(text_of(
            {{"/w/a.graphql", "extend type Other { a: Int }\ntype Query { a: Int a: String }"}}) ==
        "extend type Other {\na: Int\n}\n\ntype Query {\na: Int\n}");
}

TEST_CASE("the text means the same schema") {
  const Texts texts = {
      {"/old/a.graphql",
       "interface Node { id: ID! } \"A user.\" type User implements Node { id: ID! }\n"
       "extend type User { \"\"\"Who.\"\"\" name(first: Int = 10, by: [Order!] = [{f: A}]): String "
       "@deprecated }\n"
       "input Order @oneOf { f: E g: Int } enum E { A B } type Query { user: User }"}};
  Texts both = texts;
  both["/new/a.graphql"] = text_of({{"/w/a.graphql", texts.at("/old/a.graphql")}});
  const TestWorkspace workspace(both, {"/old", "/new"});
  engine::Context context(workspace.snapshot());
  const auto schema = [&](std::string_view path) {
    return Schema(context, *context.get<ProjectOf>(workspace.file(path)));
  };
  CHECK(compare_schemas(schema("/old/a.graphql"), schema("/new/a.graphql")).empty());
}

}  // namespace
}  // namespace troupe::graphql
