#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// A name that is looked at.
struct Named {
  std::string_view kind;   ///< as graphql-eslint calls its node: "FieldDefinition"
  std::string_view shown;  ///< for messages: "Field"
  Name name;
  std::string_view parent{};  ///< the name of the definition around it
  std::string_view type{};    ///< the named type that it has
};

std::string_view kind_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::scalar_type_definition:
      return "ScalarTypeDefinition";
    case NodeKind::object_type_definition:
      return "ObjectTypeDefinition";
    case NodeKind::interface_type_definition:
      return "InterfaceTypeDefinition";
    case NodeKind::union_type_definition:
      return "UnionTypeDefinition";
    case NodeKind::enum_type_definition:
      return "EnumTypeDefinition";
    case NodeKind::input_object_type_definition:
      return "InputObjectTypeDefinition";
    default:
      return {};
  }
}

bool holds_for(const NamingStyle& style, const Selector& selector, const Named& named) {
  if (selector.of == Selector::Of::nothing) {
    return true;
  }
  const std::string_view actual = selector.of == Selector::Of::parent ? named.parent : named.type;
  return selector.value.starts_with('/') ? style.condition.is_in(actual) : selector.value == actual;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "\"" : ", \"") + word + "\"";
  }
  return text;
}

/// What is wrong with a name; empty: nothing.
std::string fault_of(std::string_view name, const NamingStyle& style) {
  const auto begins = [&](const std::string& prefix) { return name.starts_with(prefix); };
  const auto ends = [&](const std::string& suffix) { return name.ends_with(suffix); };
  if (style.ignore.is_in(name)) {
    return {};
  }
  if (!begins(style.prefix)) {
    return "should begin with \"" + style.prefix + "\"";
  }
  if (!ends(style.suffix)) {
    return "should end with \"" + style.suffix + "\"";
  }
  if (const auto found = std::ranges::find_if(style.forbidden_prefixes, begins);
      found != style.forbidden_prefixes.end()) {
    return "should not begin with \"" + *found + "\"";
  }
  if (const auto found = std::ranges::find_if(style.forbidden_suffixes, ends);
      found != style.forbidden_suffixes.end()) {
    return "should not end with \"" + *found + "\"";
  }
  if (!style.required_prefixes.empty() && std::ranges::none_of(style.required_prefixes, begins)) {
    return "should begin with one of " + list_of(style.required_prefixes);
  }
  if (!style.required_suffixes.empty() && std::ranges::none_of(style.required_suffixes, ends)) {
    return "should end with one of " + list_of(style.required_suffixes);
  }
  if (!has_style(name, style.style)) {
    return "should be in " + style.style + ": \"" + in_style(name, style.style) + "\"";
  }
  return {};
}

void check_name(const Walk& walk, const Named& named) {
  std::string_view name = named.name.text();
  const Options& options = walk.options();
  const auto strip = [&](bool is_leading) {
    std::string_view rest = name;
    while (!rest.empty() && (is_leading ? rest.front() : rest.back()) == '_') {
      is_leading ? rest.remove_prefix(1) : rest.remove_suffix(1);
    }
    if (rest.size() != name.size() && !rest.empty() &&
        options.flag(is_leading ? "allowLeadingUnderscore" : "allowTrailingUnderscore")) {
      name = rest;
    }
  };
  strip(true);
  strip(false);
  const std::vector<NamingStyle>& styles = options.naming();
  const bool is_type = named.kind.ends_with("TypeDefinition");
  const bool has_own =
      std::ranges::find(styles, named.kind, &NamingStyle::selector) != styles.end();
  for (const NamingStyle& style : styles) {
    const Selector selector = selector_of(style.selector).value_or(Selector());
    const bool is_meant =
        selector.kind == named.kind || (is_type && !has_own && selector.kind == "types");
    if (!is_meant || !holds_for(style, selector, named)) {
      continue;
    }
    if (const std::string fault = fault_of(name, style); !fault.empty()) {
      walk.report(named.name.range(), std::string(named.shown) + " \"" +
                                          std::string(named.name.text()) + "\" " + fault + ".");
      return;
    }
  }
}

std::string_view named_type(const std::optional<Type>& type) {
  const auto named = type ? type->named() : std::nullopt;
  return named ? named->name() : std::string_view();
}

std::string_view definition_name(const Walk& walk) {
  const auto definition = first_definition(walk.tree());
  return definition ? definition->name() : std::string_view();
}

void check_type(const Walk& walk, syntax::NodeRef node) {
  if (const auto name = TypeDefinition(node).name_node()) {
    check_name(walk, {kind_name(kind_of(node)), "Type", *name});
  }
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const FieldDefinition field(node);
  if (const auto name = field.name_node()) {
    check_name(
        walk, {"FieldDefinition", "Field", *name, definition_name(walk), named_type(field.type())});
  }
}

void check_input_value(const Walk& walk, syntax::NodeRef node) {
  const InputValueDefinition value(node);
  const auto name = value.name_node();
  if (!name) {
    return;
  }
  const auto list = node.parent();
  const bool is_field = list && kind_of(*list) == NodeKind::input_fields_definition;
  std::string_view parent = definition_name(walk);
  if (const auto owner = list ? list->parent() : std::nullopt; owner && !is_field) {
    if (const auto field = cast<FieldDefinition>(*owner)) {
      parent = field->name();
    }
  }
  check_name(walk, {"InputValueDefinition", is_field ? "Input field" : "Argument", *name, parent,
                    named_type(value.type())});
}

void check_argument(const Walk& walk, syntax::NodeRef node) {
  if (const auto name = Argument(node).name_node()) {
    check_name(walk, {"Argument", "Argument", *name});
  }
}

void check_enum_value(const Walk& walk, syntax::NodeRef node) {
  if (const auto name = EnumValueDefinition(node).name_node()) {
    check_name(walk, {"EnumValueDefinition", "Enum value", *name, definition_name(walk)});
  }
}

void check_variable(const Walk& walk, syntax::NodeRef node) {
  const VariableDefinition definition(node);
  const auto variable = definition.variable();
  const auto name = variable ? variable->name_node() : std::nullopt;
  if (name) {
    check_name(walk, {"VariableDefinition", "Variable", *name, definition_name(walk),
                      named_type(definition.type())});
  }
}

void check_operation(const Walk& walk, syntax::NodeRef node) {
  constexpr std::string_view shown[] = {"Query", "Mutation", "Subscription"};
  const OperationDefinition operation(node);
  if (const auto name = operation.name_node()) {
    check_name(walk, {"OperationDefinition",
                      shown[static_cast<std::size_t>(operation.operation_type())], *name});
  }
}

void check_fragment(const Walk& walk, syntax::NodeRef node) {
  if (const auto name = FragmentDefinition(node).name_node()) {
    check_name(walk, {"FragmentDefinition", "Fragment", *name});
  }
}

void check_directive(const Walk& walk, syntax::NodeRef node) {
  if (const auto name = DirectiveDefinition(node).name_node()) {
    check_name(walk, {"DirectiveDefinition", "Directive", *name});
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
                                {NodeKind::argument, check_argument},
                                {NodeKind::enum_value_definition, check_enum_value},
                                {NodeKind::variable_definition, check_variable},
                                {NodeKind::operation_definition, check_operation},
                                {NodeKind::fragment_definition, check_fragment},
                                {NodeKind::directive_definition, check_directive}};

constexpr Option options[] = {
    {"types", Option::Kind::naming, "PascalCase"},
    {"FieldDefinition", Option::Kind::naming, "camelCase"},
    {"InputValueDefinition", Option::Kind::naming, "camelCase"},
    {"EnumValueDefinition", Option::Kind::naming, "UPPER_CASE"},
    {"DirectiveDefinition", Option::Kind::naming, "camelCase"},
    {"VariableDefinition", Option::Kind::naming, "camelCase"},
    {"Argument", Option::Kind::naming},
    {"OperationDefinition", Option::Kind::naming},
    {"FragmentDefinition", Option::Kind::naming},
    {"ScalarTypeDefinition", Option::Kind::naming},
    {"ObjectTypeDefinition", Option::Kind::naming},
    {"InterfaceTypeDefinition", Option::Kind::naming},
    {"UnionTypeDefinition", Option::Kind::naming},
    {"EnumTypeDefinition", Option::Kind::naming},
    {"InputObjectTypeDefinition", Option::Kind::naming},
    {"allowLeadingUnderscore", Option::Kind::flag},
    {"allowTrailingUnderscore", Option::Kind::flag},
};

}  // namespace

constinit const Rule naming_convention = {
    .code = "graphql/naming-convention",
    .summary = "Names are written in one style for each kind of thing.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
