// How much of the schema a feature reads: asserted by what the engine ran.
#include <algorithm>
#include <memory>
#include <mutex>
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
  /// How often a query ran since the last call of `clear`.
  [[nodiscard]] std::ptrdiff_t count(std::string_view name) const {
    return std::ranges::count(names_, name);
  }
  void clear() { names_.clear(); }

 private:
  std::vector<std::string> names_;
};

/// A schema of many types and one document.
class Workspace {
 public:
  Workspace() : database_({.listener = &executions_}) {
    engine::ChangeSet changes;
    std::vector<ide::FileId> files;
    for (const auto& [path, text] :
         {std::pair("/query.graphql", query_), {"/schema.graphql", schema_}}) {
      files.push_back(id(path));
      changes.set<ide::FileText>(files.back(), base::SourceText(text));
    }
    changes.set<ide::OpenDocuments>({}, {});
    changes.set<ide::WorkspaceFolders>({}, {"/"});
    changes.set<ide::WorkspaceFiles>({}, std::make_shared<const std::vector<ide::FileId>>(files));
    changes.set<ide::Environment>({}, {});
    database_.apply(std::move(changes));
  }

  void set_text(const std::string& path, std::string text) {
    engine::ChangeSet changes;
    changes.set<ide::FileText>(id(path), base::SourceText(std::move(text)));
    database_.apply(std::move(changes));
    executions_.clear();
  }
  [[nodiscard]] ide::CompletionList complete(std::string_view before) {
    engine::Context context(database_.snapshot());
    return language_->complete(context, id("/query.graphql"),
                               static_cast<base::TextOffset>(query_.find(before) + before.size()));
  }
  [[nodiscard]] bool hover(std::string_view before) {
    engine::Context context(database_.snapshot());
    return language_
        ->hover(context, id("/query.graphql"),
                static_cast<base::TextOffset>(query_.find(before) + before.size()))
        .has_value();
  }
  [[nodiscard]] const std::string& schema() const { return schema_; }
  [[nodiscard]] const std::string& query() const { return query_; }
  [[nodiscard]] Executions& executions() { return executions_; }

 private:
  ide::FileId id(const std::string& path) { return database_.intern(ide::FilePath{path}); }

  static std::string many_types() {
    std::string text =
        "type Query { user: User team: Team node: Node }\ntype User { id: ID name: "
        "String team: Team }\ninterface Node { id: ID }\n";
    for (int i = 0; i < 100; ++i) {
      text += "type T" + std::to_string(i) + " { id: ID }\n";
    }
    return text + "type Team { id: ID users: [User] }\n";
  }

  Executions executions_;
  std::string schema_ = many_types();
  std::string query_ = "query Q { user { id } }";
  engine::Database database_;
  std::unique_ptr<const ide::Language> language_ = graphql::make_language();
};

TEST_CASE("a list of fields assembles only the types on the way") {
  Workspace workspace;
  CHECK(workspace.complete("user { ").items.size() == 5);
  // Query, User, and the type of the meta-fields.
  CHECK(workspace.executions().count("graphql_type") == 3);
  CHECK(workspace.executions().count("graphql_known_types") == 0);
}

TEST_CASE("a list of fields that is asked for again computes nothing") {
  Workspace workspace;
  static_cast<void>(workspace.complete("user { "));
  workspace.executions().clear();
  CHECK_FALSE(workspace.complete("user { ").items.empty());
  CHECK(workspace.executions().count("graphql_type") == 0);
  CHECK(workspace.executions().count("graphql_file_syntax") == 0);
}

TEST_CASE("typing in a document runs nothing of the schema for its completions") {
  Workspace workspace;
  static_cast<void>(workspace.complete("user { "));
  workspace.set_text("/query.graphql", workspace.query() + " # more");
  CHECK_FALSE(workspace.complete("user { ").items.empty());
  CHECK(workspace.executions().count("graphql_file_syntax") == 1);
  CHECK(workspace.executions().count("graphql_type") == 0);
  CHECK(workspace.executions().count("graphql_schema_names") == 0);
}

TEST_CASE("an edit of a type that is not on the way assembles only what was asked for") {
  Workspace workspace;
  static_cast<void>(workspace.hover("query Q { user { i"));
  std::string schema = workspace.schema();
  schema.insert(schema.find("type T7 { ") + 10, "more: Int ");
  workspace.set_text("/schema.graphql", std::move(schema));
  CHECK(workspace.hover("query Q { user { i"));
  CHECK(workspace.executions().count("graphql_type") <= 3);
}

}  // namespace
