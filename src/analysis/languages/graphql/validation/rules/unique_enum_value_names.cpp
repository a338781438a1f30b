#include "analysis/languages/graphql/validation/rules/repeated_definitions.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef /*node*/) {
  report_repeated_members(walk, "Enum value", true);
}

constexpr NodeCheck checks[] = {
    {NodeKind::enum_type_definition, check},
    {NodeKind::enum_type_extension, check},
};

}  // namespace

constinit const Rule unique_enum_value_names = {
    .code = "graphql/unique-enum-value-names",
    .summary = "A value is defined once in an enum, its extensions included.",
    .nodes = checks,
};

}  // namespace troupe::graphql
