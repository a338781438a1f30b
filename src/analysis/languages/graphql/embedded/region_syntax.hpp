// Syntax trees of host files: one tree for the whole file, and one for a region of it.
#pragma once

#include "analysis/languages/graphql/embedded/region.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// The tree of all regions, each read as a document of its own: a mistake in one says nothing about
/// another. Its text is `embedding.text`. Mistakes that an interpolation may be the reason of are
/// left out.
[[nodiscard]] syntax::Tree parse_regions(const Embedding& embedding,
                                         const ParseOptions& options = {});

/// The part of `whole` that is one region: its tokens and nodes alone, at the same offsets. The
/// text ends with the region. REQUIRES: `whole` is parse_regions of the region's embedding.
[[nodiscard]] syntax::Tree region_tree(const syntax::Tree& whole, const Region& region);

}  // namespace troupe::graphql
