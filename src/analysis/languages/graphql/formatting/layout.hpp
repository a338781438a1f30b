// How one definition may be broken into lines: its tokens in order, each with the gap before it,
// in groups that are flat or broken as a whole.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

/// What stands before a token: in a flat group, and in a broken one.
enum class GapKind : std::uint8_t {
  none,
  space,
  soft,            ///< nothing, or a line end
  line,            ///< a space, or a line end
  directive_line,  ///< the same; the space counts even if the line ends here
  comma,           ///< a comma and a space, or a line end
  bar,             ///< a space, or a line end and `| `
  hard,            ///< a line end, which breaks the groups around it
};

/// What a gap's token is, which says where blank lines and comments before it go.
enum class GapRole : std::uint8_t {
  within,       ///< neither of the others
  first_item,   ///< of a list; no blank line before it
  item,         ///< of a list that keeps one blank line where there are some
  packed_item,  ///< of a list without blank lines, unless there are comments
  closer,       ///< the closing bracket: comments before it belong to the list
};

struct Step {
  enum class Kind : std::uint8_t { token, verbatim, open_group, close_group, indent, dedent };
  Kind kind = Kind::token;
  GapKind gap = GapKind::none;
  GapRole role = GapRole::within;
  bool has_comments = false;  ///< in the gap
  bool has_blank_line = false;
  std::uint32_t token = 0;      ///< of `verbatim`: the first
  std::uint32_t token_end = 0;  ///< behind the last
  std::uint32_t group = 0;      ///< of open_group
};

struct Group {
  std::uint32_t width = 0;     ///< when flat
  std::uint32_t trailing = 0;  ///< of what follows it up to the next place where a line may end
  bool is_broken = false;      ///< whatever its width
};

/// Columns of a text on a terminal or in an editor. Tabs count as one.
[[nodiscard]] std::uint32_t display_width(std::string_view text);

/// Whether two line ends stand in a gap (or a part of it) with nothing but white space between.
[[nodiscard]] bool has_blank_line(std::string_view gap);

/// The layout of one definition under construction, and then to be read. Measures as it grows, so
/// that all is linear. Lives on the stack of one formatting; the tree outlives it.
class Layout {
 public:
  explicit Layout(const syntax::Tree& tree) : tree_(tree) {}

  /// Begins anew with a definition whose first token is `first_token`.
  void restart(std::uint32_t first_token);

  /// The next token. Optional tokens between the last one and this one are left out.
  void token(std::uint32_t index, GapKind gap, GapRole role);
  enum class Lines : std::uint8_t { one, unknown };
  /// Tokens and gaps as they are written.
  void verbatim(std::uint32_t begin, std::uint32_t end, GapKind gap, GapRole role, Lines lines);
  void open_group();
  void close_group();
  void indent() { add(Step::Kind::indent); }
  void dedent() { add(Step::Kind::dedent); }
  /// REQUIRES: all groups are closed.
  void finish() { note_break(0); }

  [[nodiscard]] std::span<const Step> steps() const { return steps_; }
  [[nodiscard]] const Group& group(std::uint32_t index) const { return groups_[index]; }

 private:
  void add(Step::Kind kind);
  void gap(Step& step);
  void break_groups();
  /// A line may end here, after `more` columns.
  void note_break(std::uint32_t more);

  const syntax::Tree& tree_;
  std::vector<Step> steps_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> open_;     ///< groups, outermost first
  std::vector<std::uint32_t> waiting_;  ///< closed groups whose `trailing` is not known yet
  std::uint32_t width_ = 0;             ///< of all so far, when flat
  base::TextOffset position_ = 0;       ///< end of the last token
};

}  // namespace troupe::graphql
