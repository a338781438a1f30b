#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* document = R"({"textDocument":{"uri":"file:///a.fake"}})";

ide::DocumentSymbol symbol(std::string name, ide::SymbolKind kind, ide::TextRange full,
                           ide::TextRange selection) {
  ide::DocumentSymbol made;
  made.name = std::move(name);
  made.kind = kind;
  made.full = full;
  made.selection = selection;
  return made;
}

std::vector<ide::DocumentSymbol> type_with_field() {
  ide::DocumentSymbol type = symbol("Hero", ide::SymbolKind::input_object, {0, 7}, {0, 1});
  type.detail = "input";
  type.children.push_back(symbol("name", ide::SymbolKind::field, {2, 5}, {2, 4}));
  type.children.back().is_deprecated = true;
  return {type};
}

TEST_CASE("symbols are a tree where the client takes one") {
  FakeSession session("//- /a.fake\na bcd e\n");
  session.language->on_symbols = type_with_field;
  session.capabilities().textDocument.documentSymbol.hierarchicalDocumentSymbolSupport = true;
  CHECK(
      session.ask("textDocument/documentSymbol", document) ==
      R"([{"name":"Hero","detail":"input","kind":5,)"
      R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":7}},)"
      R"("selectionRange":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},)"
      R"("children":[{"name":"name","kind":8,"deprecated":true,)"
      R"("range":{"start":{"line":0,"character":2},"end":{"line":0,"character":5}},)"
      R"("selectionRange":{"start":{"line":0,"character":2},"end":{"line":0,"character":4}}}]}])");
}

TEST_CASE("symbols are a list with their containers' names elsewhere") {
  FakeSession session("//- /a.fake\na bcd e\n");
  session.language->on_symbols = type_with_field;
  CHECK(session.ask("textDocument/documentSymbol", document) ==
        R"([{"name":"Hero","kind":5,"location":{"uri":"file:///a.fake",)"
        R"("range":{"start":{"line":0,"character":0},"end":{"line":0,"character":7}}}},)"
        R"({"name":"name","kind":8,"containerName":"Hero","deprecated":true,)"
        R"("location":{"uri":"file:///a.fake",)"
        R"("range":{"start":{"line":0,"character":2},"end":{"line":0,"character":5}}}}])");
}

TEST_CASE("kinds and tags beyond the first specification are sent only to who knows them") {
  FakeSession session("//- /a.fake\na bcd e\n");
  session.language->on_symbols = type_with_field;
  auto& capabilities = session.capabilities().textDocument.documentSymbol;
  capabilities.symbolKind.valueSet = {1, 23};
  capabilities.tagSupport = protocol::ValueSet{{1}};
  const std::string answer = session.ask("textDocument/documentSymbol", document);
  CHECK(answer.find(R"("name":"Hero","kind":23)") != std::string::npos);
  CHECK(answer.find(R"("kind":8,"tags":[1])") != std::string::npos);
  CHECK(answer.find("\"deprecated\"") == std::string::npos);
}

TEST_CASE("a symbol without a name is given one, for clients refuse the whole outline otherwise") {
  FakeSession session("//- /a.fake\na bcd e\n");
  session.language->on_symbols = [] {
    return std::vector<ide::DocumentSymbol>{symbol("", ide::SymbolKind::operation, {0, 1}, {0, 1})};
  };
  CHECK(session.ask("textDocument/documentSymbol", document).find("\"(anonymous)\"") !=
        std::string::npos);
}

TEST_CASE("a document without symbols has an empty outline") {
  FakeSession session("//- /a.fake\nabc\n");
  CHECK(session.ask("textDocument/documentSymbol", document) == "[]");
  CHECK(session.ask("textDocument/documentSymbol", "{}") ==
        "-32602: params.textDocument is missing");
}

}  // namespace
}  // namespace troupe::handlers
