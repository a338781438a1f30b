#include "analysis/languages/graphql/formatting/edit_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace troupe;
using namespace troupe::graphql;

namespace {

/// The edits that put `between` between the first and the last character of a text.
std::vector<ide::TextEdit> edits_for(std::string_view text, std::string_view between) {
  EditWriter writer(text);
  const auto size = static_cast<base::TextOffset>(text.size());
  writer.keep({0, 1});
  writer.write(between);
  writer.keep({size - 1, size});
  return writer.take();
}

}  // namespace

TEST_CASE("what is as it should be is not edited") {
  CHECK(edits_for("a\n  b", "\n  ").empty());
}

TEST_CASE("an edit leaves out what both texts have in common") {
  CHECK(edits_for("a\n      b", "\n  ") == std::vector<ide::TextEdit>{{{4, 8}, ""}});
  CHECK(edits_for("a\n  b", "\n    ") == std::vector<ide::TextEdit>{{{4, 4}, "  "}});
  CHECK(edits_for("a,b", " ") == std::vector<ide::TextEdit>{{{1, 2}, " "}});
}

TEST_CASE("an edit never ends between CR and LF") {
  CHECK(edits_for("a\r\n\r\nb", "\r\n") == std::vector<ide::TextEdit>{{{3, 5}, ""}});
  CHECK(edits_for("a\nb", "\r\n") == std::vector<ide::TextEdit>{{{1, 2}, "\r\n"}});
  CHECK(edits_for("a\r\nb", "\n") == std::vector<ide::TextEdit>{{{1, 3}, "\n"}});
}

TEST_CASE("while it is switched off everything stays") {
  EditWriter writer("a,b,c");
  writer.keep({0, 1});
  writer.switch_on(false);
  writer.write(" ");
  writer.keep({2, 3});
  writer.switch_on(true);
  writer.write(" ");
  writer.keep({4, 5});
  CHECK(writer.take() == std::vector<ide::TextEdit>{{{3, 4}, " "}});
}

TEST_CASE("edits are applied from the front") {
  CHECK(apply_edits("a,b", {{{0, 0}, "("}, {{1, 2}, " "}, {{3, 3}, ")"}}) == "(a b)");
}
