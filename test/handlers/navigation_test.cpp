// References, highlights, the relatives of definition, symbols of the workspace, call hierarchy.
#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* at_0 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":0}})";

/// The range of the first `length` columns of a line.
std::string columns(int line, int length) {
  const std::string start = R"({"line":)" + std::to_string(line) + R"(,"character":)";
  return R"({"start":)" + start + R"(0},"end":)" + start + std::to_string(length) + "}}";
}

std::string place(const std::string& uri, int line, int length) {
  return R"({"uri":")" + uri + R"(","range":)" + columns(line, length) + "}";
}

constexpr const char* two_files = "//- /a.fake\nabc\ndef\n//- /b.fake\n\xC3\xA9\xC3\xA9z\nx\n";

TEST_CASE("references are locations in the positions of their own files") {
  FakeSession session(two_files);
  session.language->on_references = [&](FakeLanguage::Place asked, bool include_declaration) {
    CHECK(asked == FakeLanguage::Place(session.file("/a.fake"), 4));
    CHECK(include_declaration);
    return std::vector<ide::FileRange>{{session.file("/a.fake"), {4, 7}},
                                       {session.file("/b.fake"), {0, 4}}};
  };
  CHECK(session.ask("textDocument/references", R"({"textDocument":{"uri":"file:///a.fake"},)"
                                               R"("position":{"line":1,"character":0},)"
                                               R"("context":{"includeDeclaration":true}})") ==
        "[" + place("file:///a.fake", 1, 3) + "," + place("file:///b.fake", 0, 2) + "]");
}

TEST_CASE("a reference that two languages know is listed once") {
  FakeSession session("//- /a.fake other\nabc\n");
  const auto here = [&](FakeLanguage::Place asked, bool) {
    return std::vector<ide::FileRange>{{asked.first, {0, 1}}};
  };
  session.language->on_references = here;
  session.other->on_references = here;
  CHECK(session.ask("textDocument/references", at_0) == "[" + place("file:///a.fake", 0, 1) + "]");
}

TEST_CASE("many references go out in parts to who takes them, and then nothing is left") {
  FakeSession session("//- /a.fake\n" + std::string(300, 'a') + "\n");
  session.language->on_references = [&](FakeLanguage::Place asked, bool) {
    std::vector<ide::FileRange> found;
    for (std::uint32_t i = 0; i < 201; ++i) {
      found.push_back({asked.first, {i, i + 1}});
    }
    return found;
  };
  const std::string whole = session.ask("textDocument/references", at_0);
  CHECK(session.reporter.parts.empty());
  session.reporter.wants_parts = true;
  CHECK(session.ask("textDocument/references", at_0) == "[]");
  REQUIRE(session.reporter.parts.size() == 2);
  std::string joined = session.reporter.parts[0];
  joined.back() = ',';
  CHECK(joined + session.reporter.parts[1].substr(1) == whole);
}

TEST_CASE("highlights have kinds, are in order and do not overlap") {
  FakeSession session("//- /a.fake\nabcdef\n");
  using Kind = ide::Highlight::Kind;
  session.language->on_highlights = [](FakeLanguage::Place) {
    return std::vector<ide::Highlight>{
        {Kind::read, {4, 5}}, {Kind::write, {0, 3}}, {Kind::text, {2, 4}}};
  };
  CHECK(
      session.ask("textDocument/documentHighlight", at_0) ==
      R"([{"range":)" + columns(0, 3) +
          R"(,"kind":3},)"
          R"({"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":5}},"kind":2}])");
}

TEST_CASE("declaration is definition, type definition and implementation are asked for") {
  FakeSession session(two_files);
  const auto at_line = [&](ide::TextRange range) {
    return [&session, range](FakeLanguage::Place) {
      return std::vector<ide::DefinitionTarget>{{{session.file("/a.fake"), range}, range, {}}};
    };
  };
  session.language->on_definition = at_line({0, 1});
  session.language->on_type_definition = at_line({0, 2});
  session.language->on_implementation = at_line({0, 3});
  const auto answer = [](int length) { return "[" + place("file:///a.fake", 0, length) + "]"; };
  CHECK(session.ask("textDocument/declaration", at_0) == answer(1));
  CHECK(session.ask("textDocument/typeDefinition", at_0) == answer(2));
  CHECK(session.ask("textDocument/implementation", at_0) == answer(3));
}

TEST_CASE("each relative of definition answers with links where the client takes them for it") {
  FakeSession session(two_files);
  const auto here = [&](FakeLanguage::Place asked) {
    return std::vector<ide::DefinitionTarget>{{{asked.first, {0, 1}}, {0, 3}, {}}};
  };
  session.language->on_definition = here;
  session.language->on_type_definition = here;
  session.language->on_implementation = here;
  auto& client = session.capabilities().textDocument;
  const auto check = [&](const char* method, protocol::DefinitionClientCapabilities& links) {
    const auto is_link = [&] {
      return session.ask(method, at_0).find("targetSelectionRange") != std::string::npos;
    };
    CHECK_FALSE(is_link());
    links.linkSupport = true;
    CHECK(is_link());
  };
  check("textDocument/declaration", client.declaration);
  check("textDocument/typeDefinition", client.typeDefinition);
  check("textDocument/implementation", client.implementation);
}

TEST_CASE("symbols of the workspace keep their order and say what they are in") {
  FakeSession session(two_files);
  session.language->on_workspace_symbols = [&](std::string_view query, std::size_t limit) {
    CHECK(query == "ab");
    CHECK(limit == 500);
    return std::vector<ide::WorkspaceSymbol>{
        {"z", "", ide::SymbolKind::object, {session.file("/b.fake"), {6, 7}}, false},
        {"a", "T", ide::SymbolKind::field, {session.file("/a.fake"), {0, 3}}, true}};
  };
  session.other->on_workspace_symbols = [&](std::string_view, std::size_t limit) {
    CHECK(limit == 498);
    return std::vector<ide::WorkspaceSymbol>();
  };
  const std::string first =
      R"([{"name":"z","kind":5,"location":)" + place("file:///b.fake", 1, 1) + "},";
  const std::string location = R"("location":)" + place("file:///a.fake", 0, 3) + "}]";
  CHECK(session.ask("workspace/symbol", R"({"query":"ab"})") ==
        first + R"({"name":"a","kind":8,"containerName":"T","deprecated":true,)" + location);
  session.capabilities().workspace.symbol.tagSupport = protocol::ValueSet{{1}};
  CHECK(session.ask("workspace/symbol", R"({"query":"ab"})") ==
        first + R"({"name":"a","kind":8,"tags":[1],"containerName":"T",)" + location);
}

ide::CallHierarchyItem call_item(ide::FileId file, ide::TextRange name) {
  return {"f", "on T", ide::SymbolKind::fragment, {file, name}, {0, 7}};
}

constexpr const char* item_in_b =
    R"({"item":{"name":"g","kind":2,"uri":"file:///b.fake",)"
    R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":3}},)"
    R"("selectionRange":{"start":{"line":0,"character":2},"end":{"line":0,"character":3}}}})";

TEST_CASE("an item of the call hierarchy is what its URI and the place of its name say") {
  FakeSession session(two_files);
  CHECK(session.ask("textDocument/prepareCallHierarchy", at_0) == "null");
  session.language->on_call_items = [&](FakeLanguage::Place asked) {
    return std::vector<ide::CallHierarchyItem>{call_item(asked.first, {0, 3})};
  };
  CHECK(session.ask("textDocument/prepareCallHierarchy", at_0) ==
        R"([{"name":"f","kind":2,"detail":"on T","uri":"file:///a.fake",)"
        R"("range":{"start":{"line":0,"character":0},"end":{"line":1,"character":3}},)"
        R"("selectionRange":)" +
            columns(0, 3) + "}]");
}

TEST_CASE("the places of a call are in the caller's file") {
  FakeSession session(two_files);
  const auto calls = [&](FakeLanguage::Place asked) {
    CHECK(asked == FakeLanguage::Place(session.file("/b.fake"), 4));
    return std::vector<ide::Call>{{call_item(session.file("/a.fake"), {0, 3}), {{0, 4}}}};
  };
  session.language->on_incoming = calls;
  session.language->on_outgoing = calls;
  // Four bytes are a line and its end in a.fake, and two letters in b.fake.
  const std::string incoming = session.ask("callHierarchy/incomingCalls", item_in_b);
  CHECK(incoming.starts_with(R"([{"from":{"name":"f",)"));
  CHECK(incoming.ends_with(
      R"("fromRanges":[{"start":{"line":0,"character":0},"end":{"line":1,"character":0}}]}])"));
  const std::string outgoing = session.ask("callHierarchy/outgoingCalls", item_in_b);
  CHECK(outgoing.starts_with(R"([{"to":{"name":"f",)"));
  CHECK(outgoing.ends_with(R"("fromRanges":[)" + columns(0, 2) + "]}]"));
  CHECK(session.ask("callHierarchy/incomingCalls", "{}") == "-32602: params.item is missing");
}

TEST_CASE("a file that is not there has no answers, and that is no error") {
  FakeSession session("//- /b.fake\nabc\n");
  CHECK(session.ask("textDocument/references", at_0) == "[]");
  CHECK(session.ask("textDocument/documentHighlight", at_0) == "[]");
  CHECK(session.ask("textDocument/implementation", at_0) == "[]");
}

}  // namespace
}  // namespace troupe::handlers
