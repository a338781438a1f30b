// What navigation reads again after an edit: asserted by what the engine ran.
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace {

using namespace troupe;

constexpr int document_count = 50;

std::string document(int number) {
  return "/w/documents/" + std::to_string(number) + ".graphql";
}

std::string query(int number) {
  return "query Q" + std::to_string(number) + " { user { name ...Parts" + std::to_string(number) +
         " } }\nfragment Parts" + std::to_string(number) + " on User { name }\n";
}

constexpr const char* schema_path = "/w/schema.graphql";
constexpr std::string_view schema = "type Query { user: User }\ntype User { name: String }\n";

graphql::Texts all_texts() {
  graphql::Texts texts = {{schema_path, std::string(schema)}};
  for (int i = 10; i < 10 + document_count; ++i) {
    texts[document(i)] = query(i);
  }
  return texts;
}

/// A schema and many documents that use it.
class Workspace {
 public:
  void set_text(const std::string& path, std::string text) {
    files_.set_text(path, std::move(text));
    static_cast<void>(files_.take_counts());
  }
  /// How often the name of the field is found, asked for where it is defined.
  [[nodiscard]] std::size_t references_of_name(base::TextOffset offset) {
    engine::Context context(files_.snapshot());
    return language_->references(context, files_.file(schema_path), offset, true).size();
  }
  [[nodiscard]] bool can_rename(base::TextOffset offset) {
    engine::Context context(files_.snapshot());
    const auto target = language_->prepare_rename(context, files_.file(schema_path), offset);
    return target.has_value() && target->has_value();
  }
  [[nodiscard]] std::size_t symbols(std::string_view query) {
    engine::Context context(files_.snapshot());
    return language_->workspace_symbols(context, query, 1'000).size();
  }
  [[nodiscard]] std::vector<ide::CodeLens> lenses() {
    engine::Context context(files_.snapshot());
    return language_->code_lenses(context, files_.file(schema_path));
  }
  [[nodiscard]] std::map<std::string, int> take_counts() { return files_.take_counts(); }

 private:
  graphql::TestWorkspace files_{all_texts()};
  std::unique_ptr<const ide::Language> language_ = graphql::make_language();
};

base::TextOffset place_of_name() {
  return static_cast<base::TextOffset>(schema.find("name"));
}

TEST_CASE("a rename is prepared without a look at documents") {
  Workspace workspace;
  static_cast<void>(workspace.symbols("nothing"));  // what all features need has been computed
  static_cast<void>(workspace.take_counts());
  CHECK(workspace.can_rename(place_of_name()));
  CHECK(workspace.take_counts()["graphql_file_names"] == 1);
}

TEST_CASE("lenses that are asked for one by one are counted once") {
  Workspace workspace;
  const std::size_t count = workspace.lenses().size();
  CHECK(workspace.take_counts()["graphql_file_lenses"] == 1);
  CHECK(workspace.lenses().size() == count);
  CHECK(workspace.take_counts()["graphql_file_lenses"] == 0);
}

TEST_CASE("a search after an edit reads only the edited file again") {
  Workspace workspace;
  CHECK(workspace.references_of_name(place_of_name()) == 1 + 2 * document_count);
  CHECK(workspace.take_counts()["graphql_file_names"] == document_count + 1);
  workspace.set_text(document(20), "{ user { name other: name again: name } }");
  CHECK(workspace.references_of_name(place_of_name()) == 1 + 2 * document_count + 1);
  auto counts = workspace.take_counts();
  CHECK(counts["graphql_file_names"] == 1);
  CHECK(counts["graphql_file_syntax"] == 1);
  CHECK(counts["graphql_type"] == 0);
}

TEST_CASE("a search after an edit of the schema reads no document again") {
  Workspace workspace;
  static_cast<void>(workspace.references_of_name(place_of_name()));
  workspace.set_text(schema_path, "# More\n" + std::string(schema));
  CHECK(workspace.references_of_name(place_of_name() + 7) == 1 + 2 * document_count);
  auto counts = workspace.take_counts();
  CHECK(counts["graphql_file_names"] == 1);
  CHECK(counts["graphql_file_syntax"] == 1);
}

TEST_CASE("a search for symbols after an edit reads only the edited file again") {
  Workspace workspace;
  CHECK(workspace.symbols("parts") == document_count);
  CHECK(workspace.take_counts()["graphql_file_symbols"] == document_count + 1);
  workspace.set_text(document(20), "fragment Parties on User { name }");
  CHECK(workspace.symbols("part") == document_count);
  CHECK(workspace.take_counts()["graphql_file_symbols"] == 1);
}

TEST_CASE("lenses after an edit count again, but read only the edited file") {
  Workspace workspace;
  REQUIRE(workspace.lenses().size() == 1);
  CHECK(workspace.lenses().front().title == "51 references");
  CHECK(workspace.take_counts()["graphql_file_mentions"] == document_count + 1);
  workspace.set_text(document(20), "fragment F on User { ... on User { name } }");
  CHECK(workspace.lenses().front().title == "52 references");
  CHECK(workspace.take_counts()["graphql_file_mentions"] == 1);
}

}  // namespace
