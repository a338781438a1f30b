#include "protocol/editing_features.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

namespace {

constexpr Range range{{0, 1}, {0, 3}};
constexpr const char* range_json =
    R"({"start":{"line":0,"character":1},"end":{"line":0,"character":3}})";

}  // namespace

TEST_CASE("a signature's label is a text, its parameters' a text or two offsets") {
  SignatureHelp help;
  help.signatures = {{"f a", MarkupContent{MarkupKind::PlainText, "d"}, {}}};
  help.signatures[0].parameters = {{"a", {}}, {LabelOffsets{2, 3}, {}}};
  CHECK(to_json(help) ==
        R"({"signatures":[{"label":"f a","documentation":{"kind":"plaintext","value":"d"},)"
        R"("parameters":[{"label":"a"},{"label":[2,3]}]}],)"
        R"("activeSignature":0,"activeParameter":null})");
  help.activeParameter = 1;
  CHECK(to_json(help).ends_with(R"("activeParameter":1})"));
}

TEST_CASE("code actions are asked for with a context, and an odd one is no reason to refuse") {
  const auto asked = [](const std::string& context) {
    const auto params = decode_text<CodeActionParams>(
        std::string(R"({"textDocument":{"uri":"a"},"range":)") + range_json + context + "}");
    REQUIRE(params);
    return params->context;
  };
  CHECK(asked("").only.empty());
  const CodeActionContext context =
      asked(std::string(R"(,"context":{"diagnostics":[{"range":)") + range_json +
            R"(,"code":"c","message":"m","data":[1]}],"only":["quickfix"],"triggerKind":2})");
  REQUIRE(context.diagnostics.size() == 1);
  CHECK(context.diagnostics[0].data->json == "[1]");
  CHECK(context.only == std::vector<std::string>{"quickfix"});
  CHECK(asked(R"(,"context":{"diagnostics":[{"message":{}}],"only":7})").diagnostics.empty());
}

TEST_CASE("a code action is written with what it has") {
  CHECK(to_json(CodeAction{"t", "quickfix", {}, false, {}}) ==
        R"({"title":"t","kind":"quickfix"})");
  CodeAction action{"t", {}, {}, true, WorkspaceEdit{}};
  action.edit->changes["file:///a"] = {{range, "x"}};
  CHECK(to_json(action) == std::string(R"({"title":"t","isPreferred":true,"edit":{"changes":)") +
                               R"({"file:///a":[{"range":)" + range_json +
                               R"(,"newText":"x"}]}}})");
}

TEST_CASE("formatting options that are left out are the usual ones, unreadable ones nothing") {
  const auto options = [](const std::string& json) {
    const auto params = decode_text<DocumentFormattingParams>(
        R"({"textDocument":{"uri":"a"},"options":)" + json + "}");
    REQUIRE(params);
    return params->options;
  };
  CHECK(options(R"({"tabSize":4,"insertSpaces":false,"insertFinalNewline":true})").tabSize == 4);
  CHECK_FALSE(options(R"({"tabSize":4,"insertSpaces":false})").insertSpaces);
  CHECK(options(R"({"tabSize":"x"})").tabSize == 0);
  CHECK(options("{}").insertSpaces);
  CHECK(options("null").tabSize == 2);
}

TEST_CASE("renames and formatting on type say what was typed") {
  CHECK(decode_text<RenameParams>(
            R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0},"newName":"n"})")
            ->newName == "n");
  const std::string typed = R"({"textDocument":{"uri":"a"},"position":{"line":0,"character":0})";
  CHECK(decode_text<DocumentOnTypeFormattingParams>(typed + R"(,"ch":"}"})")->ch == "}");
  CHECK(decode_error<DocumentOnTypeFormattingParams>(typed + "}") == "params.ch is missing");
  CHECK(to_json(PrepareRenameResult{range, "n"}) ==
        std::string(R"({"range":)") + range_json + R"(,"placeholder":"n"})");
}

TEST_CASE("an inlay hint has a place and a label, and the rest where there is any") {
  CHECK(to_json(InlayHint{{1, 2}, "l", {}, {}, false, false}) ==
        R"({"position":{"line":1,"character":2},"label":"l"})");
  CHECK(to_json(InlayHint{{1, 2}, "l", InlayHintKind::Parameter, {}, true, true}) ==
        R"({"position":{"line":1,"character":2},"label":"l","kind":2,"paddingLeft":true,)"
        R"("paddingRight":true})");
}
