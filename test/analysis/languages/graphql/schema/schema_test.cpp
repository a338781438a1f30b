#include "analysis/languages/graphql/schema/schema.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/nesting_limit.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view schema_path = "/w/schema.graphql";

/// The schema of a workspace, with the snapshot that it reads.
struct Opened {
  explicit Opened(const TestWorkspace& workspace, std::string_view path = schema_path)
      : context(workspace.snapshot()),
        project(context.get<ProjectOf>(workspace.file(path)).value()),
        schema(context, project) {}

  engine::Context context;
  ProjectId project;
  Schema schema;
};

std::vector<std::string> names(const std::vector<const TypeShape*>& types) {
  std::vector<std::string> result;
  for (const TypeShape* type : types) {
    result.emplace_back(type->name);
  }
  return result;
}

using Strings = std::vector<std::string>;

TEST_CASE("how deep texts may nest is an input, and bounded whatever it says") {
  TestWorkspace workspace({{"/w/schema.graphql", "type Query { a: Query }"},
                           {"/w/q.graphql", "{ a { a { a { a { a { __typename } } } } } }"},
                           {"/w/deep.graphql", "query Deep " + [] {
                              std::string text;
                              for (int i = 0; i < 5000; ++i) {
                                text += "{ a ";
                              }
                              return text;
                            }()}});
  CHECK(workspace.diagnostics("/w/q.graphql").empty());
  const auto set_limit = [&](std::uint32_t limit) {
    engine::ChangeSet changes;
    changes.set<ide::NestingLimit>({}, limit);
    workspace.database().apply(std::move(changes));
  };
  set_limit(4);
  CHECK(workspace.diagnostics_text("/w/q.graphql").contains("Nesting is deeper than 4 levels."));
  set_limit(100);
  CHECK(workspace.diagnostics("/w/q.graphql").empty());
  set_limit(1'000'000);
  CHECK(workspace.diagnostics_text("/w/deep.graphql").contains("Nesting is deeper than 4096"));
}

TEST_CASE("a type is its definition and all its extensions, in whichever files they stand") {
  const TestWorkspace workspace(
      Texts{{"/w/schema.graphql", "type Dog { name: String }"},
            {"/w/b.graphql", "extend type Dog implements Pet { age: Int }"},
            {"/w/a.graphql", "extend type Dog { legs: Int! = 4 }"}});
  const Opened opened(workspace);
  const TypeShape* dog = opened.schema.find_type("Dog");
  REQUIRE(dog != nullptr);
  CHECK(dog->kind == TypeKind::object);
  REQUIRE(dog->fields.size() == 3);
  CHECK(dog->fields[0].name == "name");
  CHECK(dog->fields[1].name == "legs");
  CHECK(dog->fields[2].name == "age");
  CHECK(dog->implements("Pet"));
  CHECK(opened.schema.find_type("Cat") == nullptr);
}

TEST_CASE("of several definitions of a type the first by path counts") {
  const TestWorkspace workspace(
      Texts{{"/w/schema.graphql", "type T { last: Int }"},
            {"/w/a.graphql", "input T { second: Int } type T { third: Int }"}});
  const Opened opened(workspace);
  const TypeShape* type = opened.schema.find_type("T");
  REQUIRE(type != nullptr);
  CHECK(type->kind == TypeKind::input_object);
  CHECK(type->find_input_field("second") != nullptr);
  CHECK(type->fields.empty());
}

TEST_CASE("type references keep every list and every mark of non-null") {
  const TestWorkspace workspace(
      Texts{{"/w/schema.graphql", "type T { a: Int b: Int! c: [Int!] d: [[Int]!]! e: }"}});
  const Opened opened(workspace);
  const TypeShape* type = opened.schema.find_type("T");
  REQUIRE(type != nullptr);
  Strings spelled;
  for (const FieldShape& field : type->fields) {
    spelled.push_back(field.type.to_string());
  }
  CHECK(spelled == Strings{"Int", "Int!", "[Int!]", "[[Int]!]!", ""});
  const TypeReference nested = type->fields[3].type;
  CHECK(nested.is_non_null());
  CHECK(nested.is_list());
  CHECK(nested.nullable().to_string() == "[[Int]!]");
  CHECK(nested.item().to_string() == "[Int]!");
  CHECK(nested.item().item().to_string() == "Int");
}

TEST_CASE("lists that nest deeper than a reference can hold are cut, not forgotten") {
  const std::string deep = std::string(100, '[') + "Int" + std::string(100, ']');
  const TestWorkspace workspace(Texts{{"/w/schema.graphql", "type T { a: " + deep + " }"}});
  const Opened opened(workspace);
  const TypeReference type = opened.schema.find_type("T")->fields.at(0).type;
  CHECK(type.name == "Int");
  CHECK(type.list_depth == TypeReference::list_limit);
}

TEST_CASE("what directives say about the schema is part of its shape") {
  const TestWorkspace workspace(Texts{{"/w/schema.graphql", R"(
    scalar Date @specifiedBy(url: "https://example.org/date")
    input By @oneOf { id: ID name: String = "x" @deprecated }
    enum Color { RED @deprecated(reason: "Use \"PINK\".") PINK }
    type T { old(a: Int!, b: Int! = 1): Int @deprecated(reason: "Gone") new: Int }
  )"}});
  const Opened opened(workspace);
  CHECK(opened.schema.find_type("Date")->specified_by_url == "https://example.org/date");
  const TypeShape* by = opened.schema.find_type("By");
  CHECK(by->is_one_of);
  CHECK(by->find_input_field("name")->deprecation_reason == "No longer supported");
  CHECK(by->find_input_field("name")->default_value == "\"x\"");
  const TypeShape* color = opened.schema.find_type("Color");
  CHECK(color->find_value("RED")->deprecation_reason == "Use \"PINK\".");
  CHECK_FALSE(color->find_value("PINK")->is_deprecated);
  const FieldShape* old_field = opened.schema.find_type("T")->find_field("old");
  CHECK(old_field->is_deprecated);
  CHECK(old_field->find_argument("a")->is_required());
  CHECK_FALSE(old_field->find_argument("b")->is_required());
}

TEST_CASE("a type with thousands of fields finds each of them") {
  std::string text = "type T {";
  for (int i = 0; i < 5000; ++i) {
    text += " field" + std::to_string(i) + ": Int";
  }
  const TestWorkspace workspace(Texts{{"/w/schema.graphql", text + " }"}});
  const Opened opened(workspace);
  const TypeShape* type = opened.schema.find_type("T");
  REQUIRE(type->fields.size() == 5000);
  CHECK(type->find_field("field0") == &type->fields[0]);
  CHECK(type->find_field("field4999") == &type->fields[4999]);
  CHECK(type->find_field("field5000") == nullptr);
}

TEST_CASE("root types have their usual names unless a schema definition says otherwise") {
  SUBCASE("no schema definition") {
    const TestWorkspace workspace(
        Texts{{"/w/schema.graphql", "type Query { a: Int } input Mutation { a: Int }"}});
    const Opened opened(workspace);
    REQUIRE(opened.schema.root_type(OperationType::query) != nullptr);
    CHECK(opened.schema.root_type(OperationType::query)->name == "Query");
    CHECK(opened.schema.root_type(OperationType::mutation) == nullptr);
    CHECK(opened.schema.root_type(OperationType::subscription) == nullptr);
  }
  SUBCASE("a schema definition and an extension of it in another file") {
    const TestWorkspace workspace(
        Texts{{"/w/schema.graphql", "schema { query: Q } type Q { a: Int } type Query { b: Int }"},
              {"/w/z.graphql", "extend schema { mutation: M } type M { a: Int }"}});
    const Opened opened(workspace);
    CHECK(opened.schema.root_type(OperationType::query)->name == "Q");
    CHECK(opened.schema.root_type(OperationType::mutation)->name == "M");
    CHECK(opened.schema.root_type(OperationType::subscription) == nullptr);
  }
  SUBCASE("an extension alone adds to the usual names") {
    const TestWorkspace workspace(
        Texts{{"/w/schema.graphql", "extend schema @link(url: \"x\") type Query { a: Int }"}});
    CHECK(Opened(workspace).schema.root_type(OperationType::query)->name == "Query");
  }
}

TEST_CASE("meta-fields are found where they can be selected, and their type nowhere") {
  const TestWorkspace workspace(Texts{
      {"/w/schema.graphql", "type Query { t: T } type T { a: Int } union U = T enum E { A }"}});
  const Opened opened(workspace);
  const Schema& schema = opened.schema;
  CHECK(schema.find_field(*schema.find_type("Query"), "__schema") != nullptr);
  CHECK(schema.find_field(*schema.find_type("Query"), "__type")->find_argument("name") != nullptr);
  CHECK(schema.find_field(*schema.find_type("T"), "__schema") == nullptr);
  CHECK(schema.find_field(*schema.find_type("U"), "__typename")->type.to_string() == "String!");
  CHECK(schema.find_field(*schema.find_type("E"), "__typename") == nullptr);
  CHECK(schema.find_type("__Type") != nullptr);
  CHECK(schema.find_type("__MetaFields") == nullptr);
  CHECK_FALSE(schema.has_type("__MetaFields"));
}

TEST_CASE("built-in types cannot be taken over, built-in directives can") {
  const TestWorkspace workspace(Texts{
      {"/w/schema.graphql", "type String { a: Int } directive @skip(unless: Int!) on FIELD"}});
  const Opened opened(workspace);
  CHECK(opened.schema.find_type("String")->kind == TypeKind::scalar);
  CHECK(opened.schema.find_directive("skip")->find_argument("unless") != nullptr);
  CHECK(opened.schema.find_directive("include")->find_argument("if")->is_required());
  CHECK(opened.schema.find_directive("include")->has_location("FIELD"));
  CHECK(opened.schema.find_directive("nowhere") == nullptr);
}

TEST_CASE("the names of a schema are sorted and hold the built-in ones") {
  const TestWorkspace workspace(
      Texts{{"/w/schema.graphql", "type Zoo { a: Int } directive @a on FIELD"}});
  const Opened opened(workspace);
  const auto types = opened.schema.type_names();
  CHECK(std::ranges::is_sorted(types));
  CHECK(std::ranges::find(types, "Zoo") != types.end());
  CHECK(std::ranges::find(types, "__Schema") != types.end());
  const auto directives = opened.schema.directive_names();
  CHECK(directives.front() == "a");
  CHECK(directives.size() == 6);
}

TEST_CASE("possible types follow interfaces and unions over all files") {
  const TestWorkspace workspace(
      Texts{{"/w/schema.graphql",
             "interface Pet { n: Int } interface Fish implements Pet { n: Int }"
             " union Any = Dog | Cod type Rock { n: Int }"},
            {"/w/a.graphql",
             "type Dog implements Pet { n: Int } type Cod implements Fish & Pet { n: Int }"},
            {"/w/b.graphql",
             "type Cat { n: Int } extend type Cat implements Pet extend union Any = Cat"}});
  const Opened opened(workspace);
  const Schema& schema = opened.schema;
  const auto type = [&schema](std::string_view name) -> const TypeShape& {
    return *schema.find_type(name);
  };
  CHECK(names(schema.possible_types(type("Pet"))) == Strings{"Cat", "Cod", "Dog"});
  CHECK(names(schema.possible_types(type("Any"))) == Strings{"Dog", "Cod", "Cat"});
  CHECK(names(schema.possible_types(type("Dog"))) == Strings{"Dog"});
  CHECK(schema.implementations("Pet").size() == 4);
  CHECK(schema.is_possible_type(type("Pet"), type("Fish")));
  CHECK_FALSE(schema.is_possible_type(type("Any"), type("Rock")));
  CHECK(schema.types_overlap(type("Any"), type("Fish")));
  CHECK_FALSE(schema.types_overlap(type("Rock"), type("Pet")));
  CHECK(opened.schema.context().get<UnionsOf>({opened.project, "Cod"}) == Strings{"Any"});
}

TEST_CASE("origins find definitions where they stand") {
  const TestWorkspace workspace(Texts{
      {"/w/schema.graphql", "type Dog { name: String }"},
      {"/w/a.graphql", "extend type Dog { \"Years.\" age(in: Unit): Int } enum Unit { YEARS }"},
      {"/w/q.graphql", "fragment F on Dog { name }"}});
  Opened opened(workspace);
  const auto field = field_origin(opened.context, opened.project, "Dog", "age");
  REQUIRE(field.has_value());
  CHECK(field->file == workspace.file("/w/a.graphql"));
  CHECK(field->node.description()->value() == "Years.");
  CHECK(argument_origin(opened.context, opened.project, "Dog", "age", "in").has_value());
  CHECK_FALSE(argument_origin(opened.context, opened.project, "Dog", "age", "at").has_value());
  CHECK(enum_value_origin(opened.context, opened.project, "Unit", "YEARS").has_value());
  CHECK(type_origins(opened.context, opened.project, "Dog").size() == 2);
  CHECK(field_origin(opened.context, opened.project, "Dog", "__typename")->file ==
        built_in_file(opened.context));
  const auto fragment =
      fragment_origin(opened.context, opened.project, workspace.file("/w/a.graphql"), "F");
  REQUIRE(fragment.has_value());
  CHECK(fragment->file == workspace.file("/w/q.graphql"));
}

}  // namespace
}  // namespace troupe::graphql
