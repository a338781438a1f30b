#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/relay.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

std::optional<InputValueDefinition> argument_named(const FieldDefinition& field,
                                                   std::string_view name) {
  for (const InputValueDefinition argument : field.arguments()) {
    if (argument.name() == name) {
      return argument;
    }
  }
  return std::nullopt;
}

void check_pair(const Walk& walk, const FieldDefinition& field, std::string_view count,
                std::string_view cursor) {
  const auto count_argument = argument_named(field, count);
  const auto cursor_argument = argument_named(field, cursor);
  const base::TextRange where = field.name_node()->range();
  if (!count_argument || !cursor_argument) {
    walk.report(where, "A field that gives a connection takes \"" + std::string(count) +
                           "\" and \"" + std::string(cursor) + "\".");
    return;
  }
  const auto count_type = count_argument->type();
  const auto count_named = count_type ? count_type->named() : std::nullopt;
  if (count_named && (count_named->name() != "Int" || count_type->is_list())) {
    walk.report(count_type->range(), "\"" + std::string(count) + "\" must be an Int.");
  }
  const auto cursor_type = cursor_argument->type();
  const auto cursor_named = cursor_type ? cursor_type->named() : std::nullopt;
  if (cursor_named && !is_leaf(walk, cursor_named->name())) {
    walk.report(cursor_type->range(), "\"" + std::string(cursor) + "\" must be a scalar.");
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const FieldDefinition field(node);
  const auto type = field.type();
  const auto named = type ? type->named() : std::nullopt;
  if (!field.name_node() || !named || !is_connection_name(named->name())) {
    return;
  }
  const bool is_forward = argument_named(field, "first") || argument_named(field, "after");
  const bool is_backward = argument_named(field, "last") || argument_named(field, "before");
  const bool wants_both = walk.options().flag("includeBoth");
  if (!is_forward && !is_backward && !wants_both) {
    walk.report(field.name_node()->range(),
                "A field that gives a connection takes \"first\" and \"after\", or \"last\" and "
                "\"before\".");
    return;
  }
  if (is_forward || wants_both) {
    check_pair(walk, field, "first", "after");
  }
  if (is_backward || wants_both) {
    check_pair(walk, field, "last", "before");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field_definition, check}};
constexpr Option options[] = {{"includeBoth", Option::Kind::flag, "true"}};

}  // namespace

constinit const Rule relay_arguments = {
    .code = "graphql/relay-arguments",
    .summary = "Fields that give connections take Relay's arguments.",
    .is_relay = true,
    .needs_whole_schema = true,
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
