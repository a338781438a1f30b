// LSP, "Language Features" that tell where things are: call hierarchy, lenses, links, selection.
// (References, highlights and symbols stand in language_features.hpp.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/basic_structures.hpp"
#include "protocol/language_features.hpp"

namespace troupe::protocol {

using CallHierarchyPrepareParams = TextDocumentPositionParams;
using LinkedEditingRangeParams = TextDocumentPositionParams;
using CodeLensParams = DocumentParams;
using DocumentLinkParams = DocumentParams;

/// Sent, and given back by the client to be asked about.
struct CallHierarchyItem {
  std::string name;
  SymbolKind kind = SymbolKind::File;
  std::vector<SymbolTag> tags = {};
  std::optional<std::string> detail = {};
  DocumentUri uri;
  Range range;
  Range selectionRange;  ///< inside `range`
};
/// callHierarchy/incomingCalls and callHierarchy/outgoingCalls
struct CallHierarchyCallsParams {
  CallHierarchyItem item;
};
/// `fromRanges` are places in `from`.
struct CallHierarchyIncomingCall {
  CallHierarchyItem from;
  std::vector<Range> fromRanges = {};
};
/// `fromRanges` are places in the item that was asked about.
struct CallHierarchyOutgoingCall {
  CallHierarchyItem to;
  std::vector<Range> fromRanges = {};
};

struct CodeLens {
  Range range;                          ///< on one line
  std::optional<Command> command = {};  ///< nothing: still to be resolved
  std::optional<RawJson> data = {};     ///< ours: comes back in codeLens/resolve
};

struct DocumentLink {
  Range range;
  std::optional<std::string> target = {};   ///< a URI
  std::optional<std::string> tooltip = {};  ///< only where `tooltipSupport` was declared
};

/// textDocument/selectionRange. The result is one chain of ranges for each position.
struct SelectionRangeParams {
  TextDocumentIdentifier textDocument;
  std::vector<Position> positions = {};
};

struct LinkedEditingRanges {
  std::vector<Range> ranges = {};  ///< of the same text, not overlapping
};

}  // namespace troupe::protocol
