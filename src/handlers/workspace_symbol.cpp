// workspace/symbol: SymbolInformation, which every client takes, with its range, so that nothing is
// left to be resolved. Languages give the best first, and that order is kept.
#include <algorithm>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/symbol_kinds.hpp"
#include "protocol/language_features.hpp"
#include "protocol/workspace.hpp"

namespace troupe::handlers {

namespace {

/// Nobody reads further; people type on.
constexpr std::size_t most_symbols = 500;

protocol::SymbolInformation encode(Locations& locations, const ide::WorkspaceSymbol& symbol,
                                   const protocol::WorkspaceSymbolClientCapabilities& client) {
  protocol::SymbolInformation encoded;
  encoded.name = symbol.name.empty() ? "(anonymous)" : symbol.name;
  encoded.kind = lsp_symbol_kind(symbol.kind, client.symbolKind);
  if (symbol.is_deprecated && client.tagSupport &&
      client.tagSupport->contains(static_cast<int>(protocol::SymbolTag::Deprecated))) {
    encoded.tags.push_back(protocol::SymbolTag::Deprecated);
  } else {
    encoded.deprecated = symbol.is_deprecated;
  }
  if (!symbol.container.empty() && !base::defect_strikes("symbol-container-lost")) {
    encoded.containerName = symbol.container;
  }
  encoded.location = locations.of(symbol.selection);
  return encoded;
}

Response workspace_symbol(engine::Context& context, Reporter& reporter, const Session& session,
                          const protocol::WorkspaceSymbolParams& params) {
  std::vector<ide::WorkspaceSymbol> found;
  for (const auto& language : session.languages->all()) {
    if (found.size() >= most_symbols) {
      break;
    }
    std::ranges::move(
        language->workspace_symbols(context, params.query, most_symbols - found.size()),
        std::back_inserter(found));
  }
  Locations locations(context, session);
  return respond_in_parts(reporter, found, [&](const std::vector<ide::WorkspaceSymbol>& part) {
    std::vector<protocol::SymbolInformation> encoded;
    encoded.reserve(part.size());
    for (const ide::WorkspaceSymbol& symbol : part) {
      encoded.push_back(encode(locations, symbol, session.capabilities.workspace.symbol));
    }
    return protocol::to_json(encoded);
  });
}

}  // namespace

DecodedWork decode_workspace_symbol(Params params, SharedSession session) {
  return decode_work<protocol::WorkspaceSymbolParams>(params, std::move(session), workspace_symbol);
}

}  // namespace troupe::handlers
