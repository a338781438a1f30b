// Navigation over GitHub's schema and two thousand generated documents: that the answers agree with
// each other, and how long they take. Reads the schema whose path is in TROUPE_GITHUB_SCHEMA
// (tools/github-schema prints it); without one there is nothing to do.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;

constexpr int document_count = 2'000;

std::string document(int number) {
  const std::string n = std::to_string(number);
  return "query Q" + n + "($owner: String!, $name: String!, $first: Int = 10) {\n" +
         "  repository(owner: $owner, name: $name) {\n    id\n    nameWithOwner\n" +
         "    issues(first: $first, states: [OPEN]) { nodes { id title author { login } } }\n" +
         "    ...Parts" + n + "\n  }\n  node(id: \"x\") { id ... on User { id login } }\n}\n" +
         "fragment Parts" + n + " on Repository { id owner { id login } }\n";
}

testing::FixtureWorkspace workspace_over(const char* schema_path) {
  std::stringstream schema;
  schema << std::ifstream(schema_path).rdbuf();
  testing::Fixture fixture;
  fixture.files.push_back({"/schema.graphql", schema.str(), std::nullopt});
  for (int i = 0; i < document_count; ++i) {
    fixture.files.push_back(
        {"/documents/" + std::to_string(i) + ".graphql", document(i), std::nullopt});
  }
  fixture.folders = {"/"};
  return testing::FixtureWorkspace(std::move(fixture));
}

/// Runs something and prints how long the processor took for it, whatever else the machine does.
template <typename Work>
auto timed(const std::string& what, Work work) {
  const std::clock_t begin = std::clock();
  auto result = work();
  const double time = 1e3 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%-64s %9.2f ms\n", what.c_str(), time);
  return result;
}

/// Where `text` stands in the schema, `behind` characters further.
base::TextOffset place_in(std::string_view schema, std::string_view text, std::size_t behind) {
  const std::size_t at = schema.find(text);
  REQUIRE(at != std::string_view::npos);
  return static_cast<base::TextOffset>(at + behind);
}

base::TextOffset offset_of(std::string_view schema, std::string_view type,
                           std::string_view member) {
  const base::TextOffset begin = place_in(schema, type, 0);
  const std::size_t at = schema.find("\n  " + std::string(member) + ":", begin);
  REQUIRE(at != std::string_view::npos);
  return static_cast<base::TextOffset>(at + 3);
}

/// The names that are asked about, where the schema defines them.
struct Subjects {
  explicit Subjects(std::string_view schema)
      : repository(place_in(schema, "\ntype Repository ", 6)),
        node_id(offset_of(schema, "\ninterface Node {", "id")),
        login(offset_of(schema, "\ntype User ", "login")) {}

  base::TextOffset repository;
  base::TextOffset node_id;
  base::TextOffset login;
};

void ask_references(const testing::FixtureWorkspace& workspace, const std::string& when) {
  const ide::LanguageSet languages = testing::graphql_alone();
  const ide::FileId file = workspace.file("/schema.graphql");
  const Subjects subjects(workspace.fixture().files.back().text);
  engine::Context context(workspace.snapshot());
  for (const auto& [name, offset] :
       {std::pair("Repository", subjects.repository), std::pair("Node.id", subjects.node_id),
        std::pair("User.login", subjects.login)}) {
    const auto found = timed(std::string("references of ") + name + ", " + when, [&] {
      return languages.all().front()->references(context, file, offset, true);
    });
    std::printf("    %zu places\n", found.size());
    CHECK(found.size() > document_count);
  }
}

void ask_rename(testing::FixtureWorkspace& workspace) {
  const ide::LanguageSet languages = testing::graphql_alone();
  const ide::Language& language = *languages.all().front();
  const ide::FileId file = workspace.file("/schema.graphql");
  const Subjects subjects(workspace.fixture().files.back().text);
  engine::Context context(workspace.snapshot());
  static_cast<void>(timed("prepare a rename of Repository", [&] {
    return language.prepare_rename(context, file, subjects.repository);
  }));
  // The schema has mistakes of its own (deprecated fields that interfaces do not deprecate).
  const std::size_t own_mistakes = language.diagnostics(context, file).size();
  const auto edits = timed("rename Repository", [&] {
    return language.rename(context, file, subjects.repository, "Depot");
  });
  REQUIRE(edits.has_value());
  std::size_t count = 0;
  for (const ide::FileEdits& of_file : *edits) {
    count += of_file.edits.size();
  }
  CHECK(count == language.references(context, file, subjects.repository, true).size());
  const auto family = timed("rename Node.id", [&] {
    return language.rename(context, file, subjects.node_id, "identity");
  });
  REQUIRE(family.has_value());
  CHECK(family->size() == document_count + 1);
  testing::apply(workspace, context, *edits);
  engine::Context after(workspace.snapshot());
  for (const char* path : {"/documents/0.graphql", "/documents/1999.graphql"}) {
    CHECK(language.diagnostics(after, workspace.file(path)).empty());
  }
  CHECK(language.diagnostics(after, file).size() == own_mistakes);
}

void ask_symbols(const testing::FixtureWorkspace& workspace, const std::string& when) {
  const ide::LanguageSet languages = testing::graphql_alone();
  engine::Context context(workspace.snapshot());
  for (const char* query : {"PullReq", "prr", "Repository.iss", "nameWithOwner", "xyzzy", ""}) {
    const auto found = timed(std::string("workspace symbols \"") + query + "\", " + when, [&] {
      return languages.all().front()->workspace_symbols(context, query, 128);
    });
    if (std::string_view(query) == "PullReq") {
      CHECK(found.front().name == "PullRequest");
    }
  }
}

TEST_CASE("navigation over GitHub's schema and two thousand documents") {
  const char* path = std::getenv("TROUPE_GITHUB_SCHEMA");
  if (path == nullptr) {
    MESSAGE("skipped: TROUPE_GITHUB_SCHEMA is not set");
    return;
  }
  testing::FixtureWorkspace workspace = workspace_over(path);
  ask_references(workspace, "first");
  ask_references(workspace, "again");
  workspace.set_text("/documents/7.graphql", document(7) + "# more");
  ask_references(workspace, "after an edit of a document");
  std::string schema = workspace.fixture().files.back().text;
  workspace.set_text("/schema.graphql", schema + "# more");
  ask_references(workspace, "after an edit of the schema");
  ask_symbols(workspace, "first");
  ask_symbols(workspace, "again");
  const ide::LanguageSet languages = testing::graphql_alone();
  for (const char* when : {"first", "again"}) {
    engine::Context context(workspace.snapshot());
    for (const char* file : {"/schema.graphql", "/documents/3.graphql"}) {
      const auto lenses = timed(std::string("code lenses of ") + file + ", " + when, [&] {
        return languages.all().front()->code_lenses(context, workspace.file(file));
      });
      CHECK_FALSE(lenses.empty());
    }
  }
  ask_rename(workspace);
}

}  // namespace
