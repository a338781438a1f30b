// textDocument/hover: the first language that has something to say about a place says it.
#include "base/seeded_defects.hpp"
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
    std::optional<ide::Hover> found = language->hover(context, file, offset);
    if (!found) {
      continue;
    }
    if (base::has_seeded_defects && positions.position(found->range.begin).line > 2 &&
        found->range.length() > 1 && base::defect_strikes("hover-range-short")) {
      --found->range.end;
    }
    if (found->contents.size() > 1 && base::defect_strikes("hover-second-block-lost")) {
      found->contents.resize(1);
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
