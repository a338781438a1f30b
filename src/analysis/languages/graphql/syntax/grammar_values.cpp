// Values and type references.
#include <string>
#include <utility>

#include "analysis/languages/graphql/syntax/grammar.hpp"

namespace troupe::graphql {

namespace {

NodeKind kind_of_word(std::string_view word) {
  if (word == "true" || word == "false") {
    return NodeKind::boolean_value;
  }
  return word == "null" ? NodeKind::null_value : NodeKind::enum_value;
}

bool begins_value(TokenKind kind) {
  switch (kind) {
    case TokenKind::int_number:
    case TokenKind::float_number:
    case TokenKind::string:
    case TokenKind::block_string:
    case TokenKind::name:
    case TokenKind::dollar:
    case TokenKind::left_bracket:
    case TokenKind::left_brace:
      return true;
    default:
      return false;
  }
}

}  // namespace

/// Value[Const] : [~Const] Variable | IntValue | FloatValue | StringValue | BooleanValue |
/// NullValue
///   | EnumValue | ListValue[?Const] | ObjectValue[?Const]
void Grammar::value(Constness constness) {
  switch (kind()) {
    case TokenKind::int_number:
      leaf(NodeKind::int_value);
      return;
    case TokenKind::float_number:
      leaf(NodeKind::float_value);
      return;
    case TokenKind::string:
    case TokenKind::block_string:
      leaf(NodeKind::string_value);
      return;
    case TokenKind::name:
      leaf(kind_of_word(token_text(position())));
      return;
    case TokenKind::left_bracket:
      list_value(constness);
      return;
    case TokenKind::left_brace:
      object_value(constness);
      return;
    case TokenKind::dollar:
      variable_value(constness);
      return;
    default:
      report_unexpected(position());
      return;
  }
}

/// A variable where a value stands; constant values may not have any.
void Grammar::variable_value(Constness constness) {
  if (constness == Constness::constant) {
    report_variable();
  }
  if (!at_end()) {
    variable();
  }
}

void Grammar::report_variable() {
  const std::uint32_t next = position_after(position());
  if (kind_at(next) == TokenKind::name) {
    std::string message = "Unexpected variable \"$";
    message.append(token_text(next)).append("\" in constant value.");
    report_after_looking(position(), next, std::move(message));
  } else {
    report_after_looking(position(), next, "Unexpected \"$\".");
  }
}

/// ListValue[Const] : [ Value[?Const]* ]
void Grammar::list_value(Constness constness) {
  const Level level(*this);
  if (level.is_too_deep()) {
    skip_too_deep();
    return;
  }
  bracketed(
      NodeKind::list_value, TokenKind::right_bracket, true, [this] { return begins_value(kind()); },
      [this, constness] { value(constness); }, [this] { report_unexpected(position()); });
}

/// ObjectValue[Const] : { ObjectField[?Const]* }
void Grammar::object_value(Constness constness) {
  const Level level(*this);
  if (level.is_too_deep()) {
    skip_too_deep();
    return;
  }
  bracketed(
      NodeKind::object_value, TokenKind::right_brace, true, [this] { return at(TokenKind::name); },
      [this, constness] { object_field(constness); }, [this] { report_expected(TokenKind::name); });
}

/// ObjectField[Const] : Name : Value[?Const]
void Grammar::object_field(Constness constness) {
  const Open field = open(NodeKind::object_field);
  name();
  value_after_colon(constness);
  close(field);
}

/// : Value. A missing colon is overlooked where a value follows on the same line.
void Grammar::value_after_colon(Constness constness) {
  if (expect(TokenKind::colon)) {
    if (is_next_item()) {
      report_unexpected(position());
    } else {
      value(constness);
    }
  } else if (is_tolerant() && begins_value(kind()) && !at(TokenKind::left_brace) &&
             is_on_line_of_previous() && !is_next_item()) {
    value(constness);
  }
}

/// Type : NamedType | ListType | NonNullType
/// NonNullType : NamedType ! | ListType !
std::optional<Grammar::Closed> Grammar::type_reference() {
  const std::optional<Closed> type = nullable_type();
  if (!type || !at(TokenKind::bang)) {
    return type;
  }
  const Open non_null = precede(*type, NodeKind::non_null_type);
  advance();
  const Closed closed = close(non_null);
  if (is_tolerant() && at(TokenKind::bang)) {
    report_unexpected(position());
    skip_until([this] { return !at(TokenKind::bang); });
  }
  return closed;
}

/// ListType : [ Type ]
std::optional<Grammar::Closed> Grammar::nullable_type() {
  if (!at(TokenKind::left_bracket)) {
    return named_type();
  }
  const Level level(*this);
  if (level.is_too_deep()) {
    skip_too_deep();
    return std::nullopt;
  }
  const Open list = open(NodeKind::list_type);
  advance();
  type_reference();
  expect(TokenKind::right_bracket);
  return close(list);
}

/// NamedType : Name
std::optional<Grammar::Closed> Grammar::named_type() {
  if (!at(TokenKind::name)) {
    report_expected(TokenKind::name);
    return std::nullopt;
  }
  const Open type = open(NodeKind::named_type);
  name();
  return close(type);
}

/// : Type. A missing colon is overlooked where a type follows on the same line.
void Grammar::type_after_colon() {
  if (expect(TokenKind::colon)) {
    if (is_next_item() && !is_on_line_of_previous()) {
      report_expected(TokenKind::name);
    } else {
      type_reference();
    }
  } else if (is_tolerant() && (at(TokenKind::name) || at(TokenKind::left_bracket)) &&
             is_on_line_of_previous() && !is_next_item()) {
    type_reference();
  }
}

/// In a tolerant reading: whether the next `name:` of a list stands here, where something else
/// should.
bool Grammar::is_next_item() const {
  if (!is_tolerant() || !at(TokenKind::name)) {
    return false;
  }
  const TokenKind next = next_kind();
  return next == TokenKind::colon ||
         (next == TokenKind::left_parenthesis && !is_on_line_of_previous());
}

}  // namespace troupe::graphql
