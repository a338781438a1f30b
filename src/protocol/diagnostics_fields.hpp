// The fields of diagnostics.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/diagnostics.hpp"

namespace troupe::protocol {

INTEGER_ENUM(DiagnosticSeverity, Error, Hint);
INTEGER_ENUM(DiagnosticTag, Unnecessary, Deprecated);

STRUCT(CodeDescription, REQUIRED(href));
STRUCT(DiagnosticRelatedInformation, REQUIRED(location), REQUIRED(message));
STRUCT(Diagnostic, REQUIRED(range), OPTIONAL(severity), OPTIONAL(code), OPTIONAL(codeDescription),
       OPTIONAL(source), REQUIRED(message), OPTIONAL(tags), OPTIONAL(relatedInformation),
       OPTIONAL(data));
STRUCT(PublishDiagnosticsParams, REQUIRED(uri), OPTIONAL(version), REQUIRED(diagnostics));
STRUCT(DocumentDiagnosticParams, REQUIRED(textDocument), OPTIONAL(identifier),
       OPTIONAL(previousResultId), OPTIONAL(workDoneToken), OPTIONAL(partialResultToken));
STRUCT(FullDocumentDiagnosticReport, CONSTANT(kind, "full"), OPTIONAL(resultId), REQUIRED(items));
STRUCT(UnchangedDocumentDiagnosticReport, CONSTANT(kind, "unchanged"), REQUIRED(resultId));
STRUCT(RelatedFullDocumentDiagnosticReport, CONSTANT(kind, "full"), OPTIONAL(resultId),
       REQUIRED(items), OPTIONAL(relatedDocuments));
STRUCT(RelatedUnchangedDocumentDiagnosticReport, CONSTANT(kind, "unchanged"), REQUIRED(resultId),
       OPTIONAL(relatedDocuments));
STRUCT(PreviousResultId, REQUIRED(uri), REQUIRED(value));
STRUCT(WorkspaceDiagnosticParams, OPTIONAL(identifier), OPTIONAL(previousResultIds),
       OPTIONAL(workDoneToken), OPTIONAL(partialResultToken));
STRUCT(WorkspaceFullDocumentDiagnosticReport, CONSTANT(kind, "full"), REQUIRED(uri),
       NULLABLE(version), OPTIONAL(resultId), REQUIRED(items));
STRUCT(WorkspaceUnchangedDocumentDiagnosticReport, CONSTANT(kind, "unchanged"), REQUIRED(uri),
       NULLABLE(version), REQUIRED(resultId));
STRUCT(WorkspaceDiagnosticReport, REQUIRED(items));
STRUCT(DiagnosticServerCancellationData, REQUIRED(retriggerRequest));

}  // namespace troupe::protocol
