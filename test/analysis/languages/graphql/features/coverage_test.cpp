// What the fixtures of the features show at least once: every kind of node, of place and of thing.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/features/completion_place.hpp"
#include "analysis/languages/graphql/features/entity.hpp"
#include "analysis/languages/graphql/language/language.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

/// What has been seen so far; `check_fixtures` takes no closure that could hold it.
struct Seen {
  std::set<graphql::NodeKind> nodes;
  std::set<graphql::PlaceKind> places;
  std::set<graphql::Entity::Kind> entities;
};
Seen& seen() {
  static Seen instance;
  return instance;
}

std::string look(testing::FixtureWorkspace& workspace, const ide::LanguageSet&) {
  engine::Context context(workspace.snapshot());
  for (const testing::FixtureFile& file : workspace.fixture().files) {
    if (graphql::is_graphql_path(file.path)) {
      const syntax::Tree& tree = context.get<graphql::FileSyntax>(workspace.file(file.path));
      for (const syntax::NodeRecord& node : tree.nodes()) {
        seen().nodes.insert(static_cast<graphql::NodeKind>(node.kind()));
      }
    }
  }
  for (const testing::FixtureCursor& cursor : workspace.fixture().cursors) {
    const ide::FileId file = workspace.file(cursor.path);
    const syntax::Tree& tree = context.get<graphql::FileSyntax>(file);
    seen().places.insert(graphql::completion_place(tree, cursor.offset).kind);
    if (const auto project = context.get<graphql::ProjectOf>(file)) {
      const graphql::Schema schema(context, *project);
      if (const auto use = graphql::entity_at(schema, tree, cursor.offset)) {
        seen().entities.insert(use->entity.kind);
      }
    }
  }
  return workspace.fixture().expectation;
}

void look_at(const char* directory) {
  seen() = {};
  testing::check_fixtures(ide::LanguageSet({}), directory, look);
}

TEST_CASE("the fixtures of the outline hold every kind of node") {
  std::set<graphql::NodeKind> nodes;
  for (const char* directory :
       {"graphql/document_symbols", "graphql/folding", "graphql/hover", "graphql/completion"}) {
    look_at(directory);
    nodes.merge(seen().nodes);
  }
  for (std::size_t kind = 0; kind < graphql::node_kind_count; ++kind) {
    CAPTURE(graphql::to_string(static_cast<graphql::NodeKind>(kind)));
    CHECK(nodes.contains(static_cast<graphql::NodeKind>(kind)));
  }
}

TEST_CASE("the fixtures of completion have a cursor in every kind of place") {
  look_at("graphql/completion");
  for (int kind = 0; kind <= static_cast<int>(graphql::PlaceKind::directive_location); ++kind) {
    CAPTURE(kind);
    CHECK(seen().places.contains(static_cast<graphql::PlaceKind>(kind)));
  }
}

TEST_CASE("hover and definition are asked about every kind of thing") {
  for (const char* directory : {"graphql/hover", "graphql/definition"}) {
    look_at(directory);
    for (int kind = 0; kind <= static_cast<int>(graphql::Entity::Kind::variable); ++kind) {
      CAPTURE(directory);
      CAPTURE(kind);
      CHECK(seen().entities.contains(static_cast<graphql::Entity::Kind>(kind)));
    }
  }
}

}  // namespace
