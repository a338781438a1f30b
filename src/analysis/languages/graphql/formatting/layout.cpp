// Widths are differences of one running sum. A group that closes waits for the next place where a
// line may end: only then is it known what has to fit behind it. Until it closes, a group keeps the
// sum where it began in `width`; while it waits, the sum where it ended in `trailing`.
#include "analysis/languages/graphql/formatting/layout.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {
namespace {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

/// The main blocks of characters that take two columns.
constexpr std::array wide_ranges = {
    CodePointRange{0x1100, 0x115F},   CodePointRange{0x2E80, 0x303E},
    CodePointRange{0x3041, 0xA4CF},   CodePointRange{0xA960, 0xA97F},
    CodePointRange{0xAC00, 0xD7A3},   CodePointRange{0xF900, 0xFAFF},
    CodePointRange{0xFE30, 0xFE6F},   CodePointRange{0xFF00, 0xFF60},
    CodePointRange{0xFFE0, 0xFFE6},   CodePointRange{0x1F300, 0x1F64F},
    CodePointRange{0x1F680, 0x1F6FF}, CodePointRange{0x1F900, 0x1F9FF},
    CodePointRange{0x20000, 0x3FFFD}};

/// Combining marks, joiners and variation selectors.
constexpr std::array narrow_ranges = {
    CodePointRange{0x0300, 0x036F}, CodePointRange{0x200B, 0x200D}, CodePointRange{0x20D0, 0x20FF},
    CodePointRange{0xFE00, 0xFE0F}};

template <std::size_t Size>
bool is_in(const std::array<CodePointRange, Size>& ranges, char32_t point) {
  return std::ranges::any_of(ranges, [point](const CodePointRange& range) {
    return range.first <= point && point <= range.last;
  });
}

std::uint32_t flat_width(GapKind gap) {
  switch (gap) {
    case GapKind::none:
    case GapKind::soft:
    case GapKind::hard:
      return 0;
    case GapKind::space:
    case GapKind::line:
    case GapKind::directive_line:
    case GapKind::bar:
      return 1;
    case GapKind::comma:
      return 2;
  }
  return 0;
}

}  // namespace

std::uint32_t display_width(std::string_view text) {
  const auto is_plain = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  if (std::ranges::all_of(text, is_plain)) {
    return static_cast<std::uint32_t>(text.size());
  }
  std::uint32_t width = 0;
  char32_t point = 0;
  const auto count = [&] {
    if (!is_in(narrow_ranges, point)) {
      width += is_in(wide_ranges, point) ? 2 : 1;
    }
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) {
      point = (point << 6U) | (byte & 0x3FU);
      continue;
    }
    if (i > 0) {
      count();
    }
    const unsigned mask = byte < 0x80 ? 0x7F : byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07;
    point = byte & mask;
  }
  count();
  return width;
}

bool has_blank_line(std::string_view gap) {
  bool is_after_line_end = false;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    const char byte = gap[i];
    if (byte == '\n' || byte == '\r') {
      if (is_after_line_end) {
        return true;
      }
      is_after_line_end = true;
      i += byte == '\r' && i + 1 < gap.size() && gap[i + 1] == '\n' ? 1 : 0;
    } else if (byte != ' ' && byte != '\t') {
      is_after_line_end = false;
    }
  }
  return false;
}

void Layout::restart(std::uint32_t first_token) {
  steps_.clear();
  groups_.clear();
  width_ = 0;
  position_ = tree_.tokens().begin(syntax::TokenIndex{first_token});
}

void Layout::add(Step::Kind kind) {
  Step step;
  step.kind = kind;
  steps_.push_back(step);
}

void Layout::gap(Step& step) {
  const syntax::TokenIndex first{step.token};
  const std::string_view text = base::slice(tree_.text(), {position_, tree_.tokens().begin(first)});
  if (text.size() > 1) {
    step.has_comments = text.find('#') != std::string_view::npos;
    step.has_blank_line = step.role == GapRole::item && has_blank_line(text);
  }
  const bool may_end_line = step.gap > GapKind::space || step.has_comments;
  if (may_end_line) {
    note_break(step.gap == GapKind::directive_line ? 1 : 0);
  }
  if (step.has_comments || step.has_blank_line || step.gap == GapKind::hard) {
    break_groups();
  }
  width_ += flat_width(step.gap);
}

void Layout::token(std::uint32_t index, GapKind gap_kind, GapRole role) {
  Step step;
  step.gap = gap_kind;
  step.role = role;
  step.token = index;
  step.token_end = index + 1;
  gap(step);
  const syntax::TokenIndex token{index};
  const base::TextRange range = tree_.tokens().range(token);
  const auto kind = static_cast<TokenKind>(tree_.tokens().kind(token));
  if (kind == TokenKind::block_string) {
    width_ += 3;
    note_break(0);
    break_groups();
    width_ += 3;
  } else {
    width_ += kind == TokenKind::string ? display_width(base::slice(tree_.text(), range))
                                        : range.length();
  }
  position_ = range.end;
  steps_.push_back(step);
}

void Layout::verbatim(std::uint32_t begin, std::uint32_t end, GapKind gap_kind, GapRole role,
                      Lines lines) {
  Step step;
  step.kind = Step::Kind::verbatim;
  step.gap = gap_kind;
  step.role = role;
  step.token = begin;
  step.token_end = end;
  gap(step);
  position_ = tree_.tokens().range(syntax::TokenIndex{end - 1}).end;
  if (lines == Lines::one) {
    width_ += position_ - tree_.tokens().begin(syntax::TokenIndex{begin});
  } else {
    note_break(0);
    break_groups();
  }
  steps_.push_back(step);
}

void Layout::open_group() {
  add(Step::Kind::open_group);
  steps_.back().group = static_cast<std::uint32_t>(groups_.size());
  open_.push_back(steps_.back().group);
  Group group;
  group.width = width_;
  groups_.push_back(group);
}

void Layout::close_group() {
  Group& group = groups_[open_.back()];
  group.width = width_ - group.width;
  group.trailing = width_;
  waiting_.push_back(open_.back());
  open_.pop_back();
  if (group.is_broken) {
    break_groups();
  }
  add(Step::Kind::close_group);
}

void Layout::break_groups() {
  if (!open_.empty()) {
    groups_[open_.back()].is_broken = true;
  }
}

void Layout::note_break(std::uint32_t more) {
  for (const std::uint32_t index : waiting_) {
    groups_[index].trailing = width_ + more - groups_[index].trailing;
  }
  waiting_.clear();
}

}  // namespace troupe::graphql
