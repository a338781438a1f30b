// textDocument/inlayHint. Clients refuse all hints for one without a label.
#include <algorithm>
#include <vector>

#include "handlers/documentation.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/editing_features.hpp"

namespace troupe::handlers {

namespace {

protocol::InlayHint encode(const Positions& positions, const ide::InlayHint& hint,
                           protocol::MarkupKind markup) {
  protocol::InlayHint encoded;
  encoded.position = positions.position(hint.offset);
  encoded.label = hint.label;
  encoded.kind = hint.kind == ide::InlayHint::Kind::type ? protocol::InlayHintKind::Type
                                                         : protocol::InlayHintKind::Parameter;
  if (!hint.tooltip.empty()) {
    encoded.tooltip = render_documentation(hint.tooltip, markup);
  }
  encoded.paddingLeft = hint.padding_left;
  encoded.paddingRight = hint.padding_right;
  return encoded;
}

Response inlay_hint(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                    const protocol::InlayHintParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextRange range = positions.text_range(params.range);
  std::vector<ide::InlayHint> hints = gather(
      context, session, file,
      [&](const ide::Language& language) { return language.inlay_hints(context, file, range); });
  std::erase_if(hints, [&](const ide::InlayHint& hint) {
    return hint.label.empty() || !range.touches(hint.offset);
  });
  std::ranges::stable_sort(hints, {}, &ide::InlayHint::offset);
  // LSP has no format of its own for these tooltips: what hovers may have will do.
  const protocol::MarkupKind markup =
      protocol::preferred_markup(session.capabilities.textDocument.hover.contentFormat);
  std::vector<protocol::InlayHint> encoded;
  encoded.reserve(hints.size());
  for (const ide::InlayHint& hint : hints) {
    encoded.push_back(encode(positions, hint, markup));
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_inlay_hint(Params params, SharedSession session) {
  return decode_work<protocol::InlayHintParams>(params, std::move(session), inlay_hint);
}

}  // namespace troupe::handlers
