#include <doctest/doctest.h>

#include "test/support/fixture.hpp"

namespace troupe::testing {
namespace {

std::string error_of(std::string_view text) {
  const auto fixture = parse_fixture(text);
  return fixture ? "no error" : fixture.error().message;
}

TEST_CASE("files, cursors and labels are taken out of the text") {
  const auto fixture = parse_fixture(
      "What this shows.\n"
      "//- /a.x\n"
      "one $0two\n"
      "^^^ 1\n"
      "    ^^^ second one\n"
      "# ^^^ a comment\n"
      "//- /b.x other\n"
      "b$0\n"
      "//- expect\n"
      "//- said\n");
  REQUIRE(fixture.has_value());
  REQUIRE(fixture->files.size() == 2);
  CHECK(fixture->files[0].path == "/a.x");
  CHECK(fixture->files[0].text == "one two\n# ^^^ a comment\n");
  CHECK_FALSE(fixture->files[0].language_id.has_value());
  CHECK(fixture->files[1].text == "b\n");
  CHECK(fixture->files[1].language_id == "other");
  REQUIRE(fixture->cursors.size() == 2);
  CHECK(fixture->cursors[0].path == "/a.x");
  CHECK(fixture->cursors[0].offset == 4);
  CHECK(fixture->cursors[1].offset == 1);
  REQUIRE(fixture->labels.size() == 2);
  CHECK(fixture->labels[0].name == "1");
  CHECK(fixture->labels[0].range == base::TextRange{0, 3});
  CHECK(fixture->labels[1].name == "second one");
  CHECK(fixture->labels[1].range == base::TextRange{4, 7});
  CHECK(fixture->folders == std::vector<std::string>{"/"});
  CHECK(fixture->head.ends_with("//- expect\n"));
  CHECK(fixture->expectation == "//- said\n");
}

TEST_CASE("carets count characters, several groups share a marker line") {
  const auto fixture = parse_fixture(
      "//- /a.x\n"
      "é😀xy z\n"
      "^ e  ^ z\n"
      " ^^ smile and x\n");
  REQUIRE(fixture.has_value());
  REQUIRE(fixture->labels.size() == 3);
  CHECK(fixture->labels[0].range == base::TextRange{0, 2});
  CHECK(fixture->labels[1].name == "z");
  CHECK(fixture->labels[1].range == base::TextRange{9, 10});
  CHECK(fixture->labels[2].range == base::TextRange{2, 7});
}

TEST_CASE("a file may have CRLF line ends, and labels know where its lines end") {
  const auto fixture = parse_fixture("//- /a.x graphql crlf\nab$0\n^^ all\nc\n");
  REQUIRE(fixture.has_value());
  CHECK(fixture->files[0].text == "ab\r\nc\r\n");
  CHECK(fixture->files[0].language_id == "graphql");
  CHECK(fixture->cursors[0].offset == 2);
  CHECK(fixture->labels[0].range == base::TextRange{0, 2});
}

TEST_CASE("folders and environment can be given") {
  const auto fixture =
      parse_fixture("//- folders /one /two\n//- environment API=https://x.y/z w\n//- /one/a.x\n\n");
  REQUIRE(fixture.has_value());
  CHECK(fixture->folders == std::vector<std::string>{"/one", "/two"});
  CHECK(fixture->environment.at("API") == "https://x.y/z w");
  CHECK(fixture->files[0].text == "\n");
}

TEST_CASE("a fixture without an expectation gets one at its end") {
  const auto fixture = parse_fixture("//- /a.x\ntext");
  REQUIRE(fixture.has_value());
  CHECK(fixture->files[0].text == "text\n");
  CHECK(fixture->head == "//- /a.x\ntext\n//- expect\n");
  CHECK(fixture->expectation.empty());
}

TEST_CASE("mistakes in a fixture are named with their line") {
  CHECK(error_of("nothing") == "no file: one begins with a line '//- /path'");
  CHECK(error_of("//- a.x\n") == "line 1: unknown directive 'a.x'");
  CHECK(error_of("//- /a.x\n^ x\n") == "line 2: no line of text stands above these carets");
  CHECK(error_of("//- /a.x\nab\n^^^ x\n") == "line 3: carets reach past the line above");
  CHECK(error_of("//- /a.x\nab\n^^\n") == "line 3: carets without a label");
  CHECK(error_of("//- /a.x\n//- /a.x\n") == "line 2: /a.x is there already");
  CHECK(error_of("//- /a.x one two\n") == "line 1: unexpected 'two'");
  CHECK(error_of("//- environment A\n") == "line 1: expected NAME=value");
}

}  // namespace
}  // namespace troupe::testing
