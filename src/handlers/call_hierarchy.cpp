// textDocument/prepareCallHierarchy, and what all three requests share. Who calls a thing is looked
// for in the whole workspace, hence in the batch lane; what it calls stands in it.
#include "handlers/call_hierarchy.hpp"

#include <vector>

#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/symbol_kinds.hpp"

namespace troupe::handlers {

namespace {

Response prepare_call_hierarchy(engine::Context& context, Reporter& /*reporter*/,
                                const Session& session,
                                const protocol::CallHierarchyPrepareParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const ide::TextOffset offset = Positions(context, session, file).offset(params.position);
  const std::vector<ide::CallHierarchyItem> items =
      gather(context, session, file, [&](const ide::Language& language) {
        return language.call_hierarchy_items(context, file, offset);
      });
  if (items.empty()) {
    return "null";
  }
  Locations locations(context, session);
  std::vector<protocol::CallHierarchyItem> encoded;
  encoded.reserve(items.size());
  for (const ide::CallHierarchyItem& item : items) {
    encoded.push_back(encode_call_item(locations, session, item));
  }
  return protocol::to_json(encoded);
}

}  // namespace

protocol::CallHierarchyItem encode_call_item(Locations& locations, const Session& session,
                                             const ide::CallHierarchyItem& item) {
  const Positions& positions = locations.positions(item.selection.file);
  protocol::CallHierarchyItem encoded;
  encoded.name = item.name.empty() ? "(anonymous)" : item.name;
  encoded.kind =
      lsp_symbol_kind(item.kind, session.capabilities.textDocument.documentSymbol.symbolKind);
  if (!item.detail.empty()) {
    encoded.detail = item.detail;
  }
  encoded.uri = locations.uri(item.selection.file);
  encoded.range = positions.range(item.full);
  encoded.selectionRange = positions.range(item.selection.range);
  return encoded;
}

CallItemPlace place_of_call_item(engine::Context& context, const Session& session,
                                 const protocol::CallHierarchyItem& item) {
  const ide::FileId file = file_of_uri(context, item.uri);
  return {file, Positions(context, session, file).offset(item.selectionRange.start)};
}

DecodedWork decode_prepare_call_hierarchy(Params params, SharedSession session) {
  return decode_work<protocol::CallHierarchyPrepareParams>(params, std::move(session),
                                                           prepare_call_hierarchy);
}

}  // namespace troupe::handlers
