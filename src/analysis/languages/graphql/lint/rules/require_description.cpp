#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql::lint {
namespace {

/// Whether a kind of type is asked for: by its own option, else by `types`.
bool wants_type(const Options& options, NodeKind kind) {
  std::string_view own;
  switch (kind) {
    case NodeKind::scalar_type_definition:
      own = "ScalarTypeDefinition";
      break;
    case NodeKind::object_type_definition:
      own = "ObjectTypeDefinition";
      break;
    case NodeKind::interface_type_definition:
      own = "InterfaceTypeDefinition";
      break;
    case NodeKind::union_type_definition:
      own = "UnionTypeDefinition";
      break;
    case NodeKind::enum_type_definition:
      own = "EnumTypeDefinition";
      break;
    default:
      own = "InputObjectTypeDefinition";
  }
  const std::string& said = options.text(own);
  return said.empty() ? options.flag("types") : said == "true";
}

template <typename View>
void require(const Walk& walk, const View& view, std::string_view shown) {
  const auto name = view.name_node();
  const auto description = view.description();
  if (name && (!description || description->value().empty())) {
    walk.report(name->range(),
                std::string(shown) + " \"" + std::string(name->text()) + "\" has no description.");
  }
}

void check_type(const Walk& walk, syntax::NodeRef node) {
  if (wants_type(walk.options(), kind_of(node))) {
    require(walk, TypeDefinition(node), "Type");
  }
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const auto definition = first_definition(walk.tree());
  const bool is_of_root = definition && walk.root_of(definition->name()).has_value();
  if (walk.options().flag("FieldDefinition") || (is_of_root && walk.options().flag("rootField"))) {
    require(walk, FieldDefinition(node), "Field");
  }
}

void check_input_value(const Walk& walk, syntax::NodeRef node) {
  if (walk.options().flag("InputValueDefinition")) {
    require(walk, InputValueDefinition(node), "Input value");
  }
}

void check_enum_value(const Walk& walk, syntax::NodeRef node) {
  if (walk.options().flag("EnumValueDefinition")) {
    require(walk, EnumValueDefinition(node), "Enum value");
  }
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  if (walk.options().flag("DirectiveDefinition")) {
    require(walk, DirectiveDefinition(node), "Directive");
  }
}

/// Of operations, a comment above will do, as older servers refuse descriptions there.
void check_file(const FileLook& look) {
  if (!look.options().flag("OperationDefinition")) {
    return;
  }
  const DefinitionTable& table = look.definitions();
  for (const DefinitionEntry& entry : table.all()) {
    if (entry.kind != NodeKind::operation_definition) {
      continue;
    }
    const OperationDefinition operation(table.node(entry));
    const syntax::TokenRef first = operation.node().first_token();
    const CommentsIn comments(table.tree().text(), first.gap_before());
    if (!operation.description() && comments.begin() == comments.end()) {
      const auto name = operation.name_node();
      look.report(name ? name->range() : first.range(),
                  "The operation has neither a description nor a comment above it.");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::scalar_type_definition, check_type},
                                {NodeKind::object_type_definition, check_type},
                                {NodeKind::interface_type_definition, check_type},
                                {NodeKind::union_type_definition, check_type},
                                {NodeKind::enum_type_definition, check_type},
                                {NodeKind::input_object_type_definition, check_type},
                                {NodeKind::field_definition, check_field},
                                {NodeKind::input_value_definition, check_input_value},
                                {NodeKind::enum_value_definition, check_enum_value},
                                {NodeKind::directive_definition, check_directive}};

constexpr std::string_view truth = "true false";
constexpr Option options[] = {
    {"types", Option::Kind::flag, "true"},
    {"rootField", Option::Kind::flag, "true"},
    {"DirectiveDefinition", Option::Kind::flag, "true"},
    {"FieldDefinition", Option::Kind::flag},
    {"InputValueDefinition", Option::Kind::flag},
    {"EnumValueDefinition", Option::Kind::flag},
    {"OperationDefinition", Option::Kind::flag},
    {"ScalarTypeDefinition", Option::Kind::text, "", truth},
    {"ObjectTypeDefinition", Option::Kind::text, "", truth},
    {"InterfaceTypeDefinition", Option::Kind::text, "", truth},
    {"UnionTypeDefinition", Option::Kind::text, "", truth},
    {"EnumTypeDefinition", Option::Kind::text, "", truth},
    {"InputObjectTypeDefinition", Option::Kind::text, "", truth},
};

}  // namespace

constinit const Rule require_description = {
    .code = "graphql/require-description",
    .summary = "Types, directives and fields of root types have a description.",
    .options = options,
    .nodes = checks,
    .file = check_file,
};

}  // namespace troupe::graphql::lint
