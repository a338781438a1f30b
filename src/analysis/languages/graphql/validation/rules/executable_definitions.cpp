// A document that goes to a server holds operations and fragments alone. Files of nothing but type
// definitions are another matter: as documents of a project they extend the schema for the client.
#include <algorithm>
#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

/// Only documents; a file that is part of the schema, too, may hold both.
bool is_sent_to_servers(const Walk& walk) {
  return walk.role() != FileRole::schema &&
         std::ranges::any_of(walk.context().get<FileDefinitionNames>(walk.file()),
                             [](const DefinedName& name) {
                               return name.space == DefinitionSpace::operation ||
                                      name.space == DefinitionSpace::fragment;
                             });
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Definition definition(node);
  if (!is_sent_to_servers(walk)) {
    return;
  }
  const bool is_schema = SchemaDefinition::covers(definition.kind());
  walk.report(definition_head(definition),
              "The " + (is_schema ? "schema" : "\"" + std::string(definition.name()) + "\"") +
                  " definition is not executable.");
}

constexpr NodeCheck checks[] = {
    {NodeKind::schema_definition, check},
    {NodeKind::schema_extension, check},
    {NodeKind::scalar_type_definition, check},
    {NodeKind::scalar_type_extension, check},
    {NodeKind::object_type_definition, check},
    {NodeKind::object_type_extension, check},
    {NodeKind::interface_type_definition, check},
    {NodeKind::interface_type_extension, check},
    {NodeKind::union_type_definition, check},
    {NodeKind::union_type_extension, check},
    {NodeKind::enum_type_definition, check},
    {NodeKind::enum_type_extension, check},
    {NodeKind::input_object_type_definition, check},
    {NodeKind::input_object_type_extension, check},
    {NodeKind::directive_definition, check},
    {NodeKind::directive_extension, check},
};

}  // namespace

constinit const Rule executable_definitions = {
    .code = "graphql/executable-definitions",
    .summary = "A document with operations or fragments defines no types.",
    .nodes = checks,
};

}  // namespace troupe::graphql
