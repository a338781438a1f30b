#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const Field field(node);
  const auto alias = field.alias_node();
  const auto name = field.name_node();
  if (alias && name && alias->text() == name->text()) {
    walk.report(alias->range(), "The alias is the name of the field.")
        .fixes.push_back(
            {"Remove the alias", {{{alias->range().begin, name->range().begin}, ""}}, true});
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field, check}};

}  // namespace

constinit const Rule no_useless_alias = {
    .code = "graphql/no-useless-alias",
    .summary = "An alias differs from the name of its field.",
    .is_unnecessary = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
