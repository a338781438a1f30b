// From layouts to text: decides which groups are broken, and writes line ends, indentation,
// comments and block strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/formatting/layout.hpp"
#include "analysis/languages/graphql/formatting/style.hpp"

namespace troupe::graphql {

/// Writes the definitions of one document in order. Lives on the stack of one formatting; tree,
/// style, host and writer outlive it.
class Printer {
 public:
  /// `host` is null for a text that stands alone. Only the tokens that overlap with `wanted`
  /// are formatted, and the gaps before them; nothing: all.
  Printer(const syntax::Tree& tree, const FormatStyle& style, const HostPlace* host,
          std::optional<base::TextRange> wanted, EditWriter& writer);

  /// What stands between two definitions: one blank line, or more where comments want that.
  void gap_between_definitions(std::uint32_t token);
  /// Before the first one.
  void gap_at_begin(std::uint32_t token);
  /// Before the end of the text, which may be empty but for comments.
  void gap_at_end(std::uint32_t end_of_file, bool is_text_empty);
  void keep_byte_order_mark();
  /// Everything before a token as it is.
  void leave_gap(std::uint32_t token);

  void print(const Layout& layout);
  /// Tokens with the gaps between them as they are.
  void leave_tokens(std::uint32_t begin, std::uint32_t end);

 private:
  /// Which blank lines a gap with comments may have, and who stands where in it.
  struct CommentGap {
    bool blank_before = true;  ///< the first comment that has a line of its own
    bool blank_after = true;   ///< the last comment
    bool needs_blank = false;  ///< somewhere
    bool begins_text = false;
    bool begins_host = false;  ///< right behind the quotes, a comment stays where it is
    std::uint32_t comment_level = 0;
    std::uint32_t token_level = 0;
    bool ends_with_bar = false;
  };

  /// What stands in a gap and stays: a comment, or an island.
  struct Note {
    base::TextRange range;
    bool is_island = false;
  };

  void step(const Layout& layout, const Step& step);
  void open_group(const Group& group);
  void gap(const Step& step, base::TextOffset end);
  void plain_gap(const Step& step);
  void comment_gap(const CommentGap& gap, base::TextOffset end);
  [[nodiscard]] std::vector<Note> notes_in(base::TextRange gap) const;
  [[nodiscard]] bool has_notes(base::TextRange gap) const;
  /// Whether a gap with notes has to get a blank line.
  [[nodiscard]] bool lacks_blank_line(const std::vector<Note>& notes, base::TextRange gap) const;
  [[nodiscard]] bool is_on_one_line() const { return host_ != nullptr && host_->on_one_line; }
  [[nodiscard]] CommentGap comment_gap_of(const Step& step) const;
  void token(std::uint32_t index);
  void block_string(base::TextRange literal);
  void keep(base::TextRange range, std::uint32_t width);
  void keep_lines(base::TextRange range);
  void line_end(std::uint32_t level);
  void write(std::string_view text);
  void write_blank_line();
  void want(base::TextRange range);

  const syntax::Tree& tree_;
  const FormatStyle& style_;
  const HostPlace* host_;
  std::optional<base::TextRange> wanted_;
  EditWriter& writer_;
  std::string_view line_end_;  ///< as the text has them
  std::string indentation_;    ///< of the deepest level so far, as it is written
  std::uint32_t base_width_ = 0;
  std::uint32_t level_ = 0;
  std::uint32_t column_ = 0;
  std::vector<bool> is_flat_;  ///< by group, outermost first
};

}  // namespace troupe::graphql
