#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/defer_stream_directives.hpp"
#include "analysis/languages/graphql/validation/rules/input_values.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const InputValueDefinition value(node);
  const auto type = value.type();
  if (!type || !type->is_non_null() || value.default_value()) {
    return;
  }
  const auto directive = find_directive(value.directives(), "deprecated");
  const auto input = directive ? defined_input(walk, node) : std::nullopt;
  if (input) {
    const bool is_field = input->owner == InputOwner::input_object;
    walk.report(head_range(directive->node(), directive->name_node()),
                std::string("Required ") + (is_field ? "input field " : "argument ") +
                    input->coordinate + " cannot be deprecated.",
                {{walk.place(type->range()), "required by this type"}});
  }
}

constexpr NodeCheck checks[] = {{NodeKind::input_value_definition, check}};

}  // namespace

constinit const Rule required_not_deprecated = {
    .code = "graphql/required-not-deprecated",
    .summary = "What must be given is not deprecated.",
    .is_of_type_system = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
