// LSP, "Basic JSON Structures": what several messages share. Names and members as in the spec;
// members that Troupe has no use for are left out. Everything here is a plain value.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/rpc.hpp"

namespace troupe::protocol {

/// A URI as the client spelled it: answers must repeat that spelling.
using DocumentUri = std::string;

/// Any JSON value, kept as its text (LSPAny). Never empty.
struct RawJson {
  std::string json = "null";

  friend bool operator==(const RawJson&, const RawJson&) = default;
};

/// Zero-based; `character` counts units of the negotiated position encoding. Decoding clamps what
/// does not fit 32 bits.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;

  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Half-open. Clients may send start > end: the reader decides.
struct Range {
  Position start;
  Position end;

  friend auto operator<=>(const Range&, const Range&) = default;
};

struct Location {
  DocumentUri uri;
  Range range;

  friend auto operator<=>(const Location&, const Location&) = default;
};

/// Only for clients that declared `linkSupport`.
struct LocationLink {
  std::optional<Range> originSelectionRange = {};
  DocumentUri targetUri;
  Range targetRange;
  Range targetSelectionRange;

  friend bool operator==(const LocationLink&, const LocationLink&) = default;
};

struct TextDocumentIdentifier {
  DocumentUri uri;
};

struct VersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::int32_t version = 0;
};

struct TextDocumentItem {
  DocumentUri uri;
  std::string languageId;
  std::int32_t version = 0;
  std::string text;
};

struct TextEdit {
  Range range;
  std::string newText;

  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

enum class MarkupKind : std::uint8_t { PlainText, Markdown };

struct MarkupContent {
  MarkupKind kind = MarkupKind::PlainText;
  std::string value;

  friend bool operator==(const MarkupContent&, const MarkupContent&) = default;
};

struct Command {
  std::string title;
  std::string command;
  std::vector<RawJson> arguments = {};  ///< left out when empty
};

struct WorkspaceFolder {
  DocumentUri uri;
  std::string name;

  friend bool operator==(const WorkspaceFolder&, const WorkspaceFolder&) = default;
};

/// What every request for a place in a document sends, and what most others do:
/// TextDocumentPositionParams with the two tokens of work-done progress and partial results.
struct TextDocumentPositionParams {
  TextDocumentIdentifier textDocument;
  Position position;
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};

}  // namespace troupe::protocol
