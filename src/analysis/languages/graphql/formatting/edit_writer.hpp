// From "this piece of the text stays, with this between it and the last one" to edits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/editing.hpp"

namespace troupe::graphql {

/// Takes the new text in order, as pieces of the old one that stay and what is to stand between
/// them, and gives the smallest edits of what is different there. What stays is never part of an
/// edit, so cursors and marks in it stay, too. Lives on the stack of one formatting; the text
/// outlives it.
class EditWriter {
 public:
  explicit EditWriter(std::string_view text) : text_(text) {}

  /// To stand after what was kept last, and after what was written since.
  void write(std::string_view between) { between_.append(between); }
  /// Makes the edit, if any, that what was written needs. REQUIRES: `piece` does not begin before
  /// the end of the last one.
  void keep(base::TextRange piece);
  /// Keeps everything up to `offset`, whatever was written. REQUIRES: as for keep.
  void keep_all_before(base::TextOffset offset);

  /// The end of what was kept last.
  [[nodiscard]] base::TextOffset position() const { return position_; }
  /// While switched off, everything stays as it is.
  void switch_on(bool is_on) { is_on_ = is_on; }

  [[nodiscard]] std::vector<ide::TextEdit> take() { return std::move(edits_); }

 private:
  void replace(base::TextRange range);

  std::string_view text_;
  base::TextOffset position_ = 0;
  bool is_on_ = true;
  std::string between_;
  std::vector<ide::TextEdit> edits_;
};

/// REQUIRES: `edits` are sorted, do not overlap and lie within `text`.
[[nodiscard]] std::string apply_edits(std::string_view text,
                                      const std::vector<ide::TextEdit>& edits);

}  // namespace troupe::graphql
