// Each literal becomes a text of its own (embedded/literal_text.hpp), is formatted as such, and its
// edits go the way back. An edit that has none (it would delete an escape, say, that stands for
// white space) is a reason to leave the whole literal: half of a layout is none.
#include "analysis/languages/graphql/formatting/format_host.hpp"

#include <algorithm>
#include <string>

#include "analysis/languages/graphql/embedded/literal_text.hpp"
#include "analysis/languages/graphql/embedded/region.hpp"
#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/formatting/layout.hpp"
#include "analysis/languages/graphql/formatting/on_type.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {
namespace {

/// A host, read from front to back: a line may have any number of literals.
class Host {
 public:
  Host(std::string_view text, HostKind kind) : text_(text), kind_(kind) {
    const std::size_t end = text.find('\n');
    if (end != std::string_view::npos && end > 0 && text[end - 1] == '\r') {
      line_end_ = "\r\n";
    }
  }

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] HostKind kind() const { return kind_; }
  [[nodiscard]] const std::string& line_end() const { return line_end_; }
  /// What stands before an offset on its line. REQUIRES: no offset is less than the one before.
  std::string_view line_before(base::TextOffset offset) {
    const std::size_t end = base::slice(text_, {passed_, offset}).find_last_of("\r\n");
    if (end != std::string_view::npos) {
      line_begin_ = passed_ + static_cast<base::TextOffset>(end) + 1;
    }
    passed_ = offset;
    return base::slice(text_, {line_begin_, offset});
  }

 private:
  std::string_view text_;
  HostKind kind_;
  std::string line_end_ = "\n";
  base::TextOffset passed_ = 0;
  base::TextOffset line_begin_ = 0;
};

bool has_line_end(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

std::uint32_t columns_of(std::string_view line, std::uint32_t tab_width) {
  const auto tabs = static_cast<std::uint32_t>(std::ranges::count(line, '\t'));
  return display_width(line) + tabs * (tab_width - 1);
}

/// Whether a text can stand on one line at all.
bool fits_without_line_ends(const syntax::Tree& tree) {
  for (std::uint32_t index = 0; index < tree.tokens().size(); ++index) {
    const syntax::TokenRef token = tree.token(syntax::TokenIndex{index});
    const std::string_view gap = base::slice(tree.text(), token.gap_before());
    if (kind_of(token) == TokenKind::block_string || gap.find('#') != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

/// One literal, as it is to be formatted.
class LiteralFormatter {
 public:
  /// All outlive this object.
  LiteralFormatter(const Piece& piece, Host& host, const FormatStyle& style,
                   const Checkpoint& checkpoint, const ParseOptions& options)
      : content_(piece.content),
        line_(host.line_before(piece.content.begin)),
        style_(style),
        checkpoint_(checkpoint),
        literal_(piece, host.text()),
        tree_(parse(base::SourceText(literal_.text()), options)) {
    find_quotes(host);
    for (const Gap& gap : literal_.gaps()) {
      (gap.is_placeholder ? place_.holes : place_.islands).push_back(gap.range);
    }
  }

  std::vector<ide::TextEdit> format(std::optional<base::TextRange> range) {
    if (!is_sound()) {
      return {};
    }
    if (place_.on_one_line) {
      if (fits_without_line_ends(tree_)) {
        const auto edits = format_embedded(tree_, style_, place_, {}, checkpoint_);
        if (!may_have_lines_ || fits(apply_edits(tree_.text(), edits))) {
          return in_host(edits);
        }
      } else if (!may_have_lines_) {
        return {};
      }
      place_.on_one_line = false;
      range.reset();  // It has but one line.
    }
    return in_host(format_embedded(tree_, style_, place_, in_literal(range), checkpoint_));
  }

  std::vector<ide::TextEdit> format_on_type(base::TextOffset offset, std::string_view typed) {
    const auto own = literal_.offset_of(offset);
    if (!own || (place_.on_one_line && !fits_without_line_ends(tree_))) {
      return {};
    }
    return in_host(graphql::format_on_type(tree_, *own, typed, style_, checkpoint_, &place_));
  }

 private:
  /// Whether all of it is understood: no mistake, and nothing between the words of a definition
  /// that may be part of it.
  [[nodiscard]] bool is_sound() const {
    const auto is_blank = [this](base::TextRange hole) {
      return base::slice(tree_.text(), hole).find_first_not_of(' ') == std::string_view::npos;
    };
    const bool is_empty = tree_.tokens().size() == 1;  // nothing is missing in it
    if (!is_empty && !tree_.diagnostics().empty()) {
      return false;
    }
    for (const syntax::NodeRef definition : tree_.root().children()) {
      if (!ranges_in(place_.islands, definition.range()).empty()) {
        return false;
      }
    }
    return std::ranges::none_of(place_.holes, is_blank);
  }

  /// What the quotes and the line on which they open say about the literal.
  void find_quotes(const Host& host) {
    const bool is_python = host.kind() == HostKind::python;
    const bool is_triple = is_python && (line_.ends_with(R"(""")") || line_.ends_with("'''"));
    quotes_ = is_triple ? 3 : 1;
    may_have_lines_ = is_triple || line_.ends_with('`');
    place_.on_one_line = !may_have_lines_ || !has_line_end(base::slice(host.text(), content_));
    place_.line_end = host.line_end();
    const std::size_t code = std::min(line_.find_first_not_of(" \t"), line_.size());
    place_.closing_indentation = line_.substr(0, code);
    place_.indentation = place_.closing_indentation;
    const std::string_view prefix = line_.substr(code, line_.size() - code - quotes_);
    if (!is_python || prefix.find_first_not_of("rRfFuUbBtT") != std::string_view::npos) {
      place_.indentation.append(style_.use_tabs ? 1 : style_.indent_width,
                                style_.use_tabs ? '\t' : ' ');
    }
  }

  /// Whether a text on one line is no wider than the style wants, quotes included.
  [[nodiscard]] bool fits(std::string_view text) const {
    constexpr std::size_t most_bytes_of_column = 16;  // marks may be put on a character
    const std::size_t most = most_bytes_of_column * style_.line_width;
    return line_.size() < most && text.size() < most &&
           columns_of(line_, style_.indent_width) + display_width(text) + quotes_ <=
               style_.line_width;
  }

  /// A range of the host within the literal; nothing for the whole of it.
  [[nodiscard]] std::optional<base::TextRange> in_literal(
      std::optional<base::TextRange> range) const {
    if (!range || range->contains(content_)) {
      return std::nullopt;
    }
    return base::TextRange{offset_near(std::max(range->begin, content_.begin)),
                           offset_near(std::min(range->end, content_.end))};
  }

  /// The place in the literal at or before one of the host. REQUIRES: it is within the literal.
  [[nodiscard]] base::TextOffset offset_near(base::TextOffset offset) const {
    while (true) {
      if (const auto own = literal_.offset_of(offset)) {
        return *own;
      }
      --offset;
    }
  }

  /// Edits of the literal as edits of the host; none if one of them cannot be made.
  [[nodiscard]] std::vector<ide::TextEdit> in_host(std::vector<ide::TextEdit> edits) const {
    for (ide::TextEdit& edit : edits) {
      const auto range = literal_.host_range(edit.range);
      if (!range) {
        return {};
      }
      edit.range = *range;
    }
    return edits;
  }

  base::TextRange content_;
  std::string_view line_;  ///< what stands before the content on its line, the quotes included
  const FormatStyle& style_;
  const Checkpoint& checkpoint_;
  LiteralText literal_;
  syntax::Tree tree_;
  HostPlace place_;
  std::uint32_t quotes_ = 1;
  bool may_have_lines_ = false;
};

}  // namespace

std::vector<ide::TextEdit> format_host(std::string_view host, HostKind kind,
                                       std::optional<base::TextRange> range,
                                       const FormatStyle& style, const Checkpoint& checkpoint,
                                       const ParseOptions& options) {
  std::vector<ide::TextEdit> edits;
  Host read(host, kind);
  for (const Literal& literal : find_literals(host, kind)) {
    const base::TextRange content = literal.pieces.front().content;
    const bool is_wanted = !range || (content.begin < range->end && range->begin < content.end);
    if (literal.pieces.size() != 1 || !is_wanted) {
      continue;
    }
    if (checkpoint) {
      checkpoint();
    }
    const Piece& piece = literal.pieces.front();
    std::ranges::move(LiteralFormatter(piece, read, style, checkpoint, options).format(range),
                      std::back_inserter(edits));
  }
  return edits;
}

std::vector<ide::TextEdit> format_host_on_type(std::string_view host, HostKind kind,
                                               base::TextOffset offset, std::string_view typed,
                                               const FormatStyle& style,
                                               const Checkpoint& checkpoint,
                                               const ParseOptions& options) {
  for (const Literal& literal : find_literals(host, kind)) {
    if (literal.pieces.size() == 1 && literal.pieces.front().content.touches(offset)) {
      Host read(host, kind);
      return LiteralFormatter(literal.pieces.front(), read, style, checkpoint, options)
          .format_on_type(offset, typed);
    }
  }
  return {};
}

}  // namespace troupe::graphql
