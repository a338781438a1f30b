#include "test/analysis/languages/graphql/embedded/embedding.hpp"

#include <doctest/doctest.h>

#include "analysis/languages/graphql/embedded/region_syntax.hpp"

namespace troupe::graphql {

std::vector<std::string> region_texts(std::string_view host, HostKind kind) {
  const Embedding embedding = embed(host, kind);
  const std::string_view text = embedding.text.view();
  CHECK(text.size() <= host.size());
  CHECK(text.size() == (embedding.regions.empty() ? 0 : embedding.regions.back().range.end));
  std::vector<std::string> texts;
  base::TextOffset end = 0;
  for (const Region& region : embedding.regions) {
    CHECK(end <= region.range.begin);
    CHECK(region.range.end <= text.size());
    const std::string_view between = text.substr(end, region.range.begin - end);
    CHECK(between.find_first_not_of(" \r\n") == std::string_view::npos);
    end = region.range.end;
    texts.emplace_back(base::slice(text, region.range));
  }
  return texts;
}

std::string mistakes(std::string_view host, HostKind kind) {
  std::string lines;
  const syntax::Tree tree = parse_regions(embed(host, kind));
  for (const syntax::SyntaxDiagnostic& mistake : tree.diagnostics()) {
    lines.append(std::to_string(mistake.range.begin)).append(": ").append(mistake.message) += '\n';
  }
  return lines;
}

}  // namespace troupe::graphql
