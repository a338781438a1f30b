// LSP, "Initialize Request": what the client can do. Only what Troupe asks about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

// Absent means "cannot", so groups are plain members full of false; where the mere presence of a
// group says something it is optional. A capability of the wrong type counts as absent: no client
// is turned away for a capability that we cannot read.

struct DynamicRegistrationCapability {
  bool dynamicRegistration = false;
};

struct RefreshCapability {
  bool refreshSupport = false;
};

/// For textDocument/definition, declaration, typeDefinition and implementation.
struct DefinitionClientCapabilities {
  bool dynamicRegistration = false;
  bool linkSupport = false;
};

struct TextDocumentSyncClientCapabilities {
  bool dynamicRegistration = false;
  bool willSave = false;
  bool willSaveWaitUntil = false;
  bool didSave = false;
};

/// The values that may be sent; empty means the defaults of the spec.
struct ValueSet {
  std::vector<std::int32_t> valueSet;

  [[nodiscard]] bool contains(std::int32_t value) const;
};

struct StringValueSet {
  std::vector<std::string> valueSet;
};

/// The members that a resolve request may fill in later.
struct ResolveSupport {
  std::vector<std::string> properties;

  [[nodiscard]] bool contains(std::string_view property) const;
};

struct CompletionItemCapabilities {
  bool snippetSupport = false;
  bool commitCharactersSupport = false;
  std::vector<MarkupKind> documentationFormat;  ///< in order of preference; empty: plain text
  bool deprecatedSupport = false;
  bool preselectSupport = false;
  std::optional<ValueSet> tagSupport;
  bool insertReplaceSupport = false;
  std::optional<ResolveSupport> resolveSupport;
  std::optional<ValueSet> insertTextModeSupport;
  bool labelDetailsSupport = false;
};

struct CompletionListCapabilities {
  std::vector<std::string> itemDefaults;  ///< members of CompletionList.itemDefaults that it knows
};

struct CompletionClientCapabilities {
  bool dynamicRegistration = false;
  CompletionItemCapabilities completionItem;
  ValueSet completionItemKind;
  bool contextSupport = false;
  CompletionListCapabilities completionList;
};

struct HoverClientCapabilities {
  bool dynamicRegistration = false;
  std::vector<MarkupKind> contentFormat;  ///< in order of preference; empty: plain text
};

struct ParameterInformationCapabilities {
  bool labelOffsetSupport = false;
};
struct SignatureInformationCapabilities {
  std::vector<MarkupKind> documentationFormat;
  ParameterInformationCapabilities parameterInformation;
  bool activeParameterSupport = false;
  bool noActiveParameterSupport = false;  ///< 3.18
};
struct SignatureHelpClientCapabilities {
  bool dynamicRegistration = false;
  SignatureInformationCapabilities signatureInformation;
  bool contextSupport = false;
};

struct DocumentSymbolClientCapabilities {
  bool dynamicRegistration = false;
  ValueSet symbolKind;
  bool hierarchicalDocumentSymbolSupport = false;
  std::optional<ValueSet> tagSupport;
};

struct CodeActionLiteralSupport {
  StringValueSet codeActionKind;
};
struct CodeActionClientCapabilities {
  bool dynamicRegistration = false;
  std::optional<CodeActionLiteralSupport> codeActionLiteralSupport;
  bool isPreferredSupport = false;
  bool disabledSupport = false;
  bool dataSupport = false;
  std::optional<ResolveSupport> resolveSupport;
};

struct DocumentLinkClientCapabilities {
  bool dynamicRegistration = false;
  bool tooltipSupport = false;
};

struct RenameClientCapabilities {
  bool dynamicRegistration = false;
  bool prepareSupport = false;
};

struct FoldingRangeItemCapabilities {
  bool collapsedText = false;
};
struct FoldingRangeClientCapabilities {
  bool dynamicRegistration = false;
  std::optional<std::uint32_t> rangeLimit;
  bool lineFoldingOnly = false;
  FoldingRangeItemCapabilities foldingRange;
};

struct PublishDiagnosticsClientCapabilities {
  bool relatedInformation = false;
  std::optional<ValueSet> tagSupport;
  bool versionSupport = false;
  bool codeDescriptionSupport = false;
  bool dataSupport = false;
};

/// Pull diagnostics. Its presence alone says that the client pulls.
struct DiagnosticClientCapabilities {
  bool dynamicRegistration = false;
  bool relatedDocumentSupport = false;
};

struct SemanticTokensRequestCapabilities {
  bool range = false;  ///< `true` or any object
  bool full = false;   ///< `true` or any object
  bool delta = false;  ///< `full: {delta: true}`
};
struct SemanticTokensClientCapabilities {
  bool dynamicRegistration = false;
  SemanticTokensRequestCapabilities requests;
  std::vector<std::string> tokenTypes;
  std::vector<std::string> tokenModifiers;
  std::vector<std::string> formats;
  bool overlappingTokenSupport = false;
  bool multilineTokenSupport = false;
  bool serverCancelSupport = false;
  bool augmentsSyntaxTokens = false;
};

struct TextDocumentClientCapabilities {
  TextDocumentSyncClientCapabilities synchronization;
  CompletionClientCapabilities completion;
  HoverClientCapabilities hover;
  SignatureHelpClientCapabilities signatureHelp;
  DefinitionClientCapabilities declaration;
  DefinitionClientCapabilities definition;
  DefinitionClientCapabilities typeDefinition;
  DefinitionClientCapabilities implementation;
  DocumentSymbolClientCapabilities documentSymbol;
  CodeActionClientCapabilities codeAction;
  DocumentLinkClientCapabilities documentLink;
  RenameClientCapabilities rename;
  FoldingRangeClientCapabilities foldingRange;
  PublishDiagnosticsClientCapabilities publishDiagnostics;
  std::optional<DiagnosticClientCapabilities> diagnostic;
  std::optional<SemanticTokensClientCapabilities> semanticTokens;
};

struct WorkspaceEditClientCapabilities {
  bool documentChanges = false;
  std::vector<std::string> resourceOperations;
  std::string failureHandling;  ///< empty: not said
  bool normalizesLineEndings = false;
};

struct DidChangeWatchedFilesClientCapabilities {
  bool dynamicRegistration = false;
  bool relativePatternSupport = false;
};

struct WorkspaceSymbolClientCapabilities {
  bool dynamicRegistration = false;
  ValueSet symbolKind;
  std::optional<ValueSet> tagSupport;
  std::optional<ResolveSupport> resolveSupport;
};

struct WorkspaceClientCapabilities {
  bool applyEdit = false;
  WorkspaceEditClientCapabilities workspaceEdit;
  DynamicRegistrationCapability didChangeConfiguration;
  DidChangeWatchedFilesClientCapabilities didChangeWatchedFiles;
  WorkspaceSymbolClientCapabilities symbol;
  DynamicRegistrationCapability executeCommand;
  bool workspaceFolders = false;
  bool configuration = false;
  RefreshCapability semanticTokens;
  RefreshCapability codeLens;
  RefreshCapability inlayHint;
  RefreshCapability diagnostics;  ///< Helix spells it `diagnostic`: read, too
};

struct ShowDocumentClientCapabilities {
  bool support = false;
};
struct WindowClientCapabilities {
  bool workDoneProgress = false;
  ShowDocumentClientCapabilities showDocument;
};

struct StaleRequestSupport {
  bool cancel = false;
  std::vector<std::string> retryOnContentModified;  ///< methods
};
struct MarkdownClientCapabilities {
  std::string parser;
  std::string version;  ///< empty: not said
};
struct GeneralClientCapabilities {
  std::optional<StaleRequestSupport> staleRequestSupport;
  std::optional<MarkdownClientCapabilities> markdown;
  std::vector<std::string> positionEncodings;  ///< in order of preference; empty: utf-16
};

struct ClientCapabilities {
  WorkspaceClientCapabilities workspace;
  TextDocumentClientCapabilities textDocument;
  WindowClientCapabilities window;
  GeneralClientCapabilities general;
  std::optional<RawJson> experimental;  ///< handlers::client_commands reads it
};

/// The first of the client's formats that we can write; plain text when it names none.
[[nodiscard]] MarkupKind preferred_markup(const std::vector<MarkupKind>& formats);

}  // namespace troupe::protocol
