// textDocument/documentHighlight.
#include <algorithm>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

protocol::DocumentHighlightKind lsp_kind(ide::Highlight::Kind kind) {
  switch (kind) {
    case ide::Highlight::Kind::text:
      return protocol::DocumentHighlightKind::Text;
    case ide::Highlight::Kind::read:
      return protocol::DocumentHighlightKind::Read;
    case ide::Highlight::Kind::write:
      if (base::defect_strikes("highlight-write-as-read")) {
        return protocol::DocumentHighlightKind::Read;
      }
      return protocol::DocumentHighlightKind::Write;
  }
  return protocol::DocumentHighlightKind::Text;
}

Response document_highlight(engine::Context& context, Reporter& /*reporter*/,
                            const Session& session,
                            const protocol::DocumentHighlightParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  std::vector<ide::Highlight> found = gather(
      context, session, file,
      [&](const ide::Language& language) { return language.highlights(context, file, offset); });
  keep_apart(found, &ide::Highlight::range);
  std::vector<protocol::DocumentHighlight> encoded;
  encoded.reserve(found.size());
  for (const ide::Highlight& highlight : found) {
    encoded.push_back({positions.range(highlight.range), lsp_kind(highlight.kind)});
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_document_highlight(Params params, SharedSession session) {
  return decode_work<protocol::DocumentHighlightParams>(params, std::move(session),
                                                        document_highlight);
}

}  // namespace troupe::handlers
