// LSP, "Initialize Request": what the server can do. Only what Troupe offers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

// False flags and empty lists are left out of what is sent, and so are absent options.

enum class TextDocumentSyncKind : std::uint8_t { None = 0, Full = 1, Incremental = 2 };

struct SaveOptions {
  bool includeText = false;
};
struct TextDocumentSyncOptions {
  bool openClose = false;
  TextDocumentSyncKind change = TextDocumentSyncKind::None;
  bool willSave = false;
  bool willSaveWaitUntil = false;
  std::optional<SaveOptions> save = {};
};

struct CompletionItemServerCapabilities {
  bool labelDetailsSupport = false;
};
struct CompletionOptions {
  std::vector<std::string> triggerCharacters = {};
  std::vector<std::string> allCommitCharacters = {};
  bool resolveProvider = false;
  std::optional<CompletionItemServerCapabilities> completionItem = {};
  bool workDoneProgress = false;
};

struct SignatureHelpOptions {
  std::vector<std::string> triggerCharacters = {};
  std::vector<std::string> retriggerCharacters = {};
};

struct CodeActionOptions {
  std::vector<std::string> codeActionKinds = {};
  bool resolveProvider = false;
};

struct CodeLensOptions {
  bool resolveProvider = false;
};

struct DocumentLinkOptions {
  bool resolveProvider = false;
};

struct DocumentOnTypeFormattingOptions {
  std::string firstTriggerCharacter;
  std::vector<std::string> moreTriggerCharacter = {};
};

/// Only for clients that declared `rename.prepareSupport`.
struct RenameOptions {
  bool prepareProvider = false;
};

struct ExecuteCommandOptions {
  std::vector<std::string> commands = {};
};

struct SemanticTokensLegend {
  std::vector<std::string> tokenTypes = {};
  std::vector<std::string> tokenModifiers = {};
};
struct SemanticTokensFullOptions {
  bool delta = false;
};
struct SemanticTokensOptions {
  SemanticTokensLegend legend;
  bool range = false;
  std::optional<SemanticTokensFullOptions> full = {};
};

struct DiagnosticOptions {
  std::optional<std::string> identifier = {};
  bool interFileDependencies = false;
  bool workspaceDiagnostics = false;
  bool workDoneProgress = false;
};

struct WorkspaceFoldersServerCapabilities {
  bool supported = false;
  bool changeNotifications = false;
};
struct WorkspaceServerCapabilities {
  std::optional<WorkspaceFoldersServerCapabilities> workspaceFolders = {};
};

struct ServerCapabilities {
  std::optional<std::string> positionEncoding = {};  ///< `utf-8`, `utf-16` or `utf-32`
  std::optional<TextDocumentSyncOptions> textDocumentSync = {};
  std::optional<CompletionOptions> completionProvider = {};
  bool hoverProvider = false;
  std::optional<SignatureHelpOptions> signatureHelpProvider = {};
  bool declarationProvider = false;
  bool definitionProvider = false;
  bool typeDefinitionProvider = false;
  bool implementationProvider = false;
  bool referencesProvider = false;
  bool documentHighlightProvider = false;
  bool documentSymbolProvider = false;
  std::optional<CodeActionOptions> codeActionProvider = {};
  std::optional<CodeLensOptions> codeLensProvider = {};
  std::optional<DocumentLinkOptions> documentLinkProvider = {};
  bool workspaceSymbolProvider = false;
  bool documentFormattingProvider = false;
  bool documentRangeFormattingProvider = false;
  std::optional<DocumentOnTypeFormattingOptions> documentOnTypeFormattingProvider = {};
  std::optional<std::variant<bool, RenameOptions>> renameProvider = {};
  bool foldingRangeProvider = false;
  bool selectionRangeProvider = false;
  bool linkedEditingRangeProvider = false;
  bool callHierarchyProvider = false;
  std::optional<ExecuteCommandOptions> executeCommandProvider = {};
  std::optional<SemanticTokensOptions> semanticTokensProvider = {};
  bool inlayHintProvider = false;
  std::optional<DiagnosticOptions> diagnosticProvider = {};
  std::optional<WorkspaceServerCapabilities> workspace = {};
};

}  // namespace troupe::protocol
