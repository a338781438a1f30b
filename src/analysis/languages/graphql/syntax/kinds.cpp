#include "analysis/languages/graphql/syntax/kinds.hpp"

#include <array>

namespace troupe::graphql {

namespace {

constexpr std::array<std::string_view, token_kind_count> spellings = {
    "<EOF>",   "<error>", "\"!\"", "\"$\"", "\"&\"", "\"(\"",  "\")\"",
    "\"...\"", "\":\"",   "\"=\"", "\"@\"", "\"[\"", "\"]\"",  "\"{\"",
    "\"|\"",   "\"}\"",   "Name",  "Int",   "Float", "String", "BlockString",
};

constexpr std::array<std::string_view, node_kind_count> node_names = {
    "error",
    "document",
    "name",
    "operation_definition",
    "variable_definitions",
    "variable_definition",
    "variable",
    "default_value",
    "selection_set",
    "field",
    "alias",
    "arguments",
    "argument",
    "fragment_spread",
    "inline_fragment",
    "fragment_definition",
    "type_condition",
    "int_value",
    "float_value",
    "string_value",
    "boolean_value",
    "null_value",
    "enum_value",
    "list_value",
    "object_value",
    "object_field",
    "directive",
    "named_type",
    "list_type",
    "non_null_type",
    "description",
    "schema_definition",
    "root_operation_types",
    "root_operation_type",
    "scalar_type_definition",
    "object_type_definition",
    "implements_interfaces",
    "fields_definition",
    "field_definition",
    "arguments_definition",
    "input_value_definition",
    "interface_type_definition",
    "union_type_definition",
    "union_member_types",
    "enum_type_definition",
    "enum_values_definition",
    "enum_value_definition",
    "input_object_type_definition",
    "input_fields_definition",
    "directive_definition",
    "directive_locations",
    "schema_extension",
    "scalar_type_extension",
    "object_type_extension",
    "interface_type_extension",
    "union_type_extension",
    "enum_type_extension",
    "input_object_type_extension",
    "directive_extension",
};
static_assert(node_names[static_cast<std::size_t>(NodeKind::directive_extension)] ==
              "directive_extension");
static_assert(node_names[static_cast<std::size_t>(NodeKind::description)] == "description");
static_assert(spellings[static_cast<std::size_t>(TokenKind::block_string)] == "BlockString");

}  // namespace

std::string_view spelling(TokenKind kind) {
  return spellings[static_cast<std::size_t>(kind)];
}

std::string_view to_string(NodeKind kind) {
  return node_names[static_cast<std::size_t>(kind)];
}

}  // namespace troupe::graphql
