// Lenses, links, selection ranges, linked editing, inlay hints.
#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* at_0 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":0}})";
constexpr const char* document = R"({"textDocument":{"uri":"file:///a.fake"}})";

std::string columns(int begin, int end) {
  const std::string start = R"({"line":0,"character":)";
  return R"({"start":)" + start + std::to_string(begin) + R"(},"end":)" + start +
         std::to_string(end) + "}}";
}

TEST_CASE("a lens says what it says when it is asked, by the client's command") {
  FakeSession session("//- /a.fake\nabab\n//- /b.fake\nabc\n");
  session.language->on_lenses = [&] {
    return std::vector<ide::CodeLens>{{{2, 3}, "0 references", {}},
                                      {{0, 1}, "1 reference", {{session.file("/b.fake"), {1, 2}}}}};
  };
  const std::string data = R"("data":["file:///a.fake","a",")";
  const std::string first = R"({"range":)" + columns(0, 1) + ",";
  const std::string second = R"({"range":)" + columns(2, 3) + ",";
  CHECK(session.ask("textDocument/codeLens", document) ==
        "[" + first + data + "0\"]}," + second + data + "1\"]}]");
  const auto resolved = [&](const std::string& head, const std::string& number) {
    return session.ask("codeLens/resolve", head + data + number + "\"]}");
  };
  CHECK(resolved(second, "1") ==
        second + R"("command":{"title":"0 references","command":""},)" + data + "1\"]}");
  CHECK(resolved(first, "0") ==
        first + R"("command":{"title":"1 reference","command":""},)" + data + "0\"]}");
  session.session->client_commands = {"editor.action.showReferences"};
  const std::string shown = first +
                            R"("command":{"title":"1 reference",)"
                            R"("command":"editor.action.showReferences","arguments":)"
                            R"(["file:///a.fake",{"line":0,"character":0},)"
                            R"([{"uri":"file:///b.fake","range":)" +
                            columns(1, 2) + "}]]}," + data + "0\"]}";
  CHECK(resolved(first, "0") == shown);
  session.session->client_commands = {"editor.action.showReferences", "troupe.showReferences"};
  CHECK(resolved(first, "0").find(R"("command":"troupe.showR)") != std::string::npos);
}

TEST_CASE("a lens whose word is gone says nothing, and one that is not ours stays as it is") {
  FakeSession session("//- /a.fake\nabab\n");
  const std::string lens = R"({"range":)" + columns(0, 1) + ",";
  const std::string gone = R"("data":["file:///a.fake","x","0"]})";
  CHECK(session.ask("codeLens/resolve", lens + gone) ==
        lens + R"("command":{"title":"","command":""},)" + gone);
  CHECK(session.ask("codeLens/resolve", lens + R"("data":7})") == lens + R"("data":7})");
  CHECK(session.ask("codeLens/resolve", "{}") == "-32602: params.range is missing");
}

TEST_CASE("links lead to URLs and files, with tooltips where the client shows them") {
  FakeSession session("//- /a.fake\nabcdef\n//- /b c.fake\nabc\n");
  session.language->on_links = [] {
    return std::vector<ide::DocumentLink>{{{3, 4}, "https://example.org/", "Open"},
                                          {{0, 2}, "/b c.fake", ""}};
  };
  const std::string file = R"([{"range":)" + columns(0, 2) + R"(,"target":"file:///b%20c.fake"},)";
  const std::string url = R"({"range":)" + columns(3, 4) + R"(,"target":"https://example.org/")";
  CHECK(session.ask("textDocument/documentLink", document) == file + url + "}]");
  session.capabilities().textDocument.documentLink.tooltipSupport = true;
  CHECK(session.ask("textDocument/documentLink", document) ==
        file + url + R"(,"tooltip":"Open"}])");
  session.open("/b c.fake", "file:///b%20%63.fake", 1);
  CHECK(session.ask("textDocument/documentLink", document).find("file:///b%20%63.fake") !=
        std::string::npos);
}

TEST_CASE("selection ranges are nested, grow, and are there for every position") {
  FakeSession session("//- /a.fake\nabcdef\n");
  session.language->on_selection = [](FakeLanguage::Place asked) {
    // What does not hold the place, does not grow or does not contain the one before is left out.
    return asked.second == 1 ? std::vector<ide::TextRange>{{4, 5}, {1, 2}, {1, 2}, {2, 6}, {0, 3}}
                             : std::vector<ide::TextRange>();
  };
  CHECK(session.ask("textDocument/selectionRange",
                    R"({"textDocument":{"uri":"file:///a.fake"},"positions":)"
                    R"([{"line":0,"character":1},{"line":9,"character":0}]})") ==
        R"([{"range":)" + columns(1, 2) + R"(,"parent":{"range":)" + columns(0, 3) +
            R"(}},{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":0}}}])");
}

TEST_CASE("a chain of selection ranges is not deeper than clients can read") {
  FakeSession session("//- /a.fake\n" + std::string(500, 'a') + "\n");
  session.language->on_selection = [](FakeLanguage::Place) {
    std::vector<ide::TextRange> chain;
    for (std::uint32_t end = 1; end <= 500; ++end) {
      chain.push_back({0, end});
    }
    return chain;
  };
  const std::string answer = session.ask("textDocument/selectionRange",
                                         R"({"textDocument":{"uri":"file:///a.fake"},"positions":)"
                                         R"([{"line":0,"character":0}]})");
  CHECK(std::ranges::count(answer, 'p') == 99);  // of "parent"
  CHECK(answer.find(columns(0, 500)) != std::string::npos);
}

TEST_CASE("linked ranges are at least two") {
  FakeSession session("//- /a.fake\nab ab\n");
  CHECK(session.ask("textDocument/linkedEditingRange", at_0) == "null");
  std::vector<ide::TextRange> linked{{3, 5}};
  session.language->on_linked = [&](FakeLanguage::Place) { return linked; };
  CHECK(session.ask("textDocument/linkedEditingRange", at_0) == "null");
  linked.push_back({0, 2});
  CHECK(session.ask("textDocument/linkedEditingRange", at_0) ==
        R"({"ranges":[)" + columns(0, 2) + "," + columns(3, 5) + "]}");
}

TEST_CASE("inlay hints are in order, inside of what was asked for, and never empty") {
  FakeSession session("//- /a.fake\nabcdef\n");
  session.language->on_hints = [](ide::TextRange range) {
    CHECK(range == ide::TextRange{1, 4});
    using Kind = ide::InlayHint::Kind;
    return std::vector<ide::InlayHint>{
        {4, ": T", Kind::type, true, false, {{ide::DocumentationBlock::Kind::markdown, "", "x"}}},
        {6, "far", Kind::type, false, false, {}},
        {2, "", Kind::type, false, false, {}},
        {1, "p:", Kind::parameter, false, true, {}}};
  };
  // The ends are exchanged: clients do that.
  CHECK(session.ask("textDocument/inlayHint",
                    R"({"textDocument":{"uri":"file:///a.fake"},"range":)"
                    R"({"start":{"line":0,"character":4},"end":{"line":0,"character":1}}})") ==
        R"([{"position":{"line":0,"character":1},"label":"p:","kind":2,"paddingRight":true},)"
        R"({"position":{"line":0,"character":4},"label":": T","kind":1,)"
        R"("tooltip":{"kind":"plaintext","value":"x"},"paddingLeft":true}])");
}

}  // namespace
}  // namespace troupe::handlers
