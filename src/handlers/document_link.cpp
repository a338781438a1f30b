// textDocument/documentLink.
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

namespace {

Response document_link(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                       const protocol::DocumentLinkParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  std::vector<ide::DocumentLink> links =
      gather(context, session, file,
             [&](const ide::Language& language) { return language.document_links(context, file); });
  keep_apart(links, &ide::DocumentLink::range);
  const auto uri_of = [&](const std::string& target) {
    return target.starts_with('/') ? uri_of_file(context, context.intern(ide::FilePath{target}))
                                   : target;
  };
  std::vector<protocol::DocumentLink> encoded;
  encoded.reserve(links.size());
  for (ide::DocumentLink& link : links) {
    protocol::DocumentLink& one = encoded.emplace_back();
    one.range = positions.range(link.range);
    one.target = uri_of(link.target);
    if (base::defect_strikes("link-to-itself")) {
      one.target = params.textDocument.uri;
    }
    if (!link.tooltip.empty() && session.capabilities.textDocument.documentLink.tooltipSupport) {
      one.tooltip = std::move(link.tooltip);
    }
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_document_link(Params params, SharedSession session) {
  return decode_work<protocol::DocumentLinkParams>(params, std::move(session), document_link);
}

}  // namespace troupe::handlers
