#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/relay.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  const auto name = TypeDefinition(node).name_node();
  if (!name || name->text() != "PageInfo") {
    return;
  }
  if (kind_of(node) != NodeKind::object_type_definition) {
    walk.report(name->range(), "\"PageInfo\" must be an object type.");
    return;
  }
  const TypeShape* shape = walk.schema().find_type("PageInfo");
  if (shape == nullptr || shape->is_broken) {
    return;
  }
  for (const std::string_view flag : {"hasPreviousPage", "hasNextPage"}) {
    const FieldShape* field = shape->find_field(flag);
    if (field == nullptr || field->type.to_string() != "Boolean!") {
      walk.report(name->range(),
                  "\"PageInfo\" must have a field \"" + std::string(flag) + ": Boolean!\".");
    }
  }
  for (const std::string_view cursor : {"startCursor", "endCursor"}) {
    const FieldShape* field = shape->find_field(cursor);
    if (field == nullptr || field->type.is_list() || !is_leaf(walk, field->type.name)) {
      walk.report(name->range(), "\"PageInfo\" must have a field \"" + std::string(cursor) +
                                     "\" of a scalar type.");
    }
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::object_type_definition, check},    {NodeKind::scalar_type_definition, check},
    {NodeKind::interface_type_definition, check}, {NodeKind::union_type_definition, check},
    {NodeKind::enum_type_definition, check},      {NodeKind::input_object_type_definition, check}};

}  // namespace

constinit const Rule relay_page_info = {
    .code = "graphql/relay-page-info",
    .summary = "\"PageInfo\" has the fields that Relay asks for.",
    .is_relay = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
