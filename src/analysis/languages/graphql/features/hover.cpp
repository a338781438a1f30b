#include "analysis/languages/graphql/features/hover.hpp"

#include "analysis/languages/graphql/features/documentation.hpp"
#include "analysis/languages/graphql/features/entity.hpp"

namespace troupe::graphql {

std::optional<ide::Hover> hover_at(const Schema& schema, ide::FileId file, const syntax::Tree& tree,
                                   base::TextOffset offset) {
  const auto use = entity_at(schema, tree, offset);
  if (!use) {
    return std::nullopt;
  }
  ide::Documentation contents = documentation_of(schema, file, *use);
  if (contents.empty()) {
    return std::nullopt;
  }
  return ide::Hover{use->range, std::move(contents)};
}

}  // namespace troupe::graphql
