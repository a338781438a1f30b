#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/relay.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check_object(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const auto name = type.name_node();
  const TypeShape* shape = name ? walk.schema().find_type(name->text()) : nullptr;
  if (shape == nullptr || shape->is_broken) {
    return;
  }
  const FieldShape* edges = shape->find_field("edges");
  const FieldShape* page_info = shape->find_field("pageInfo");
  if (!is_connection_name(name->text())) {
    if (edges != nullptr && page_info != nullptr) {
      walk.report(name->range(), "Type \"" + std::string(name->text()) +
                                     "\" is a connection: its name should end with "
                                     "\"Connection\".");
    }
    return;
  }
  if (edges == nullptr) {
    walk.report(name->range(), "A connection has a field \"edges\".");
  } else if (!edges->type.is_list() && !edges->type.nullable().is_list()) {
    walk.report(name->range(), "\"edges\" of a connection must be a list.");
  }
  if (page_info == nullptr) {
    walk.report(name->range(), "A connection has a field \"pageInfo\".");
  } else if (page_info->type.name != "PageInfo" || !page_info->type.is_non_null() ||
             page_info->type.is_list()) {
    walk.report(name->range(), "\"pageInfo\" of a connection must be of type \"PageInfo!\".");
  }
}

void check_other(const Walk& walk, syntax::NodeRef node) {
  const auto name = TypeDefinition(node).name_node();
  if (name && is_connection_name(name->text())) {
    walk.report(name->range(), "A connection must be an object type.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check_object},
                                {NodeKind::scalar_type_definition, check_other},
                                {NodeKind::interface_type_definition, check_other},
                                {NodeKind::union_type_definition, check_other},
                                {NodeKind::enum_type_definition, check_other},
                                {NodeKind::input_object_type_definition, check_other}};

}  // namespace

constinit const Rule relay_connection_types = {
    .code = "graphql/relay-connection-types",
    .summary = "Connections are objects with \"edges\" and \"pageInfo\", and are called so.",
    .is_relay = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
