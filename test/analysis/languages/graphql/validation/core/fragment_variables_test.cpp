// Variables that fragments use, in whichever files of the project they stand: what is said, and
// what an edit checks again.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

using Strings = std::vector<std::string>;

const std::string first_path = "/w/a.graphql";
const std::string second_path = "/w/b.graphql";
const std::string fragments_path = "/w/fragments/dog.graphql";

/// Two operations in two files reach a fragment in a third through one in a fourth.
TestWorkspace dogs(const std::string& fragment) {
  return TestWorkspace(
      Texts{{"/w/.graphqlrc.yml", "schema: s.graphql\ndocuments: ['*.graphql', fragments/*]\n"},
            {"/w/s.graphql", "type Query { dog(id: ID!, size: Int): Query other: Int }"},
            {first_path, "query First($id: ID!, $size: Int) { ...Between }"},
            {second_path, "query Second($id: ID!, $size: Int) { ...Between }"},
            {"/w/fragments/between.graphql", "fragment Between on Query { other ...Dog }"},
            {fragments_path, fragment}});
}

TestWorkspace sound_dogs() {
  return dogs("fragment Dog on Query { dog(id: $id, size: $size) { other } }");
}

struct Checked {
  TestWorkspace workspace = sound_dogs();

  Checked() {
    static_cast<void>(recheck());
    static_cast<void>(workspace.take_executed());
  }
  /// What all files have to say, together.
  [[nodiscard]] std::string recheck() const {
    std::string said;
    for (const std::string& path :
         {first_path, second_path, std::string("/w/fragments/between.graphql"), fragments_path}) {
      said += workspace.diagnostics_text(path);
    }
    return said;
  }
  /// The definitions for which a query ran since the last call of take_executed.
  static Strings of(const Strings& executed, const std::string& query) {
    Strings definitions;
    for (const std::string& execution : executed) {
      if (execution.starts_with(query + " ")) {
        definitions.push_back(execution.substr(query.size() + 1));
      }
    }
    return definitions;
  }
};

TEST_CASE("a variable that only a fragment of another file uses is used, and defined") {
  Checked checked;
  CHECK(checked.recheck() == "");
}

TEST_CASE("a variable that no fragment of any file uses is not used") {
  const TestWorkspace workspace = dogs("fragment Dog on Query { dog(id: $id) { other } }");
  CHECK(workspace.diagnostics_text(first_path) ==
        "1:23 graphql/no-unused-variables Variable \"$size\" is never used in operation "
        "\"First\".\n");
}

TEST_CASE("a variable has to fit where a fragment of another file uses it") {
  const TestWorkspace workspace =
      dogs("fragment Dog on Query { dog(id: $id, size: $id) { other } dog(id: $size) }");
  const std::string said = workspace.diagnostics_text(second_path);
  CHECK(
      said.find("1:14 graphql/variables-in-allowed-position Variable \"$id\" of type \"ID!\" used "
                "in position expecting type \"Int\". [/w/fragments/dog.graphql:1:44]\n") !=
      std::string::npos);
  CHECK(said.find("1:24 graphql/variables-in-allowed-position Variable \"$size\" of type \"Int\" "
                  "used in position expecting type \"ID!\". [/w/fragments/dog.graphql:1:67]\n") !=
        std::string::npos);
}

TEST_CASE("a variable that a fragment of another file uses has to be defined by each operation") {
  TestWorkspace workspace = sound_dogs();
  workspace.edit(second_path, ", $size: Int", "");
  CHECK(workspace.diagnostics_text(first_path) == "");
  CHECK(workspace.diagnostics_text(second_path) ==
        "1:26 graphql/no-undefined-variables Variable \"$size\" is not defined by operation "
        "\"Second\". [/w/fragments/dog.graphql:1:44] [/w/b.graphql:1:1]\n");
}

TEST_CASE("an edit of one operation's body checks that operation alone") {
  Checked checked;
  checked.workspace.edit(first_path, "{ ...Between }", "{ other ...Between }");
  CHECK(checked.recheck() == "");
  const Strings executed = checked.workspace.take_executed();
  CHECK(Checked::of(executed, "graphql_reach_findings") == Strings{"First"});
  CHECK(Checked::of(executed, "graphql_reached_fragments") == Strings{"First"});
  CHECK(Checked::of(executed, "graphql_definition_findings") == Strings{"First"});
  CHECK(Checked::of(executed, "graphql_definition_summary") == Strings{"First"});
}

TEST_CASE("an edit of a fragment that changes no use of a variable checks no operation over it") {
  Checked checked;
  checked.workspace.edit(fragments_path, "{ other }", "{ other again: other }");
  CHECK(checked.recheck() == "");
  const Strings executed = checked.workspace.take_executed();
  CHECK(Checked::of(executed, "graphql_definition_findings") == Strings{"Dog"});
  CHECK(Checked::of(executed, "graphql_definition_summary") == Strings{"Dog"});
  CHECK(Checked::of(executed, "graphql_reached_fragments") == Strings{});
}

TEST_CASE("an edit of a fragment that uses another variable checks the operations that reach it") {
  Checked checked;
  checked.workspace.edit(fragments_path, "$size", "$length");
  const std::string said = checked.recheck();
  CHECK(std::ranges::count(said, '\n') == 4);  // not defined and not used, in two operations
  const Strings executed = checked.workspace.take_executed();
  CHECK(Checked::of(executed, "graphql_definition_findings") == Strings{"Dog"});
  CHECK(Checked::of(executed, "graphql_reach_findings") == Strings{"Dog", "First", "Second"});
}

}  // namespace
}  // namespace troupe::graphql
