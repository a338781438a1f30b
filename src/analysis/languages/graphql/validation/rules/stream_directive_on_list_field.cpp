#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  const TypeState& state = walk.state();
  if (directive.name() != "stream" || state.field == nullptr || state.parent_type == nullptr ||
      state.field->type.is_list()) {
    return;
  }
  walk.report(head_range(node, directive.name_node()),
              "Directive \"@stream\" cannot be used on non-list field \"" +
                  std::string(state.parent_type->name) + "." + std::string(state.field->name) +
                  "\".");
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule stream_directive_on_list_field = {
    .code = "graphql/stream-directive-on-list-field",
    .summary = "Only lists are streamed.",
    .nodes = checks,
};

}  // namespace troupe::graphql
