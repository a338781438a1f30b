// Our trees and tokens, told in the words of the reference implementation.
#include <algorithm>
#include <map>

#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/languages/graphql/syntax/code_points.hpp"
#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "base/line_index.hpp"
#include "test/analysis/languages/graphql/syntax/reference_cases.hpp"

namespace troupe::graphql::reference {

namespace {

/// UTF-16 offsets of every byte offset.
class Utf16Offsets {
 public:
  explicit Utf16Offsets(std::string_view text) : offsets_(text.size() + 1) {
    std::uint32_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint character = code_point_at(text, at);
      for (std::uint32_t i = 0; i < character.length; ++i) {
        offsets_[at + i] = units;
      }
      units += character.value > 0xFFFF ? 2 : 1;
      at += character.length;
    }
    offsets_[text.size()] = units;
  }
  std::uint32_t operator[](base::TextOffset offset) const { return offsets_[offset]; }

 private:
  std::vector<std::uint32_t> offsets_;
};

/// Kinds that the reference has too; all others are only brackets around their children.
const std::map<NodeKind, std::string>& reference_kinds() {
  static const std::map<NodeKind, std::string> kinds = {
      {NodeKind::document, "Document"},
      {NodeKind::name, "Name"},
      {NodeKind::operation_definition, "OperationDefinition"},
      {NodeKind::variable_definition, "VariableDefinition"},
      {NodeKind::variable, "Variable"},
      {NodeKind::selection_set, "SelectionSet"},
      {NodeKind::field, "Field"},
      {NodeKind::argument, "Argument"},
      {NodeKind::fragment_spread, "FragmentSpread"},
      {NodeKind::inline_fragment, "InlineFragment"},
      {NodeKind::fragment_definition, "FragmentDefinition"},
      {NodeKind::int_value, "IntValue"},
      {NodeKind::float_value, "FloatValue"},
      {NodeKind::string_value, "StringValue"},
      {NodeKind::boolean_value, "BooleanValue"},
      {NodeKind::null_value, "NullValue"},
      {NodeKind::enum_value, "EnumValue"},
      {NodeKind::list_value, "ListValue"},
      {NodeKind::object_value, "ObjectValue"},
      {NodeKind::object_field, "ObjectField"},
      {NodeKind::directive, "Directive"},
      {NodeKind::named_type, "NamedType"},
      {NodeKind::list_type, "ListType"},
      {NodeKind::non_null_type, "NonNullType"},
      {NodeKind::description, "StringValue"},
      {NodeKind::schema_definition, "SchemaDefinition"},
      {NodeKind::root_operation_type, "OperationTypeDefinition"},
      {NodeKind::scalar_type_definition, "ScalarTypeDefinition"},
      {NodeKind::object_type_definition, "ObjectTypeDefinition"},
      {NodeKind::field_definition, "FieldDefinition"},
      {NodeKind::input_value_definition, "InputValueDefinition"},
      {NodeKind::interface_type_definition, "InterfaceTypeDefinition"},
      {NodeKind::union_type_definition, "UnionTypeDefinition"},
      {NodeKind::enum_type_definition, "EnumTypeDefinition"},
      {NodeKind::enum_value_definition, "EnumValueDefinition"},
      {NodeKind::input_object_type_definition, "InputObjectTypeDefinition"},
      {NodeKind::directive_definition, "DirectiveDefinition"},
      {NodeKind::schema_extension, "SchemaExtension"},
      {NodeKind::scalar_type_extension, "ScalarTypeExtension"},
      {NodeKind::object_type_extension, "ObjectTypeExtension"},
      {NodeKind::interface_type_extension, "InterfaceTypeExtension"},
      {NodeKind::union_type_extension, "UnionTypeExtension"},
      {NodeKind::enum_type_extension, "EnumTypeExtension"},
      {NodeKind::input_object_type_extension, "InputObjectTypeExtension"},
      {NodeKind::directive_extension, "DirectiveExtension"},
  };
  return kinds;
}

std::string spelled(OperationType type) {
  return type == OperationType::query      ? " query"
         : type == OperationType::mutation ? " mutation"
                                           : " subscription";
}

std::string attributes_of(syntax::NodeRef node) {
  switch (kind_of(node)) {
    case NodeKind::operation_definition:
      return spelled(OperationDefinition(node).operation_type());
    case NodeKind::root_operation_type:
      return spelled(RootOperationType(node).operation_type().value());
    case NodeKind::directive_definition:
      return DirectiveDefinition(node).is_repeatable() ? " repeatable" : "";
    case NodeKind::string_value:
      return " '" + StringValue(node).value() + (StringValue(node).is_block() ? "' block" : "'");
    case NodeKind::description:
      return " '" + Description(node).value() + (Description(node).is_block() ? "' block" : "'");
    case NodeKind::name:
    case NodeKind::int_value:
    case NodeKind::float_value:
    case NodeKind::boolean_value:
    case NodeKind::enum_value:
      return " '" + std::string(node.text()) + "'";
    default:
      return "";
  }
}

std::string place_of(syntax::NodeRef node, const Utf16Offsets& offsets) {
  const base::TextRange range =
      node.is_root() ? base::TextRange{0, node.range().end} : node.range();
  return " " + std::to_string(offsets[range.begin]) + "-" + std::to_string(offsets[range.end]);
}

bool is_operation_word(syntax::NodeRef node) {
  return kind_of(node) == NodeKind::name &&
         kind_of(*node.parent()) == NodeKind::root_operation_type;
}

}  // namespace

std::vector<std::string> outline_of(const syntax::Tree& tree, bool has_locations) {
  const Utf16Offsets offsets(tree.text());
  std::vector<std::string> outline;
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    const syntax::NodeRef node = tree.node({i});
    const auto kind = reference_kinds().find(kind_of(node));
    if (kind != reference_kinds().end() && !is_operation_word(node)) {
      outline.push_back(kind->second + (has_locations ? place_of(node, offsets) : "") +
                        attributes_of(node));
    }
  }
  return outline;
}

std::vector<std::string> outline_of_tokens(const std::string& source) {
  const Tokens tokens = lex(source);
  const Utf16Offsets offsets(source);
  const base::LineIndex lines(source);
  std::vector<std::string> outline;
  const std::uint32_t count =
      tokens.errors.empty() ? tokens.list.size() : tokens.errors.front().token.value;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto kind = static_cast<TokenKind>(tokens.list.kind({i}));
    const base::TextRange range = tokens.list.range({i});
    const base::LinePosition place =
        lines.position(source, range.begin, base::PositionEncoding::utf16);
    std::string line(spelling(kind));
    std::erase(line, '"');
    for (const std::uint32_t number :
         {offsets[range.begin], offsets[range.end], place.line + 1, place.character + 1}) {
      line += " " + std::to_string(number);
    }
    if (kind == TokenKind::string || kind == TokenKind::block_string) {
      line += " '" + string_value(base::slice(source, range)) + "'";
    } else if (kind == TokenKind::name || kind == TokenKind::int_number ||
               kind == TokenKind::float_number) {
      line += " '" + std::string(base::slice(source, range)) + "'";
    }
    outline.push_back(line);
  }
  return outline;
}

Error error_of(const syntax::SyntaxDiagnostic& diagnostic, std::string_view text) {
  const base::LinePosition place =
      base::LineIndex(text).position(text, diagnostic.range.begin, base::PositionEncoding::utf16);
  return {.message = diagnostic.message,
          .line = place.line + 1,
          .column = place.character + 1,
          .offset = Utf16Offsets(text)[diagnostic.range.begin]};
}

}  // namespace troupe::graphql::reference
