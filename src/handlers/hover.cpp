// textDocument/hover: the first language that has something to say about a place says it.
#include "handlers/documentation.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

Response hover(engine::Context& context, Reporter& /*reporter*/, const Session& session,
               const protocol::HoverParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    const std::optional<ide::Hover> found = language->hover(context, file, offset);
    if (!found) {
      continue;
    }
    const auto kind =
        protocol::preferred_markup(session.capabilities.textDocument.hover.contentFormat);
    return protocol::to_json(protocol::Hover{render_documentation(found->contents, kind),
                                             positions.range(found->range)});
  }
  return "null";
}

}  // namespace

DecodedWork decode_hover(Params params, SharedSession session) {
  return decode_work<protocol::HoverParams>(params, std::move(session), hover);
}

}  // namespace troupe::handlers
