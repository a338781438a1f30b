// Any bytes as any kind of host: regions in order within the text, a GraphQL text of the same
// length, and trees that keep their invariants, the same ones each time.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "analysis/languages/graphql/embedded/region_syntax.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

namespace {

using namespace troupe;
using namespace troupe::graphql;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fputs(what, stderr);
    std::abort();
  }
}

void check_tree(const syntax::Tree& tree) {
  const std::string problem = syntax::broken_invariant(tree);
  require(problem.empty(), problem.c_str());
}

void check_gaps(const Region& region) {
  base::TextOffset end = region.range.begin;
  for (const Gap& gap : region.gaps) {
    require(end <= gap.range.begin && gap.range.begin < gap.range.end, "gaps are not in order");
    require(region.range.contains(gap.range), "a gap outside of its region");
    end = gap.range.end;
  }
}

void check_embedding(std::string_view host, HostKind kind) {
  const Embedding embedding = embed(host, kind);
  require(embedding == embed(host, kind), "two readings differ");
  const std::size_t length = embedding.regions.empty() ? 0 : embedding.regions.back().range.end;
  require(embedding.text.size() == length && length <= host.size(), "a text of another length");
  base::TextOffset end = 0;
  for (const Region& region : embedding.regions) {
    require(end <= region.range.begin, "regions are not in order");
    end = region.range.end;
    check_gaps(region);
    require(embedding.region_at(region.range.begin) != nullptr, "a region is not found");
  }
  const syntax::Tree tree = parse_regions(embedding);
  check_tree(tree);
  for (const Region& region : embedding.regions) {
    check_tree(region_tree(tree, region));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string host(reinterpret_cast<const char*>(data), size);
  for (const HostKind kind :
       {HostKind::script, HostKind::script_with_elements, HostKind::markup, HostKind::python}) {
    check_embedding(host, kind);
  }
  return 0;
}
