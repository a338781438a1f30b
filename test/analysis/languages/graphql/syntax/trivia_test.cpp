#include "analysis/languages/graphql/syntax/trivia.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

std::vector<std::string> comments_before(const std::string& text, std::uint32_t token) {
  const syntax::Tree tree = parse(base::SourceText(text));
  std::vector<std::string> comments;
  for (const base::TextRange comment : CommentsIn(tree.text(), tree.token({token}).gap_before())) {
    comments.emplace_back(base::slice(tree.text(), comment));
  }
  return comments;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the comments of a gap are found in order") {
  const std::string text = " # one\n, #two # still two\r\n\r#\rtype A # three\n# four";
  CHECK(comments_before(text, 0) == Texts{"# one", "#two # still two", "#"});
  CHECK(comments_before(text, 1) == Texts{});
  CHECK(comments_before(text, 2) == Texts{"# three", "# four"});
}

TEST_CASE("a number sign inside a string begins no comment") {
  CHECK(comments_before("type A @b(c: \"# no\") # yes", 9) == Texts{"# yes"});
  CHECK(comments_before("\"\"\"# no\"\"\" type A", 1) == Texts{});
}
