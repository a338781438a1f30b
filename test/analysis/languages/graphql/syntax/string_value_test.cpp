#include "analysis/languages/graphql/syntax/string_value.hpp"

#include <doctest/doctest.h>

using troupe::graphql::string_value;

TEST_CASE("escapes stand for their characters") {
  CHECK(string_value(R"("")") == "");
  CHECK(string_value(R"("plain")") == "plain");
  CHECK(string_value(R"("\" \\ \/ \b \f \n \r \t")") == "\" \\ / \b \f \n \r \t");
  CHECK(string_value(R"("\u0041\u00e9\u20AC")") == "A\u00E9\u20AC");
  CHECK(string_value(R"("\uD83D\uDE00\u{1F600}\u{41}\u{0000041}")") == "\U0001F600\U0001F600AA");
}

TEST_CASE("escapes that are none stand as written") {
  CHECK(string_value(R"("\x \uXYZW \u{110000} \uD83D \")") == R"(\x \uXYZW \u{110000} \uD83D \)");
}

TEST_CASE("a missing end is the end") {
  CHECK(string_value("\"abc") == "abc");
  CHECK(string_value("\"\"\"abc") == "abc");
  CHECK(string_value("\"") == "");
  CHECK(string_value("\"\"\"") == "");
  CHECK(string_value("'abc'") == "abc");
}

TEST_CASE("block strings lose the indentation that their lines share") {
  CHECK(string_value("\"\"\"\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  \"\"\"") ==
        "Hello,\n  World!\n\nYours,\n  GraphQL.");
  CHECK(string_value("\"\"\"    first\n  second\"\"\"") == "    first\nsecond");
  CHECK(string_value("\"\"\"\t\ta\r\n\t\tb\r\t\t c\"\"\"") == "\t\ta\nb\n c");
}

TEST_CASE("block strings lose blank lines at their ends and keep those inside") {
  CHECK(string_value("\"\"\"\n \n\t\n  a\n\n  b\n \n\"\"\"") == "a\n\nb");
  CHECK(string_value("\"\"\"   \n  \n\"\"\"") == "");
  CHECK(string_value("\"\"\"\"\"\"") == "");
}

TEST_CASE("in block strings only three quotes can be escaped") {
  CHECK(string_value(R"("""a \""" b \n \u0041 " "" c""")") == R"(a """ b \n \u0041 " "" c)");
}
