#include "protocol/client_capabilities.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <doctest/doctest.h>

#include "protocol/lifecycle.hpp"
#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

namespace {

ClientCapabilities read(const std::string& json) {
  const auto capabilities = decode_text<ClientCapabilities>(json);
  REQUIRE(capabilities);
  return *capabilities;
}

/// Every capability that a recorded client declared, but for what Troupe has no use for.
void check_recorded(const std::filesystem::path& file) {
  CAPTURE(file.string());
  std::ifstream stream(file, std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(stream), {}};
  REQUIRE_FALSE(json.empty());
  const auto params = decode_text<InitializeParams>(json);
  REQUIRE(params);
  JsonReader reader;
  const JsonValue root = *reader.parse(json);
  const auto declared = [&](std::initializer_list<std::string_view> path) {
    std::optional<JsonValue> value = root.get("capabilities");
    for (const std::string_view name : path) {
      value = value ? value->get(name) : std::nullopt;
    }
    return value && value->as_bool() == true;
  };
  const auto& text = params->capabilities.textDocument;
  const auto& workspace = params->capabilities.workspace;
  CHECK(text.completion.completionItem.snippetSupport ==
        declared({"textDocument", "completion", "completionItem", "snippetSupport"}));
  CHECK(text.definition.linkSupport == declared({"textDocument", "definition", "linkSupport"}));
  CHECK(text.documentSymbol.hierarchicalDocumentSymbolSupport ==
        declared({"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"}));
  CHECK(text.publishDiagnostics.versionSupport ==
        declared({"textDocument", "publishDiagnostics", "versionSupport"}));
  CHECK(text.publishDiagnostics.relatedInformation ==
        declared({"textDocument", "publishDiagnostics", "relatedInformation"}));
  CHECK(workspace.configuration == declared({"workspace", "configuration"}));
  CHECK(workspace.didChangeWatchedFiles.dynamicRegistration ==
        declared({"workspace", "didChangeWatchedFiles", "dynamicRegistration"}));
  CHECK(workspace.workspaceEdit.documentChanges ==
        declared({"workspace", "workspaceEdit", "documentChanges"}));
  CHECK(workspace.diagnostics.refreshSupport ==
        (declared({"workspace", "diagnostics", "refreshSupport"}) ||
         declared({"workspace", "diagnostic", "refreshSupport"})));
  CHECK(params->capabilities.window.workDoneProgress == declared({"window", "workDoneProgress"}));
  const auto text_document = root.get("capabilities")->get("textDocument");
  CHECK(text.diagnostic.has_value() == text_document->get("diagnostic").has_value());
  CHECK(text.semanticTokens.has_value() == text_document->get("semanticTokens").has_value());
  // All of these editors show documentation of some kind and were started in a folder.
  CHECK_FALSE(text.hover.contentFormat.empty());
  CHECK_FALSE(workspace_roots(*params).empty());
}

}  // namespace

TEST_CASE("a client that declares nothing can do nothing") {
  const ClientCapabilities none = read("{}");
  CHECK_FALSE(none.workspace.configuration);
  CHECK_FALSE(none.workspace.applyEdit);
  CHECK_FALSE(none.workspace.didChangeWatchedFiles.dynamicRegistration);
  CHECK_FALSE(none.textDocument.diagnostic);
  CHECK_FALSE(none.textDocument.semanticTokens);
  CHECK_FALSE(none.textDocument.publishDiagnostics.tagSupport);
  CHECK_FALSE(none.textDocument.completion.completionItem.resolveSupport);
  CHECK_FALSE(none.textDocument.foldingRange.rangeLimit);
  CHECK_FALSE(none.textDocument.codeAction.codeActionLiteralSupport);
  CHECK_FALSE(none.general.staleRequestSupport);
  CHECK_FALSE(none.window.workDoneProgress);
  CHECK(none.textDocument.completion.completionList.itemDefaults.empty());
  CHECK(preferred_markup(none.textDocument.hover.contentFormat) == MarkupKind::PlainText);
}

TEST_CASE("the capabilities of completion are read") {
  const auto completion = read(R"({"textDocument":{"completion":{
    "contextSupport":true, "insertTextMode":2,
    "completionItem":{"snippetSupport":true,"commitCharactersSupport":true,
      "documentationFormat":["markdown","plaintext"],"deprecatedSupport":true,"preselectSupport":true,
      "tagSupport":{"valueSet":[1]},"insertReplaceSupport":true,
      "resolveSupport":{"properties":["documentation","detail"]},
      "insertTextModeSupport":{"valueSet":[1,2]},"labelDetailsSupport":true},
    "completionItemKind":{"valueSet":[1,25]},
    "completionList":{"itemDefaults":["editRange","data"]}}}})")
                              .textDocument.completion;
  const CompletionItemCapabilities& item = completion.completionItem;
  CHECK(item.snippetSupport);
  CHECK(item.commitCharactersSupport);
  CHECK(preferred_markup(item.documentationFormat) == MarkupKind::Markdown);
  CHECK(item.deprecatedSupport);
  CHECK(item.preselectSupport);
  CHECK(item.tagSupport->contains(1));
  CHECK_FALSE(item.tagSupport->contains(2));
  CHECK(item.insertReplaceSupport);
  CHECK(item.resolveSupport->contains("detail"));
  CHECK_FALSE(item.resolveSupport->contains("additionalTextEdits"));
  CHECK(item.insertTextModeSupport->contains(2));
  CHECK(item.labelDetailsSupport);
  CHECK(completion.contextSupport);
  CHECK(completion.completionItemKind.valueSet == std::vector<std::int32_t>{1, 25});
  CHECK(completion.completionList.itemDefaults == std::vector<std::string>{"editRange", "data"});
}

TEST_CASE("the capabilities of symbols, folding, diagnostics and code actions are read") {
  const auto text = read(R"({"textDocument":{
    "synchronization":{"dynamicRegistration":true,"willSave":true,"willSaveWaitUntil":true,"didSave":true},
    "definition":{"linkSupport":true}, "typeDefinition":{"linkSupport":true},
    "documentSymbol":{"hierarchicalDocumentSymbolSupport":true,"tagSupport":{"valueSet":[1]}},
    "foldingRange":{"rangeLimit":5000,"lineFoldingOnly":true,"foldingRange":{"collapsedText":true}},
    "publishDiagnostics":{"relatedInformation":true,"tagSupport":{"valueSet":[1,2]},
      "versionSupport":true,"codeDescriptionSupport":true,"dataSupport":true},
    "diagnostic":{"dynamicRegistration":true,"relatedDocumentSupport":true},
    "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}},
      "isPreferredSupport":true,"disabledSupport":true,"dataSupport":true,
      "resolveSupport":{"properties":["edit"]}},
    "rename":{"prepareSupport":true},
    "signatureHelp":{"contextSupport":true,"signatureInformation":{"documentationFormat":["markdown"],
      "activeParameterSupport":true,"parameterInformation":{"labelOffsetSupport":true}}}}})")
                        .textDocument;
  CHECK(text.synchronization.didSave);
  CHECK(text.synchronization.willSaveWaitUntil);
  CHECK(text.definition.linkSupport);
  CHECK(text.typeDefinition.linkSupport);
  CHECK_FALSE(text.declaration.linkSupport);
  CHECK(text.documentSymbol.hierarchicalDocumentSymbolSupport);
  CHECK(text.documentSymbol.tagSupport->contains(1));
  CHECK(text.foldingRange.rangeLimit == 5000);
  CHECK(text.foldingRange.lineFoldingOnly);
  CHECK(text.foldingRange.foldingRange.collapsedText);
  CHECK(text.publishDiagnostics.relatedInformation);
  CHECK(text.publishDiagnostics.tagSupport->contains(2));
  CHECK(text.publishDiagnostics.versionSupport);
  CHECK(text.publishDiagnostics.codeDescriptionSupport);
  CHECK(text.publishDiagnostics.dataSupport);
  CHECK(text.diagnostic->relatedDocumentSupport);
  CHECK(text.codeAction.codeActionLiteralSupport->codeActionKind.valueSet.at(0) == "quickfix");
  CHECK(text.codeAction.resolveSupport->contains("edit"));
  CHECK(text.rename.prepareSupport);
  CHECK(text.signatureHelp.signatureInformation.parameterInformation.labelOffsetSupport);
}

TEST_CASE("the capabilities of the workspace, the window and requests are read") {
  const ClientCapabilities all = read(R"({
    "workspace":{"applyEdit":true,"configuration":true,"workspaceFolders":true,
      "workspaceEdit":{"documentChanges":true,"resourceOperations":["create"],"failureHandling":"undo",
        "normalizesLineEndings":true},
      "didChangeConfiguration":{"dynamicRegistration":true},
      "didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true},
      "symbol":{"resolveSupport":{"properties":["location.range"]},"tagSupport":{"valueSet":[1]}},
      "executeCommand":{"dynamicRegistration":true},
      "semanticTokens":{"refreshSupport":true},"codeLens":{"refreshSupport":true},
      "inlayHint":{"refreshSupport":true},"diagnostics":{"refreshSupport":true}},
    "window":{"workDoneProgress":true,"showDocument":{"support":true}},
    "general":{"staleRequestSupport":{"cancel":true,"retryOnContentModified":["textDocument/hover"]},
      "markdown":{"parser":"marked","version":"4"},"positionEncodings":["utf-16"]}})");
  CHECK(all.workspace.applyEdit);
  CHECK(all.workspace.configuration);
  CHECK(all.workspace.workspaceFolders);
  CHECK(all.workspace.workspaceEdit.documentChanges);
  CHECK(all.workspace.workspaceEdit.failureHandling == "undo");
  CHECK(all.workspace.didChangeConfiguration.dynamicRegistration);
  CHECK(all.workspace.didChangeWatchedFiles.dynamicRegistration);
  CHECK(all.workspace.didChangeWatchedFiles.relativePatternSupport);
  CHECK(all.workspace.symbol.resolveSupport->contains("location.range"));
  CHECK(all.workspace.semanticTokens.refreshSupport);
  CHECK(all.workspace.codeLens.refreshSupport);
  CHECK(all.workspace.inlayHint.refreshSupport);
  CHECK(all.workspace.diagnostics.refreshSupport);
  CHECK(all.window.workDoneProgress);
  CHECK(all.window.showDocument.support);
  CHECK(all.general.staleRequestSupport->cancel);
  CHECK(all.general.staleRequestSupport->retryOnContentModified.size() == 1);
  CHECK(all.general.markdown->parser == "marked");
  CHECK(all.general.positionEncodings == std::vector<std::string>{"utf-16"});
}

TEST_CASE("the refresh of diagnostics is read in Helix's spelling, too") {
  CHECK(read(R"({"workspace":{"diagnostic":{"refreshSupport":true}}})")
            .workspace.diagnostics.refreshSupport);
  CHECK_FALSE(read(R"({"workspace":{"diagnostic":{"refreshSupport":true},
                                    "diagnostics":{"refreshSupport":false}}})")
                  .workspace.diagnostics.refreshSupport);
}

TEST_CASE("what semantic tokens a client asks for comes as a flag or as an object") {
  const auto requests = [](const std::string& json) {
    const auto tokens =
        read(R"({"textDocument":{"semanticTokens":{"tokenTypes":["type"],"requests":)" + json +
             "}}}")
            .textDocument.semanticTokens;
    CHECK(tokens->tokenTypes == std::vector<std::string>{"type"});
    return tokens->requests;
  };
  CHECK(requests(R"({"range":true,"full":true})").full);
  CHECK(requests(R"({"range":true,"full":true})").range);
  CHECK_FALSE(requests(R"({"range":true,"full":true})").delta);
  CHECK(requests(R"({"range":{},"full":{"delta":true}})").range);
  CHECK(requests(R"({"range":{},"full":{"delta":true}})").full);
  CHECK(requests(R"({"range":{},"full":{"delta":true}})").delta);
  CHECK_FALSE(requests(R"({"range":false,"full":{"delta":false}})").range);
  CHECK_FALSE(requests(R"({"range":false,"full":{"delta":false}})").delta);
  CHECK_FALSE(requests("{}").full);
  CHECK_FALSE(requests("7").full);
}

TEST_CASE("a capability of the wrong kind counts as absent, and its neighbours are read") {
  const ClientCapabilities odd = read(R"({
    "workspace":{"applyEdit":"yes","configuration":true,"workspaceEdit":7},
    "textDocument":{"publishDiagnostics":{"tagSupport":true,"versionSupport":true},
      "completion":{"completionItemKind":{"valueSet":[1,"x",2]},"completionItem":[]},
      "foldingRange":{"rangeLimit":-1,"lineFoldingOnly":true}},
    "general":{"positionEncodings":{}},"window":null})");
  CHECK_FALSE(odd.workspace.applyEdit);
  CHECK(odd.workspace.configuration);
  CHECK_FALSE(odd.textDocument.publishDiagnostics.tagSupport);
  CHECK(odd.textDocument.publishDiagnostics.versionSupport);
  CHECK(odd.textDocument.completion.completionItemKind.valueSet == std::vector<std::int32_t>{1, 2});
  CHECK_FALSE(odd.textDocument.foldingRange.rangeLimit);
  CHECK(odd.textDocument.foldingRange.lineFoldingOnly);
  CHECK(odd.general.positionEncodings.empty());
}

TEST_CASE("what twenty real clients declare is understood") {
  const char* const conformance = std::getenv("TROUPE_CONFORMANCE");
  if (conformance == nullptr) {
    MESSAGE("skipped: TROUPE_CONFORMANCE is not set");
    return;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(conformance) /
                                                               "lsp" / "initialize")) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  CHECK(files.size() >= 20);
  for (const std::filesystem::path& file : files) {
    check_recorded(file);
  }
}
