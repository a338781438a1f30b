#include <doctest/doctest.h>

#include "test/server/sample_report.hpp"

namespace troupe::server {
namespace {

/// The lines of source and carets of a report with one finding.
std::string excerpt(std::string text, base::TextRange range) {
  const std::string out = format_text(one_finding(std::move(text), range), in_w());
  const std::size_t begin = out.find('\n') + 1;
  const std::size_t end = out.rfind('\n', out.size() - 2) + 1;
  return out.substr(begin, end - begin);
}

TEST_CASE("each finding shows place, message, code, source and carets, and what it relates to") {
  CHECK(format_text(sample_report(), in_w()) ==
        "a.x:2:1: error: No field \"nome\". [x/known]\n"
        " 2 | nome \xF0\x9F\x98\x80 id\n"
        "   | ^^^^\n"
        "schema.x:1:6: note: The type is here.\n"
        " 1 | type Hero {}\n"
        "   |      ^^^^\n"
        "a.x:2:8: warning: Deprecated. [x/old]\n"
        " 2 | nome \xF0\x9F\x98\x80 id\n"
        "   |         ^^\n"
        "sub/b.x:1:1: hint: Hint. [x/hint]\n"
        " 1 | b\n"
        "   | ^\n"
        "1 error and 1 warning in 2 files\n");
}

TEST_CASE("a clean report is one line") {
  actors::CheckReport report;
  CHECK(format_text(report, in_w()) == "No problems in 0 files\n");
  report.files.push_back(checked_file("/w/a.x", "a", {}));
  CHECK(format_text(report, in_w()) == "No problems in 1 file\n");
  CHECK(summary_line({3, 2, 0}) == "2 errors in 3 files");
  CHECK(summary_line({1, 0, 1}) == "1 warning in 1 file");
}

TEST_CASE("carets stand under wide characters, tabs and combining marks as they are shown") {
  CHECK(excerpt("\xF0\x9F\x98\x80x", {0, 4}) == " 1 | \xF0\x9F\x98\x80x\n   | ^^\n");
  CHECK(excerpt("\xE6\xBC\xA2x", {3, 4}) == " 1 | \xE6\xBC\xA2x\n   |   ^\n");
  CHECK(excerpt("\ta\tb", {3, 4}) == " 1 |     a   b\n   |         ^\n");
  CHECK(excerpt("\ta", {0, 1}) == " 1 |     a\n   | ^^^^\n");
  CHECK(excerpt("e\xCC\x81x", {3, 4}) == " 1 | e\xCC\x81x\n   |  ^\n");
}

TEST_CASE("control characters and what reorders text are made visible") {
  CHECK(excerpt("a\x1B[31mb", {1, 2}) == " 1 | a\xE2\x90\x9B[31mb\n   |  ^\n");
  CHECK(excerpt("a\xE2\x80\xAE"
                "b",
                {4, 5}) == " 1 | a<U+202E>b\n   |          ^\n");
  CHECK(excerpt("a\xFF"
                "b",
                {2, 3}) == " 1 | a<FF>b\n   |      ^\n");
  CHECK(format_text(one_finding("a", {0, 1}, "say \x1B[2J\nand more"), in_w())
            .starts_with("a.x:1:1: error: say \xE2\x90\x9B[2J\n    and more [x/rule]\n"));
}

TEST_CASE("an empty range gets one caret, at the end of a line and of the text too") {
  CHECK(excerpt("ab\ncd\n", {1, 1}) == " 1 | ab\n   |  ^\n");
  CHECK(excerpt("ab\ncd\n", {2, 2}) == " 1 | ab\n   |   ^\n");
  CHECK(excerpt("ab\n", {3, 3}) == " 2 |\n   | ^\n");
  CHECK(excerpt("", {0, 0}) == " 1 |\n   | ^\n");
}

TEST_CASE("a range of several lines shows its first and its last, without indentation") {
  CHECK(excerpt("a {\n  b\n}\n", {2, 9}) == " 1 | a {\n   |   ^\n..\n 3 | }\n   | ^\n");
  CHECK(excerpt("a {\n  b }\n", {2, 9}) == " 1 | a {\n   |   ^\n 2 |   b }\n   |   ^^^\n");
  CHECK(excerpt("a\nb\n", {0, 2}) == " 1 | a\n   | ^\n");
  CHECK(excerpt("a\r\nb\r\n", {0, 4}) == " 1 | a\n   | ^\n 2 | b\n   | ^\n");
}

TEST_CASE("line numbers of different widths share a gutter") {
  std::string text;
  for (int i = 0; i < 9; ++i) {
    text += "x\n";
  }
  text += "y\n";
  CHECK(excerpt(text, {16, 19}) == "  9 | x\n    | ^\n 10 | y\n    | ^\n");
}

TEST_CASE("a very long line is cut around the carets") {
  const std::string shown =
      excerpt(std::string(1000, 'a') + "B" + std::string(1000, 'c'), {1000, 1001});
  CHECK(shown.size() < 500);
  CHECK(shown.starts_with(" 1 | ...aaaa"));
  CHECK(shown.find("aBc") != std::string::npos);
  CHECK(shown.find("ccc...\n") != std::string::npos);
  const std::size_t source = shown.find('B') - 5;
  CHECK(shown.find('^') - shown.find("   | ") - 5 == source);
}

TEST_CASE("colours are all there is to a coloured report") {
  Presentation colored = in_w();
  colored.colors = true;
  std::string text = format_text(sample_report(), colored);
  CHECK(text.find("\x1b[1;31merror:\x1b[0m") != std::string::npos);
  for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  CHECK(text == format_text(sample_report(), in_w()));
}

TEST_CASE("a place in a file that cannot be read has its path alone") {
  Presentation presentation = in_w();
  presentation.more_texts.clear();
  CHECK(
      format_text(sample_report(), presentation).find("\nschema.x: note: The type is here.\na.x") !=
      std::string::npos);
}

TEST_CASE("paths outside the directory are absolute") {
  Presentation elsewhere = in_w();
  elsewhere.directory = "/w/sub";
  const std::string text = format_text(sample_report(), elsewhere);
  CHECK(text.starts_with("/w/a.x:2:1: error"));
  CHECK(text.find("\nb.x:1:1: hint") != std::string::npos);
}

}  // namespace
}  // namespace troupe::server
