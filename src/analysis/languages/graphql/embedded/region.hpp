// Where GraphQL stands in a host file, and the same file as GraphQL text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/embedded/host.hpp"
#include "analysis/languages/graphql/embedded/literal.hpp"
#include "base/source_text.hpp"
#include "base/text_range.hpp"

namespace troupe::graphql {

/// Part of a region that is not GraphQL: an interpolation, or an escape in the middle of a name.
struct Gap {
  base::TextRange range;  ///< with its brackets: `${...}`
  /// Something stands for it in the text, because the place asks for something: what is wrong
  /// there, or seems to be missing, may be the interpolation's. Else it is white space (between
  /// definitions) and brings, at most, fragments.
  bool is_placeholder = false;

  friend bool operator==(const Gap&, const Gap&) = default;
};

/// One GraphQL document in a host file.
struct Region {
  base::TextRange range;  ///< without the quotes; of joined literals from the first to the last
  std::vector<Gap> gaps;  ///< in order

  friend bool operator==(const Region&, const Region&) = default;
};

/// A host file seen as GraphQL.
struct Embedding {
  /// In order, not overlapping.
  std::vector<Region> regions;
  /// As long as the host text up to the end of the last region (empty without regions): every
  /// offset means the same place in both. Outside of regions there are spaces and line breaks.
  base::SourceText text;

  /// The region that a cursor at `offset` is in, its ends included; null outside, and in gaps.
  [[nodiscard]] const Region* region_at(base::TextOffset offset) const;
  /// The region that contains a range; null when none does.
  [[nodiscard]] const Region* region_around(base::TextRange range) const;

  friend bool operator==(const Embedding&, const Embedding&) = default;
};

/// The literals of a host file that hold GraphQL, in order: one for each region.
[[nodiscard]] std::vector<Literal> find_literals(std::string_view host, HostKind kind);

/// Finds the GraphQL of a host file. A text without it costs one fast search. Never fails, whatever
/// the bytes; linear.
[[nodiscard]] Embedding embed(std::string_view host, HostKind kind);

}  // namespace troupe::graphql
