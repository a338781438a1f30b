// Texts that would take minutes if anything here were quadratic.
#include <string>

#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;

testing::FixtureWorkspace workspace_of(std::string text) {
  testing::Fixture fixture;
  fixture.files.push_back({"/a.graphql", std::move(text), std::nullopt});
  fixture.folders = {"/"};
  return testing::FixtureWorkspace(std::move(fixture));
}

constexpr int many = 20'000;

TEST_CASE("tens of thousands of fragments in one operation are followed") {
  std::string text = "type Query { a: Int }\nquery Q($v: Int) {";
  std::string fragments;
  for (int i = 0; i < many; ++i) {
    const std::string name = "F" + std::to_string(i);
    text.append(" ...").append(name);
    fragments.append("fragment ").append(name).append(" on Query { a @x(v: $v) }\n");
  }
  text.append(" }\n").append(fragments);
  const testing::FixtureWorkspace workspace = workspace_of(text);
  testing::Answers answers(workspace);
  const ide::LanguageSet languages = testing::graphql_alone();
  const ide::Language& language = *languages.all().front();
  const ide::FileId file = workspace.file("/a.graphql");
  const auto operation = static_cast<ide::TextOffset>(text.find("Q("));
  CHECK(language.outgoing_calls(answers.context(), file, operation).size() == many);
  CHECK(language.references(answers.context(), file, operation + 3, true).size() == many + 1);
  CHECK(language.code_lenses(answers.context(), file).size() == many);
  CHECK(language.rename(answers.context(), file, operation + 3, "w")->front().edits.size() ==
        many + 1);
}

TEST_CASE("a chain of tens of thousands of fragments is followed") {
  std::string text = "type Query { a: Int }\nquery Q($v: Int) { ...F0 }\n";
  for (int i = 0; i < many; ++i) {
    text.append("fragment F").append(std::to_string(i)).append(" on Query { a @x(v: $v) ...F");
    text.append(std::to_string(i + 1)).append(" }\n");
  }
  const testing::FixtureWorkspace workspace = workspace_of(text);
  testing::Answers answers(workspace);
  const ide::LanguageSet languages = testing::graphql_alone();
  const auto last = static_cast<ide::TextOffset>(text.rfind("$v") + 1);
  const auto edits =
      languages.all().front()->rename(answers.context(), workspace.file("/a.graphql"), last, "w");
  REQUIRE(edits.has_value());
  CHECK(edits->front().edits.size() == many + 1);
}

TEST_CASE("long runs of brackets behind a URL are no trouble") {
  std::string text = "# https://example.com/";
  text.append(1'000'000, ')').append(1'000'000, '(').append(1'000'000, '.');
  const testing::FixtureWorkspace workspace = workspace_of(text);
  testing::Answers answers(workspace);
  const ide::LanguageSet languages = testing::graphql_alone();
  const auto links =
      languages.all().front()->document_links(answers.context(), workspace.file("/a.graphql"));
  REQUIRE(links.size() == 1);
  CHECK(links.front().target == "https://example.com/");
}

}  // namespace
