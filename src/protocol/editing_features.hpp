// LSP, "Language Features" that change or decorate a text: signature help, code actions, rename,
// formatting, inlay hints. (Completion and semantic tokens stand in language_features.hpp.)
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"
#include "protocol/diagnostics.hpp"
#include "protocol/workspace.hpp"

namespace troupe::protocol {

// Signature help.

using SignatureHelpParams = TextDocumentPositionParams;

/// From and to within the signature's label, in UTF-16 units whatever the session's encoding.
using LabelOffsets = std::array<std::uint32_t, 2>;
struct ParameterInformation {
  /// Offsets only where `labelOffsetSupport` was declared; else a part of the signature's label.
  std::variant<std::string, LabelOffsets> label;
  std::optional<MarkupContent> documentation = {};
};
struct SignatureInformation {
  std::string label;
  std::optional<MarkupContent> documentation = {};
  std::vector<ParameterInformation> parameters = {};
};
struct SignatureHelp {
  std::vector<SignatureInformation> signatures = {};
  std::uint32_t activeSignature = 0;
  /// Null only where `noActiveParameterSupport` was declared (3.18).
  std::optional<std::uint32_t> activeParameter = {};
};

// Code actions.

struct CodeActionContext {
  std::vector<Diagnostic> diagnostics = {};
  std::vector<std::string> only = {};  ///< kinds, and all below them; empty: all
};
struct CodeActionParams {
  TextDocumentIdentifier textDocument;
  Range range;
  CodeActionContext context;
};
/// Only for clients that declared `codeActionLiteralSupport`.
struct CodeAction {
  std::string title;
  std::optional<std::string> kind = {};
  std::vector<Diagnostic> diagnostics = {};
  bool isPreferred = false;
  std::optional<WorkspaceEdit> edit = {};
};

// Rename.

using PrepareRenameParams = TextDocumentPositionParams;

struct RenameParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::string newName;
};
struct PrepareRenameResult {
  Range range;
  std::string placeholder;
};

// Formatting.

/// What else clients send (trimTrailingWhitespace and the like) is not asked.
struct FormattingOptions {
  std::uint32_t tabSize = 2;
  bool insertSpaces = true;
};
struct DocumentFormattingParams {
  TextDocumentIdentifier textDocument;
  FormattingOptions options;
};
struct DocumentRangeFormattingParams {
  TextDocumentIdentifier textDocument;
  Range range;
  FormattingOptions options;
};
struct DocumentOnTypeFormattingParams {
  TextDocumentIdentifier textDocument;
  Position position;  ///< behind what was typed
  std::string ch;
  FormattingOptions options;
};

// Inlay hints.

struct InlayHintParams {
  TextDocumentIdentifier textDocument;
  Range range;
};
enum class InlayHintKind : std::uint8_t { Type = 1, Parameter = 2 };
struct InlayHint {
  Position position;
  std::string label;  ///< not empty
  std::optional<InlayHintKind> kind = {};
  std::optional<MarkupContent> tooltip = {};
  bool paddingLeft = false;
  bool paddingRight = false;
};

}  // namespace troupe::protocol
