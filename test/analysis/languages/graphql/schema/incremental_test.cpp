// What runs again after an edit: the promises about edits, on a workspace small enough to
// list every execution.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

using Strings = std::vector<std::string>;

const std::string schema_path = "/w/schema.graphql";
const std::string query_path = "/w/queries.graphql";

/// A schema, and a document of which one operation uses Dog and the other Cat. Both files have been
/// checked once.
TestWorkspace checked_workspace() {
  return TestWorkspace(
      Texts{{"/w/.graphqlrc.yml", "schema: schema.graphql\ndocuments: queries.graphql\n"},
            {schema_path, R"(type Query {
  dog: Dog
  cat: Cat
}
type Dog {
  "What it is called."
  name: String
}
type Cat {
  name: String
}
)"},
            {query_path, R"(query Dogs { dog { ...DogName } }
fragment DogName on Dog { name }
query Cats { cat { name } }
)"}});
}

struct Checked {
  TestWorkspace workspace = checked_workspace();

  Checked() {
    REQUIRE(workspace.diagnostics_text(query_path) == "");
    REQUIRE(workspace.diagnostics_text(schema_path) == "");
    (void)workspace.take_executed();
  }
  /// What checking the document again runs.
  Strings recheck() {
    REQUIRE(workspace.diagnostics_text(query_path) == "");
    return workspace.take_executed();
  }
};

TEST_CASE("checking again without an edit runs nothing") {
  Checked checked;
  CHECK(checked.recheck().empty());
}

TEST_CASE("an edit of an operation's body checks that operation and runs nothing of the schema") {
  Checked checked;
  checked.workspace.edit(query_path, "cat { name }", "cat { called: name }");
  CHECK(checked.recheck() ==
        Strings{"graphql_definition_findings Cats", "graphql_definition_summary Cats",
                "graphql_definition_syntax Cats", "graphql_definition_text Cats",
                "graphql_definition_text DogName", "graphql_definition_text Dogs",
                "graphql_field_conflicts Cats", "graphql_file_definition_names /w/queries.graphql",
                "graphql_file_definitions /w/queries.graphql",
                "graphql_file_spreads /w/queries.graphql",
                "graphql_file_syntax /w/queries.graphql"});
}

TEST_CASE("fields are compared only where a name comes twice") {
  TestWorkspace workspace = checked_workspace();
  REQUIRE(workspace.diagnostics_text(query_path) == "");
  CHECK(workspace.take_executed("graphql_merging").empty());
  workspace.edit(query_path, "cat { name }", "cat { name name }");
  REQUIRE(workspace.diagnostics_text(query_path) == "");
  const Strings executed = workspace.take_executed();
  CHECK(std::ranges::count(executed, "graphql_merging Cats") == 1);
  CHECK(std::ranges::count(executed, "graphql_selection_outline Cats") == 1);
  CHECK(std::ranges::count(executed, "graphql_merging Dogs") == 0);
}

TEST_CASE("a new, a renamed and a removed operation run nothing of the schema's names") {
  Checked checked;
  const auto schema_runs = [&checked] {
    REQUIRE(checked.workspace.diagnostics_text(query_path) == "");
    Strings executed = checked.workspace.take_executed();
    CHECK(std::ranges::find(executed, "graphql_document_names") != executed.end());
    std::erase_if(executed, [](const std::string& line) {
      return !line.starts_with("graphql_schema_names") && !line.starts_with("graphql_type") &&
             !line.starts_with("graphql_directive_sources") && !line.starts_with("graphql_shape");
    });
    return executed;
  };
  checked.workspace.edit(query_path, "query Cats", "query More { dog { name } }\nquery Cats");
  CHECK(schema_runs() == Strings{});
  checked.workspace.edit(query_path, "query More", "query Others");
  CHECK(schema_runs() == Strings{});
  checked.workspace.edit(query_path, "query Others { dog { name } }\n", "");
  CHECK(schema_runs() == Strings{});
}

TEST_CASE("a type that a document adds for the client is seen among the schema's names") {
  Checked checked;
  checked.workspace.edit(query_path, "query Cats", "extend type Dog { age: Int }\nquery Cats");
  (void)checked.workspace.diagnostics_text(query_path);
  CHECK(checked.workspace.take_executed("graphql_type_sources").size() > 0);
}

TEST_CASE("an edit of a fragment's selection checks the fragment, not the operations over it") {
  Checked checked;
  checked.workspace.edit(query_path, "on Dog { name }", "on Dog { name name }");
  const Strings executed = checked.recheck();
  CHECK(std::ranges::find(executed, "graphql_definition_findings DogName") != executed.end());
  CHECK(std::ranges::find(executed, "graphql_definition_findings Dogs") == executed.end());
  CHECK(std::ranges::find(executed, "graphql_reach_findings Dogs") == executed.end());
}

TEST_CASE("an edit of a field's description checks nothing") {
  Checked checked;
  checked.workspace.edit(schema_path, "What it is called.", "Its name, by which it may come.");
  checked.recheck();
  checked.workspace.edit(schema_path, "Its name", "The name");
  REQUIRE(checked.workspace.diagnostics_text(query_path) == "");
  CHECK(checked.workspace.take_executed("graphql_definition_findings").empty());
}

/// A schema of which everything looks at something else.
TestWorkspace connected_schema() {
  return TestWorkspace(
      Texts{{"/w/.graphqlrc.yml", "schema: schema.graphql\n"}, {schema_path, R"(type Query {
  dog: Dog
  cats(where: Filter): [Cat]
}
interface Pet {
  name: String
}
type Dog implements Pet {
  "What it is called."
  name: String
}
type Cat {
  name: String
}
input Filter {
  size: Size!
}
input Size {
  least: Int = 1
}
)"}});
}

struct CheckedSchema {
  TestWorkspace workspace = connected_schema();

  CheckedSchema() {
    REQUIRE(workspace.diagnostics_text(schema_path) == "");
    (void)workspace.take_executed();
  }
};

TEST_CASE("an edit of a description checks no type of the schema") {
  CheckedSchema checked;
  TestWorkspace& workspace = checked.workspace;
  workspace.edit(schema_path, "What it is called.", "Its name, by which it may come.");
  REQUIRE(workspace.diagnostics_text(schema_path) == "");
  const Strings executed = workspace.take_executed();
  CHECK(std::ranges::none_of(
      executed, [](const std::string& line) { return line.starts_with("graphql_type_findings"); }));
}

TEST_CASE("an edit of a type's field checks that type and those that look at its fields") {
  CheckedSchema checked;
  TestWorkspace& workspace = checked.workspace;
  workspace.edit(schema_path, "type Cat {", "type Cat {\n  age: Int");
  REQUIRE(workspace.diagnostics_text(schema_path) == "");
  CHECK(workspace.take_executed("graphql_type_findings") == Strings{"Cat"});
  workspace.edit(schema_path, "interface Pet {\n  name: String",
                 "interface Pet {\n  name: String\n  age: Int");
  CHECK(workspace.diagnostics_text(schema_path) ==
        "7:3 graphql/interface-fields Interface field Pet.age expected but Dog does not provide "
        "it. [/w/schema.graphql:9:1]\n");
  CHECK(workspace.take_executed("graphql_type_findings") == Strings{"Dog", "Pet"});
}

TEST_CASE("an edit of an input object's field that others do not need checks that type alone") {
  CheckedSchema checked;
  TestWorkspace& workspace = checked.workspace;
  workspace.edit(schema_path, "least: Int = 1", "least: Int = 2");
  REQUIRE(workspace.diagnostics_text(schema_path) == "");
  const Strings executed = workspace.take_executed("graphql_type_findings");
  CHECK(executed == Strings{"Size"});
}

TEST_CASE("an edit of one type checks the definitions that use it and no others") {
  Checked checked;
  checked.workspace.edit(schema_path, "type Cat {", "type Cat {\n  age: Int");
  REQUIRE(checked.workspace.diagnostics_text(query_path) == "");
  CHECK(checked.workspace.take_executed("graphql_definition_findings") == Strings{"Cats"});
}

TEST_CASE("removing a field is seen at once by the operation that selects it") {
  Checked checked;
  checked.workspace.edit(schema_path, "type Cat {\n  name: String", "type Cat {\n  age: Int");
  CHECK(checked.workspace.diagnostics_text(query_path) ==
        "3:20 graphql/fields-on-correct-type Cannot query field \"name\" on type \"Cat\". Did "
        "you mean \"age\"?\n");
}

TEST_CASE("white space at the top of the schema checks nothing, and every type keeps its shape") {
  Checked checked;
  checked.workspace.edit(schema_path, "type Query", "\n\n  # A comment.\ntype Query");
  CHECK(checked.recheck() == Strings{"graphql_file_definition_names /w/schema.graphql",
                                     "graphql_file_definitions /w/schema.graphql",
                                     "graphql_file_syntax /w/schema.graphql", "graphql_type Cat",
                                     "graphql_type Dog", "graphql_type Query"});
  REQUIRE(checked.workspace.diagnostics_text(schema_path) == "");
  CHECK(checked.workspace.take_executed("graphql_definition_findings").empty());
}

TEST_CASE("a new type in the schema checks no document") {
  Checked checked;
  checked.workspace.edit(schema_path, "type Cat", "scalar Date\ntype Cat");
  REQUIRE(checked.workspace.diagnostics_text(query_path) == "");
  CHECK(checked.workspace.take_executed("graphql_definition_findings").empty());
}

TEST_CASE("diagnostics move with their definitions without being found again") {
  Checked checked;
  checked.workspace.edit(query_path, "cat { name }", "cat { nam }");
  const std::string message =
      " graphql/fields-on-correct-type Cannot query field \"nam\" on type \"Cat\". Did you mean "
      "\"name\"?\n";
  REQUIRE(checked.workspace.diagnostics_text(query_path) == "3:20" + message);
  (void)checked.workspace.take_executed();
  checked.workspace.edit(query_path, "query Dogs", "\n\nquery Dogs");
  CHECK(checked.workspace.diagnostics_text(query_path) == "5:20" + message);
  CHECK(checked.workspace.take_executed("graphql_definition_findings").empty());
}

}  // namespace
}  // namespace troupe::graphql
