// LSP, "Language Features": diagnostics, pushed and pulled.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"

namespace troupe::protocol {

enum class DiagnosticSeverity : std::uint8_t { Error = 1, Warning = 2, Information = 3, Hint = 4 };
enum class DiagnosticTag : std::uint8_t { Unnecessary = 1, Deprecated = 2 };

struct CodeDescription {
  std::string href;

  friend bool operator==(const CodeDescription&, const CodeDescription&) = default;
};
struct DiagnosticRelatedInformation {
  Location location;
  std::string message;

  friend bool operator==(const DiagnosticRelatedInformation&,
                         const DiagnosticRelatedInformation&) = default;
};
/// The gates of PublishDiagnosticsClientCapabilities are the caller's to apply.
struct Diagnostic {
  Range range;
  std::optional<DiagnosticSeverity> severity = {};
  std::optional<std::variant<std::int32_t, std::string>> code = {};
  std::optional<CodeDescription> codeDescription = {};
  std::optional<std::string> source = {};
  std::string message;
  std::vector<DiagnosticTag> tags = {};
  std::vector<DiagnosticRelatedInformation> relatedInformation = {};
  std::optional<RawJson> data = {};

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// textDocument/publishDiagnostics
struct PublishDiagnosticsParams {
  DocumentUri uri;
  std::optional<std::int32_t> version = {};
  std::vector<Diagnostic> diagnostics = {};
};

/// textDocument/diagnostic
struct DocumentDiagnosticParams {
  TextDocumentIdentifier textDocument;
  std::optional<std::string> identifier = {};
  std::optional<std::string> previousResultId = {};
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};

// Reports; `kind` is written by the encoder.
struct FullDocumentDiagnosticReport {
  std::optional<std::string> resultId = {};
  std::vector<Diagnostic> items = {};
};
struct UnchangedDocumentDiagnosticReport {
  std::string resultId;
};
/// Only for clients that declared `relatedDocumentSupport`; ordered by URI.
using RelatedDocuments =
    std::map<DocumentUri,
             std::variant<FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport>>;
struct RelatedFullDocumentDiagnosticReport {
  std::optional<std::string> resultId = {};
  std::vector<Diagnostic> items = {};
  RelatedDocuments relatedDocuments = {};  ///< left out when empty
};
struct RelatedUnchangedDocumentDiagnosticReport {
  std::string resultId;
  RelatedDocuments relatedDocuments = {};  ///< left out when empty
};
using DocumentDiagnosticReport =
    std::variant<RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport>;

/// workspace/diagnostic
struct PreviousResultId {
  DocumentUri uri;
  std::string value;
};
struct WorkspaceDiagnosticParams {
  std::optional<std::string> identifier = {};
  std::vector<PreviousResultId> previousResultIds = {};
  std::optional<ProgressToken> workDoneToken = {};
  std::optional<ProgressToken> partialResultToken = {};
};
/// Without a version: null, for documents that are not open.
struct WorkspaceFullDocumentDiagnosticReport {
  DocumentUri uri;
  std::optional<std::int32_t> version = {};
  std::optional<std::string> resultId = {};
  std::vector<Diagnostic> items = {};
};
struct WorkspaceUnchangedDocumentDiagnosticReport {
  DocumentUri uri;
  std::optional<std::int32_t> version = {};
  std::string resultId;
};
using WorkspaceDocumentDiagnosticReport =
    std::variant<WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport>;
/// The result, and the value of each partial result.
struct WorkspaceDiagnosticReport {
  std::vector<WorkspaceDocumentDiagnosticReport> items = {};
};

/// The `data` of a ServerCancelled error to a pull: whether to ask again.
struct DiagnosticServerCancellationData {
  bool retriggerRequest = true;
};

}  // namespace troupe::protocol
