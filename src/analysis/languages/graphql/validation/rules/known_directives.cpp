#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> operation_locations = {"QUERY", "MUTATION",
                                                                 "SUBSCRIPTION"};

constexpr std::array<std::pair<NodeKind, std::string_view>, 23> locations = {{
    {NodeKind::field, "FIELD"},
    {NodeKind::fragment_spread, "FRAGMENT_SPREAD"},
    {NodeKind::inline_fragment, "INLINE_FRAGMENT"},
    {NodeKind::fragment_definition, "FRAGMENT_DEFINITION"},
    {NodeKind::variable_definition, "VARIABLE_DEFINITION"},
    {NodeKind::schema_definition, "SCHEMA"},
    {NodeKind::schema_extension, "SCHEMA"},
    {NodeKind::scalar_type_definition, "SCALAR"},
    {NodeKind::scalar_type_extension, "SCALAR"},
    {NodeKind::object_type_definition, "OBJECT"},
    {NodeKind::object_type_extension, "OBJECT"},
    {NodeKind::field_definition, "FIELD_DEFINITION"},
    {NodeKind::interface_type_definition, "INTERFACE"},
    {NodeKind::interface_type_extension, "INTERFACE"},
    {NodeKind::union_type_definition, "UNION"},
    {NodeKind::union_type_extension, "UNION"},
    {NodeKind::enum_type_definition, "ENUM"},
    {NodeKind::enum_type_extension, "ENUM"},
    {NodeKind::enum_value_definition, "ENUM_VALUE"},
    {NodeKind::input_object_type_definition, "INPUT_OBJECT"},
    {NodeKind::input_object_type_extension, "INPUT_OBJECT"},
    {NodeKind::directive_definition, "DIRECTIVE_DEFINITION"},
    {NodeKind::directive_extension, "DIRECTIVE_DEFINITION"},
}};

bool is_in_fragment(syntax::NodeRef variable_definition) {
  const auto list = variable_definition.parent();
  const auto owner = list ? list->parent() : std::nullopt;
  return owner && kind_of(*owner) == NodeKind::fragment_definition;
}

/// The specification's word for where a directive stands; empty in a broken text.
std::string_view location_of(syntax::NodeRef directive) {
  const auto parent = directive.parent();
  if (!parent) {
    return {};
  }
  const NodeKind kind = kind_of(*parent);
  if (kind == NodeKind::operation_definition) {
    return operation_locations[static_cast<std::size_t>(
        OperationDefinition(*parent).operation_type())];
  }
  if (kind == NodeKind::variable_definition && is_in_fragment(*parent)) {
    return "FRAGMENT_VARIABLE_DEFINITION";
  }
  if (kind == NodeKind::input_value_definition) {
    const auto list = parent->parent();
    return list && kind_of(*list) == NodeKind::input_fields_definition ? "INPUT_FIELD_DEFINITION"
                                                                       : "ARGUMENT_DEFINITION";
  }
  for (const auto& [node, location] : locations) {
    if (node == kind) {
      return location;
    }
  }
  return {};
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  if (directive.name().empty()) {
    return;
  }
  const std::string name = "\"@" + std::string(directive.name()) + "\"";
  const base::TextRange range = head_range(node, directive.name_node());
  const DirectiveShape* shape = walk.state().directive;
  if (shape == nullptr) {
    walk.report(range, "Unknown directive " + name + ".");
    return;
  }
  const std::string_view location = location_of(node);
  if (!location.empty() && !shape->has_location(location)) {
    walk.report(range, "Directive " + name + " may not be used on " + std::string(location) + ".");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule known_directives = {
    .code = "graphql/known-directives",
    .summary = "Every directive is defined, and may stand where it does.",
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
