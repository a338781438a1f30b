// textDocument/diagnostic: what the client asks for after each edit. Most edits change nothing that
// is said, hence the result id: a name of the contents, so that "unchanged" can be answered without
// remembering anything.
#include "handlers/diagnostics.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

namespace {

Response document_diagnostic(engine::Context& context, Reporter& /*reporter*/,
                             const Session& session,
                             const protocol::DocumentDiagnosticParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  std::vector<protocol::Diagnostic> items = diagnostics_of(context, session, file);
  std::string id = diagnostics_result_id(protocol::to_json(items));
  using Report = protocol::DocumentDiagnosticReport;
  if (params.previousResultId == id) {
    return protocol::to_json(
        Report(protocol::RelatedUnchangedDocumentDiagnosticReport{std::move(id), {}}));
  }
  return protocol::to_json(
      Report(protocol::RelatedFullDocumentDiagnosticReport{std::move(id), std::move(items), {}}));
}

}  // namespace

DecodedWork decode_document_diagnostic(Params params, SharedSession session) {
  return decode_work<protocol::DocumentDiagnosticParams>(params, std::move(session),
                                                         document_diagnostic);
}

}  // namespace troupe::handlers
