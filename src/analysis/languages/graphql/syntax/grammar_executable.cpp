// Operations, fragments, selections, and directives, which both halves of the language share.
#include "analysis/languages/graphql/syntax/grammar.hpp"

namespace troupe::graphql {

/// OperationDefinition : SelectionSet
///   | Description? OperationType Name? VariablesDefinition? Directives? SelectionSet
void Grammar::operation_definition(bool is_described) {
  const Open operation = open(NodeKind::operation_definition);
  if (is_described) {
    description();
  }
  if (!at(TokenKind::left_brace)) {
    advance();
    if (at(TokenKind::name)) {
      name();
    }
    variable_definitions();
    directives(Constness::variable);
  }
  selection_set();
  close(operation);
}

/// VariablesDefinition : ( VariableDefinition+ )
void Grammar::variable_definitions() {
  if (at(TokenKind::left_parenthesis)) {
    bracketed(
        NodeKind::variable_definitions, TokenKind::right_parenthesis, false,
        [this] {
          return at(TokenKind::dollar) || at_string() ||
                 (is_tolerant() && at(TokenKind::name) && next_kind() == TokenKind::colon);
        },
        [this] { variable_definition(); }, [this] { report_expected(TokenKind::dollar); });
  }
}

/// VariableDefinition : Description? Variable : Type DefaultValue? Directives[Const]?
void Grammar::variable_definition() {
  const Open definition = open(NodeKind::variable_definition);
  optional_description();
  variable();
  type_after_colon();
  default_value();
  directives(Constness::constant);
  close(definition);
}

/// Variable : $ Name
void Grammar::variable() {
  if (!at(TokenKind::dollar)) {
    report_expected(TokenKind::dollar);
    if (!is_tolerant() || !at(TokenKind::name)) {
      return;
    }
    const Open variable = open(NodeKind::variable);
    name();
    close(variable);
    return;
  }
  const Open variable = open(NodeKind::variable);
  advance();
  name();
  close(variable);
}

/// DefaultValue : = Value[Const]
void Grammar::default_value() {
  if (at(TokenKind::equals)) {
    const Open value_node = open(NodeKind::default_value);
    advance();
    const std::uint32_t next = position_after(position());
    if (is_tolerant() && at(TokenKind::dollar) &&
        kind_at(position_after(next)) == TokenKind::colon) {
      report_variable();  // the next variable definition; this one's value is missing
    } else {
      value(Constness::constant);
    }
    close(value_node);
  }
}

/// SelectionSet : { Selection* }   (the specification asks for one selection, the reference for
/// none)
void Grammar::selection_set() {
  const Level level(*this);
  if (!at(TokenKind::left_brace)) {
    report_expected(TokenKind::left_brace);
    if (!skip_to_brace()) {
      return;
    }
  }
  if (level.is_too_deep()) {
    skip_too_deep();
    return;
  }
  bracketed(
      NodeKind::selection_set, TokenKind::right_brace, true,
      [this] { return at(TokenKind::name) || at(TokenKind::spread); }, [this] { selection(); },
      [this] { report_expected(TokenKind::name); });
}

/// Selection : Field | FragmentSpread | InlineFragment
void Grammar::selection() {
  if (at(TokenKind::spread)) {
    fragment_or_spread();
  } else {
    field();
  }
}

/// Field : Alias? Name Arguments? Directives? SelectionSet?
/// Alias : Name :
void Grammar::field() {
  const Open field = open(NodeKind::field);
  if (next_kind() == TokenKind::colon) {
    const Open alias = open(NodeKind::alias);
    name();
    advance();
    close(alias);
    if (is_next_item()) {
      report_expected(TokenKind::name);
      close(field);
      return;
    }
  }
  name();
  optional_arguments(Constness::variable);
  directives(Constness::variable);
  if (at(TokenKind::left_brace)) {
    selection_set();
  }
  close(field);
}

/// Arguments[Const] : ( Argument[?Const]+ )
void Grammar::optional_arguments(Constness constness) {
  if (at(TokenKind::left_parenthesis)) {
    bracketed(
        NodeKind::arguments, TokenKind::right_parenthesis, false,
        [this] { return at(TokenKind::name); }, [this, constness] { argument(constness); },
        [this] { report_expected(TokenKind::name); });
  }
}

/// Argument[Const] : Name : Value[?Const]
void Grammar::argument(Constness constness) {
  const Open argument = open(NodeKind::argument);
  name();
  value_after_colon(constness);
  close(argument);
}

/// FragmentSpread : ... FragmentName Arguments? Directives?   (arguments where the options say so)
/// InlineFragment : ... TypeCondition? Directives? SelectionSet
void Grammar::fragment_or_spread() {
  const Open fragment = open(NodeKind::inline_fragment);
  advance();
  if (at(TokenKind::name) && !at_word("on")) {
    set_kind(fragment, NodeKind::fragment_spread);
    name();
    if (at(TokenKind::left_parenthesis) && (has_fragment_arguments() || is_tolerant())) {
      if (!has_fragment_arguments()) {
        report_expected(TokenKind::name);
      }
      optional_arguments(Constness::variable);
    }
    directives(Constness::variable);
    close(fragment);
    return;
  }
  if (at(TokenKind::name)) {
    type_condition();
  }
  directives(Constness::variable);
  selection_set();
  close(fragment);
}

/// FragmentDefinition : Description? fragment FragmentName VariablesDefinition? TypeCondition
///   Directives? SelectionSet   (variables where the options say so)
void Grammar::fragment_definition(bool is_described) {
  const Open fragment = open(NodeKind::fragment_definition);
  if (is_described) {
    description();
  }
  advance();
  fragment_name();
  if (at(TokenKind::left_parenthesis) && (has_fragment_arguments() || is_tolerant())) {
    if (!has_fragment_arguments()) {
      report_expected_word("\"on\"");
    }
    variable_definitions();
  }
  type_condition();
  directives(Constness::variable);
  selection_set();
  close(fragment);
}

/// FragmentName : Name but not `on`
void Grammar::fragment_name() {
  if (at_word("on")) {
    report_unexpected(position());
    // `fragment on User` lacks its name; `fragment on on User` has a bad one.
    if (next_kind() != TokenKind::name || token_text(position_after(position())) != "on") {
      return;
    }
  }
  name();
}

/// TypeCondition : on NamedType
void Grammar::type_condition() {
  if (!at_word("on")) {
    report_expected_word("\"on\"");
    if (!is_tolerant() || !at(TokenKind::name)) {
      return;
    }
    const Open condition = open(NodeKind::type_condition);
    named_type();
    close(condition);
    return;
  }
  const Open condition = open(NodeKind::type_condition);
  advance();
  named_type();
  close(condition);
}

/// Directives[Const] : Directive[?Const]+
void Grammar::directives(Constness constness) {
  while (at(TokenKind::at)) {
    directive(constness);
  }
}

/// Directive[Const] : @ Name Arguments[?Const]?
void Grammar::directive(Constness constness) {
  const Open directive = open(NodeKind::directive);
  advance();
  name();
  optional_arguments(constness);
  close(directive);
}

}  // namespace troupe::graphql
