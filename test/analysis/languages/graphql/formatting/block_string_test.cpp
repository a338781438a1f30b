#include "analysis/languages/graphql/formatting/block_string.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace troupe;
using namespace troupe::graphql;

namespace {

std::vector<std::string> lines_of(const std::string& content) {
  const std::string literal = "\"\"\"" + content + "\"\"\"";
  std::vector<std::string> lines;
  for (const base::TextRange line :
       lines_of_block_string(literal, {0, static_cast<base::TextOffset>(literal.size())}).lines) {
    lines.emplace_back(base::slice(literal, line));
  }
  return lines;
}

BlockStringLines of(const std::string& content) {
  const std::string literal = "\"\"\"" + content + "\"\"\"";
  return lines_of_block_string(literal, {0, static_cast<base::TextOffset>(literal.size())});
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the indentation that lines have in common is none of the value") {
  CHECK(lines_of("\n    a\n      b\n    ") == Lines{"a", "  b"});
  CHECK(lines_of("a\n    b\n      c") == Lines{"a", "b", "  c"});
  CHECK(lines_of("\r\n\ta\r\n\t\tb\r\n") == Lines{"a", "\tb"});
}

TEST_CASE("blank lines go at the ends and stay within") {
  CHECK(lines_of("\n\n  a\n\n  b\n  \n\n") == Lines{"a", "", "b"});
  CHECK(lines_of("") == Lines{});
  CHECK(lines_of("  \n \n") == Lines{});
}

TEST_CASE("white space at the end of a line belongs to the value") {
  CHECK(lines_of("\n  a  \n      \n  b") == Lines{"a  ", "    ", "b"});
}

TEST_CASE("white space behind the opening quotes binds the only line to them") {
  CHECK(of("  a").is_bound_to_quotes);
  CHECK_FALSE(of("a").is_bound_to_quotes);
  CHECK_FALSE(of("\n  a\n").is_bound_to_quotes);
  CHECK_FALSE(of("  a\nb").is_bound_to_quotes);
}

TEST_CASE("behind a quote or a backslash the closing quotes would mean something else") {
  CHECK(of("  a").can_close_behind);
  CHECK(of("  a \\\"\"\"").can_close_behind);
  CHECK_FALSE(of("  a\"\n").can_close_behind);
  CHECK_FALSE(of("  a\\\n").can_close_behind);
}
