#include "analysis/languages/graphql/syntax/grammar.hpp"

namespace troupe::graphql {

/// Document : Definition+
void Grammar::parse_document() {
  const Open document = open_root(NodeKind::document);
  if (at_end()) {
    report_unexpected(position());
  }
  while (is_tolerant() ? !at_end_of_text() : !at_end()) {
    begin_definition();
    definition();
  }
  close_root(document);
}

void Grammar::parse_single_value(Constness constness) {
  const Open document = open_root(NodeKind::document);
  value(constness);
  leftovers();
  close_root(document);
}

void Grammar::parse_single_type() {
  const Open document = open_root(NodeKind::document);
  type_reference();
  leftovers();
  close_root(document);
}

/// What follows where the text should end.
void Grammar::leftovers() {
  if (!at_end()) {
    report_expected(TokenKind::end_of_file);
    skip_until([] { return false; });
  }
}

/// Definition : ExecutableDefinition | TypeSystemDefinition | TypeSystemExtension
void Grammar::definition() {
  if (at(TokenKind::left_brace)) {
    operation_definition(false);
    return;
  }
  if (at_string()) {
    described_definition();
    return;
  }
  const Keyword keyword = at(TokenKind::name) ? keyword_of(token_text(position())) : Keyword::none;
  if (keyword == Keyword::none) [[unlikely]] {
    unknown_definition();
    return;
  }
  definition_by_keyword(keyword, false);
}

/// A description and what it describes.
void Grammar::described_definition() {
  const std::uint32_t next = position_after(position());
  const TokenKind next_kind = kind_at(next);
  if (next_kind == TokenKind::left_brace) {
    report_after_looking(position(), next,
                         "Unexpected description, descriptions are not supported on shorthand "
                         "queries.");
    if (!at_end()) {
      operation_definition(true);
    }
    return;
  }
  if (next_kind != TokenKind::name) {
    report_unexpected(next);
    skip_to_definition();
    return;
  }
  const Keyword keyword = keyword_of(token_text(next));
  if (keyword != Keyword::none && keyword != Keyword::extend) {
    definition_by_keyword(keyword, true);
    return;
  }
  report_after_looking(position(), next,
                       "Unexpected description, only GraphQL definitions support descriptions.");
  if (keyword == Keyword::extend && !at_end()) {
    extension(true);
  } else {
    skip_to_definition();
  }
}

void Grammar::definition_by_keyword(Keyword keyword, bool is_described) {
  switch (keyword) {
    case Keyword::schema:
      return schema_definition(is_described);
    case Keyword::scalar:
      return type_definition(NodeKind::scalar_type_definition, is_described);
    case Keyword::type:
      return type_definition(NodeKind::object_type_definition, is_described);
    case Keyword::interface:
      return type_definition(NodeKind::interface_type_definition, is_described);
    case Keyword::union_type:
      return type_definition(NodeKind::union_type_definition, is_described);
    case Keyword::enumeration:
      return type_definition(NodeKind::enum_type_definition, is_described);
    case Keyword::input:
      return type_definition(NodeKind::input_object_type_definition, is_described);
    case Keyword::directive:
      return directive_definition(is_described);
    case Keyword::query:
    case Keyword::mutation:
    case Keyword::subscription:
      return operation_definition(is_described);
    case Keyword::fragment:
      return fragment_definition(is_described);
    case Keyword::extend:
      return extension(is_described);
    case Keyword::none:
      return;
  }
}

/// No definition begins like this; but a misspelt keyword is understood.
void Grammar::unknown_definition() {
  report_unexpected(position());
  const Keyword guess = guess_keyword_here();
  if (guess != Keyword::none) {
    definition_by_keyword(guess, false);
  } else {
    skip_to_definition();
  }
}

Keyword Grammar::guess_keyword_here() const {
  if (!is_tolerant() || !at(TokenKind::name)) {
    return Keyword::none;
  }
  const Keyword guess = guess_keyword(token_text(position()));
  const TokenKind next = next_kind();
  const bool is_plausible = guess == Keyword::directive ? next == TokenKind::at
                            : guess == Keyword::schema || guess == Keyword::query ||
                                    guess == Keyword::mutation || guess == Keyword::subscription
                                ? next == TokenKind::left_brace || next == TokenKind::name ||
                                      next == TokenKind::left_parenthesis
                                : next == TokenKind::name;
  return is_plausible ? guess : Keyword::none;
}

/// Skips at least one token, then everything up to a keyword, or to a description or an anonymous
/// query that begins its line.
void Grammar::skip_to_definition() {
  skip_until([this] {
    if (at(TokenKind::name)) {
      return keyword_of(token_text(position())) != Keyword::none;
    }
    return (at_string() || at(TokenKind::left_brace)) && !is_on_line_of_previous();
  });
}

bool Grammar::skip_to_brace() {
  constexpr int close_by = 8;
  if (!is_tolerant() || at_end() || at(TokenKind::left_brace)) {
    return at(TokenKind::left_brace);
  }
  const bool is_definition =
      at_string() || (at(TokenKind::name) && keyword_of(token_text(position())) != Keyword::none);
  if (is_definition || !is_on_line_of_previous()) {
    return false;
  }
  std::uint32_t token = position();
  for (int i = 0; i < close_by && kind_at(token) != TokenKind::end_of_file; ++i) {
    token = position_after(token);
    if (kind_at(token) == TokenKind::right_brace) {
      return false;
    }
    if (kind_at(token) == TokenKind::left_brace) {
      report_unexpected(position());
      skip_until([this] { return at(TokenKind::left_brace); });
      return at(TokenKind::left_brace);
    }
  }
  return false;
}

/// Name
void Grammar::name() {
  if (at(TokenKind::name)) [[likely]] {
    leaf(NodeKind::name);
  } else {
    report_expected(TokenKind::name);
  }
}

/// Description : StringValue. REQUIRES: at_string().
void Grammar::description() {
  leaf(NodeKind::description);
}

void Grammar::optional_description() {
  if (at_string()) {
    description();
  }
}

}  // namespace troupe::graphql
