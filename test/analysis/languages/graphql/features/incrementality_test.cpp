// How much of the schema a feature reads: asserted by what the engine ran.
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace {

using namespace troupe;

constexpr const char* query_path = "/w/query.graphql";
constexpr const char* schema_path = "/w/schema.graphql";

std::string many_types() {
  std::string text =
      "type Query { user: User team: Team node: Node }\ntype User { id: ID name: "
      "String team: Team }\ninterface Node { id: ID }\n";
  for (int i = 0; i < 100; ++i) {
    text += "type T" + std::to_string(i) + " { id: ID }\n";
  }
  return text + "type Team { id: ID users: [User] }\n";
}

/// A schema of many types and one document, which can be asked behind a part of its text.
class Workspace {
 public:
  [[nodiscard]] ide::CompletionList complete(std::string_view before) {
    engine::Context context(files_.snapshot());
    return language_->complete(context, files_.file(query_path), behind(before));
  }
  [[nodiscard]] bool hover(std::string_view before) {
    engine::Context context(files_.snapshot());
    return language_->hover(context, files_.file(query_path), behind(before)).has_value();
  }
  [[nodiscard]] graphql::TestWorkspace& files() { return files_; }
  [[nodiscard]] std::map<std::string, int> take_counts() { return files_.take_counts(); }

 private:
  [[nodiscard]] base::TextOffset behind(std::string_view before) const {
    return static_cast<base::TextOffset>(files_.text(query_path).find(before) + before.size());
  }

  graphql::TestWorkspace files_{
      {{query_path, "query Q { user { id } }"}, {schema_path, many_types()}}};
  std::unique_ptr<const ide::Language> language_ = graphql::make_language();
};

TEST_CASE("a list of fields assembles only the types on the way") {
  Workspace workspace;
  CHECK(workspace.complete("user { ").items.size() == 5);
  auto counts = workspace.take_counts();
  // Query, User, and the type of the meta-fields.
  CHECK(counts["graphql_type"] == 3);
  CHECK(counts["graphql_known_types"] == 0);
}

TEST_CASE("a list of fields that is asked for again computes nothing") {
  Workspace workspace;
  static_cast<void>(workspace.complete("user { "));
  static_cast<void>(workspace.take_counts());
  CHECK_FALSE(workspace.complete("user { ").items.empty());
  auto counts = workspace.take_counts();
  CHECK(counts["graphql_type"] == 0);
  CHECK(counts["graphql_file_syntax"] == 0);
}

TEST_CASE("typing in a document runs nothing of the schema for its completions") {
  Workspace workspace;
  static_cast<void>(workspace.complete("user { "));
  static_cast<void>(workspace.take_counts());
  workspace.files().edit(query_path, "id } }", "id } } # more");
  CHECK_FALSE(workspace.complete("user { ").items.empty());
  auto counts = workspace.take_counts();
  CHECK(counts["graphql_file_syntax"] == 1);
  CHECK(counts["graphql_type"] == 0);
  CHECK(counts["graphql_schema_names"] == 0);
}

TEST_CASE("an edit of a type that is not on the way assembles only what was asked for") {
  Workspace workspace;
  static_cast<void>(workspace.hover("query Q { user { i"));
  static_cast<void>(workspace.take_counts());
  workspace.files().edit(schema_path, "type T7 { ", "type T7 { more: Int ");
  CHECK(workspace.hover("query Q { user { i"));
  CHECK(workspace.take_counts()["graphql_type"] <= 3);
}

}  // namespace
