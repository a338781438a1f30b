// textDocument/selectionRange: one chain of ranges for each position, innermost first.
//
// Clients throw the whole answer away for one link that does not contain the one before it, or for
// a position without a range. So a chain starts from nothing (the position itself) where there is
// nothing else, and whatever does not grow is left out. Chains are nested objects, and clients
// parse JSON with a limit on depth: a chain has at most a hundred links, the outermost kept.
#include <algorithm>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

namespace {

using Ranges = std::vector<ide::TextRange>;

constexpr std::size_t longest_chain = 100;

/// Of the first language that knows any.
Ranges ranges_at(engine::Context& context, const Session& session, ide::FileId file,
                 ide::TextOffset offset) {
  Ranges chain;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    for (const ide::TextRange range : language->selection_ranges(context, file, offset)) {
      const bool grows = chain.empty() ? range.touches(offset)
                                       : range.contains(chain.back()) && range != chain.back();
      if (grows) {
        chain.push_back(range);
      }
    }
    if (!chain.empty()) {
      break;
    }
  }
  if (chain.empty()) {
    chain.push_back({offset, offset});
  }
  if (chain.size() > 3 && base::defect_strikes("selection-chain-short")) {
    chain.resize(3);
  }
  if (chain.size() > longest_chain) {
    chain[longest_chain - 1] = chain.back();
    chain.resize(longest_chain);
  }
  return chain;
}

void write_chain(protocol::JsonWriter& writer, const Positions& positions, const Ranges& chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (i > 0) {
      writer.key("parent");
    }
    writer.begin_object();
    writer.key("range");
    protocol::encode(writer, positions.range(chain[i]));
  }
  for (std::size_t i = 0; i < chain.size(); ++i) {
    writer.end_object();
  }
}

Response selection_range(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                         const protocol::SelectionRangeParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  std::string json;
  protocol::JsonWriter writer(json);
  writer.array([&] {
    for (const protocol::Position position : params.positions) {
      write_chain(writer, positions, ranges_at(context, session, file, positions.offset(position)));
    }
  });
  return json;
}

}  // namespace

DecodedWork decode_selection_range(Params params, SharedSession session) {
  return decode_work<protocol::SelectionRangeParams>(params, std::move(session), selection_range);
}

}  // namespace troupe::handlers
