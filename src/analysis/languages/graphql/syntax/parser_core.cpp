// The policy about mistakes, in a tolerant reading:
//
// - A production that misses something says so and goes on with what follows, if that can follow;
// it never
//   takes a token that it does not understand. Only lists and the document skip tokens.
// - Nothing is said twice about one place: after a complaint, and after tokens were skipped, the
// current
//   token is quiet until it has been taken.
// - What the lexer has complained about explains whatever is wrong there; a string without an end
//   explains the rest of its definition, for it may have swallowed any bracket.
// - A list whose closing bracket exists (as the outline pairs them) goes on to it and skips what it
// does
//   not know. A list without one ends as soon as something comes that belongs to a list around it.
#include "analysis/languages/graphql/syntax/parser_core.hpp"

#include <algorithm>
#include <utility>

#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "base/check.hpp"

namespace troupe::graphql {

namespace {

constexpr std::uint32_t nowhere = 0xFFFFFFFFU;

/// What the densest text has. Room that is not used is never touched.
constexpr std::size_t nodes_per_token = 2;

/// Complaints kept for one text; a text with more is no GraphQL at all.
constexpr std::size_t most_diagnostics = 1000;

bool is_opening(TokenKind kind) {
  return kind == TokenKind::left_parenthesis || kind == TokenKind::left_bracket ||
         kind == TokenKind::left_brace;
}

bool is_closing(TokenKind kind) {
  return kind == TokenKind::right_parenthesis || kind == TokenKind::right_bracket ||
         kind == TokenKind::right_brace;
}

/// Messages quote whole tokens, as the reference does, but not whole books.
constexpr std::size_t longest_quotation = 1000;

std::string shortened(std::string text) {
  if (text.size() > longest_quotation) {
    std::size_t end = longest_quotation;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text.resize(end);
    text += "...";
  }
  return text;
}

}  // namespace

ParserCore::ParserCore(std::string_view text, const Tokens& tokens, Reading reading,
                       const ParseOptions& options, syntax::TreeBuilder& builder)
    : text_(text),
      tokens_(tokens),
      records_(tokens.list.records().data()),
      last_token_(tokens.list.size() - 1),
      limit_(last_token_),
      reading_(reading),
      depth_limit_(options.depth_limit),
      has_fragment_arguments_(options.fragment_arguments),
      builder_(builder),
      quiet_position_(nowhere) {
  if (is_tolerant()) {
    outline_.emplace(text, tokens.list);
    for (const LexicalError& error : tokens.errors) {
      if (error.is_unterminated_string) {
        unterminated_strings_.push_back(error.token.value);
      }
    }
  } else if (!tokens.errors.empty()) {
    limit_ = std::min(limit_, tokens.errors.front().token.value);
  }
  builder_.clear();
  builder_.reserve(nodes_per_token * static_cast<std::size_t>(tokens.list.size()));
  settle();
}

const Outline& ParserCore::outline() {
  base::check(outline_.has_value(), "only a tolerant reading skips tokens");
  return *outline_;
}

void ParserCore::skip_error_tokens() {
  while (kind_ == TokenKind::error) {
    kind_ = kind_at(++position_);
  }
}

bool ParserCore::is_on_line_of_previous() const {
  if (consumed_end_ == 0) {
    return false;
  }
  const base::TextRange gap{tokens_.list.range({consumed_end_ - 1}).end,
                            tokens_.list.begin({position_})};
  return base::slice(text_, gap).find_first_of("\r\n") == std::string_view::npos;
}

void ParserCore::begin_definition() {
  if (is_tolerant()) {
    limit_ = outline().next_definition(position_ + 1);
    definition_start_ = position_;
    settle();
  }
}

std::string ParserCore::describe(std::uint32_t token) const {
  const auto kind = static_cast<TokenKind>(records_[token].kind());
  std::string description(spelling(kind));
  if (kind == TokenKind::name || kind == TokenKind::int_number || kind == TokenKind::float_number) {
    description.append(" \"").append(shortened(std::string(token_text(token)))).append("\"");
  } else if (kind == TokenKind::string || kind == TokenKind::block_string) {
    description.append(" \"").append(shortened(string_value(token_text(token)))).append("\"");
  }
  return description;
}

void ParserCore::report_expected(TokenKind kind) {
  report_expected_word(spelling(kind));
}

void ParserCore::report_expected_word(std::string_view word) {
  if (!is_quiet()) {
    std::string message("Expected ");
    message.append(word).append(", found ").append(describe(position_)).append(".");
    report(position_, std::move(message));
  }
}

void ParserCore::report_unexpected(std::uint32_t token) {
  if (!is_quiet()) {
    report(token, "Unexpected " + describe(token) + ".");
  }
}

void ParserCore::report(std::uint32_t token, std::string message) {
  report_after_looking(token, std::max(token, position_), std::move(message));
}

void ParserCore::report_after_looking(std::uint32_t token, std::uint32_t seen,
                                      std::string message) {
  if (is_quiet()) {
    return;
  }
  quiet_position_ = position_;
  if (!is_explained_by_lexer(seen) && diagnostics_.size() < most_diagnostics) {
    diagnostics_.push_back({.range = tokens_.list.range({token}),
                            .message = "Syntax Error: " + std::move(message),
                            .related = std::nullopt});
  }
  if (!is_tolerant()) {
    has_stopped_ = true;
    limit_ = 0;
    settle();
  }
}

void ParserCore::report_unclosed(std::uint32_t opener, TokenKind closer) {
  const std::size_t count = diagnostics_.size();
  report_expected(closer);
  if (diagnostics_.size() > count) {
    diagnostics_.back().related = syntax::RelatedPlace{.range = tokens_.list.range({opener}),
                                                       .message = "This bracket is never closed."};
  }
}

bool ParserCore::is_explained_by_lexer(std::uint32_t seen) const {
  const auto& errors = tokens_.errors;
  const auto first = std::ranges::lower_bound(
      errors, consumed_end_, {}, [](const LexicalError& error) { return error.token.value; });
  if (first != errors.end() && first->token.value <= seen) {
    return true;
  }
  const auto string = std::ranges::lower_bound(unterminated_strings_, definition_start_);
  return string != unterminated_strings_.end() && *string <= position_;
}

bool ParserCore::belongs_outside(std::uint32_t opener) const {
  if (!outline_ || outline_->is_paired(opener)) {
    return false;
  }
  if (is_closing(kind_)) {
    return outline_->is_paired(position_);
  }
  const auto list = static_cast<TokenKind>(records_[opener].kind());
  if (list == TokenKind::left_brace) {
    return at_definition();
  }
  return kind_ == TokenKind::left_brace || kind_ == TokenKind::at || kind_ == TokenKind::spread ||
         kind_ == TokenKind::colon || kind_ == TokenKind::equals;
}

void ParserCore::skip_token() {
  if (is_opening(kind_) && outline().is_paired(position_)) {
    position_ = outline().partner_of(position_);
  }
  advance();
}

void ParserCore::skip_group() {
  if (!outline_) {
    return;
  }
  const Open garbage = open(NodeKind::error);
  const bool is_paired = outline().is_paired(position_);
  skip_token();
  while (!is_paired && !at_end()) {
    skip_token();
  }
  close(garbage);
  quiet_position_ = position_;
}

void ParserCore::skip_too_deep() {
  if (!std::exchange(has_reported_depth_, true)) {
    report(position_, "Nesting is deeper than " + std::to_string(depth_limit_) + " levels.");
  }
  skip_group();
}

}  // namespace troupe::graphql
