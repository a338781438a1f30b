// The fields of server_capabilities.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/server_capabilities.hpp"

namespace troupe::protocol {

INTEGER_ENUM(TextDocumentSyncKind, None, Incremental);

STRUCT(SaveOptions, OPTIONAL(includeText));
STRUCT(TextDocumentSyncOptions, OPTIONAL(openClose), REQUIRED(change), OPTIONAL(willSave),
       OPTIONAL(willSaveWaitUntil), OPTIONAL(save));
STRUCT(CompletionItemServerCapabilities, OPTIONAL(labelDetailsSupport));
STRUCT(CompletionOptions, OPTIONAL(triggerCharacters), OPTIONAL(allCommitCharacters),
       OPTIONAL(resolveProvider), OPTIONAL(completionItem), OPTIONAL(workDoneProgress));
STRUCT(SignatureHelpOptions, OPTIONAL(triggerCharacters), OPTIONAL(retriggerCharacters));
STRUCT(CodeActionOptions, OPTIONAL(codeActionKinds), OPTIONAL(resolveProvider));
STRUCT(CodeLensOptions, OPTIONAL(resolveProvider));
STRUCT(DocumentLinkOptions, OPTIONAL(resolveProvider));
STRUCT(DocumentOnTypeFormattingOptions, REQUIRED(firstTriggerCharacter),
       OPTIONAL(moreTriggerCharacter));
STRUCT(RenameOptions, OPTIONAL(prepareProvider));
STRUCT(ExecuteCommandOptions, REQUIRED(commands));
STRUCT(SemanticTokensLegend, REQUIRED(tokenTypes), REQUIRED(tokenModifiers));
STRUCT(SemanticTokensFullOptions, OPTIONAL(delta));
STRUCT(SemanticTokensOptions, REQUIRED(legend), OPTIONAL(range), OPTIONAL(full));
STRUCT(DiagnosticOptions, OPTIONAL(identifier), REQUIRED(interFileDependencies),
       REQUIRED(workspaceDiagnostics), OPTIONAL(workDoneProgress));
STRUCT(WorkspaceFoldersServerCapabilities, OPTIONAL(supported), OPTIONAL(changeNotifications));
STRUCT(WorkspaceServerCapabilities, OPTIONAL(workspaceFolders));
STRUCT(ServerCapabilities, OPTIONAL(positionEncoding), OPTIONAL(textDocumentSync),
       OPTIONAL(completionProvider), OPTIONAL(hoverProvider), OPTIONAL(signatureHelpProvider),
       OPTIONAL(declarationProvider), OPTIONAL(definitionProvider),
       OPTIONAL(typeDefinitionProvider), OPTIONAL(implementationProvider),
       OPTIONAL(referencesProvider), OPTIONAL(documentHighlightProvider),
       OPTIONAL(documentSymbolProvider), OPTIONAL(codeActionProvider), OPTIONAL(codeLensProvider),
       OPTIONAL(documentLinkProvider), OPTIONAL(workspaceSymbolProvider),
       OPTIONAL(documentFormattingProvider), OPTIONAL(documentRangeFormattingProvider),
       OPTIONAL(documentOnTypeFormattingProvider), OPTIONAL(renameProvider),
       OPTIONAL(foldingRangeProvider), OPTIONAL(selectionRangeProvider),
       OPTIONAL(linkedEditingRangeProvider), OPTIONAL(callHierarchyProvider),
       OPTIONAL(executeCommandProvider), OPTIONAL(semanticTokensProvider),
       OPTIONAL(inlayHintProvider), OPTIONAL(diagnosticProvider), OPTIONAL(workspace));

}  // namespace troupe::protocol
