#include "analysis/languages/graphql/validation/merging/separate_fields.hpp"

#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

/// Of the first definition of a document.
bool are_separate(const std::string& document) {
  TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: q.graphql"},
                                {"/w/s.graphql", "type Query { a: Int }"},
                                {"/w/q.graphql", document}});
  engine::Context context(workspace.snapshot());
  const auto& all = context.get<FileDefinitions>(workspace.file("/w/q.graphql")).all();
  REQUIRE(!all.empty());
  return has_separate_fields(context, all.front().id);
}

TEST_CASE("fields of other names, and of one name in other sets, are separate") {
  CHECK(are_separate("{ a b c { a b } d { a c { a } } }"));
  CHECK(are_separate("query A { a: x x }"));
  CHECK(are_separate("fragment F on T { a { b } b { a } }"));
  CHECK(are_separate("{ a(x: {a: 1, b: {a: 2}}) { x } b }"));
}

TEST_CASE("one name twice in a set's response is not, however it comes about") {
  CHECK_FALSE(are_separate("{ a a }"));
  CHECK_FALSE(are_separate("{ a { x } b { y } a { z } }"));
  CHECK_FALSE(are_separate("{ a x: a b { c } x }"));
  CHECK_FALSE(are_separate("{ a { b { c d c } } }"));
}

TEST_CASE("inline fragments belong to the set around them, at any depth") {
  CHECK_FALSE(are_separate("{ a ... on T { a } }"));
  CHECK_FALSE(are_separate("{ ... on T { a } ... on U { b { c } ... { a } } }"));
  CHECK_FALSE(are_separate("{ a { ... { x } x } }"));
  CHECK(are_separate("{ a { ... { x } y } x ... on T { b { x } } }"));
}

TEST_CASE("fragments belong to the sets that spread them") {
  const std::string fragment = " fragment F on T { a b { c } }";
  CHECK(are_separate("{ x ...F c }" + fragment));
  CHECK(are_separate("{ a { ...F } b }" + fragment));
  CHECK(are_separate("{ ...Missing a }"));
  CHECK_FALSE(are_separate("{ a ...F }" + fragment));
  CHECK_FALSE(are_separate("{ x { ... { b { d } } ...F } }" + fragment));
  CHECK_FALSE(are_separate("{ ...F ...G } fragment G on T { x { y } a: x }" + fragment));
  CHECK_FALSE(are_separate("{ ...F } fragment F on T { a a }"));
}

TEST_CASE("more is not found out of fragments that come twice, spread others or are many") {
  CHECK_FALSE(are_separate("{ a { ...F } b { ...F } } fragment F on T { c }"));
  CHECK_FALSE(are_separate("{ ...F } fragment F on T { a ...G } fragment G on T { b }"));
  CHECK_FALSE(are_separate("fragment F on T { a { ...F } }"));
  std::string spreads;
  std::string fragments;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "F" + std::to_string(i);
    spreads += " ..." + name;
    fragments += " fragment " + name + " on T { " + name + " }";
  }
  CHECK_FALSE(are_separate("{" + spreads + " }" + fragments));
}

TEST_CASE("broken texts and definitions without selections have an answer, too") {
  CHECK(are_separate("query A"));
  CHECK(are_separate("{ a { "));
  CHECK(are_separate("{ a: }"));
  CHECK(are_separate("type A { a: Int a: Int }"));
}

}  // namespace
}  // namespace troupe::graphql
