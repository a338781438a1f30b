#include "handlers/initialize.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace troupe::handlers {

namespace {

/// The characters of all languages, each once.
std::vector<std::string> completion_triggers(const ide::LanguageSet& languages) {
  std::vector<std::string> triggers;
  for (const auto& language : languages.all()) {
    for (const char character : language->completion_triggers()) {
      std::string trigger(1, character);
      if (std::ranges::find(triggers, trigger) == triggers.end()) {
        triggers.push_back(std::move(trigger));
      }
    }
  }
  return triggers;
}

}  // namespace

protocol::InitializeResult initialize_result(const Session& session) {
  base::check(session.languages != nullptr, "a session knows its languages");
  protocol::ServerCapabilities capabilities;
  capabilities.positionEncoding = protocol::position_encoding_name(session.encoding);
  capabilities.textDocumentSync =
      protocol::TextDocumentSyncOptions{.openClose = true,
                                        .change = protocol::TextDocumentSyncKind::Incremental,
                                        .willSave = false,
                                        .willSaveWaitUntil = false,
                                        .save = protocol::SaveOptions{.includeText = false}};
  capabilities.completionProvider = protocol::CompletionOptions{
      .triggerCharacters = completion_triggers(*session.languages),
      .allCommitCharacters = {},
      .resolveProvider = true,
      .completionItem = protocol::CompletionItemServerCapabilities{.labelDetailsSupport = true},
      .workDoneProgress = false};
  capabilities.hoverProvider = true;
  capabilities.definitionProvider = true;
  capabilities.documentSymbolProvider = true;
  capabilities.foldingRangeProvider = true;
  if (session.capabilities.textDocument.diagnostic) {
    capabilities.diagnosticProvider = protocol::DiagnosticOptions{.identifier = "troupe",
                                                                  .interFileDependencies = true,
                                                                  .workspaceDiagnostics = true,
                                                                  .workDoneProgress = true};
  }
  capabilities.workspace = protocol::WorkspaceServerCapabilities{
      .workspaceFolders = protocol::WorkspaceFoldersServerCapabilities{
          .supported = true, .changeNotifications = true}};
  return {std::move(capabilities), protocol::ServerInfo{"troupe", TROUPE_VERSION}};
}

}  // namespace troupe::handlers
