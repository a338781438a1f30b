// What surrounds the requests: the table of methods, initialize, settings, documents, watchers.
#include <variant>

#include <doctest/doctest.h>

#include "handlers/configuration.hpp"
#include "handlers/documents.hpp"
#include "handlers/initialize.hpp"
#include "handlers/watched_files.hpp"
#include "protocol/codec.hpp"
#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

TEST_CASE("every request method is found, sorted, with its lane") {
  std::string methods;
  for (const RequestHandler& handler : request_handlers()) {
    CHECK(find_request_handler(handler.method) == &handler);
    methods += std::string(handler.method) + (handler.lane == Lane::batch ? " batch\n" : "\n");
  }
  CHECK(methods ==
        "callHierarchy/incomingCalls batch\n"
        "callHierarchy/outgoingCalls\n"
        "codeLens/resolve batch\n"
        "completionItem/resolve\n"
        "textDocument/codeAction\n"
        "textDocument/codeLens batch\n"
        "textDocument/completion\n"
        "textDocument/declaration\n"
        "textDocument/definition\n"
        "textDocument/diagnostic batch\n"
        "textDocument/documentHighlight\n"
        "textDocument/documentLink\n"
        "textDocument/documentSymbol\n"
        "textDocument/foldingRange\n"
        "textDocument/formatting\n"
        "textDocument/hover\n"
        "textDocument/implementation\n"
        "textDocument/inlayHint\n"
        "textDocument/linkedEditingRange\n"
        "textDocument/onTypeFormatting\n"
        "textDocument/prepareCallHierarchy\n"
        "textDocument/prepareRename\n"
        "textDocument/rangeFormatting\n"
        "textDocument/references batch\n"
        "textDocument/rename batch\n"
        "textDocument/selectionRange\n"
        "textDocument/semanticTokens/full batch\n"
        "textDocument/semanticTokens/full/delta batch\n"
        "textDocument/semanticTokens/range\n"
        "textDocument/signatureHelp\n"
        "textDocument/typeDefinition\n"
        "workspace/diagnostic batch\n"
        "workspace/symbol\n");
  CHECK(find_request_handler("textDocument/moniker") == nullptr);
  CHECK(find_request_handler("") == nullptr);
}

TEST_CASE("initialize offers what the languages can do, and pull diagnostics to who pulls") {
  FakeSession session("//- /a.fake\n\n");
  session.session->encoding = base::PositionEncoding::utf8;
  const std::string pushed = protocol::to_json(initialize_result(*session.session));
  CHECK(pushed ==
        R"({"capabilities":{"positionEncoding":"utf-8","textDocumentSync":{"openClose":true,)"
        R"("change":2,"save":{}},"completionProvider":{"triggerCharacters":)"
        R"([".",":","/"],"resolveProvider":true,"completionItem":{"labelDetailsSupport":true}},)"
        R"("hoverProvider":true,"signatureHelpProvider":{"triggerCharacters":["("]},)"
        R"("declarationProvider":true,"definitionProvider":true,"typeDefinitionProvider":true,)"
        R"("implementationProvider":true,"referencesProvider":true,)"
        R"("documentHighlightProvider":true,"documentSymbolProvider":true,)"
        R"("codeLensProvider":{"resolveProvider":true},"documentLinkProvider":{},)"
        R"("workspaceSymbolProvider":true,)"
        R"("documentFormattingProvider":true,"documentRangeFormattingProvider":true,)"
        R"("documentOnTypeFormattingProvider":{"firstTriggerCharacter":"}"},"renameProvider":true,)"
        R"("foldingRangeProvider":true,"selectionRangeProvider":true,)"
        R"("linkedEditingRangeProvider":true,"callHierarchyProvider":true,)"
        R"("semanticTokensProvider":{"legend":{"tokenTypes":["type","enum","interface","struct",)"
        R"("parameter","variable","property","enumMember","function","keyword","modifier",)"
        R"("comment","string","number","operator","decorator","macro"],"tokenModifiers":)"
        R"(["declaration","definition","readonly","deprecated","documentation",)"
        R"("defaultLibrary"]},"range":true,"full":{"delta":true}},"inlayHintProvider":true,)"
        R"("workspace":{"workspaceFolders":{"supported":true,)"
        R"("changeNotifications":true}}},"serverInfo":{"name":"troupe","version":")" +
            std::string(TROUPE_VERSION) + "\"}}");
  session.capabilities().textDocument.diagnostic.emplace();
  const std::string pulled = protocol::to_json(initialize_result(*session.session));
  CHECK(pulled.find(R"("diagnosticProvider":{"identifier":"troupe","interFileDependencies":true,)"
                    R"("workspaceDiagnostics":true,"workDoneProgress":true})") !=
        std::string::npos);
}

TEST_CASE("initialize offers code actions and prepared renames to clients that declared them") {
  FakeSession session("//- /a.fake\n\n");
  session.capabilities().textDocument.codeAction.codeActionLiteralSupport.emplace();
  session.capabilities().textDocument.rename.prepareSupport = true;
  session.language->typed_triggers = "}\n";
  const std::string offered = protocol::to_json(initialize_result(*session.session));
  const auto offers = [&](std::string_view part) {
    return offered.find(part) != std::string::npos;
  };
  CHECK(offers(R"("codeActionProvider":{"codeActionKinds":["quickfix","refactor.extract",)"
               R"("refactor.inline","refactor.rewrite","source.fixAll"]},)"));
  CHECK(offers(R"("renameProvider":{"prepareProvider":true},)"));
  CHECK(offers(R"({"firstTriggerCharacter":"}","moreTriggerCharacter":["\n"]})"));
  session.language->typed_triggers = "";
  session.other->typed_triggers = "";
  CHECK(protocol::to_json(initialize_result(*session.session)).find("OnType") == std::string::npos);
}

TEST_CASE("settings are read bare or under the section's name, unknown keys tolerated") {
  const auto settings = [](std::string json) {
    const DecodedSettings decoded = decode_settings({std::move(json)});
    CHECK(decoded.problems.empty());
    return decoded.settings;
  };
  const Settings both{250, LogLevel::debug};
  CHECK(settings(R"({"diagnostics":{"delay":250},"log":{"level":"debug"},"x":1})") == both);
  CHECK(settings(R"({"troupe":{"diagnostics":{"delay":250.0},"log":{"level":"debug"}}})") == both);
  CHECK(settings("null") == Settings());
  CHECK(settings("{}") == Settings());
  CHECK(settings(R"({"troupe":null})") == Settings());
  CHECK(settings(R"({"diagnostics":null,"log":{"level":null}})") == Settings());
}

TEST_CASE("settings of a wrong type are reported and count as absent") {
  const auto problem = [](std::string json) {
    const DecodedSettings decoded = decode_settings({std::move(json)});
    CHECK(decoded.settings == Settings());
    return decoded.problems.size() == 1 ? decoded.problems.front() : "not one problem";
  };
  CHECK(problem("[]") == "configuration: troupe: expected an object, found an array");
  CHECK(problem(R"({"troupe":7})") == "configuration: troupe: expected an object, found 7");
  CHECK(problem(R"({"log":"x"})") == R"(configuration: troupe.log: expected an object, found "x")");
  CHECK(problem(R"({"diagnostics":{"delay":-1}})") ==
        "configuration: troupe.diagnostics.delay: expected milliseconds from 0 to 10000, found -1");
  CHECK(
      problem(R"({"diagnostics":{"delay":"1"}})") ==
      R"(configuration: troupe.diagnostics.delay: expected milliseconds from 0 to 10000, found "1")");
  CHECK(problem(R"({"log":{"level":"loud"}})") ==
        "configuration: troupe.log.level: expected one of debug, info, warning, error and off, "
        R"(found "loud")");
  CHECK(problem("{").starts_with("configuration: "));
  const DecodedSettings two =
      decode_settings({R"({"diagnostics":{"delay":[]},"log":{"level":{}}})"});
  CHECK(two.problems.size() == 2);
}

TEST_CASE("log levels have names") {
  for (const LogLevel level :
       {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error, LogLevel::off}) {
    CHECK(log_level_of_name(log_level_name(level)) == level);
  }
}

TEST_CASE("documents are known by path, files that are none by their URI") {
  FakeSession session("//- /a b.fake\n\n");
  engine::Context context(session.workspace.snapshot());
  const ide::FileId file = file_of_uri(context, "file:///x/../a%20b.fake");
  CHECK(file == session.file("/a b.fake"));
  CHECK(uri_of_file(context, file) == "file:///a%20b.fake");
  const ide::FileId untitled = file_of_uri(context, "untitled:Untitled-1");
  CHECK(uri_of_file(context, untitled) == "untitled:Untitled-1");
}

std::string watchers(const std::vector<ide::FilePatterns>& patterns, bool relative) {
  protocol::ClientCapabilities capabilities;
  capabilities.workspace.didChangeWatchedFiles.relativePatternSupport = relative;
  return protocol::to_json(protocol::DidChangeWatchedFilesRegistrationOptions{
      file_system_watchers(patterns, capabilities)});
}

TEST_CASE("watched files are told as patterns relative to their folder where possible") {
  const std::vector<ide::FilePatterns> patterns = {
      {"/w/a b", {"**/*.graphql", "./schema.graphql"}, {"node_modules"}},
      {"/w/a b", {"**/*.graphql"}, {}}};
  CHECK(watchers(patterns, true) ==
        R"({"watchers":[{"globPattern":{"baseUri":"file:///w/a%20b","pattern":"**/*.graphql"}},)"
        R"({"globPattern":{"baseUri":"file:///w/a%20b","pattern":"schema.graphql"}}]})");
  CHECK(watchers(patterns, false) == R"({"watchers":[{"globPattern":"/w/a b/**/*.graphql"},)"
                                     R"({"globPattern":"/w/a b/schema.graphql"}]})");
  CHECK(watchers({{"/w/[x]", {"*"}, {}}}, false) == R"({"watchers":[{"globPattern":"/w/?x?/*"}]})");
  CHECK(watchers({{"/", {"a"}, {}}}, false) == R"({"watchers":[{"globPattern":"/a"}]})");
}

}  // namespace
}  // namespace troupe::handlers
