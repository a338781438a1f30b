// Three questions in a row: Is there anything to complete (not in strings, comments, numbers)?
// Which word does it replace? And what do the tokens before that word expect (place_scanner.hpp)?
//
// The scanner starts at the definition around the cursor, as the tree has it. A definition that is
// still open swallows what follows it, so in texts with mistakes a definition's keyword at the very
// start of a line counts as a new beginning even inside brackets: nobody indents definitions, and
// hardly anybody writes selections without indentation.
#include "analysis/languages/graphql/features/completion_place.hpp"

#include <algorithm>
#include <ranges>

#include "analysis/languages/graphql/features/place_scanner.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {
namespace {

using syntax::TokenIndex;
using syntax::TokenRef;

TokenKind kind_at(const syntax::Tree& tree, TokenIndex index) {
  return static_cast<TokenKind>(tree.tokens().kind(index));
}

bool is_in_comment(const syntax::Tree& tree, base::TextRange gap, base::TextOffset offset) {
  for (const base::TextRange comment : CommentsIn(tree.text(), gap)) {
    if (comment.begin < offset && offset <= comment.end) {
      return true;
    }
  }
  return false;
}

/// The word at a cursor: which token it is, and where the tokens before it end.
struct Word {
  base::TextRange replaced;
  TokenIndex stop;  ///< the first token that is not before the word
  TokenIndex next;  ///< the first token behind the word
  bool is_empty = true;
  bool is_partial_spread = false;
};

/// `$name` and `@name` are replaced with their sign.
void include_sign(const syntax::Tree& tree, base::TextOffset offset, Word& word) {
  if (word.stop.value == 0) {
    return;
  }
  const TokenIndex sign{word.stop.value - 1};
  const TokenKind kind = kind_at(tree, sign);
  const base::TextRange range = tree.tokens().range(sign);
  const base::TextRange between{range.end, word.replaced.begin};
  const bool is_sign = kind == TokenKind::dollar || kind == TokenKind::at;
  if (!is_sign ||
      base::slice(tree.text(), between).find_first_not_of(" \t") != std::string_view::npos) {
    return;
  }
  word.replaced.begin = range.begin;
  if (word.is_empty && kind_at(tree, word.next) == TokenKind::name &&
      tree.tokens().begin(word.next) == offset) {
    word.replaced.end = tree.tokens().range(word.next).end;
    word.next.value += 1;
  }
}

/// Nothing where there is nothing to complete.
std::optional<Word> word_at(const syntax::Tree& tree, base::TextOffset offset) {
  const std::optional<TokenRef> left = tree.token_left_of(offset);
  Word word;
  word.replaced = {offset, offset};
  word.stop = word.next = TokenIndex{left ? left->index().value + 1 : 0};
  const bool is_touching = left && offset <= left->range().end;
  if (!is_touching) {
    if (is_in_comment(tree, tree.tokens().gap_before(word.next), offset)) {
      return std::nullopt;
    }
    return word;
  }
  switch (kind_of(*left)) {
    case TokenKind::name:
      word.replaced = left->range();
      word.stop = left->index();
      word.is_empty = false;
      return word;
    case TokenKind::int_number:
    case TokenKind::float_number:
    case TokenKind::string:
    case TokenKind::block_string:
      return std::nullopt;
    case TokenKind::error:
      if (left->text().find_first_not_of('.') != std::string_view::npos) {
        return std::nullopt;
      }
      [[fallthrough]];  // one dot is no token yet
    case TokenKind::spread:
      if (left->text() != "...") {
        word.replaced = left->range();
        word.stop = left->index();
        word.is_empty = false;
        word.is_partial_spread = true;
      } else if (offset < left->range().end) {
        return std::nullopt;
      }
      return word;
    default:
      return word;
  }
}

/// The first token of the definition that the token before `stop` belongs to.
TokenIndex definition_start(const syntax::Tree& tree, TokenIndex stop) {
  std::uint32_t at = stop.value;
  while (at > 0) {
    syntax::NodeRef node = tree.node_of(TokenIndex{at - 1});
    for (auto parent = node.parent(); parent && !parent->is_root(); parent = node.parent()) {
      node = *parent;
    }
    if (node.is_root() || !node.has_tokens()) {
      at -= 1;
    } else {
      at = node.first_token().index().value;
      if (kind_of(node) != NodeKind::error) {
        return TokenIndex{at};
      }
    }
  }
  return TokenIndex{0};
}

/// Whether a definition seems to begin at this token, whatever the tree says.
bool begins_definition(const syntax::Tree& tree, TokenIndex index) {
  const base::TextRange range = tree.tokens().range(index);
  const bool is_at_line_start = range.begin == 0 || tree.text()[range.begin - 1] == '\n' ||
                                tree.text()[range.begin - 1] == '\r';
  if (!is_at_line_start || kind_at(tree, index) != TokenKind::name) {
    return false;
  }
  const std::string_view word = base::slice(tree.text(), range);
  const DefinitionKind kind = definition_kind_of(word);
  if (kind == DefinitionKind::none && word != "extend") {
    return false;
  }
  switch (kind_at(tree, TokenIndex{index.value + 1})) {
    case TokenKind::name:
    case TokenKind::end_of_file:
      return true;
    case TokenKind::left_brace:
      return kind == DefinitionKind::operation || kind == DefinitionKind::schema;
    case TokenKind::left_parenthesis:
      return kind == DefinitionKind::operation;
    case TokenKind::at:
      return kind == DefinitionKind::operation || kind == DefinitionKind::schema ||
             kind == DefinitionKind::directive;
    default:
      return false;
  }
}

TokenIndex scan_start(const syntax::Tree& tree, TokenIndex stop) {
  const TokenIndex start = definition_start(tree, stop);
  if (tree.diagnostics().empty()) {
    return start;
  }
  for (std::uint32_t at = stop.value; at > start.value; --at) {
    if (begins_definition(tree, TokenIndex{at - 1})) {
      return TokenIndex{at - 1};
    }
  }
  return start;
}

bool is_named_list(PlaceKind kind) {
  return kind == PlaceKind::argument || kind == PlaceKind::object_field ||
         kind == PlaceKind::field_definition || kind == PlaceKind::root_operation;
}

/// Names before a colon (or, of fields, before their arguments) up to the end of the brackets
/// around the cursor.
void add_given_behind(const syntax::Tree& tree, CompletionPlace& place) {
  int depth = 0;
  for (auto token = tree.token(place.next_token); kind_of(token) != TokenKind::end_of_file;
       token = *token.next()) {
    const TokenKind following = kind_of(*token.next());
    switch (kind_of(token)) {
      case TokenKind::left_brace:
        if (depth == 0 && place.kind == PlaceKind::argument) {
          return;  // the closing parenthesis is missing
        }
        [[fallthrough]];
      case TokenKind::left_parenthesis:
      case TokenKind::left_bracket:
        depth += 1;
        break;
      case TokenKind::right_brace:
      case TokenKind::right_parenthesis:
      case TokenKind::right_bracket:
        if (depth == 0) {
          return;
        }
        depth -= 1;
        break;
      case TokenKind::colon:
        if (kind_of(*token.next()) == TokenKind::left_brace) {
          depth += 1;
          token = *token.next();
        }
        break;
      case TokenKind::name:
        if (depth == 0 &&
            (following == TokenKind::colon || (following == TokenKind::left_parenthesis &&
                                               place.kind == PlaceKind::field_definition))) {
          place.given.push_back(token.text());
        }
        break;
      default:
        break;
    }
  }
}

/// Names after `&` and `|` behind the cursor.
void add_joined_behind(const syntax::Tree& tree, CompletionPlace& place) {
  const TokenKind joint =
      place.kind == PlaceKind::interface ? TokenKind::ampersand : TokenKind::pipe;
  auto token = tree.token(place.next_token);
  while (kind_of(token) == joint && kind_of(*token.next()) == TokenKind::name) {
    token = *token.next();
    place.given.push_back(token.text());
    token = *token.next();
  }
}

/// Whether a token is a colon that belongs to the name before it: in `a: b, : c` the second belongs
/// to a name that is missing.
bool is_colon_of_name(const syntax::Tree& tree, TokenIndex index) {
  const base::TextRange gap = tree.tokens().gap_before(index);
  return kind_at(tree, index) == TokenKind::colon &&
         base::slice(tree.text(), gap).find_first_of(",#") == std::string_view::npos;
}

/// A name that a colon follows is an argument's or a field's, even where a value is missing before
/// it; and in selections it is an alias, which is for the user to invent.
void look_behind_word(const syntax::Tree& tree, const Word& word, CompletionPlace& place) {
  if (word.is_empty || !is_colon_of_name(tree, word.next)) {
    return;
  }
  if (place.kind == PlaceKind::selection) {
    place.kind = PlaceKind::nothing;
  }
  if (place.kind == PlaceKind::value && !place.path.empty()) {
    const PathStep::Kind last = place.path.back().kind;
    if (last == PathStep::Kind::argument || last == PathStep::Kind::object_field) {
      place.kind = last == PathStep::Kind::argument ? PlaceKind::argument : PlaceKind::object_field;
      place.path.pop_back();
    }
  }
}

/// Definitions begin on lines of their own.
bool is_first_on_line(const syntax::Tree& tree, const Word& word) {
  const base::TextOffset before =
      word.stop.value == 0 ? 0 : tree.tokens().range(TokenIndex{word.stop.value - 1}).end;
  return before == 0 ||
         base::slice(tree.text(), {std::min(before, word.replaced.begin), word.replaced.begin})
                 .find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace

CompletionPlace completion_place(const syntax::Tree& tree, base::TextOffset offset) {
  std::optional<Word> word = word_at(tree, offset);
  if (!word) {
    return {};
  }
  PlaceScanner scanner;
  for (std::uint32_t at = scan_start(tree, word->stop).value; at < word->stop.value; ++at) {
    const TokenIndex next{at + 1};
    scanner.read(tree.token(TokenIndex{at}),
                 next.value < word->stop.value && is_colon_of_name(tree, next));
  }
  CompletionPlace place = scanner.place();
  look_behind_word(tree, *word, place);
  if (word->is_partial_spread) {
    place.kind = place.kind == PlaceKind::selection ? PlaceKind::spread : PlaceKind::nothing;
    place.is_partial_spread = true;
  }
  include_sign(tree, offset, *word);
  place.replaced = word->replaced;
  place.next_token = word->next;
  place.may_begin_definition = place.may_begin_definition && is_first_on_line(tree, *word);
  if (is_named_list(place.kind)) {
    add_given_behind(tree, place);
  } else if (place.kind == PlaceKind::interface || place.kind == PlaceKind::union_member ||
             place.kind == PlaceKind::directive_location) {
    add_joined_behind(tree, place);
  }
  return place;
}

}  // namespace troupe::graphql
