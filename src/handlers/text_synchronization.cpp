// Applying many changes to a large text in one pass.
//
// The text is cut in two at the place of the last edit: `head_` grows to the right, `tail_` is what
// follows. The next edit moves the cut to where it happens, so a series of edits that goes through
// the text in either direction (as formatters and multiple cursors send them) costs one pass over
// the text in all, and the usual single edit costs one copy, which the result needs anyway. Until
// the cut first moves back, the tail is the old text itself.
//
// Lines are counted as the cut passes them. `head_starts_` are the line starts strictly inside the
// head and `tail_starts_` those that the cut has passed and gone back over, as distances from the
// end of the text, so that no edit at the cut changes either. Whether a line starts at the cut
// itself depends on the bytes on both sides (CR LF) and is looked at when it is needed: an edit may
// part a CR from its LF or bring the two together.
#include "handlers/text_synchronization.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/seeded_defects.hpp"

namespace troupe::handlers {

namespace {

using Change = protocol::TextDocumentContentChangeEvent;

constexpr std::size_t none = std::string_view::npos;

/// Finds line starts in one text, left to right. Remembers where the next LF is, so that a text
/// full of lone CRs is not searched for LF again and again.
class LineScanner {
 public:
  explicit LineScanner(std::string_view text) : text_(text) {}

  /// The first line start after `at`, which may be the end of the text; `none` if there is none.
  /// Never called with a smaller `at` than before.
  std::size_t next_start(std::size_t at) {
    if (!searched_ || at > lf_) {
      lf_ = std::min(text_.find('\n', at), text_.size());
      searched_ = true;
    }
    const std::size_t cr = text_.substr(0, lf_).find('\r', at);
    if (cr != none && cr + 1 != lf_) {
      return cr + 1;
    }
    if (lf_ == text_.size()) {
      return cr == none ? none : cr + 1;
    }
    return lf_ + 1;
  }

 private:
  std::string_view text_;
  bool searched_ = false;
  std::size_t lf_ = 0;
};

/// The offset of a column in the line that `text` begins with.
std::size_t column_offset(std::string_view text, std::uint32_t character,
                          base::PositionEncoding encoding) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  return base::LineIndex().offset(line, {0, character}, encoding);
}

/// A text under edit; see the top of this file.
class Editor {
 public:
  /// `text` must outlive the editor; at most `inserted` bytes will be put in.
  Editor(std::string_view text, std::size_t inserted)
      : tail_(text), capacity_(text.size() + inserted) {
    head_.reserve(capacity_);
  }

  void apply(protocol::Range range, std::string_view text, base::PositionEncoding encoding) {
    if (range.end < range.start) {
      if (base::defect_strikes("edit-backwards")) {
        return;
      }
      std::swap(range.start, range.end);
    }
    const bool exists = seek_line(range.start.line);
    if (!exists && !text.empty() && base::defect_strikes("edit-past-end")) {
      return;
    }
    const std::size_t begin = exists ? column_offset(tail_, range.start.character, encoding) : 0;
    std::size_t end = std::max(begin, end_offset(exists, range, encoding));
    if (text.empty() && end - begin > 1 && base::defect_strikes("edit-deletes-one-less")) {
      --end;
    }
    if (!text.empty() && range.start.line < range.end.line && end > begin &&
        base::defect_strikes("edit-across-lines")) {
      end = begin;
    }
    if (text.size() > 1 && text.back() == '\n' && base::defect_strikes("edit-loses-newline")) {
      text.remove_suffix(1);
    }
    if (text.starts_with('\xF0') && base::defect_strikes("edit-loses-astral")) {
      text = {};
    }
    skip(begin);
    erase(end - begin);
    insert(text);
  }

  std::string finish() && {
    head_.append(tail_);
    return std::move(head_);
  }

 private:
  [[nodiscard]] bool line_starts_here() const {
    return !head_.empty() &&
           (head_.back() == '\n' || (head_.back() == '\r' && !tail_.starts_with('\n')));
  }
  /// Of the cut.
  [[nodiscard]] std::size_t line() const {
    return head_starts_.size() + (line_starts_here() ? 1 : 0);
  }

  /// Moves the cut to where a line begins; to the end of the text and false if there is no such
  /// line.
  bool seek_line(std::size_t line_number) {
    if (line_number <= head_starts_.size()) {
      move_back(line_number == 0 ? 0 : head_starts_[line_number - 1]);
      return true;
    }
    return move_lines(line_number - line());
  }

  /// Where the range ends, counted from the cut, which stands at the beginning of its first line.
  [[nodiscard]] std::size_t end_offset(bool exists, protocol::Range range,
                                       base::PositionEncoding encoding) const {
    std::size_t at = exists ? 0 : tail_.size();
    std::size_t lines = exists ? range.end.line - range.start.line : 0;
    const std::size_t known = std::min(lines, tail_starts_.size());
    if (known > 0) {
      at = tail_.size() - tail_starts_[tail_starts_.size() - known];
    }
    LineScanner scanner(tail_);
    for (lines -= known; lines > 0; --lines) {
      at = scanner.next_start(at);
      if (at == none) {
        return tail_.size();
      }
    }
    return at + column_offset(tail_.substr(at), range.end.character, encoding);
  }

  /// Moves the cut `lines` line starts on.
  bool move_lines(std::size_t lines) {
    const std::size_t base = head_.size();
    LineScanner scanner(tail_);
    bool start_pending = line_starts_here();
    std::size_t at = 0;
    for (; lines > 0; --lines) {
      const std::size_t next = next_start(scanner, at);
      if (start_pending && (next != none || at < tail_.size())) {
        head_starts_.push_back(base + at);
      }
      if (next == none) {
        at = tail_.size();
        break;
      }
      start_pending = true;
      at = next;
    }
    head_.append(tail_.substr(0, at));
    tail_.remove_prefix(at);
    return lines == 0;
  }

  std::size_t next_start(LineScanner& scanner, std::size_t at) {
    if (tail_starts_.empty()) {
      return scanner.next_start(at);
    }
    const std::size_t start = tail_.size() - tail_starts_.back();
    tail_starts_.pop_back();
    return start;
  }

  /// Moves the cut on within its line.
  void skip(std::size_t bytes) {
    if (bytes > 0 && line_starts_here()) {
      head_starts_.push_back(head_.size());
    }
    head_.append(tail_.substr(0, bytes));
    tail_.remove_prefix(bytes);
  }

  void erase(std::size_t bytes) {
    tail_.remove_prefix(bytes);
    while (!tail_starts_.empty() && tail_starts_.back() >= tail_.size()) {
      tail_starts_.pop_back();
    }
  }

  void insert(std::string_view text) {
    if (text.empty()) {
      return;
    }
    const std::size_t base = head_.size();
    if (base > 0 && (head_.back() == '\n' || (head_.back() == '\r' && text.front() != '\n'))) {
      head_starts_.push_back(base);
    }
    LineScanner scanner(text);
    for (std::size_t at = scanner.next_start(0); at < text.size(); at = scanner.next_start(at)) {
      head_starts_.push_back(base + at);
    }
    head_.append(text);
  }

  void move_back(std::size_t target) {
    if (target == head_.size()) {
      return;
    }
    if (line_starts_here()) {
      tail_starts_.push_back(tail_.size());
    }
    const std::size_t size = head_.size() + tail_.size();
    while (!head_starts_.empty() && head_starts_.back() >= target) {
      if (head_starts_.back() > target) {
        tail_starts_.push_back(size - head_starts_.back());
      }
      head_starts_.pop_back();
    }
    own_tail();
    const std::size_t moved = head_.size() - target;
    char* const begin = tail_buffer_.data() + (tail_buffer_.size() - tail_.size() - moved);
    std::copy_n(head_.data() + target, moved, begin);
    tail_ = std::string_view(begin, tail_.size() + moved);
    head_.resize(target);
  }

  /// From now on the tail stands at the right end of a buffer with room before it.
  void own_tail() {
    if (!tail_buffer_.empty()) {
      return;
    }
    // Not the size that is handed in: libstdc++ 12 passes the capacity that it chose.
    tail_buffer_.resize_and_overwrite(capacity_, [this](char* buffer, std::size_t /*size*/) {
      tail_.copy(buffer + (capacity_ - tail_.size()), tail_.size());
      return capacity_;
    });
    tail_ = std::string_view(tail_buffer_).substr(capacity_ - tail_.size());
  }

  std::string head_;
  std::vector<std::size_t> head_starts_;
  std::string_view tail_;  ///< of the old text, or of tail_buffer_
  std::string tail_buffer_;
  std::vector<std::size_t> tail_starts_;  ///< the nearest at the back
  std::size_t capacity_;                  ///< no text on the way can be longer
};

}  // namespace

base::SourceText apply_changes(const base::SourceText& text, std::span<const Change> changes,
                               base::PositionEncoding encoding) {
  std::string_view start = text.view();
  bool is_replaced = false;
  for (std::size_t i = changes.size(); i > 0; --i) {
    if (!changes[i - 1].range) {
      start = changes[i - 1].text;
      is_replaced = true;
      changes = changes.subspan(i);
      break;
    }
  }
  if (changes.empty()) {
    return is_replaced ? base::SourceText(std::string(start)) : text;
  }
  if (is_replaced && start != text.view() && base::defect_strikes("edit-after-whole-text")) {
    start = text.view();
  }
  if (changes.size() > 1 && base::defect_strikes("edit-second-lost")) {
    changes = changes.first(1);
  }
  std::size_t inserted = 0;
  for (const Change& change : changes) {
    inserted += change.text.size();
  }
  Editor editor(start, inserted);
  for (const Change& change : changes) {
    editor.apply(*change.range, change.text, encoding);
  }
  return base::SourceText(std::move(editor).finish());
}

}  // namespace troupe::handlers
