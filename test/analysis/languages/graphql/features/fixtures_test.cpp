#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

ide::LanguageSet graphql_alone() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(graphql::make_language());
  return ide::LanguageSet(std::move(languages));
}

TEST_CASE("hover shows what the fixtures say") {
  testing::check_hover(graphql_alone(), "graphql/hover");
}
TEST_CASE("completion offers what the fixtures say") {
  testing::check_completion(graphql_alone(), "graphql/completion");
}
TEST_CASE("definition leads where the fixtures say") {
  testing::check_definition(graphql_alone(), "graphql/definition");
}
TEST_CASE("document symbols are what the fixtures say") {
  testing::check_document_symbols(graphql_alone(), "graphql/document_symbols");
}
TEST_CASE("folding ranges are what the fixtures say") {
  testing::check_folding(graphql_alone(), "graphql/folding");
}

}  // namespace
