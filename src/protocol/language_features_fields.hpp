// The fields of language_features.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/language_features.hpp"

namespace troupe::protocol {

INTEGER_ENUM(DocumentHighlightKind, Text, Write);
INTEGER_ENUM(CompletionTriggerKind, Invoked, TriggerForIncompleteCompletions);
INTEGER_ENUM(CompletionItemKind, Text, TypeParameter);
INTEGER_ENUM(CompletionItemTag, Deprecated, Deprecated);
INTEGER_ENUM(InsertTextFormat, PlainText, Snippet);
INTEGER_ENUM(InsertTextMode, asIs, adjustIndentation);
INTEGER_ENUM(SymbolKind, File, TypeParameter);
INTEGER_ENUM(SymbolTag, Deprecated, Deprecated);
STRING_ENUM(FoldingRangeKind, "comment", "imports", "region");

STRUCT(Hover, REQUIRED(contents), OPTIONAL(range));
STRUCT(ReferenceContext, OPTIONAL(includeDeclaration));
STRUCT(ReferenceParams, REQUIRED(textDocument), REQUIRED(position), OPTIONAL(context),
       OPTIONAL(workDoneToken), OPTIONAL(partialResultToken));
STRUCT(DocumentHighlight, REQUIRED(range), OPTIONAL(kind));
STRUCT(CompletionContext, REQUIRED(triggerKind), OPTIONAL(triggerCharacter));
STRUCT(CompletionParams, REQUIRED(textDocument), REQUIRED(position), LENIENT(context),
       OPTIONAL(workDoneToken), OPTIONAL(partialResultToken));
STRUCT(CompletionItemLabelDetails, OPTIONAL(detail), OPTIONAL(description));
STRUCT(InsertReplaceEdit, REQUIRED(newText), REQUIRED(insert), REQUIRED(replace));
STRUCT(CompletionItem, REQUIRED(label), OPTIONAL(labelDetails), OPTIONAL(kind), OPTIONAL(tags),
       OPTIONAL(detail), OPTIONAL(documentation), OPTIONAL(deprecated), OPTIONAL(preselect),
       OPTIONAL(sortText), OPTIONAL(filterText), OPTIONAL(insertText), OPTIONAL(insertTextFormat),
       OPTIONAL(insertTextMode), OPTIONAL(textEdit), OPTIONAL(textEditText),
       OPTIONAL(additionalTextEdits), OPTIONAL(commitCharacters), OPTIONAL(command),
       OPTIONAL(data));
STRUCT(InsertReplaceRange, REQUIRED(insert), REQUIRED(replace));
STRUCT(CompletionItemDefaults, OPTIONAL(commitCharacters), OPTIONAL(editRange),
       OPTIONAL(insertTextFormat), OPTIONAL(insertTextMode), OPTIONAL(data));
STRUCT(CompletionList, REQUIRED(isIncomplete), OPTIONAL(itemDefaults), REQUIRED(items));
STRUCT(DocumentParams, REQUIRED(textDocument), OPTIONAL(workDoneToken),
       OPTIONAL(partialResultToken));
STRUCT(DocumentSymbol, REQUIRED(name), OPTIONAL(detail), REQUIRED(kind), OPTIONAL(tags),
       OPTIONAL(deprecated), REQUIRED(range), REQUIRED(selectionRange), OPTIONAL(children));
STRUCT(SymbolInformation, REQUIRED(name), REQUIRED(kind), OPTIONAL(tags), OPTIONAL(containerName),
       OPTIONAL(deprecated), REQUIRED(location));
STRUCT(FoldingRange, REQUIRED(startLine), OPTIONAL(startCharacter), REQUIRED(endLine),
       OPTIONAL(endCharacter), OPTIONAL(kind), OPTIONAL(collapsedText));
STRUCT(SemanticTokensRangeParams, REQUIRED(textDocument), REQUIRED(range), OPTIONAL(workDoneToken),
       OPTIONAL(partialResultToken));
STRUCT(SemanticTokensDeltaParams, REQUIRED(textDocument), REQUIRED(previousResultId));
STRUCT(SemanticTokens, OPTIONAL(resultId), REQUIRED(data));
STRUCT(SemanticTokensEdit, REQUIRED(start), REQUIRED(deleteCount), OPTIONAL(data));
STRUCT(SemanticTokensDelta, OPTIONAL(resultId), REQUIRED(edits));

}  // namespace troupe::protocol
