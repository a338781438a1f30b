// textDocument/linkedEditingRange: of the first language that links two ranges or more.
#include <vector>

#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

namespace {

Response linked_editing_range(engine::Context& context, Reporter& /*reporter*/,
                              const Session& session,
                              const protocol::LinkedEditingRangeParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    std::vector<ide::TextRange> linked = language->linked_editing_ranges(context, file, offset);
    keep_apart(linked, std::identity());
    if (linked.size() < 2) {
      continue;
    }
    protocol::LinkedEditingRanges encoded;
    encoded.ranges.reserve(linked.size());
    for (const ide::TextRange range : linked) {
      encoded.ranges.push_back(positions.range(range));
    }
    return protocol::to_json(encoded);
  }
  return "null";
}

}  // namespace

DecodedWork decode_linked_editing_range(Params params, SharedSession session) {
  return decode_work<protocol::LinkedEditingRangeParams>(params, std::move(session),
                                                         linked_editing_range);
}

}  // namespace troupe::handlers
