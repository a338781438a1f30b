// Rename, code actions, formatting, signature help.
#include <doctest/doctest.h>

#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

constexpr const char* at_0 =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":0}})";
constexpr const char* rename_to_x =
    R"({"textDocument":{"uri":"file:///a.fake"},"position":{"line":0,"character":0},)"
    R"("newName":"x"})";

std::string columns(int begin, int end) {
  const std::string start = R"({"line":0,"character":)";
  return R"({"start":)" + start + std::to_string(begin) + R"(},"end":)" + start +
         std::to_string(end) + "}}";
}

TEST_CASE("what can be renamed is told with its present name, what cannot with the reason") {
  FakeSession session("//- /a.fake\nabc\n");
  CHECK(session.ask("textDocument/prepareRename", at_0) == "null");
  session.language->on_prepare_rename = [](FakeLanguage::Place) {
    return ide::RenameTarget{{1, 3}, "bc"};
  };
  CHECK(session.ask("textDocument/prepareRename", at_0) ==
        R"({"range":)" + columns(1, 3) + R"(,"placeholder":"bc"})");
  session.language->on_prepare_rename = [](FakeLanguage::Place) {
    return std::unexpected(ide::Refusal{"A built-in type keeps its name."});
  };
  CHECK(session.ask("textDocument/prepareRename", at_0) ==
        "-32803: A built-in type keeps its name.");
}

TEST_CASE("a rename is an edit of several files, for the versions that are open") {
  FakeSession session("//- /a.fake\nabc\n//- /b.fake\nabc\n//- /c.fake\nabc\n");
  CHECK(session.ask("textDocument/rename", rename_to_x) == "null");
  session.language->on_rename = [&](FakeLanguage::Place, std::string_view name) {
    const std::string text(name);
    return ide::WorkspaceEdit{{session.file("/a.fake"), {{{0, 1}, text}, {{2, 3}, text}}},
                              {session.file("/b.fake"), {}},
                              {session.file("/c.fake"), {{{1, 2}, text}}}};
  };
  session.open("/a.fake", "file:///%61.fake", 7);
  const std::string in_a = R"([{"range":)" + columns(0, 1) + R"(,"newText":"x"},{"range":)" +
                           columns(2, 3) + R"(,"newText":"x"}])";
  const std::string in_c = R"([{"range":)" + columns(1, 2) + R"(,"newText":"x"}])";
  CHECK(session.ask("textDocument/rename", rename_to_x) ==
        R"({"changes":{"file:///%61.fake":)" + in_a + R"(,"file:///c.fake":)" + in_c + "}}");
  session.capabilities().workspace.workspaceEdit.documentChanges = true;
  CHECK(session.ask("textDocument/rename", rename_to_x) ==
        R"({"documentChanges":[{"textDocument":{"uri":"file:///%61.fake","version":7},"edits":)" +
            in_a + R"(},{"textDocument":{"uri":"file:///c.fake","version":null},"edits":)" + in_c +
            "}]}");
}

TEST_CASE("a refused rename is an error that says why") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_rename = [](FakeLanguage::Place, std::string_view name) {
    return std::unexpected(ide::Refusal{"There is a '" + std::string(name) + "' already."});
  };
  CHECK(session.ask("textDocument/rename", rename_to_x) == "-32803: There is a 'x' already.");
  CHECK(session.ask("textDocument/rename", at_0) == "-32602: params.newName is missing");
}

ide::CodeAction action(FakeSession& session, std::string title, ide::CodeAction::Kind kind) {
  ide::CodeAction one;
  one.title = std::move(title);
  one.kind = kind;
  one.edit = {{session.file("/a.fake"), {{{0, 1}, "x"}}}};
  return one;
}

std::string ask_actions(FakeSession& session, const std::string& context) {
  return session.ask("textDocument/codeAction",
                     R"({"textDocument":{"uri":"file:///a.fake"},"range":)" + columns(0, 2) +
                         R"(,"context":)" + context + "}");
}

TEST_CASE("an action that makes a file is for clients that can, and makes it before it edits it") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_actions = [&](ide::TextRange) {
    ide::CodeAction both = action(session, "Both", ide::CodeAction::Kind::refactor_rewrite);
    both.edit.push_back({session.file("/new.fake"), {{{0, 0}, "y"}}});
    return std::vector<ide::CodeAction>{both};
  };
  session.capabilities().textDocument.codeAction.codeActionLiteralSupport.emplace();
  const std::string context = R"({"diagnostics":[]})";
  CHECK(ask_actions(session, context) == "[]");
  session.capabilities().workspace.workspaceEdit.documentChanges = true;
  CHECK(ask_actions(session, context) == "[]");
  session.capabilities().workspace.workspaceEdit.resourceOperations = {"rename", "create"};
  const auto change = [](const std::string& path, const std::string& range,
                         const std::string& text) {
    return R"({"textDocument":{"uri":"file://)" + path + R"(","version":null},"edits":[{"range":)" +
           range + R"(,"newText":")" + text + R"("}]})";
  };
  CHECK(ask_actions(session, context) ==
        R"([{"title":"Both","kind":"refactor.rewrite","edit":{"documentChanges":[)" +
            change("/a.fake", columns(0, 1), "x") +
            R"(,{"kind":"create","uri":"file:///new.fake"},)" +
            change("/new.fake", columns(0, 0), "y") + "]}}]");
  session.capabilities().workspace.workspaceEdit.documentChanges = false;
  CHECK(ask_actions(session, context) == "[]");
}

TEST_CASE("code actions carry edits and the diagnostics that they mend, as the client sent them") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_actions = [&](ide::TextRange range) {
    CHECK(range == ide::TextRange{0, 2});
    ide::CodeAction fix = action(session, "Fix it", ide::CodeAction::Kind::quick_fix);
    fix.is_preferred = true;
    ide::Diagnostic mended;
    mended.range = {0, 3};
    mended.code = "fake/rule";
    fix.mends = {mended};
    ide::CodeAction nothing = action(session, "Nothing", ide::CodeAction::Kind::quick_fix);
    nothing.edit.clear();
    return std::vector<ide::CodeAction>{fix, nothing};
  };
  const std::string context = R"({"diagnostics":[{"range":)" + columns(0, 3) +
                              R"(,"code":"fake/rule","message":"m","data":{"k":1}},{"range":)" +
                              columns(0, 2) +
                              R"(,"code":"fake/rule","message":"elsewhere"},{"range":)" +
                              columns(0, 3) + R"(,"code":7,"message":"another"}]})";
  CHECK(ask_actions(session, context) == "[]");
  session.capabilities().textDocument.codeAction.codeActionLiteralSupport.emplace();
  const std::string head = R"([{"title":"Fix it","kind":"quickfix","diagnostics":[{"range":)" +
                           columns(0, 3) + R"(,"code":"fake/rule","message":"m","data":{"k":1}}],)";
  const std::string edit = R"("edit":{"changes":{"file:///a.fake":[{"range":)" + columns(0, 1) +
                           R"(,"newText":"x"}]}}}])";
  CHECK(ask_actions(session, context) == head + edit);
  session.capabilities().textDocument.codeAction.isPreferredSupport = true;
  CHECK(ask_actions(session, context) == head + R"("isPreferred":true,)" + edit);
}

TEST_CASE("who asks for a kind of code action gets it and what is below it") {
  FakeSession session("//- /a.fake\nabc\n");
  session.capabilities().textDocument.codeAction.codeActionLiteralSupport.emplace();
  session.language->on_actions = [&](ide::TextRange) {
    using Kind = ide::CodeAction::Kind;
    return std::vector<ide::CodeAction>{
        action(session, "A", Kind::quick_fix), action(session, "B", Kind::refactor_extract),
        action(session, "C", Kind::refactor_inline), action(session, "D", Kind::refactor_rewrite),
        action(session, "E", Kind::source)};
  };
  const auto titles = [&](const std::string& only) {
    const std::string answer = ask_actions(session, R"({"diagnostics":[],"only":)" + only + "}");
    std::string found;
    for (std::size_t at = answer.find(R"("title":")"); at != std::string::npos;
         at = answer.find(R"("title":")", at + 1)) {
      found += answer[at + 9];
    }
    return found;
  };
  CHECK(titles("null") == "ABCDE");
  CHECK(titles(R"(["refactor"])") == "BCD");
  CHECK(titles(R"(["refactor.inline","quickfix"])") == "AC");
  CHECK(titles(R"(["source.organizeImports"])").empty());
  CHECK(titles(R"(["ref"])").empty());
  CHECK(titles(R"([""])") == "ABCDE");
}

TEST_CASE("a document or a range is formatted with the client's options") {
  FakeSession session("//- /a.fake\nabc\n");
  ide::TextRange asked_range;
  ide::FormattingOptions asked_options;
  session.language->on_format = [&](ide::TextRange range, const ide::FormattingOptions& options) {
    asked_range = range;
    asked_options = options;
    return std::vector<ide::TextEdit>{{{2, 3}, "z"}, {{0, 1}, "y"}, {{2, 2}, ""}};
  };
  const std::string edits = R"([{"range":)" + columns(0, 1) + R"(,"newText":"y"},{"range":)" +
                            columns(2, 2) + R"(,"newText":""},{"range":)" + columns(2, 3) +
                            R"(,"newText":"z"}])";
  CHECK(session.ask("textDocument/formatting",
                    R"({"textDocument":{"uri":"file:///a.fake"},)"
                    R"("options":{"tabSize":8,"insertSpaces":false,"more":"x"}})") == edits);
  CHECK(asked_range == ide::TextRange{0, 4});
  CHECK(asked_options.tab_size == 8);
  CHECK_FALSE(asked_options.insert_spaces);
  CHECK(session.ask("textDocument/rangeFormatting",
                    R"({"textDocument":{"uri":"file:///a.fake"},"range":)" + columns(1, 2) +
                        R"(,"options":{"tabSize":0,"insertSpaces":true}})") == edits);
  CHECK(asked_range == ide::TextRange{1, 2});
  CHECK(asked_options.tab_size == 2);
}

TEST_CASE("where two languages would format the same place the first one does") {
  FakeSession session("//- /a.fake other\nabc\n");
  const auto edit = [](std::string text) {
    return [text](ide::TextRange, const ide::FormattingOptions&) {
      return std::vector<ide::TextEdit>{{{0, 2}, text}};
    };
  };
  session.language->on_format = edit("first");
  session.other->on_format = edit("second");
  CHECK(session.ask("textDocument/formatting",
                    R"({"textDocument":{"uri":"file:///a.fake"},"options":{}})") ==
        R"([{"range":)" + columns(0, 2) + R"(,"newText":"first"}])");
}

TEST_CASE("formatting on type says what was typed and where") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_typed = [&](FakeLanguage::Place place, std::string_view typed,
                                   const ide::FormattingOptions&) {
    CHECK(place.second == 2);
    CHECK(typed == "}");
    return std::vector<ide::TextEdit>{{{0, 0}, " "}};
  };
  CHECK(session.ask("textDocument/onTypeFormatting",
                    R"({"textDocument":{"uri":"file:///a.fake"},)"
                    R"("position":{"line":0,"character":2},"ch":"}","options":{"tabSize":2,)"
                    R"("insertSpaces":true}})") ==
        R"([{"range":)" + columns(0, 0) + R"(,"newText":" "}])");
}

TEST_CASE("a signature's parameters are parts of its label or offsets in UTF-16") {
  FakeSession session("//- /a.fake\nabc\n");
  CHECK(session.ask("textDocument/signatureHelp", at_0) == "null");
  session.language->on_signature = [](FakeLanguage::Place) {
    ide::SignatureHelp help;
    help.label = "\xF0\x9F\x98\x80(a: \xC3\xA9)";
    help.documentation = {{ide::DocumentationBlock::Kind::code, "fake", "x"}};
    help.parameters = {{{5, 10}, {}}};
    help.active_parameter = 0;
    return help;
  };
  const std::string tail = "}],\"activeSignature\":0,\"activeParameter\":0}";
  const std::string label = "{\"signatures\":[{\"label\":\"\xF0\x9F\x98\x80(a: \xC3\xA9)\",";
  CHECK(session.ask("textDocument/signatureHelp", at_0) ==
        label + R"("documentation":{"kind":"plaintext","value":"x"},)" +
            "\"parameters\":[{\"label\":\"a: \xC3\xA9\"}]" + tail);
  auto& client = session.capabilities().textDocument.signatureHelp.signatureInformation;
  client.parameterInformation.labelOffsetSupport = true;
  client.documentationFormat = {protocol::MarkupKind::Markdown};
  session.session->encoding = base::PositionEncoding::utf8;
  CHECK(session.ask("textDocument/signatureHelp", at_0) ==
        label + R"("documentation":{"kind":"markdown","value":"```fake\nx\n```"},)" +
            R"("parameters":[{"label":[3,7]}])" + tail);
}

TEST_CASE("that no parameter is active is null, or the number behind the last one") {
  FakeSession session("//- /a.fake\nabc\n");
  session.language->on_signature = [](FakeLanguage::Place) {
    ide::SignatureHelp help;
    help.label = "f(a, b)";
    help.parameters = {{{2, 3}, {}}, {{5, 6}, {}}};
    return help;
  };
  CHECK(session.ask("textDocument/signatureHelp", at_0).ends_with(R"("activeParameter":2})"));
  session.capabilities().textDocument.signatureHelp.signatureInformation.noActiveParameterSupport =
      true;
  CHECK(session.ask("textDocument/signatureHelp", at_0).ends_with(R"("activeParameter":null})"));
}

}  // namespace
}  // namespace troupe::handlers
