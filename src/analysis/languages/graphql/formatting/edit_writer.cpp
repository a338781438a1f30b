// An edit leaves out what its two texts have in common at the front and at the back, but never a
// half of a CR LF: no client can name the place between the two.
#include "analysis/languages/graphql/formatting/edit_writer.hpp"

#include <algorithm>

namespace troupe::graphql {
namespace {

/// Whether `at` stands between the two halves of a CR LF.
bool splits_line_end(std::string_view text, std::size_t at) {
  return at > 0 && at < text.size() && text[at - 1] == '\r' && text[at] == '\n';
}

}  // namespace

void EditWriter::keep(base::TextRange piece) {
  const base::TextRange gap = {position_, piece.begin};
  if (is_on_ && base::slice(text_, gap) != between_) {
    replace(gap);
  }
  between_.clear();
  position_ = piece.end;
}

void EditWriter::keep_all_before(base::TextOffset offset) {
  between_.clear();
  position_ = offset;
}

void EditWriter::replace(base::TextRange range) {
  const std::string_view old = base::slice(text_, range);
  const std::string_view fresh = between_;
  const std::size_t shorter = std::min(old.size(), fresh.size());
  std::size_t front = 0;
  while (front < shorter && old[front] == fresh[front]) {
    ++front;
  }
  while (splits_line_end(old, front) || splits_line_end(fresh, front)) {
    --front;
  }
  std::size_t back = 0;
  while (back < shorter - front && old[old.size() - back - 1] == fresh[fresh.size() - back - 1]) {
    ++back;
  }
  while (back > 0 &&
         (splits_line_end(old, old.size() - back) || splits_line_end(fresh, fresh.size() - back))) {
    --back;
  }
  edits_.push_back({{range.begin + static_cast<base::TextOffset>(front),
                     range.end - static_cast<base::TextOffset>(back)},
                    std::string(fresh.substr(front, fresh.size() - front - back))});
}

std::string apply_edits(std::string_view text, const std::vector<ide::TextEdit>& edits) {
  std::size_t size = text.size();
  for (const ide::TextEdit& edit : edits) {
    size += edit.new_text.size();
  }
  std::string result;
  result.reserve(size);
  base::TextOffset position = 0;
  for (const ide::TextEdit& edit : edits) {
    result.append(base::slice(text, {position, edit.range.begin})).append(edit.new_text);
    position = edit.range.end;
  }
  result.append(text.substr(position));
  return result;
}

}  // namespace troupe::graphql
