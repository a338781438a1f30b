#include <doctest/doctest.h>

#include "test/analysis/languages/graphql/language/graphql_alone.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;

TEST_CASE("hover shows what the fixtures say") {
  testing::check_hover(testing::graphql_alone(), "graphql/hover");
}
TEST_CASE("completion offers what the fixtures say") {
  testing::check_completion(testing::graphql_alone(), "graphql/completion");
}
TEST_CASE("definition leads where the fixtures say") {
  testing::check_definition(testing::graphql_alone(), "graphql/definition");
}
TEST_CASE("document symbols are what the fixtures say") {
  testing::check_document_symbols(testing::graphql_alone(), "graphql/document_symbols");
}
TEST_CASE("folding ranges are what the fixtures say") {
  testing::check_folding(testing::graphql_alone(), "graphql/folding");
}

}  // namespace
