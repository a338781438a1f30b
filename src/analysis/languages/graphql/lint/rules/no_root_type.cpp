#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view words[] = {"query", "mutation", "subscription"};

void check(const Walk& walk, syntax::NodeRef node) {
  const auto name = TypeDefinition(node).name_node();
  const auto root = name ? walk.root_of(name->text()) : std::nullopt;
  if (root && walk.options().has("disallow", words[static_cast<std::size_t>(*root)])) {
    walk.report(name->range(), "The schema should have no " +
                                   std::string(words[static_cast<std::size_t>(*root)]) +
                                   " root type.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};
constexpr Option options[] = {
    {"disallow", Option::Kind::texts, "subscription", "query mutation subscription"}};

}  // namespace

constinit const Rule no_root_type = {
    .code = "graphql/no-root-type",
    .summary = "The schema has no root types that are not wanted.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
