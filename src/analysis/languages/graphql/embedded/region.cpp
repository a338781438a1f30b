// Offsets need no mapping because the GraphQL text has the host's length: what is not GraphQL is
// spaces, an escape is as many spaces as it is longer than what it stands for and then that, and an
// interpolation is white space or a placeholder of its length (placeholders.cpp).
#include "analysis/languages/graphql/embedded/region.hpp"

#include <algorithm>

#include "analysis/languages/graphql/embedded/escapes.hpp"
#include "analysis/languages/graphql/embedded/markup_scanner.hpp"
#include "analysis/languages/graphql/embedded/placeholders.hpp"
#include "analysis/languages/graphql/embedded/python_scanner.hpp"
#include "analysis/languages/graphql/embedded/script_scanner.hpp"

namespace troupe::graphql {
namespace {

/// Spaces, and the line breaks of `host`.
std::string blank(std::string_view host) {
  std::string text(host.size(), ' ');
  std::ranges::transform(host, text.begin(),
                         [](char c) { return c == '\n' || c == '\r' ? c : ' '; });
  return text;
}

Region region_of(const Literal& literal, std::string_view host, std::string& text) {
  Region region;
  region.range = {literal.pieces.front().content.begin, literal.pieces.back().content.end};
  for (const Piece& piece : literal.pieces) {
    for (const base::TextRange hole : write_piece(piece, host, text)) {
      region.gaps.push_back({hole, false});
    }
  }
  fill_gaps(region.range, text, region.gaps);
  return region;
}

}  // namespace

const Region* Embedding::region_at(base::TextOffset offset) const {
  const auto after = std::ranges::upper_bound(
      regions, offset, {}, [](const Region& region) { return region.range.begin; });
  if (after == regions.begin()) {
    return nullptr;
  }
  const Region& region = *(after - 1);
  const bool is_in_gap = std::ranges::any_of(region.gaps, [offset](const Gap& gap) {
    return gap.range.begin < offset && offset < gap.range.end;
  });
  return region.range.touches(offset) && !is_in_gap ? &region : nullptr;
}

const Region* Embedding::region_around(base::TextRange range) const {
  const auto after = std::ranges::upper_bound(
      regions, range.begin, {}, [](const Region& region) { return region.range.begin; });
  if (after == regions.begin()) {
    return nullptr;
  }
  const Region& region = *(after - 1);
  return region.range.contains(range) ? &region : nullptr;
}

std::vector<Literal> find_literals(std::string_view host, HostKind kind) {
  std::vector<Literal> found;
  if (kind == HostKind::none || !may_have_graphql(host)) {
    return found;
  }
  const base::TextRange all{0, static_cast<base::TextOffset>(host.size())};
  switch (kind) {
    case HostKind::none:
      break;
    case HostKind::script:
      scan_script(host, all, false, found);
      break;
    case HostKind::script_with_elements:
      scan_script(host, all, true, found);
      break;
    case HostKind::markup:
      scan_markup(host, found);
      break;
    case HostKind::python:
      scan_python(host, found);
      break;
  }
  return found;
}

Embedding embed(std::string_view host, HostKind kind) {
  const std::vector<Literal> literals = find_literals(host, kind);
  if (literals.empty()) {
    return {};
  }
  Embedding embedding;
  embedding.regions.reserve(literals.size());
  std::string text = blank(host.substr(0, literals.back().pieces.back().content.end));
  for (const Literal& literal : literals) {
    embedding.regions.push_back(region_of(literal, host, text));
  }
  embedding.text = base::SourceText(std::move(text));
  return embedding;
}

}  // namespace troupe::graphql
