#include "analysis/languages/graphql/navigation/references.hpp"

#include "analysis/languages/graphql/navigation/search.hpp"

namespace troupe::graphql {

std::vector<ide::FileRange> references_at(const Schema& schema, ide::FileId file,
                                          const syntax::Tree& tree, base::TextOffset offset,
                                          bool include_declaration) {
  std::vector<ide::FileRange> references;
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return references;
  }
  const std::vector<FoundName> found = search(schema, *subject, Kinship::relatives);
  references.reserve(found.size());
  for (const FoundName& name : found) {
    if (include_declaration || !name.is_definition) {
      references.push_back({name.file, name.name});
    }
  }
  return references;
}

std::vector<ide::Highlight> highlights_at(const Schema& schema, ide::FileId file,
                                          const syntax::Tree& tree, base::TextOffset offset) {
  using Kind = ide::Highlight::Kind;
  std::vector<ide::Highlight> highlights;
  const auto subject = subject_at(schema, file, tree, offset);
  if (!subject) {
    return highlights;
  }
  for (const FoundName& name : search_in_file(schema, *subject, Kinship::relatives)) {
    highlights.push_back({name.is_definition ? Kind::write : Kind::read, name.name});
  }
  return highlights;
}

}  // namespace troupe::graphql
