#include "analysis/languages/graphql/language/language.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/features/entity.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

TEST_CASE("GraphQL claims its files, what a client calls GraphQL, and configurations") {
  const auto language = graphql::make_language();
  CHECK(language->id() == "graphql");
  CHECK(language->claims("/a.graphql", ""));
  CHECK(language->claims("/a.gql", ""));
  CHECK(language->claims("/a.graphqls", ""));
  CHECK(language->claims("/a.txt", "graphql"));
  CHECK(language->claims("/a/.graphqlrc.yml", "yaml"));
  CHECK(language->claims("/a/package.json", ""));
  CHECK(language->claims("/a.ts", "typescript"));
  CHECK(language->claims("/a.vue", ""));
  CHECK(language->claims("untitled:1", "python"));
  CHECK_FALSE(language->claims("/a.css", "css"));
  CHECK_FALSE(language->claims("/graphql", ""));
}

TEST_CASE("a configuration file has diagnostics but is no document") {
  testing::Fixture fixture;
  fixture.files.push_back({"/.graphqlrc.json", "{ \"schema\": 1 }", "json"});
  fixture.folders = {"/"};
  const testing::FixtureWorkspace workspace(std::move(fixture));
  engine::Context context(workspace.snapshot());
  const auto language = graphql::make_language();
  const ide::FileId file = workspace.files().front();
  CHECK_FALSE(language->diagnostics(context, file).empty());
  CHECK(language->document_symbols(context, file).empty());
  CHECK(language->folding_ranges(context, file).empty());
  CHECK(language->complete(context, file, 1).items.empty());
  CHECK_FALSE(language->hover(context, file, 4));
}

TEST_CASE("an offset behind the text has no answer") {
  testing::Fixture fixture;
  fixture.files.push_back({"/a.graphql", "type Query { a: Int }", std::nullopt});
  fixture.folders = {"/"};
  const testing::FixtureWorkspace workspace(std::move(fixture));
  engine::Context context(workspace.snapshot());
  const auto language = graphql::make_language();
  CHECK_FALSE(language->hover(context, workspace.files().front(), 1000));
  CHECK(language->complete(context, workspace.files().front(), 1000).items.empty());
  CHECK(language->definition(context, workspace.files().front(), 1000).empty());
}

TEST_CASE("keys of completion items come back as what they were made from") {
  using graphql::Entity;
  const Entity entities[] = {
      {Entity::Kind::type, "", "User", ""},
      {Entity::Kind::field, "User", "name", ""},
      {Entity::Kind::argument, "User", "friends", "first"},
      {Entity::Kind::input_field, "Order", "by", ""},
      {Entity::Kind::enum_value, "Kind", "HUMAN", ""},
      {Entity::Kind::directive, "", "include", ""},
      {Entity::Kind::directive_argument, "", "include", "if"},
      {Entity::Kind::fragment, "", "Parts", ""},
  };
  for (const Entity& entity : entities) {
    CHECK(Entity::from_key(entity.to_key()) == entity);
  }
}

TEST_CASE("texts that are no keys are told apart") {
  for (const char* text : {"", "type", "type User", "what User.name.", " ..", ".. type", "field"}) {
    CAPTURE(text);
    CHECK_FALSE(graphql::Entity::from_key(text));
  }
}

TEST_CASE("every trigger character can open a list") {
  // A trigger that never leads anywhere would cost a request with every keystroke.
  const std::string schema =
      "directive @d(a: E) on FIELD\nenum E { A }\ntype Query { a(b: E, c: [E]): Query }\n"
      "interface I { a: Int }\nunion U = Query\n";
  const std::pair<char, std::string> cases[] = {
      {'{', "{"},
      {'(', "{ a("},
      {':', "{ a(b:"},
      {'$', "query Q($v: E) { a(b: $"},
      {'@', "{ a @"},
      {'.', "{ ..."},
      {'[', "{ a(c: ["},
      {'=', "query Q($v: E ="},
      {'&', "type T implements I &"},
      {'|', "union V = Query |"},
  };
  const auto language = graphql::make_language();
  CHECK(language->completion_triggers().size() == std::size(cases));
  for (const auto& [trigger, text] : cases) {
    CAPTURE(text);
    testing::Fixture fixture;
    fixture.files.push_back({"/a.graphql", text, "graphql"});
    fixture.files.push_back(
        {"/schema.graphql",
         schema +
             (trigger == '&' || trigger == '|' ? "interface J { a: Int } type X { a: Int }" : ""),
         std::nullopt});
    fixture.folders = {"/"};
    const testing::FixtureWorkspace workspace(std::move(fixture));
    engine::Context context(workspace.snapshot());
    CHECK(language->completion_triggers().find(trigger) != std::string_view::npos);
    CHECK_FALSE(language
                    ->complete(context, workspace.file("/a.graphql"),
                               static_cast<base::TextOffset>(text.size()))
                    .items.empty());
  }
}

}  // namespace
