// The fields of client_capabilities.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/client_capabilities.hpp"
#include "protocol/codec_fields.hpp"

namespace troupe::protocol {

STRUCT(DynamicRegistrationCapability, LENIENT(dynamicRegistration));
STRUCT(RefreshCapability, LENIENT(refreshSupport));
STRUCT(DefinitionClientCapabilities, LENIENT(dynamicRegistration), LENIENT(linkSupport));
STRUCT(TextDocumentSyncClientCapabilities, LENIENT(dynamicRegistration), LENIENT(willSave),
       LENIENT(willSaveWaitUntil), LENIENT(didSave));
STRUCT(ValueSet, LENIENT(valueSet));
STRUCT(StringValueSet, LENIENT(valueSet));
STRUCT(ResolveSupport, LENIENT(properties));
STRUCT(CompletionItemCapabilities, LENIENT(snippetSupport), LENIENT(commitCharactersSupport),
       LENIENT(documentationFormat), LENIENT(deprecatedSupport), LENIENT(preselectSupport),
       LENIENT(tagSupport), LENIENT(insertReplaceSupport), LENIENT(resolveSupport),
       LENIENT(insertTextModeSupport), LENIENT(labelDetailsSupport));
STRUCT(CompletionListCapabilities, LENIENT(itemDefaults));
STRUCT(CompletionClientCapabilities, LENIENT(dynamicRegistration), LENIENT(completionItem),
       LENIENT(completionItemKind), LENIENT(contextSupport), LENIENT(completionList));
STRUCT(HoverClientCapabilities, LENIENT(dynamicRegistration), LENIENT(contentFormat));
STRUCT(ParameterInformationCapabilities, LENIENT(labelOffsetSupport));
STRUCT(SignatureInformationCapabilities, LENIENT(documentationFormat),
       LENIENT(parameterInformation), LENIENT(activeParameterSupport),
       LENIENT(noActiveParameterSupport));
STRUCT(SignatureHelpClientCapabilities, LENIENT(dynamicRegistration), LENIENT(signatureInformation),
       LENIENT(contextSupport));
STRUCT(DocumentSymbolClientCapabilities, LENIENT(dynamicRegistration), LENIENT(symbolKind),
       LENIENT(hierarchicalDocumentSymbolSupport), LENIENT(tagSupport));
STRUCT(CodeActionLiteralSupport, LENIENT(codeActionKind));
STRUCT(CodeActionClientCapabilities, LENIENT(dynamicRegistration),
       LENIENT(codeActionLiteralSupport), LENIENT(isPreferredSupport), LENIENT(disabledSupport),
       LENIENT(dataSupport), LENIENT(resolveSupport));
STRUCT(DocumentLinkClientCapabilities, LENIENT(dynamicRegistration), LENIENT(tooltipSupport));
STRUCT(RenameClientCapabilities, LENIENT(dynamicRegistration), LENIENT(prepareSupport));
STRUCT(FoldingRangeItemCapabilities, LENIENT(collapsedText));
STRUCT(FoldingRangeClientCapabilities, LENIENT(dynamicRegistration), LENIENT(rangeLimit),
       LENIENT(lineFoldingOnly), LENIENT(foldingRange));
STRUCT(PublishDiagnosticsClientCapabilities, LENIENT(relatedInformation), LENIENT(tagSupport),
       LENIENT(versionSupport), LENIENT(codeDescriptionSupport), LENIENT(dataSupport));
STRUCT(DiagnosticClientCapabilities, LENIENT(dynamicRegistration), LENIENT(relatedDocumentSupport));

/// `true`, an object, or nothing; what is inside the object of `full` says whether deltas are
/// understood.
template <>
struct Codec<SemanticTokensRequestCapabilities> {
  static bool read(JsonValue json, SemanticTokensRequestCapabilities& value, Reading& reading) {
    if (!json.is_object()) {
      return reading.fail("expected an object");
    }
    const auto is_on = [](std::optional<JsonValue> member) {
      return member && (member->is_object() || member->as_bool() == true);
    };
    const std::optional<JsonValue> full = json.get("full");
    value.range = is_on(json.get("range"));
    value.full = is_on(full);
    value.delta = full && is_on(full->get("delta"));
    return true;
  }
};

STRUCT(SemanticTokensClientCapabilities, LENIENT(dynamicRegistration), LENIENT(requests),
       LENIENT(tokenTypes), LENIENT(tokenModifiers), LENIENT(formats),
       LENIENT(overlappingTokenSupport), LENIENT(multilineTokenSupport),
       LENIENT(serverCancelSupport), LENIENT(augmentsSyntaxTokens));
STRUCT(TextDocumentClientCapabilities, LENIENT(synchronization), LENIENT(completion),
       LENIENT(hover), LENIENT(signatureHelp), LENIENT(declaration), LENIENT(definition),
       LENIENT(typeDefinition), LENIENT(implementation), LENIENT(documentSymbol),
       LENIENT(codeAction), LENIENT(documentLink), LENIENT(rename), LENIENT(foldingRange),
       LENIENT(publishDiagnostics), LENIENT(diagnostic), LENIENT(semanticTokens));
STRUCT(WorkspaceEditClientCapabilities, LENIENT(documentChanges), LENIENT(resourceOperations),
       LENIENT(failureHandling), LENIENT(normalizesLineEndings));
STRUCT(DidChangeWatchedFilesClientCapabilities, LENIENT(dynamicRegistration),
       LENIENT(relativePatternSupport));
STRUCT(WorkspaceSymbolClientCapabilities, LENIENT(dynamicRegistration), LENIENT(symbolKind),
       LENIENT(tagSupport), LENIENT(resolveSupport));
STRUCT(WorkspaceClientCapabilities, LENIENT(applyEdit), LENIENT(workspaceEdit),
       LENIENT(didChangeConfiguration), LENIENT(didChangeWatchedFiles), LENIENT(symbol),
       LENIENT(executeCommand), LENIENT(workspaceFolders), LENIENT(configuration),
       LENIENT(semanticTokens), LENIENT(codeLens), LENIENT(inlayHint),
       ALIAS("diagnostic", diagnostics), LENIENT(diagnostics));
STRUCT(ShowDocumentClientCapabilities, LENIENT(support));
STRUCT(WindowClientCapabilities, LENIENT(workDoneProgress), LENIENT(showDocument));
STRUCT(StaleRequestSupport, LENIENT(cancel), LENIENT(retryOnContentModified));
STRUCT(MarkdownClientCapabilities, LENIENT(parser), LENIENT(version));
STRUCT(GeneralClientCapabilities, LENIENT(staleRequestSupport), LENIENT(markdown),
       LENIENT(positionEncodings));
STRUCT(ClientCapabilities, LENIENT(workspace), LENIENT(textDocument), LENIENT(window),
       LENIENT(general), LENIENT(experimental));

}  // namespace troupe::protocol
