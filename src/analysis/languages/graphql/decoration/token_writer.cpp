#include "analysis/languages/graphql/decoration/token_writer.hpp"

#include <algorithm>
#include <utility>

#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {

using Type = ide::SemanticTokenType;

TokenWriter::TokenWriter(const syntax::Tree& tree, base::TextRange range)
    : tree_(tree), range_(range) {
  const syntax::TokenList& tokens = tree.tokens();
  // One more at the end: a name's `$` or `@` may be all of it that touches the range.
  const std::uint32_t before = tokens.first_ending_after(range.begin).value;
  first_ = before == 0 ? 0 : before - 1;
  end_ = std::min(tokens.first_ending_after(range.end).value + 2, tokens.size());
  entries_.resize(end_ - first_);
}

bool TokenWriter::is_wanted(syntax::NodeRef node) const {
  return node.record().first_token < end_ && first_ < node.record().token_end;
}

void TokenWriter::set(syntax::TokenIndex index, Type type, unsigned modifiers) {
  if (first_ <= index.value && index.value < end_) {
    entries_[index.value - first_] = {true, type, static_cast<std::uint8_t>(modifiers)};
  }
}

void TokenWriter::set(syntax::NodeRef node, Type type, unsigned modifiers) {
  if (node.has_tokens()) {
    set(node.first_token().index(), type, modifiers);
  }
}

std::vector<ide::SemanticToken> TokenWriter::take() {
  for (std::uint32_t index = first_; index < end_; ++index) {
    add_comments(tree_.tokens().gap_before(syntax::TokenIndex{index}));
    add_token(index);
  }
  return std::move(tokens_);
}

void TokenWriter::add(base::TextRange range, Type type, unsigned modifiers) {
  if (!range.empty() && range.begin <= range_.end && range_.begin <= range.end) {
    tokens_.push_back({range, type, static_cast<std::uint8_t>(modifiers)});
  }
}

void TokenWriter::add_comments(base::TextRange gap) {
  if (gap.length() < 2) {
    return;
  }
  for (const base::TextRange comment : CommentsIn(tree_.text(), gap)) {
    add(comment, Type::comment, 0);
  }
}

void TokenWriter::add_token(std::uint32_t index) {
  const syntax::TokenIndex token{index};
  base::TextRange range = tree_.tokens().range(token);
  const Entry entry = entries_[index - first_];
  const auto kind = static_cast<TokenKind>(tree_.tokens().kind(token));
  switch (kind) {
    case TokenKind::name:
      if (entry.is_set && index > 0) {
        const auto sign =
            static_cast<TokenKind>(tree_.tokens().kind(syntax::TokenIndex{index - 1}));
        const bool touches = tree_.tokens().gap_before(token).empty();
        if (touches && (sign == TokenKind::dollar || sign == TokenKind::at)) {
          --range.begin;
        }
      }
      return add(range, entry.type, entry.modifiers);
    case TokenKind::int_number:
    case TokenKind::float_number:
      return add(range, Type::number, 0);
    case TokenKind::string:
    case TokenKind::block_string:
      return add(range, Type::string, entry.modifiers);
    case TokenKind::bang:
    case TokenKind::ampersand:
    case TokenKind::spread:
    case TokenKind::equals:
    case TokenKind::pipe:
      return add(range, Type::operator_, 0);
    default:
      return;
  }
}

}  // namespace troupe::graphql
