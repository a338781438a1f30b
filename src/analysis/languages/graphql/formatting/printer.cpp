// A group is flat if it fits into the rest of the line together with what follows it up to the next
// place where a line may end, which the layout has measured. Groups inside of a flat one are flat.
//
// A gap with comments always ends lines. A comment behind a token on its line stays there; each of
// the others gets a line of its own. They keep their order and the gap that they stand in, so none
// changes its owner, and a blank line between two of them stays (as one).
#include "analysis/languages/graphql/formatting/printer.hpp"

#include <limits>

#include "analysis/languages/graphql/formatting/block_string.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {
namespace {

/// The level of what stands behind the text.
constexpr std::uint32_t end_of_text = std::numeric_limits<std::uint32_t>::max();

std::string_view line_end_of(std::string_view text, const HostPlace* host) {
  const std::size_t first = text.find_first_of("\r\n");
  if (first == std::string_view::npos && host != nullptr) {
    return host->line_end;
  }
  return first != std::string_view::npos && text.substr(first).starts_with("\r\n") ? "\r\n" : "\n";
}

bool has_line_end(std::string_view gap) {
  return gap.find_first_of("\r\n") != std::string_view::npos;
}

std::string_view without_space_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::uint32_t columns_of(std::string_view indentation, std::uint32_t tab_width) {
  std::uint32_t columns = 0;
  for (const char byte : indentation) {
    columns += byte == '\t' ? tab_width : 1;
  }
  return columns;
}

}  // namespace

Printer::Printer(const syntax::Tree& tree, const FormatStyle& style, const HostPlace* host,
                 std::optional<base::TextRange> wanted, EditWriter& writer)
    : tree_(tree),
      style_(style),
      host_(host),
      wanted_(wanted),
      writer_(writer),
      line_end_(line_end_of(tree.text(), host)) {
  if (host_ != nullptr) {
    base_width_ = columns_of(host_->indentation, style_.indent_width);
  }
}

void Printer::want(base::TextRange range) {
  if (wanted_) {
    const bool overlaps = range.begin < wanted_->end && wanted_->begin < range.end;
    writer_.switch_on(overlaps || (range.empty() && wanted_->touches(range.begin)));
  }
}

void Printer::write(std::string_view text) {
  writer_.write(text);
  column_ += static_cast<std::uint32_t>(text.size());
}

void Printer::write_blank_line() {
  writer_.write(line_end_);
}

void Printer::line_end(std::uint32_t level) {
  if (level == end_of_text) {
    writer_.write(line_end_);
    if (host_ != nullptr) {
      writer_.write(host_->closing_indentation);
    }
    return;
  }
  const std::uint32_t size = style_.use_tabs ? level : level * style_.indent_width;
  if (indentation_.size() < size) {
    indentation_.resize(size, style_.use_tabs ? '\t' : ' ');
  }
  writer_.write(line_end_);
  if (host_ != nullptr) {
    writer_.write(host_->indentation);
  }
  writer_.write(std::string_view(indentation_).substr(0, size));
  column_ = base_width_ + level * style_.indent_width;
}

void Printer::keep(base::TextRange range, std::uint32_t width) {
  writer_.keep(range);
  column_ += width;
}

/// What may have several lines, as it is.
void Printer::keep_lines(base::TextRange range) {
  const std::string_view text = base::slice(tree_.text(), range);
  const std::size_t last = text.find_last_of("\r\n");
  if (last == std::string_view::npos) {
    return keep(range, display_width(text));
  }
  writer_.keep(range);
  column_ = display_width(text.substr(last + 1));
}

void Printer::leave_gap(std::uint32_t token) {
  const base::TextOffset begin = tree_.tokens().begin(syntax::TokenIndex{token});
  const base::TextRange gap = {writer_.position(), begin};
  keep_lines(gap);
}

void Printer::leave_tokens(std::uint32_t begin, std::uint32_t end) {
  const base::TextRange range = {tree_.tokens().begin(syntax::TokenIndex{begin}),
                                 tree_.tokens().range(syntax::TokenIndex{end - 1}).end};
  want(range);
  keep_lines(range);
}

void Printer::keep_byte_order_mark() {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (tree_.text().starts_with(byte_order_mark)) {
    keep({0, static_cast<base::TextOffset>(byte_order_mark.size())}, 0);
  }
}

void Printer::gap_at_begin(std::uint32_t token) {
  if (is_on_one_line()) {
    return leave_gap(token);
  }
  const base::TextRange range = tree_.tokens().range(syntax::TokenIndex{token});
  want(range);
  if (has_notes({writer_.position(), range.begin})) {
    CommentGap comments;
    comments.blank_before = false;
    comments.begins_text = host_ == nullptr;
    comments.begins_host = host_ != nullptr;
    comment_gap(comments, range.begin);
  } else if (host_ != nullptr) {
    line_end(0);
  }
}

void Printer::gap_between_definitions(std::uint32_t token) {
  const base::TextRange range = tree_.tokens().range(syntax::TokenIndex{token});
  want(range);
  if (is_on_one_line()) {
    return has_notes({writer_.position(), range.begin}) ? leave_gap(token) : write(" ");
  }
  if (has_notes({writer_.position(), range.begin})) {
    CommentGap comments;
    comments.needs_blank = true;
    return comment_gap(comments, range.begin);
  }
  write_blank_line();
  line_end(0);
}

void Printer::gap_at_end(std::uint32_t end_of_file, bool is_text_empty) {
  if (is_on_one_line()) {
    return leave_gap(end_of_file);
  }
  const base::TextRange range = tree_.tokens().range(syntax::TokenIndex{end_of_file});
  want(range);
  if (has_notes({writer_.position(), range.begin})) {
    CommentGap comments;
    comments.blank_before = !is_text_empty;
    comments.blank_after = false;
    comments.begins_text = is_text_empty && host_ == nullptr;
    comments.begins_host = is_text_empty && host_ != nullptr;
    comments.token_level = end_of_text;
    comment_gap(comments, range.begin);
  } else if (!is_text_empty) {
    line_end(end_of_text);
  }
  writer_.keep(range);
}

void Printer::print(const Layout& layout) {
  level_ = 0;
  is_flat_.clear();
  for (const Step& each : layout.steps()) {
    step(layout, each);
  }
}

void Printer::step(const Layout& layout, const Step& step) {
  switch (step.kind) {
    case Step::Kind::token:
    case Step::Kind::verbatim: {
      const base::TextRange range = {
          tree_.tokens().begin(syntax::TokenIndex{step.token}),
          tree_.tokens().range(syntax::TokenIndex{step.token_end - 1}).end};
      want(range);
      gap(step, range.begin);
      return step.kind == Step::Kind::token ? token(step.token) : keep_lines(range);
    }
    case Step::Kind::open_group:
      return open_group(layout.group(step.group));
    case Step::Kind::close_group:
      return is_flat_.pop_back();
    case Step::Kind::indent:
      ++level_;
      return;
    case Step::Kind::dedent:
      --level_;
      return;
  }
}

void Printer::open_group(const Group& group) {
  const bool is_inside_flat = !is_flat_.empty() && is_flat_.back();
  const bool fits = !group.is_broken && column_ + group.width + group.trailing <= style_.line_width;
  is_flat_.push_back(is_inside_flat || fits || is_on_one_line());
}

void Printer::gap(const Step& step, base::TextOffset end) {
  if (step.has_comments) {
    comment_gap(comment_gap_of(step), end);
  } else {
    plain_gap(step);
  }
}

void Printer::plain_gap(const Step& step) {
  const bool is_flat = !is_flat_.empty() && is_flat_.back();
  if (step.gap == GapKind::none) {
    return;
  }
  if (step.gap == GapKind::space) {
    return write(" ");
  }
  if (is_on_one_line() || (is_flat && step.gap != GapKind::hard)) {
    return write(step.gap == GapKind::soft ? "" : step.gap == GapKind::comma ? ", " : " ");
  }
  if (step.has_blank_line) {
    write_blank_line();
  }
  line_end(level_);
  if (step.gap == GapKind::bar) {
    write("| ");
  }
}

Printer::CommentGap Printer::comment_gap_of(const Step& step) const {
  CommentGap gap;
  gap.comment_level = level_;
  gap.token_level = level_;
  gap.ends_with_bar = step.gap == GapKind::bar;
  switch (step.role) {
    case GapRole::within: {
      gap.blank_before = false;
      gap.blank_after = false;
      const bool is_brace = tree_.tokens().kind(syntax::TokenIndex{step.token}) ==
                            static_cast<syntax::TokenKind>(TokenKind::left_brace);
      if (step.gap <= GapKind::space && !is_brace) {
        ++gap.comment_level;
        ++gap.token_level;
      }
      break;
    }
    case GapRole::first_item:
      gap.blank_before = false;
      break;
    case GapRole::closer:
      gap.blank_after = false;
      ++gap.comment_level;
      break;
    case GapRole::item:
    case GapRole::packed_item:
      break;
  }
  return gap;
}

void Printer::comment_gap(const CommentGap& gap, base::TextOffset end) {
  const std::string_view text = tree_.text();
  const std::vector<Note> notes = notes_in({writer_.position(), end});
  bool may_be_blank = gap.blank_before;
  bool needs_blank = gap.needs_blank && lacks_blank_line(notes, {writer_.position(), end});
  bool is_first = true;
  bool has_own_line = false;
  base::TextOffset from = writer_.position();
  const auto end_line = [&](std::string_view space, std::uint32_t level) {
    if (needs_blank || (may_be_blank && has_blank_line(space))) {
      write_blank_line();
      needs_blank = false;
    }
    line_end(level);
  };
  for (const auto& [comment, is_island] : notes) {
    const std::string_view space = base::slice(text, {from, comment.begin});
    from = comment.end;
    if (is_first && !gap.begins_text && !is_island && !has_line_end(space)) {
      write(gap.begins_host ? space : " ");
      has_own_line = gap.begins_host;
    } else {
      if (!is_first || !gap.begins_text) {
        end_line(space, gap.comment_level);
      }
      has_own_line = true;
      may_be_blank = true;
    }
    is_first = false;
    const std::string_view words = base::slice(text, comment);
    const std::size_t shown = is_island ? words.size() : without_space_behind(words).size();
    writer_.keep({comment.begin, comment.begin + static_cast<base::TextOffset>(shown)});
  }
  may_be_blank = gap.blank_after && (has_own_line || gap.blank_before);
  end_line(base::slice(text, {from, end}), gap.token_level);
  if (gap.ends_with_bar) {
    write("| ");
  }
}

std::vector<Printer::Note> Printer::notes_in(base::TextRange gap) const {
  std::vector<Note> notes;
  const auto add_comments = [&](base::TextRange range) {
    for (const base::TextRange comment : CommentsIn(tree_.text(), range)) {
      notes.push_back({comment, false});
    }
  };
  if (host_ != nullptr) {
    for (const base::TextRange island : ranges_in(host_->islands, gap)) {
      add_comments({gap.begin, island.begin});
      notes.push_back({island, true});
      gap.begin = island.end;
    }
  }
  add_comments(gap);
  return notes;
}

bool Printer::has_notes(base::TextRange gap) const {
  return base::slice(tree_.text(), gap).find('#') != std::string_view::npos ||
         (host_ != nullptr && !ranges_in(host_->islands, gap).empty());
}

bool Printer::lacks_blank_line(const std::vector<Note>& notes, base::TextRange gap) const {
  for (const Note& note : notes) {
    if (note.is_island ||
        has_blank_line(base::slice(tree_.text(), {gap.begin, note.range.begin}))) {
      return false;
    }
    gap.begin = note.range.end;
  }
  return !has_blank_line(base::slice(tree_.text(), gap));
}

void Printer::token(std::uint32_t index) {
  const syntax::TokenIndex token{index};
  const base::TextRange range = tree_.tokens().range(token);
  switch (static_cast<TokenKind>(tree_.tokens().kind(token))) {
    case TokenKind::block_string:
      return block_string(range);
    case TokenKind::string:
      return keep(range, display_width(base::slice(tree_.text(), range)));
    default:
      return keep(range, range.length());
  }
}

void Printer::block_string(base::TextRange literal) {
  const BlockStringLines lines = lines_of_block_string(tree_.text(), literal);
  keep({literal.begin, literal.begin + 3}, 3);
  if (lines.is_bound_to_quotes) {
    keep_lines(lines.lines.front());
  } else {
    for (const base::TextRange line : lines.lines) {
      if (line.empty()) {
        write_blank_line();
      } else {
        line_end(level_);
        keep(line, line.length());
      }
    }
  }
  if (!lines.is_bound_to_quotes || !lines.can_close_behind) {
    line_end(level_);
  }
  keep({literal.end - 3, literal.end}, 3);
}

}  // namespace troupe::graphql
