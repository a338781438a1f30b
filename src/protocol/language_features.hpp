// LSP, "Language Features", but for diagnostics, which have a header of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

// Hover, definition, declaration, highlights: TextDocumentPositionParams.
using HoverParams = TextDocumentPositionParams;
using DefinitionParams = TextDocumentPositionParams;
using DocumentHighlightParams = TextDocumentPositionParams;

struct Hover {
  MarkupContent contents;
  std::optional<Range> range = {};
};

struct ReferenceContext {
  bool includeDeclaration = false;
};
struct ReferenceParams {
  TextDocumentIdentifier textDocument;
  Position position;
  ReferenceContext context;
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};

enum class DocumentHighlightKind : std::uint8_t { Text = 1, Read = 2, Write = 3 };
struct DocumentHighlight {
  Range range;
  std::optional<DocumentHighlightKind> kind = {};
};

// Completion.

enum class CompletionTriggerKind : std::uint8_t {
  Invoked = 1,
  TriggerCharacter = 2,
  TriggerForIncompleteCompletions = 3
};
struct CompletionContext {
  CompletionTriggerKind triggerKind = CompletionTriggerKind::Invoked;
  std::optional<std::string> triggerCharacter = {};
};
struct CompletionParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::optional<CompletionContext> context = {};
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};

enum class CompletionItemKind : std::uint8_t {
  Text = 1,
  Method,
  Function,
  Constructor,
  Field,
  Variable,
  Class,
  Interface,
  Module,
  Property,
  Unit,
  Value,
  Enum,
  Keyword,
  Snippet,
  Color,
  File,
  Reference,
  Folder,
  EnumMember,
  Constant,
  Struct,
  Event,
  Operator,
  TypeParameter
};
enum class CompletionItemTag : std::uint8_t { Deprecated = 1 };
enum class InsertTextFormat : std::uint8_t { PlainText = 1, Snippet = 2 };
enum class InsertTextMode : std::uint8_t { asIs = 1, adjustIndentation = 2 };

struct CompletionItemLabelDetails {
  std::optional<std::string> detail = {};
  std::optional<std::string> description = {};
};
/// Only for clients that declared `insertReplaceSupport`.
struct InsertReplaceEdit {
  std::string newText;
  Range insert;
  Range replace;
};
struct CompletionItem {
  std::string label;
  std::optional<CompletionItemLabelDetails> labelDetails = {};
  std::optional<CompletionItemKind> kind = {};
  std::vector<CompletionItemTag> tags = {};
  std::optional<std::string> detail = {};
  std::optional<std::variant<std::string, MarkupContent>> documentation = {};
  bool deprecated = false;
  bool preselect = false;
  std::optional<std::string> sortText = {};
  std::optional<std::string> filterText = {};
  std::optional<std::string> insertText = {};
  std::optional<InsertTextFormat> insertTextFormat = {};
  std::optional<InsertTextMode> insertTextMode = {};
  std::optional<std::variant<TextEdit, InsertReplaceEdit>> textEdit = {};
  std::optional<std::string> textEditText = {};  ///< with an itemDefaults.editRange
  std::vector<TextEdit> additionalTextEdits = {};
  std::vector<std::string> commitCharacters = {};
  std::optional<Command> command = {};
  std::optional<RawJson> data = {};
};

struct InsertReplaceRange {
  Range insert;
  Range replace;
};
/// Only the members that the client named in `completionList.itemDefaults`.
struct CompletionItemDefaults {
  std::vector<std::string> commitCharacters = {};
  std::optional<std::variant<Range, InsertReplaceRange>> editRange = {};
  std::optional<InsertTextFormat> insertTextFormat = {};
  std::optional<InsertTextMode> insertTextMode = {};
  std::optional<RawJson> data = {};
};
struct CompletionList {
  bool isIncomplete = false;
  std::optional<CompletionItemDefaults> itemDefaults = {};
  std::vector<CompletionItem> items = {};
};

// Symbols and folding.

/// documentSymbol, foldingRange, semanticTokens/full: requests for a whole document.
struct DocumentParams {
  TextDocumentIdentifier textDocument;
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};
using DocumentSymbolParams = DocumentParams;
using FoldingRangeParams = DocumentParams;
using SemanticTokensParams = DocumentParams;

enum class SymbolKind : std::uint8_t {
  File = 1,
  Module,
  Namespace,
  Package,
  Class,
  Method,
  Property,
  Field,
  Constructor,
  Enum,
  Interface,
  Function,
  Variable,
  Constant,
  String,
  Number,
  Boolean,
  Array,
  Object,
  Key,
  Null,
  EnumMember,
  Struct,
  Event,
  Operator,
  TypeParameter
};
enum class SymbolTag : std::uint8_t { Deprecated = 1 };

/// Only for clients that declared `hierarchicalDocumentSymbolSupport`.
struct DocumentSymbol {
  std::string name;
  std::optional<std::string> detail = {};
  SymbolKind kind = SymbolKind::File;
  std::vector<SymbolTag> tags = {};
  bool deprecated = false;
  Range range;
  Range selectionRange;  ///< inside `range`
  std::vector<DocumentSymbol> children = {};
};
/// For the others, and for workspace/symbol.
struct SymbolInformation {
  std::string name;
  SymbolKind kind = SymbolKind::File;
  std::vector<SymbolTag> tags = {};
  std::optional<std::string> containerName = {};
  bool deprecated = false;
  Location location;
};

enum class FoldingRangeKind : std::uint8_t { Comment, Imports, Region };
struct FoldingRange {
  std::uint32_t startLine = 0;
  std::optional<std::uint32_t> startCharacter = {};
  std::uint32_t endLine = 0;
  std::optional<std::uint32_t> endCharacter = {};
  std::optional<FoldingRangeKind> kind = {};
  std::optional<std::string> collapsedText = {};
};

// Semantic tokens.

struct SemanticTokensRangeParams {
  TextDocumentIdentifier textDocument;
  Range range;
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};
struct SemanticTokensDeltaParams {
  TextDocumentIdentifier textDocument;
  std::string previousResultId;
};
struct SemanticTokens {
  std::optional<std::string> resultId = {};
  std::vector<std::uint32_t> data = {};  ///< five numbers a token
};
/// In place of `deleteCount` numbers from `start` on there is now `data`.
struct SemanticTokensEdit {
  std::uint32_t start = 0;
  std::uint32_t deleteCount = 0;
  std::vector<std::uint32_t> data = {};
};
struct SemanticTokensDelta {
  std::optional<std::string> resultId = {};
  std::vector<SemanticTokensEdit> edits = {};  ///< of the data before any of them
};

}  // namespace troupe::protocol
