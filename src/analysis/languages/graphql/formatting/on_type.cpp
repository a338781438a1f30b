// A line end is typed in the middle of things, so the new line's indentation is told from the
// tokens: one level for each bracket of the definition that is open there. What was typed before it
// is formatted only as far as it needs no other line.
#include "analysis/languages/graphql/formatting/on_type.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {
namespace {

bool opens(TokenKind kind) {
  return kind == TokenKind::left_brace || kind == TokenKind::left_parenthesis ||
         kind == TokenKind::left_bracket;
}

bool closes(TokenKind kind) {
  return kind == TokenKind::right_brace || kind == TokenKind::right_parenthesis ||
         kind == TokenKind::right_bracket;
}

base::TextOffset line_begin(std::string_view text, base::TextOffset offset) {
  const std::size_t end = text.substr(0, offset).find_last_of("\r\n");
  return end == std::string_view::npos ? 0 : static_cast<base::TextOffset>(end) + 1;
}

/// The token where the definition begins that `token` belongs to, or that stands before it.
std::uint32_t definition_of(const syntax::Tree& tree, std::uint32_t token) {
  std::uint32_t first = 0;
  for (const syntax::NodeRef definition : tree.root().children()) {
    if (definition.record().first_token > token) {
      break;
    }
    first = definition.record().first_token;
  }
  return first;
}

/// How many levels the line of `next` is indented, if a line end stands before that token.
std::uint32_t level_before(const syntax::Tree& tree, syntax::TokenIndex next) {
  std::uint32_t level = 0;
  TokenKind last = TokenKind::end_of_file;
  const auto kind_at = [&](std::uint32_t index) {
    return static_cast<TokenKind>(tree.tokens().kind(syntax::TokenIndex{index}));
  };
  const std::uint32_t before = next.value == 0 ? 0 : next.value - 1;
  for (std::uint32_t index = definition_of(tree, before); index < next.value; ++index) {
    last = kind_at(index);
    level += opens(last) ? 1 : 0;
    level -= closes(last) && level > 0 ? 1 : 0;
  }
  const bool is_in_union =
      level == 0 && (last == TokenKind::equals || last == TokenKind::pipe ||
                     (last == TokenKind::name && kind_at(next.value) == TokenKind::pipe));
  return level + (is_in_union ? 1 : 0);
}

/// What a line begins with at a level, or if nothing comes behind it.
std::string indentation_at(std::uint32_t level, bool is_last_line, const FormatStyle& style,
                           const HostPlace* host) {
  if (host != nullptr && is_last_line) {
    return host->closing_indentation;
  }
  std::string indentation = host == nullptr ? std::string() : host->indentation;
  return indentation.append(style.use_tabs ? level : std::size_t{level} * style.indent_width,
                            style.use_tabs ? '\t' : ' ');
}

std::optional<ide::TextEdit> indent_line(const syntax::Tree& tree, base::TextOffset begin,
                                         const FormatStyle& style, const HostPlace* host) {
  const std::string_view text = tree.text();
  const syntax::TokenIndex next = tree.tokens().first_ending_after(begin);
  if (tree.tokens().begin(next) < begin) {
    return std::nullopt;  // inside of a block string
  }
  const auto end =
      static_cast<base::TextOffset>(std::min(text.find_first_not_of(" \t", begin), text.size()));
  std::uint32_t level = level_before(tree, next);
  const bool is_closed_here =
      tree.tokens().begin(next) == end && closes(static_cast<TokenKind>(tree.tokens().kind(next)));
  level -= is_closed_here && level > 0 ? 1 : 0;
  std::string indentation = indentation_at(level, end == text.size() && level == 0, style, host);
  if (base::slice(text, {begin, end}) == indentation) {
    return std::nullopt;
  }
  return ide::TextEdit{{begin, end}, std::move(indentation)};
}

/// Without the parts of block strings that go on outside of the range: they are formatted as a
/// whole or not at all.
base::TextRange without_half_tokens(const syntax::Tree& tree, base::TextRange range) {
  const base::TextRange first = tree.tokens().range(tree.tokens().first_ending_after(range.begin));
  if (first.begin < range.begin) {
    range.begin = std::min(first.end, range.end);
  }
  const base::TextRange last = tree.tokens().range(tree.tokens().first_ending_after(range.end));
  if (last.begin < range.end) {
    range.end = std::max(last.begin, range.begin);
  }
  return range;
}

std::vector<ide::TextEdit> after_line_end(const syntax::Tree& tree, base::TextOffset offset,
                                          const FormatStyle& style, const Checkpoint& checkpoint,
                                          const HostPlace* host) {
  const std::string_view text = tree.text();
  const base::TextOffset begin = line_begin(text, offset);
  std::vector<ide::TextEdit> edits;
  if (begin == 0) {
    return edits;
  }
  const bool is_pair = begin > 1 && text[begin - 1] == '\n' && text[begin - 2] == '\r';
  const base::TextOffset left_end = begin - (is_pair ? 2 : 1);
  const base::TextOffset left_begin = line_begin(text, left_end);
  if (const base::TextRange left = without_half_tokens(tree, {left_begin, left_end});
      !left.empty()) {
    edits = format_tokens(tree, left, style, checkpoint, host);
    std::erase_if(edits, [&](const ide::TextEdit& edit) {
      return edit.range.begin < left.begin || edit.range.end > left.end;
    });
  }
  if (std::optional<ide::TextEdit> indented = indent_line(tree, begin, style, host)) {
    edits.push_back(std::move(*indented));
  }
  return edits;
}

std::vector<ide::TextEdit> after_brace(const syntax::Tree& tree, base::TextOffset offset,
                                       const FormatStyle& style, const Checkpoint& checkpoint,
                                       const HostPlace* host) {
  const auto token = tree.token_left_of(offset);
  if (!token || kind_of(*token) != TokenKind::right_brace || token->range().end != offset) {
    return {};
  }
  const syntax::NodeRef block = tree.node_of(token->index());
  const syntax::NodeRef owner = block.parent().value_or(block);
  return format_tokens(tree, {owner.range().begin, offset}, style, checkpoint, host);
}

}  // namespace

std::vector<ide::TextEdit> format_on_type(const syntax::Tree& tree, base::TextOffset offset,
                                          std::string_view typed, const FormatStyle& style,
                                          const Checkpoint& checkpoint, const HostPlace* host) {
  if (typed == "}") {
    return after_brace(tree, offset, style, checkpoint, host);
  }
  if (typed == "\n" || typed == "\r\n") {
    return after_line_end(tree, offset, style, checkpoint, host);
  }
  return {};
}

}  // namespace troupe::graphql
