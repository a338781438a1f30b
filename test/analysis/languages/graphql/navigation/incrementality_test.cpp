// What navigation reads again after an edit: asserted by what the engine ran.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"

namespace {

using namespace troupe;

class Executions final : public engine::EventListener {
 public:
  void on_event(const engine::Event& event) override {
    if (event.kind == engine::EventKind::will_execute) {
      names_.emplace_back(event.name);
    }
  }
  [[nodiscard]] std::ptrdiff_t count(std::string_view name) const {
    return std::ranges::count(names_, name);
  }
  void clear() { names_.clear(); }

 private:
  std::vector<std::string> names_;
};

constexpr int document_count = 50;

/// A schema and many documents that use it.
class Workspace {
 public:
  Workspace() : database_({.listener = &executions_}) {
    engine::ChangeSet changes;
    std::vector<ide::FileId> files;
    const auto add = [&](const std::string& path, const std::string& text) {
      files.push_back(id(path));
      changes.set<ide::FileText>(files.back(), base::SourceText(text));
    };
    for (int i = 10; i < 10 + document_count; ++i) {
      add(document(i), query(i));
    }
    add("/schema.graphql", schema());
    changes.set<ide::OpenDocuments>({}, {});
    changes.set<ide::WorkspaceFolders>({}, {"/"});
    changes.set<ide::WorkspaceFiles>({}, std::make_shared<const std::vector<ide::FileId>>(files));
    changes.set<ide::Environment>({}, {});
    database_.apply(std::move(changes));
  }

  static std::string document(int number) {
    return "/documents/" + std::to_string(number) + ".graphql";
  }
  static std::string query(int number) {
    return "query Q" + std::to_string(number) + " { user { name ...Parts" + std::to_string(number) +
           " } }\nfragment Parts" + std::to_string(number) + " on User { name }\n";
  }
  static std::string schema() { return "type Query { user: User }\ntype User { name: String }\n"; }

  void set_text(const std::string& path, std::string text) {
    engine::ChangeSet changes;
    changes.set<ide::FileText>(id(path), base::SourceText(std::move(text)));
    database_.apply(std::move(changes));
    executions_.clear();
  }
  /// How often the name of the field is found, asked for where it is defined.
  [[nodiscard]] std::size_t references_of_name(base::TextOffset offset) {
    engine::Context context(database_.snapshot());
    return language_->references(context, id("/schema.graphql"), offset, true).size();
  }
  [[nodiscard]] std::size_t symbols(std::string_view query) {
    engine::Context context(database_.snapshot());
    return language_->workspace_symbols(context, query, 1'000).size();
  }
  [[nodiscard]] std::vector<ide::CodeLens> lenses() {
    engine::Context context(database_.snapshot());
    return language_->code_lenses(context, id("/schema.graphql"));
  }
  [[nodiscard]] Executions& executions() { return executions_; }

 private:
  ide::FileId id(const std::string& path) { return database_.intern(ide::FilePath{path}); }

  Executions executions_;
  engine::Database database_;
  std::unique_ptr<const ide::Language> language_ = graphql::make_language();
};

base::TextOffset place_of_name() {
  return static_cast<base::TextOffset>(Workspace::schema().find("name"));
}

TEST_CASE("a search after an edit reads only the edited file again") {
  Workspace workspace;
  CHECK(workspace.references_of_name(place_of_name()) == 1 + 2 * document_count);
  CHECK(workspace.executions().count("graphql_file_names") == document_count + 1);
  workspace.set_text(Workspace::document(20), "{ user { name other: name again: name } }");
  CHECK(workspace.references_of_name(place_of_name()) == 1 + 2 * document_count + 1);
  CHECK(workspace.executions().count("graphql_file_names") == 1);
  CHECK(workspace.executions().count("graphql_file_syntax") == 1);
  CHECK(workspace.executions().count("graphql_type") == 0);
}

TEST_CASE("a search after an edit of the schema reads no document again") {
  Workspace workspace;
  static_cast<void>(workspace.references_of_name(place_of_name()));
  workspace.set_text("/schema.graphql", "# More\n" + Workspace::schema());
  CHECK(workspace.references_of_name(place_of_name() + 7) == 1 + 2 * document_count);
  CHECK(workspace.executions().count("graphql_file_names") == 1);
  CHECK(workspace.executions().count("graphql_file_syntax") == 1);
}

TEST_CASE("a search for symbols after an edit reads only the edited file again") {
  Workspace workspace;
  CHECK(workspace.symbols("parts") == document_count);
  CHECK(workspace.executions().count("graphql_file_symbols") == document_count + 1);
  workspace.set_text(Workspace::document(20), "fragment Parties on User { name }");
  CHECK(workspace.symbols("part") == document_count);
  CHECK(workspace.executions().count("graphql_file_symbols") == 1);
}

TEST_CASE("lenses after an edit count again, but read only the edited file") {
  Workspace workspace;
  REQUIRE(workspace.lenses().size() == 1);
  CHECK(workspace.lenses().front().title == "51 references");
  CHECK(workspace.executions().count("graphql_file_mentions") == document_count + 1);
  workspace.set_text(Workspace::document(20), "fragment F on User { ... on User { name } }");
  CHECK(workspace.lenses().front().title == "52 references");
  CHECK(workspace.executions().count("graphql_file_mentions") == 1);
}

}  // namespace
