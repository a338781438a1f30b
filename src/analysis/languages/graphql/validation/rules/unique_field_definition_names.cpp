#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef /*node*/) {
  report_repeated_members(walk, "Field", false);
}

constexpr NodeCheck checks[] = {
    {NodeKind::object_type_definition, check},       {NodeKind::interface_type_definition, check},
    {NodeKind::input_object_type_definition, check}, {NodeKind::object_type_extension, check},
    {NodeKind::interface_type_extension, check},     {NodeKind::input_object_type_extension, check},
};

}  // namespace

constinit const Rule unique_field_definition_names = {
    .code = "graphql/unique-field-definition-names",
    .summary = "A field is defined once in a type, its extensions included.",
    .nodes = checks,
};

}  // namespace troupe::graphql
