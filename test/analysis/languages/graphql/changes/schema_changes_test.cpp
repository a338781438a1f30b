// Kinds, impacts and words of changes; the cases follow graphql-js 17's tests of findSchemaChanges
// in what they cover.
#include "analysis/languages/graphql/changes/schema_changes.hpp"

#include <array>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

/// One line for each change: `breaking KIND Coordinate: message @new 2:3`.
std::string changes(const std::string& before, const std::string& after) {
  const TestWorkspace workspace({{"/old/s.graphql", before}, {"/new/s.graphql", after}},
                                {"/old", "/new"});
  engine::Context context(workspace.snapshot());
  const auto schema = [&](std::string_view path) {
    return Schema(context, *context.get<ProjectOf>(workspace.file(path)));
  };
  constexpr std::array<std::string_view, 3> impacts = {"breaking", "dangerous", "safe"};
  std::string lines;
  for (const SchemaChange& change :
       compare_schemas(schema("/old/s.graphql"), schema("/new/s.graphql"))) {
    lines += std::string(impacts.at(static_cast<std::size_t>(change.impact))) + " " +
             std::string(change.kind) + " " + change.coordinate + ": " + change.message;
    if (change.where) {
      CHECK(context.lookup(change.where->file).path ==
            (change.is_in_old ? "/old/s.graphql" : "/new/s.graphql"));
      lines += std::string(change.is_in_old ? " @old " : " @new ") +
               workspace.position(change.where->file, change.where->range.begin);
    }
    lines += "\n";
  }
  return lines;
}

TEST_CASE("equal schemas have no changes, however they are written") {
  CHECK(changes("type Query { a(b: [Int] = [1, 2]): Int }",
                "# moved\ntype Query\nextend type Query { a(b: [Int]=[1 2]) : Int, }")
            .empty());
}

TEST_CASE("types come, go and change their kind") {
  CHECK(
      changes("type Query { a: Int } scalar Old\nunion Kind = Query",
              "type Query { a: Int } enum Kind { A }\n\"New.\" input New { a: Int }") ==
      "breaking TYPE_CHANGED_KIND Kind: Kind changed from a Union type to an Enum type. @new 1:28\n"
      "breaking TYPE_REMOVED Old: Old was removed. @old 1:30\n"
      "safe TYPE_ADDED New: New was added. @new 2:14\n");
}

TEST_CASE("fields of outputs may become narrower, not wider") {
  CHECK(changes("type Query { a: Int! b: [Int] c: Int d: [Int!] }",
                "type Query { a: Int b: [Int!]! c: String e: Int d: Int }") ==
        "breaking FIELD_CHANGED_KIND Query.a: Field Query.a changed type from Int! to Int. @new "
        "1:14\n"
        "breaking FIELD_CHANGED_KIND Query.c: Field Query.c changed type from Int to String. @new "
        "1:32\n"
        "breaking FIELD_CHANGED_KIND Query.d: Field Query.d changed type from [Int!] to Int. @new "
        "1:49\n"
        "safe FIELD_CHANGED_KIND_SAFE Query.b: Field Query.b changed type from [Int] to [Int!]!. "
        "@new 1:21\n"
        "safe FIELD_ADDED Query.e: Field Query.e was added. @new 1:42\n");
}

TEST_CASE("arguments may become wider, not narrower, and required ones break") {
  CHECK(
      changes("type Query { f(a: Int! b: Int c: Int = 1 d: Int = 1 e: Int): Int }",
              "type Query { f(a: Int b: Int! c: Int = 2 d: Int e: Int = 3 g: Int! h: Int! = 4): "
              "Int }") ==
      "breaking ARG_CHANGED_KIND Query.f(b:): Argument Query.f(b:) changed type from Int to Int!. "
      "@new 1:23\n"
      "breaking REQUIRED_ARG_ADDED Query.f(g:): A required argument Query.f(g:) was added. @new "
      "1:60\n"
      "dangerous ARG_DEFAULT_VALUE_CHANGE Query.f(c:): Query.f(c:) has changed its default value "
      "from 1 to 2. @new 1:31\n"
      "dangerous ARG_DEFAULT_VALUE_CHANGE Query.f(d:): The default value of Query.f(d:) was "
      "removed. @new 1:42\n"
      "dangerous OPTIONAL_ARG_ADDED Query.f(h:): An optional argument Query.f(h:) was added. @new "
      "1:68\n"
      "safe ARG_CHANGED_KIND_SAFE Query.f(a:): Argument Query.f(a:) changed type from Int! to Int. "
      "@new 1:16\n"
      "safe ARG_DEFAULT_VALUE_ADDED Query.f(e:): Query.f(e:) added a default value 3. @new 1:49\n");
  CHECK(changes("type Query { f(a: Int): Int }", "type Query { f: Int }") ==
        "breaking ARG_REMOVED Query.f(a:): Argument Query.f(a:) was removed. @old 1:16\n");
}

TEST_CASE("input objects, enumerations and unions") {
  CHECK(changes("input I { a: Int b: Int } enum E { A B } union U = X | Y type X { a: Int } type Y "
                "{ a: Int }",
                "input I { b: Int! c: Int d: Int! } enum E { B C } union U = Y | Z type X { a: Int "
                "} type Y { a: Int } type Z { a: Int }") ==
        "breaking VALUE_REMOVED_FROM_ENUM E.A: Enum value E.A was removed. @old 1:36\n"
        "breaking FIELD_REMOVED I.a: Field I.a was removed. @old 1:11\n"
        "breaking FIELD_CHANGED_KIND I.b: Field I.b changed type from Int to Int!. @new 1:11\n"
        "breaking REQUIRED_INPUT_FIELD_ADDED I.d: A required field I.d was added. @new 1:26\n"
        "breaking TYPE_REMOVED_FROM_UNION U: X was removed from union type U. @new 1:57\n"
        "dangerous VALUE_ADDED_TO_ENUM E.C: Enum value E.C was added. @new 1:47\n"
        "dangerous OPTIONAL_INPUT_FIELD_ADDED I.c: An optional field I.c was added. @new 1:19\n"
        "dangerous TYPE_ADDED_TO_UNION U: Z was added to union type U. @new 1:57\n"
        "safe TYPE_ADDED Z: Z was added. @new 1:108\n");
}

TEST_CASE("interfaces, descriptions and deprecation") {
  CHECK(
      changes("interface A { a: Int } interface B { a: Int } type T implements A { a: Int b: Int "
              "@deprecated }",
              "interface A { a: Int } interface B { a: Int } \"T.\" type T implements B { a: Int "
              "@deprecated(reason: \"x\") b: Int }") ==
      "breaking IMPLEMENTED_INTERFACE_REMOVED T: T no longer implements interface A. @new 1:57\n"
      "dangerous IMPLEMENTED_INTERFACE_ADDED T: B added to interfaces implemented by T. @new 1:57\n"
      "safe DESCRIPTION_CHANGED T: Description of T has changed. @new 1:57\n"
      "safe DEPRECATION_ADDED T.a: T.a was deprecated. @new 1:74\n"
      "safe DEPRECATION_REMOVED T.b: T.b is no longer deprecated. @new 1:106\n");
}

TEST_CASE("directives") {
  CHECK(
      changes("directive @a(x: Int y: Int) repeatable on FIELD | QUERY\ndirective @gone on FIELD "
              "type Query { a: Int }",
              "directive @a(x: Int z: Int w: Int!) on FIELD | MUTATION\ndirective @new on FIELD "
              "type Query { a: Int }") ==
      "breaking DIRECTIVE_LOCATION_REMOVED @a: QUERY was removed from @a. @new 1:12\n"
      "breaking DIRECTIVE_REPEATABLE_REMOVED @a: Repeatable flag was removed from @a. @new 1:12\n"
      "breaking REQUIRED_DIRECTIVE_ARG_ADDED @a(w:): A required argument @a(w:) was added. @new "
      "1:28\n"
      "breaking DIRECTIVE_ARG_REMOVED @a(y:): Argument @a(y:) was removed. @old 1:21\n"
      "breaking DIRECTIVE_REMOVED @gone: Directive @gone was removed. @old 2:12\n"
      "safe DIRECTIVE_LOCATION_ADDED @a: MUTATION was added to @a. @new 1:12\n"
      "safe OPTIONAL_DIRECTIVE_ARG_ADDED @a(z:): An optional argument @a(z:) was added. @new 1:21\n"
      "safe DIRECTIVE_ADDED @new: Directive @new was added. @new 2:12\n");
}

TEST_CASE("the type at which operations begin") {
  CHECK(changes("schema { query: Q } type Q { a: Int } type M { a: Int }",
                "schema { query: M mutation: Q } type Q { a: Int } type M { a: Int }") ==
        "breaking ROOT_TYPE_CHANGED Q: Q is no longer the schema's query type; the schema begins "
        "at M. @old 1:26\n"
        "safe ROOT_TYPE_ADDED Q: Q became the schema's mutation type. @new 1:38\n");
}

}  // namespace
}  // namespace troupe::graphql
