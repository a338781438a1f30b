#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/relay.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// Looks at the edge type of a connection, and says what is wrong at the connection's `edges`.
void check_edges(const Walk& walk, const FieldDefinition& edges) {
  const auto type = edges.type();
  const auto named = type ? type->named() : std::nullopt;
  const TypeShape* edge = named ? walk.schema().find_type(named->name()) : nullptr;
  if (edge == nullptr || edge->is_broken) {
    return;
  }
  const std::string shown = "Edge type \"" + std::string(edge->name) + "\"";
  const base::TextRange where = named->range();
  if (edge->kind != TypeKind::object) {
    walk.report(where, shown + " must be an object type.");
    return;
  }
  if (walk.options().flag("withEdgeSuffix") && !edge->name.ends_with("Edge")) {
    walk.report(where, shown + " should have a name that ends with \"Edge\".");
  }
  const FieldShape* node = edge->find_field("node");
  const FieldShape* cursor = edge->find_field("cursor");
  if (node == nullptr) {
    walk.report(where, shown + " has no field \"node\".");
  } else if (node->type.is_list()) {
    walk.report(where, "\"node\" of " + std::string(edge->name) + " must not be a list.");
  } else if (walk.options().flag("shouldImplementNode")) {
    const TypeShape* target = walk.schema().find_type(node->type.name);
    if (target != nullptr && target->kind == TypeKind::object && !target->implements("Node")) {
      walk.report(where, "\"" + std::string(target->name) +
                             "\", the node of an edge, must implement \"Node\".");
    }
  }
  if (cursor == nullptr) {
    walk.report(where, shown + " has no field \"cursor\".");
  } else if (cursor->type.is_list() || !is_leaf(walk, cursor->type.name)) {
    walk.report(where, "\"cursor\" of " + std::string(edge->name) + " must be a scalar.");
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  if (!is_connection_name(type.name())) {
    return;
  }
  if (const auto edges = field_named(type, "edges")) {
    check_edges(walk, *edges);
  }
}

/// A list of anything but edges cannot grow into a connection.
void check_list(const Walk& walk, syntax::NodeRef node) {
  const FieldDefinition field(node);
  const auto type = field.type();
  const auto named = type ? type->named() : std::nullopt;
  const auto reference = type ? type_reference_of(*type) : std::nullopt;
  if (!walk.options().flag("listTypeCanWrapOnlyEdgeType") || !named || !reference ||
      !reference->is_list()) {
    return;
  }
  const TypeShape* item = walk.schema().find_type(named->name());
  if (item != nullptr && item->kind == TypeKind::object && !item->name.ends_with("Edge")) {
    walk.report(type->range(), "Lists of objects should be lists of edges.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check},
                                {NodeKind::field_definition, check_list}};
constexpr Option options[] = {
    {"withEdgeSuffix", Option::Kind::flag, "true"},
    {"shouldImplementNode", Option::Kind::flag, "true"},
    {"listTypeCanWrapOnlyEdgeType", Option::Kind::flag},
};

}  // namespace

constinit const Rule relay_edge_types = {
    .code = "graphql/relay-edge-types",
    .summary = "Edges are objects with \"node\" and \"cursor\".",
    .is_relay = true,
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
