#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/input_values.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const auto input = defined_input(walk, node);
  if (!input || input->owner != InputOwner::input_object) {
    return;
  }
  const TypeShape* type = walk.schema().find_type(walk.context().lookup(walk.definition()).name);
  if (type == nullptr || !type->is_one_of) {
    return;
  }
  const InputValueDefinition value(node);
  const std::string subject = "OneOf input field " + input->coordinate;
  if (value.type() && value.type()->is_non_null()) {
    walk.report(value.type()->range(), subject + " must be nullable.");
  }
  if (value.default_value()) {
    walk.report(definition_head(value), subject + " cannot have a default value.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::input_value_definition, check}};

}  // namespace

constinit const Rule one_of_fields = {
    .code = "graphql/one-of-fields",
    .summary = "Fields of an input object with @oneOf are nullable and have no default.",
    .is_of_type_system = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
