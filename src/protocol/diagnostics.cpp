#include "protocol/diagnostics.hpp"

#include "protocol/diagnostics_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(Diagnostic);
TROUPE_DECODES(DocumentDiagnosticParams);
TROUPE_DECODES(WorkspaceDiagnosticParams);

TROUPE_ENCODES(Diagnostic);
TROUPE_ENCODES(PublishDiagnosticsParams);
TROUPE_ENCODES(DocumentDiagnosticReport);
TROUPE_ENCODES(RelatedFullDocumentDiagnosticReport);
TROUPE_ENCODES(RelatedUnchangedDocumentDiagnosticReport);
TROUPE_ENCODES(WorkspaceDiagnosticReport);
TROUPE_ENCODES(DiagnosticServerCancellationData);

}  // namespace troupe::protocol
