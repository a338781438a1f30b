#include "analysis/languages/graphql/validation/merging/merge_check.hpp"

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view schema =
    "type Query { node: Node a: Query b: Query x: Int y: Int }\n"
    "interface Node { a: Node x: Int }\n"
    "type A implements Node { a: Node x: Int y: Int }\n"
    "type B implements Node { a: Node x: Int y: Int }\n";

/// Checks the first operation of a document, or its first fragment if it has no operation.
MergeResult check(const std::string& document) {
  TestWorkspace workspace(Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: q.graphql"},
                                {"/w/s.graphql", std::string(schema)},
                                {"/w/q.graphql", document}});
  engine::Context context(workspace.snapshot());
  const auto& all = context.get<FileDefinitions>(workspace.file("/w/q.graphql")).all();
  REQUIRE(!all.empty());
  return check_merging(context, all.front().id, 10'000'000);
}

std::string repeated(int count, const std::function<std::string(int)>& text) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += text(i);
  }
  return all;
}

/// That a shape of document takes work in proportion to its length.
void check_linear(const std::function<std::string(int)>& shape, int size) {
  const std::string small = shape(size);
  const std::string large = shape(size * 4);
  const MergeResult first = check(small);
  const MergeResult second = check(large);
  CHECK(first.verdict == MergeVerdict::clean);
  CHECK(second.verdict == MergeVerdict::clean);
  CAPTURE(first.steps);
  CAPTURE(second.steps);
  const double growth = static_cast<double>(second.steps) / static_cast<double>(first.steps);
  const double length = static_cast<double>(large.size()) / static_cast<double>(small.size());
  CHECK(growth < length * 1.3);
}

TEST_CASE("fields that are the same can be merged, and others cannot") {
  CHECK(check("{ x x a { x } a { x y } }").verdict == MergeVerdict::clean);
  CHECK(check("{ x x: y }").verdict == MergeVerdict::conflict);
  CHECK(check("{ a { x } a { x: y } }").verdict == MergeVerdict::conflict);
  CHECK(check("{ a { x } ...F } fragment F on Query { a { x: y } }").verdict ==
        MergeVerdict::conflict);
}

TEST_CASE("fields of different objects may be different, at any depth, if their shape is one") {
  CHECK(check("{ node { ... on A { x } ... on B { x: y } } }").verdict == MergeVerdict::clean);
  CHECK(check("{ node { ... on A { a { x } } ... on B { a { x: x } } } }").verdict ==
        MergeVerdict::clean);
  CHECK(check("{ node { x ... on B { x: y } } }").verdict == MergeVerdict::conflict);
  CHECK(check("{ node { ... on A { x } ... on B { x: a { x } } } }").verdict ==
        MergeVerdict::conflict);
}

TEST_CASE("work grows with the text: one field, many times") {
  check_linear([](int n) { return "{" + repeated(n, [](int) { return " x"; }) + " }"; }, 500);
  check_linear([](int n) { return "{" + repeated(n, [](int) { return " a { x y }"; }) + " }"; },
               500);
}

TEST_CASE("work grows with the text: fragments that all spread each other") {
  check_linear(
      [](int n) {
        return "{ ...F0 }" + repeated(n, [n](int i) {
                 return " fragment F" + std::to_string(i) + " on Query { x" +
                        repeated(n, [](int j) { return " ...F" + std::to_string(j); }) + " }";
               });
      },
      20);
}

TEST_CASE("work grows with the text: fragments that spread the next one twice") {
  check_linear(
      [](int n) {
        return "{ ...F0 }" +
               repeated(n,
                        [](int i) {
                          const std::string next = "...F" + std::to_string(i + 1);
                          return " fragment F" + std::to_string(i) + " on Query { a { x " + next +
                                 " } b { y " + next + " } }";
                        }) +
               " fragment F" + std::to_string(n) + " on Query { x }";
      },
      50);
}

TEST_CASE("work grows with the text: the same fields in the same fields, deeply") {
  check_linear(
      [](int n) {
        return "{" + repeated(n, [](int) { return " a { x y a { x } "; }) +
               std::string(static_cast<std::size_t>(n), '}') + " }";
      },
      100);
}

TEST_CASE("work grows with the text: many aliases for many selections") {
  check_linear(
      [](int n) {
        return "{" +
               repeated(n,
                        [](int i) {
                          const std::string name = "a" + std::to_string(i);
                          return " " + name + ": a { x y } " + name + ": a { y x }";
                        }) +
               " }";
      },
      200);
}

TEST_CASE("what would take too long is given up") {
  TestWorkspace workspace(Texts{
      {"/w/s.graphql", std::string(schema)},
      {"/w/q.graphql",
       "{" + repeated(3000, [](int i) { return " a" + std::to_string(i) + ": a { y ...F }"; }) +
           " } fragment F on Query {" +
           repeated(3000, [](int i) { return " x" + std::to_string(i) + ": x"; }) + " }"}});
  engine::Context context(workspace.snapshot());
  const auto& all = context.get<FileDefinitions>(workspace.file("/w/q.graphql")).all();
  const MergeResult result = check_merging(context, all.front().id, 1000);
  CHECK(result.verdict == MergeVerdict::too_complex);
  CHECK(result.steps < 64 * 20'000);
}

TEST_CASE("fragments are checked on their own, each conflict where it is") {
  const TestWorkspace workspace(
      Texts{{"/w/s.graphql", std::string(schema)},
            {"/w/q.graphql",
             "fragment F on Query { x x: y ...G }\nfragment G on Query { ...F a { y: x y } }"}});
  const std::string text = workspace.diagnostics_text("/w/q.graphql");
  CHECK(text.find("1:23 graphql/overlapping-fields-can-be-merged") != std::string::npos);
  CHECK(text.find("2:32 graphql/overlapping-fields-can-be-merged") != std::string::npos);
  CHECK(text.find("1:30 graphql/no-fragment-cycles") != std::string::npos);
}

TEST_CASE("a conflict with a fragment of another file is shown where that is spread") {
  const TestWorkspace workspace(
      Texts{{"/w/s.graphql", std::string(schema)},
            {"/w/f.graphql", "fragment F on Query { x: y } fragment G on Query { x }"},
            {"/w/q.graphql", "query A { x ...F }\nquery B { ...F ...G }"}});
  CHECK(workspace.diagnostics_text("/w/q.graphql") ==
        "1:11 graphql/overlapping-fields-can-be-merged Fields \"x\" conflict because \"x\" and "
        "\"y\" are different fields. Use different aliases on the fields to fetch both if this was "
        "intentional. [/w/f.graphql:1:23]\n"
        "2:11 graphql/overlapping-fields-can-be-merged Fields \"x\" conflict because \"y\" and "
        "\"x\" are different fields. Use different aliases on the fields to fetch both if this was "
        "intentional. [/w/f.graphql:1:23] [/w/f.graphql:1:52]\n");
  CHECK(workspace.diagnostics_text("/w/f.graphql") == "");
}

}  // namespace
}  // namespace troupe::graphql
