// textDocument/foldingRange. Languages give the characters that disappear; many clients hide whole
// lines only. For them a range ends with its last line that holds nothing else, so that the closing
// brace stays to be seen.
#include <algorithm>
#include <tuple>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

using Ranges = std::vector<ide::FoldingRange>;

/// Blocks have no kind: `region` would make them part of what a client's "fold all regions" folds.
std::optional<protocol::FoldingRangeKind> kind_of(ide::FoldingRange::Kind kind) {
  switch (kind) {
    case ide::FoldingRange::Kind::comment:
      return protocol::FoldingRangeKind::Comment;
    case ide::FoldingRange::Kind::imports:
      return protocol::FoldingRangeKind::Imports;
    case ide::FoldingRange::Kind::region:
      break;
  }
  return std::nullopt;
}

bool is_followed_by_text(const Positions& positions, ide::TextOffset offset) {
  const std::string_view text = positions.text();
  const base::LineIndex& lines = positions.lines();
  const ide::TextOffset end = lines.line_range(text, lines.line_of(offset)).end;
  return offset < end &&
         text.substr(offset, end - offset).find_first_not_of(" \t") != std::string_view::npos;
}

protocol::FoldingRange encode(const Positions& positions, const ide::FoldingRange& folding,
                              bool whole_lines) {
  const protocol::Range range = positions.range(folding.range);
  protocol::FoldingRange encoded;
  encoded.startLine = range.start.line;
  encoded.endLine = range.end.line;
  encoded.kind = kind_of(folding.kind);
  if (encoded.endLine > encoded.startLine + 2 && base::defect_strikes("folding-one-short")) {
    --encoded.endLine;
  }
  if (!whole_lines) {
    encoded.startCharacter = range.start.character;
    encoded.endCharacter = range.end.character;
  } else if (encoded.endLine > encoded.startLine &&
             is_followed_by_text(positions, folding.range.end)) {
    --encoded.endLine;
  }
  return encoded;
}

/// Keeps at most `limit`, those that stand in the fewest others first: the outline survives.
/// `ranges` are sorted by begin, wider ones first.
void keep_outermost(Ranges& ranges, std::size_t limit) {
  if (ranges.size() <= limit) {
    return;
  }
  struct Ranked {
    std::size_t depth;
    std::size_t index;
  };
  std::vector<Ranked> ranked;
  std::vector<ide::TextOffset> open_ends;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    while (!open_ends.empty() && open_ends.back() < ranges[i].range.end) {
      open_ends.pop_back();
    }
    ranked.push_back({open_ends.size(), i});
    open_ends.push_back(ranges[i].range.end);
  }
  std::ranges::sort(ranked, {}, [](Ranked rank) { return std::pair(rank.depth, rank.index); });
  ranked.resize(limit);
  std::ranges::sort(ranked, {}, &Ranked::index);
  Ranges kept;
  for (const Ranked& rank : ranked) {
    kept.push_back(ranges[rank.index]);
  }
  ranges = std::move(kept);
}

Response folding_range(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                       const protocol::FoldingRangeParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const auto& capabilities = session.capabilities.textDocument.foldingRange;
  Ranges ranges;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    const Ranges more = language->folding_ranges(context, file);
    ranges.insert(ranges.end(), more.begin(), more.end());
  }
  std::erase_if(ranges, [&](const ide::FoldingRange& folding) {
    const protocol::FoldingRange encoded = encode(positions, folding, capabilities.lineFoldingOnly);
    return encoded.endLine <= encoded.startLine;
  });
  std::ranges::stable_sort(ranges, [](const auto& left, const auto& right) {
    return std::tie(left.range.begin, right.range.end) <
           std::tie(right.range.begin, left.range.end);
  });
  if (capabilities.rangeLimit) {
    keep_outermost(ranges, *capabilities.rangeLimit);
  }
  std::vector<protocol::FoldingRange> encoded;
  for (const ide::FoldingRange& folding : ranges) {
    encoded.push_back(encode(positions, folding, capabilities.lineFoldingOnly));
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_folding_range(Params params, SharedSession session) {
  return decode_work<protocol::FoldingRangeParams>(params, std::move(session), folding_range);
}

}  // namespace troupe::handlers
