#include "handlers/initialize.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "handlers/client_commands.hpp"
#include "handlers/code_action.hpp"
#include "handlers/token_data.hpp"

namespace troupe::handlers {

namespace {

/// The characters of all languages, each once.
std::vector<std::string> triggers_of(const ide::LanguageSet& languages,
                                     std::string_view (ide::Language::*characters)() const) {
  std::vector<std::string> triggers;
  for (const auto& language : languages.all()) {
    for (const char character : ((*language).*characters)()) {
      std::string trigger(1, character);
      if (std::ranges::find(triggers, trigger) == triggers.end()) {
        triggers.push_back(std::move(trigger));
      }
    }
  }
  return triggers;
}

void offer_text(protocol::ServerCapabilities& capabilities) {
  capabilities.textDocumentSync =
      protocol::TextDocumentSyncOptions{.openClose = true,
                                        .change = protocol::TextDocumentSyncKind::Incremental,
                                        .willSave = false,
                                        .willSaveWaitUntil = false,
                                        .save = protocol::SaveOptions{.includeText = false}};
  capabilities.workspace = protocol::WorkspaceServerCapabilities{
      .workspaceFolders = protocol::WorkspaceFoldersServerCapabilities{
          .supported = true, .changeNotifications = true}};
}

void offer_navigation(protocol::ServerCapabilities& capabilities) {
  capabilities.hoverProvider = true;
  capabilities.declarationProvider = true;
  capabilities.definitionProvider = true;
  capabilities.typeDefinitionProvider = true;
  capabilities.implementationProvider = true;
  capabilities.referencesProvider = true;
  capabilities.documentHighlightProvider = true;
  capabilities.documentSymbolProvider = true;
  capabilities.workspaceSymbolProvider = true;
  capabilities.callHierarchyProvider = true;
  capabilities.foldingRangeProvider = true;
  capabilities.selectionRangeProvider = true;
  capabilities.linkedEditingRangeProvider = true;
  capabilities.codeLensProvider = {.resolveProvider = true};
  capabilities.documentLinkProvider.emplace();
}

void offer_formatting(protocol::ServerCapabilities& capabilities,
                      const ide::LanguageSet& languages) {
  capabilities.documentFormattingProvider = true;
  capabilities.documentRangeFormattingProvider = true;
  std::vector<std::string> typed = triggers_of(languages, &ide::Language::format_on_type_triggers);
  if (!typed.empty()) {
    capabilities.documentOnTypeFormattingProvider = protocol::DocumentOnTypeFormattingOptions{
        .firstTriggerCharacter = typed.front(),
        .moreTriggerCharacter = {typed.begin() + 1, typed.end()}};
  }
}

void offer_editing(protocol::ServerCapabilities& capabilities, const Session& session) {
  const protocol::TextDocumentClientCapabilities& client = session.capabilities.textDocument;
  const ide::LanguageSet& languages = *session.languages;
  capabilities.completionProvider = protocol::CompletionOptions{
      .triggerCharacters = triggers_of(languages, &ide::Language::completion_triggers),
      .allCommitCharacters = {},
      .resolveProvider = true,
      .completionItem = protocol::CompletionItemServerCapabilities{.labelDetailsSupport = true},
      .workDoneProgress = false};
  capabilities.signatureHelpProvider = protocol::SignatureHelpOptions{
      .triggerCharacters = triggers_of(languages, &ide::Language::signature_help_triggers),
      .retriggerCharacters = {}};
  if (client.codeAction.codeActionLiteralSupport) {
    capabilities.codeActionProvider = protocol::CodeActionOptions{
        .codeActionKinds = code_action_kinds(), .resolveProvider = false};
  }
  if (client.rename.prepareSupport) {
    capabilities.renameProvider = protocol::RenameOptions{.prepareProvider = true};
  } else {
    capabilities.renameProvider = true;
  }
  capabilities.inlayHintProvider = true;
  capabilities.semanticTokensProvider =
      protocol::SemanticTokensOptions{.legend = semantic_tokens_legend(session.capabilities),
                                      .range = true,
                                      .full = protocol::SemanticTokensFullOptions{.delta = true}};
}

}  // namespace

Session make_session(const protocol::InitializeParams& params, const ide::LanguageSet& languages) {
  return {.encoding = protocol::negotiate_position_encoding(params.capabilities),
          .capabilities = params.capabilities,
          .languages = &languages,
          .client_commands = client_commands(params)};
}

protocol::InitializeResult initialize_result(const Session& session) {
  base::check(session.languages != nullptr, "a session knows its languages");
  protocol::ServerCapabilities capabilities;
  capabilities.positionEncoding = protocol::position_encoding_name(session.encoding);
  offer_text(capabilities);
  offer_navigation(capabilities);
  offer_editing(capabilities, session);
  offer_formatting(capabilities, *session.languages);
  if (session.capabilities.textDocument.diagnostic) {
    capabilities.diagnosticProvider = protocol::DiagnosticOptions{.identifier = "troupe",
                                                                  .interFileDependencies = true,
                                                                  .workspaceDiagnostics = true,
                                                                  .workDoneProgress = true};
  }
  return {std::move(capabilities), protocol::ServerInfo{"troupe", TROUPE_VERSION}};
}

}  // namespace troupe::handlers
