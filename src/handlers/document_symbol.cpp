// textDocument/documentSymbol: a tree for clients that take one, else a list.
#include <algorithm>
#include <string>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "handlers/symbol_kinds.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

using Capabilities = protocol::DocumentSymbolClientCapabilities;

/// What encoding a symbol needs to know of its request.
struct Place {
  const Positions* positions;
  const Capabilities* capabilities;
  std::string uri;

  [[nodiscard]] bool takes_tags() const {
    return capabilities->tagSupport &&
           capabilities->tagSupport->contains(static_cast<int>(protocol::SymbolTag::Deprecated));
  }
};

/// Shared by both forms. Clients refuse a whole outline for one symbol without a name.
template <typename Symbol>
void set_common(Symbol& encoded, const ide::DocumentSymbol& symbol, const Place& place) {
  encoded.name = symbol.name.empty() ? "(anonymous)" : symbol.name;
  encoded.kind = lsp_symbol_kind(symbol.kind, place.capabilities->symbolKind);
  if (symbol.is_deprecated && place.takes_tags()) {
    encoded.tags.push_back(protocol::SymbolTag::Deprecated);
  } else {
    encoded.deprecated = symbol.is_deprecated;
  }
}

protocol::DocumentSymbol tree_of(const ide::DocumentSymbol& symbol, const Place& place) {
  protocol::DocumentSymbol encoded;
  set_common(encoded, symbol, place);
  if (!symbol.detail.empty()) {
    encoded.detail = symbol.detail;
  }
  encoded.range = place.positions->range(symbol.full);
  encoded.selectionRange = place.positions->range(symbol.selection);
  if (symbol.selection != symbol.full && symbol.children.size() > 2 &&
      base::defect_strikes("symbol-selection-wide")) {
    encoded.selectionRange = encoded.range;
  }
  for (const ide::DocumentSymbol& child : symbol.children) {
    encoded.children.push_back(tree_of(child, place));
  }
  if (encoded.children.size() > 3 && base::defect_strikes("symbol-last-child-lost")) {
    encoded.children.pop_back();
  }
  return encoded;
}

void append_list(std::vector<protocol::SymbolInformation>& list, const ide::DocumentSymbol& symbol,
                 const std::string& container, const Place& place) {
  protocol::SymbolInformation& encoded = list.emplace_back();
  set_common(encoded, symbol, place);
  if (!container.empty()) {
    encoded.containerName = container;
  }
  encoded.location = {place.uri, place.positions->range(symbol.full)};
  const std::string name = encoded.name;
  for (const ide::DocumentSymbol& child : symbol.children) {
    append_list(list, child, name, place);
  }
}

Response document_symbol(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                         const protocol::DocumentSymbolParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const Capabilities& capabilities = session.capabilities.textDocument.documentSymbol;
  const Place place{&positions, &capabilities, params.textDocument.uri};
  std::vector<protocol::DocumentSymbol> tree;
  std::vector<protocol::SymbolInformation> list;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    for (const ide::DocumentSymbol& symbol : language->document_symbols(context, file)) {
      if (capabilities.hierarchicalDocumentSymbolSupport) {
        tree.push_back(tree_of(symbol, place));
      } else {
        append_list(list, symbol, {}, place);
      }
    }
  }
  return capabilities.hierarchicalDocumentSymbolSupport ? protocol::to_json(tree)
                                                        : protocol::to_json(list);
}

}  // namespace

DecodedWork decode_document_symbol(Params params, SharedSession session) {
  return decode_work<protocol::DocumentSymbolParams>(params, std::move(session), document_symbol);
}

}  // namespace troupe::handlers
