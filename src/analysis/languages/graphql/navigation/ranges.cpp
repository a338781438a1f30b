#include "analysis/languages/graphql/navigation/ranges.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/languages/graphql/navigation/search.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {
namespace {

/// Collects ranges from the inside out, keeping those that grow.
class Growing {
 public:
  explicit Growing(base::TextOffset offset) : offset_(offset) {}

  void add(base::TextRange range) {
    const bool grows =
        ranges_.empty() || (range != ranges_.back() && range.contains(ranges_.back()));
    if (grows && !range.empty() && range.touches(offset_)) {
      ranges_.push_back(range);
    }
  }
  std::vector<base::TextRange> take() { return std::move(ranges_); }

 private:
  base::TextOffset offset_;
  std::vector<base::TextRange> ranges_;
};

bool is_string(TokenKind kind) {
  return kind == TokenKind::string || kind == TokenKind::block_string;
}

/// The token that the cursor is in, or at the end of.
std::optional<syntax::TokenRef> token_touching(const syntax::Tree& tree, base::TextOffset offset) {
  const auto at = tree.token_at(offset);
  if (at && (kind_of(*at) == TokenKind::name || at->range().begin < offset)) {
    return at;
  }
  const auto left = tree.token_left_of(offset);
  return left && left->range().end == offset ? left : at;
}

/// The word around the offset in a description or comment.
base::TextRange word_around(std::string_view text, base::TextRange within,
                            base::TextOffset offset) {
  constexpr std::string_view between = " \t\r\n\"#";
  base::TextRange word = {offset, offset};
  while (word.begin > within.begin && !between.contains(text[word.begin - 1])) {
    --word.begin;
  }
  while (word.end < within.end && !between.contains(text[word.end])) {
    ++word.end;
  }
  return word;
}

void add_string(const syntax::Tree& tree, syntax::TokenRef token, base::TextOffset offset,
                Growing& ranges) {
  const std::string_view text = token.text();
  const std::size_t quotes = kind_of(token) == TokenKind::block_string ? 3 : 1;
  const base::TextRange whole = token.range();
  ranges.add(word_around(tree.text(), whole, offset));
  if (text.size() >= 2 * quotes && text.ends_with('"')) {
    const auto width = static_cast<base::TextOffset>(quotes);
    ranges.add({whole.begin + width, whole.end - width});
  }
  ranges.add(whole);
}

bool is_opening(TokenKind kind) {
  return kind == TokenKind::left_brace || kind == TokenKind::left_bracket ||
         kind == TokenKind::left_parenthesis;
}
bool is_closing(TokenKind kind) {
  return kind == TokenKind::right_brace || kind == TokenKind::right_bracket ||
         kind == TokenKind::right_parenthesis;
}

/// What stands between the brackets of a list, without the blanks around it.
void add_inside_of_brackets(syntax::NodeRef node, Growing& ranges) {
  if (!node.has_tokens() || !is_opening(kind_of(node.first_token())) ||
      !is_closing(kind_of(node.last_token()))) {
    return;
  }
  const auto first = node.first_token().next();
  const auto last = node.last_token().previous();
  if (first && last && first->range().begin < last->range().end) {
    ranges.add({first->range().begin, last->range().end});
  }
}

void add_comment(const syntax::Tree& tree, base::TextOffset offset, Growing& ranges) {
  const auto next = tree.tokens().first_ending_after(offset);
  for (const base::TextRange comment : CommentsIn(tree.text(), tree.tokens().gap_before(next))) {
    if (comment.touches(offset)) {
      ranges.add(word_around(tree.text(), comment, offset));
      ranges.add(comment);
    }
  }
}

}  // namespace

std::vector<base::TextRange> selection_ranges_at(const syntax::Tree& tree, base::TextOffset offset,
                                                 bool is_whole_file) {
  Growing ranges(offset);
  add_comment(tree, offset, ranges);
  base::TextRange start = {offset, offset};
  if (const auto token = token_touching(tree, offset)) {
    start = token->range();
    if (is_string(kind_of(*token))) {
      add_string(tree, *token, offset, ranges);
    }
    ranges.add(start);
  }
  for (std::optional<syntax::NodeRef> node = tree.innermost_node(start); node;
       node = node->parent()) {
    add_inside_of_brackets(*node, ranges);
    ranges.add(node->range());
  }
  if (is_whole_file) {
    ranges.add({0, static_cast<base::TextOffset>(tree.text().size())});
  }
  return ranges.take();
}

std::vector<base::TextRange> linked_editing_ranges_at(const Schema& schema, ide::FileId file,
                                                      const syntax::Tree& tree,
                                                      base::TextOffset offset) {
  std::vector<base::TextRange> ranges;
  const auto subject = subject_at(schema, file, tree, offset);
  const bool is_linked = subject && subject->is_definition && subject->name.touches(offset) &&
                         (subject->entity.kind == Entity::Kind::variable ||
                          subject->entity.kind == Entity::Kind::fragment);
  if (!is_linked) {
    return ranges;
  }
  for (const FoundName& found : search(schema, *subject, Kinship::relatives)) {
    if (found.file != file) {
      return {};
    }
    ranges.push_back(found.name);
  }
  return ranges;
}

}  // namespace troupe::graphql
