#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/field_sets.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// The type in which the fields of a directive's set are looked for: of `@provides` what the field
/// gives, of the others the type that the directive is on or in.
const TypeShape* type_of_set(const Walk& walk, const Directive& directive) {
  const auto definition = first_definition(walk.tree());
  const auto owner = directive.node().parent();
  const auto field = owner ? cast<FieldDefinition>(*owner) : std::nullopt;
  if (!definition || definition->is_executable()) {
    return nullptr;
  }
  if (directive.name() == "provides") {
    const auto type = field ? field->type() : std::nullopt;
    const auto named = type ? type->named() : std::nullopt;
    return named ? walk.schema().find_type(named->name()) : nullptr;
  }
  const bool is_known = directive.name() == "key" || (directive.name() == "requires" && field);
  return is_known ? walk.schema().find_type(definition->name()) : nullptr;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  const TypeShape* type = type_of_set(walk, directive);
  if (type == nullptr || !type->is_composite() || type->is_broken) {
    return;
  }
  for (const Argument argument : directive.arguments()) {
    const auto value = argument.value();
    const auto text = value ? value->as<StringValue>() : std::nullopt;
    if (argument.name() != "fields" || !text) {
      continue;
    }
    const std::string set = text->value();
    for (const FieldSetEntry& entry : fields_of_set(walk.schema(), *type, set)) {
      if (!entry.is_known && !entry.parent->is_broken) {
        walk.report(value->range(), "@" + std::string(directive.name()) + " names \"" + entry.path +
                                        "\", but type \"" + std::string(entry.parent->name) +
                                        "\" has no field \"" + std::string(entry.name) + "\".");
      }
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule federation_known_fields = {
    .code = "graphql/federation-known-fields",
    .summary = "The fields that @key, @requires and @provides name exist.",
    .severity = ide::Severity::error,
    .is_recommended = true,
    .needs_whole_schema = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
