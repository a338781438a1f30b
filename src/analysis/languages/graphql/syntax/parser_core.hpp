// What GraphQL's productions stand on: a cursor over the tokens, the tree under construction, and
// the policy about mistakes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/syntax/keywords.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "analysis/languages/graphql/syntax/outline.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/syntax/tree_builder.hpp"

namespace troupe::graphql {

/// A text is read strictly at first: the first mistake ends the reading, since all that is wanted
/// of it is what the reference implementation would say. Then it is read again, tolerantly.
enum class Reading : std::uint8_t { strict, tolerant };

/// Base of the grammar. In a strict reading everything after the first mistake looks like the end
/// of the text; in a tolerant one the beginning of the next definition does, so that no definition
/// can swallow another. Lives on the stack of one parse.
class ParserCore {
 public:
  /// The text, the tokens and the builder outlive the parser; what the builder holds is dropped.
  ParserCore(std::string_view text, const Tokens& tokens, Reading reading,
             const ParseOptions& options, syntax::TreeBuilder& builder);

  [[nodiscard]] const std::vector<syntax::SyntaxDiagnostic>& diagnostics() const {
    return diagnostics_;
  }

 protected:
  using Open = syntax::TreeBuilder::Open;
  using Closed = syntax::TreeBuilder::Closed;

  // The cursor.

  [[nodiscard]] bool at(TokenKind kind) const { return kind_ == kind; }
  /// The kind of the current token; end_of_file at the limit.
  [[nodiscard]] TokenKind kind() const { return kind_; }
  [[nodiscard]] std::uint32_t position() const { return position_; }
  [[nodiscard]] std::string_view token_text(std::uint32_t token) const {
    return base::slice(text_, tokens_.list.range(syntax::TokenIndex{token}));
  }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return at(TokenKind::name) && token_text(position_) == word;
  }
  [[nodiscard]] bool at_string() const {
    return at(TokenKind::string) || at(TokenKind::block_string);
  }
  [[nodiscard]] bool at_end() const { return kind_ == TokenKind::end_of_file; }
  /// Whether the cursor stands at the real end of the text, whatever the limit is.
  [[nodiscard]] bool at_end_of_text() const { return position_ >= last_token_; }
  /// The token after this one.
  [[nodiscard]] std::uint32_t position_after(std::uint32_t token) const {
    do {
      ++token;
    } while (kind_at(token) == TokenKind::error);
    return token;
  }
  [[nodiscard]] TokenKind kind_at(std::uint32_t token) const {
    return token < limit_ ? static_cast<TokenKind>(records_[token].kind()) : TokenKind::end_of_file;
  }
  [[nodiscard]] TokenKind next_kind() const { return kind_at(position_after(position_)); }
  [[nodiscard]] bool is_on_line_of_previous() const;

  void advance() {
    consumed_end_ = ++position_;
    settle();
  }
  bool accept(TokenKind kind) {
    if (!at(kind)) {
      return false;
    }
    advance();
    return true;
  }
  /// Takes the token, or says that it is missing and leaves the cursor where it is.
  bool expect(TokenKind kind) {
    if (accept(kind)) [[likely]] {
      return true;
    }
    report_expected(kind);
    return false;
  }
  /// In a tolerant reading: whether `type User` or the like stands here, which begins no field.
  [[nodiscard]] bool at_definition() const {
    return is_tolerant() && at(TokenKind::name) && next_kind() == TokenKind::name &&
           keyword_of(token_text(position_)) != Keyword::none;
  }
  /// Lets the text end before the definition that follows the one at the cursor (tolerant reading).
  void begin_definition();

  // The tree.

  Open open(NodeKind kind) { return builder_.open(static_cast<syntax::NodeKind>(kind), position_); }
  Closed close(Open node) { return builder_.close(node, consumed_end_); }
  /// A node of the current token alone.
  Closed leaf(NodeKind kind) {
    const Closed node =
        builder_.leaf(static_cast<syntax::NodeKind>(kind), position_, position_ + 1);
    advance();
    return node;
  }
  Open precede(Closed first, NodeKind kind) {
    return builder_.precede(first, static_cast<syntax::NodeKind>(kind));
  }
  void set_kind(Open node, NodeKind kind) {
    builder_.set_kind(node, static_cast<syntax::NodeKind>(kind));
  }
  /// The root covers every token, also those that the cursor passes over.
  Open open_root(NodeKind kind) { return builder_.open(static_cast<syntax::NodeKind>(kind), 0); }
  void close_root(Open root) { builder_.close(root, last_token_ + 1); }

  // Mistakes.

  [[nodiscard]] bool is_tolerant() const { return reading_ == Reading::tolerant; }
  /// ParseOptions::fragment_arguments.
  [[nodiscard]] bool has_fragment_arguments() const { return has_fragment_arguments_; }
  /// `Expected "{", found Name "x".` at the current token.
  void report_expected(TokenKind kind);
  void report_expected_word(std::string_view word);
  /// `Unexpected Name "x".` at `token`.
  void report_unexpected(std::uint32_t token);
  void report(std::uint32_t token, std::string message);
  /// The same for a complaint that comes of looking ahead, up to token `seen`.
  void report_after_looking(std::uint32_t token, std::uint32_t seen, std::string message);
  /// One bracket was never closed: says so if nothing else was said here.
  void report_unclosed(std::uint32_t opener, TokenKind closer);
  /// Puts tokens into an error node until `stop()` holds or the end comes; whole pairs of brackets
  /// go at once. No further complaint is made about the token where it ends.
  template <typename Stop>
  void skip_until(Stop stop);
  /// Puts a group in brackets into an error node. REQUIRES: the current token opens a bracket.
  void skip_group();

  /// A list in brackets, the opening one being the current token. `starts()` says whether an item
  /// begins here, `item()` parses it and takes at least one token, `complain()` says what is wrong
  /// when there is none.
  template <typename Starts, typename Item, typename Complain>
  Closed bracketed(NodeKind kind, TokenKind closer, bool may_be_empty, Starts starts, Item item,
                   Complain complain);

  /// Goes one level down for as long as it lives. `is_too_deep` once the limit is passed: the
  /// production then skips its group instead.
  class Level {
   public:
    explicit Level(ParserCore& parser) : parser_(parser) { ++parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.depth_; }
    [[nodiscard]] bool is_too_deep() const { return parser_.depth_ > parser_.depth_limit_; }

   private:
    ParserCore& parser_;
  };
  void skip_too_deep();

 private:
  void settle() {
    kind_ = kind_at(position_);
    if (kind_ == TokenKind::error) [[unlikely]] {
      skip_error_tokens();
    }
  }
  void skip_error_tokens();
  void skip_token();
  [[nodiscard]] std::string describe(std::uint32_t token) const;
  [[nodiscard]] bool is_quiet() const { return position_ == quiet_position_ || has_stopped_; }
  /// Whether the lexer has found a mistake between what was taken and `seen`.
  [[nodiscard]] bool is_explained_by_lexer(std::uint32_t seen) const;
  [[nodiscard]] bool belongs_outside(std::uint32_t opener) const;
  [[nodiscard]] const Outline& outline();

  std::string_view text_;
  const Tokens& tokens_;
  const syntax::Token* records_;  ///< tokens_.list.records()
  std::uint32_t last_token_;      ///< end of file
  std::uint32_t limit_;           ///< tokens from here on look like the end of file
  std::uint32_t position_ = 0;
  std::uint32_t consumed_end_ = 0;  ///< after the last token that was taken
  TokenKind kind_ = TokenKind::end_of_file;
  Reading reading_;
  std::uint32_t depth_ = 0;
  std::uint32_t depth_limit_;
  bool has_fragment_arguments_;
  bool has_reported_depth_ = false;
  bool has_stopped_ = false;  ///< a strict reading that has met a mistake

  syntax::TreeBuilder& builder_;
  std::vector<syntax::SyntaxDiagnostic> diagnostics_;
  std::optional<Outline> outline_;      ///< made when the tolerant reading starts
  std::uint32_t quiet_position_;        ///< no complaint about this token: one was made already
  std::uint32_t definition_start_ = 0;  ///< first token of the definition being parsed
  std::vector<std::uint32_t> unterminated_strings_;  ///< tokens, in order
};

template <typename Stop>
void ParserCore::skip_until(Stop stop) {
  if (at_end()) {
    return;
  }
  const Open garbage = open(NodeKind::error);
  do {
    skip_token();
  } while (!at_end() && !stop());
  close(garbage);
  quiet_position_ = position_;
}

template <typename Starts, typename Item, typename Complain>
ParserCore::Closed ParserCore::bracketed(NodeKind kind, TokenKind closer, bool may_be_empty,
                                         Starts starts, Item item, Complain complain) {
  const Open list = open(kind);
  const std::uint32_t opener = position_;
  advance();
  while (true) {
    if (starts()) [[likely]] {
      item();
      may_be_empty = true;
      continue;
    }
    if (at(closer)) {
      if (!may_be_empty) {
        complain();
      }
      advance();
      break;
    }
    if (at_end()) {
      if (is_tolerant()) {
        report_unclosed(opener, closer);
      } else {
        complain();
      }
      break;
    }
    complain();
    if (belongs_outside(opener)) {
      break;
    }
    skip_until([&] { return starts() || at(closer) || belongs_outside(opener); });
  }
  return close(list);
}

}  // namespace troupe::graphql
