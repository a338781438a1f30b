#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* document = R"({"textDocument":{"uri":"file:///a.fake"}})";
using Kind = ide::FoldingRange::Kind;

constexpr const char* text = "//- /a.fake\na {\n  b {\n    c\n  }\n}\n# d\n# e\n";

std::vector<ide::FoldingRange> blocks() {
  return {{Kind::region, {3, 19}}, {Kind::region, {9, 17}}, {Kind::comment, {25, 29}}};
}

TEST_CASE("folding ranges have characters, and blocks no kind") {
  FakeSession session(text);
  session.language->on_folding = blocks;
  CHECK(session.ask("textDocument/foldingRange", document) ==
        R"([{"startLine":0,"startCharacter":3,"endLine":3,"endCharacter":3},)"
        R"({"startLine":1,"startCharacter":5,"endLine":3,"endCharacter":1},)"
        R"({"startLine":5,"startCharacter":3,"endLine":6,"endCharacter":3,"kind":"comment"}])");
}

TEST_CASE("where whole lines are hidden, a line with more on it stays") {
  FakeSession session(text);
  session.language->on_folding = blocks;
  session.capabilities().textDocument.foldingRange.lineFoldingOnly = true;
  CHECK(session.ask("textDocument/foldingRange", document) ==
        R"([{"startLine":0,"endLine":3},{"startLine":1,"endLine":2},)"
        R"({"startLine":5,"endLine":6,"kind":"comment"}])");
}

TEST_CASE("a range that would hide no line is left out") {
  FakeSession session(text);
  session.language->on_folding = [] {
    return std::vector<ide::FoldingRange>{{Kind::region, {0, 2}}, {Kind::imports, {3, 5}}};
  };
  CHECK(session.ask("textDocument/foldingRange", document) ==
        R"([{"startLine":0,"startCharacter":3,"endLine":1,"endCharacter":1,"kind":"imports"}])");
  session.capabilities().textDocument.foldingRange.lineFoldingOnly = true;
  CHECK(session.ask("textDocument/foldingRange", document) == "[]");
}

TEST_CASE("under a limit the outermost ranges are kept, in order") {
  FakeSession session(text);
  session.language->on_folding = blocks;
  session.capabilities().textDocument.foldingRange.rangeLimit = 2;
  CHECK(session.ask("textDocument/foldingRange", document) ==
        R"([{"startLine":0,"startCharacter":3,"endLine":3,"endCharacter":3},)"
        R"({"startLine":5,"startCharacter":3,"endLine":6,"endCharacter":3,"kind":"comment"}])");
}

}  // namespace
}  // namespace troupe::handlers
