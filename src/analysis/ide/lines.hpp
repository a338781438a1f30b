// The line index of a file, computed once for each version of its text.
#pragma once

#include <string_view>

#include "analysis/ide/inputs.hpp"
#include "base/line_index.hpp"

namespace troupe::ide {

/// Lines of a file's text; an absent file has the lines of an empty text.
struct FileLines {
  using Key = FileId;
  using Value = base::LineIndex;
  static constexpr std::string_view name = "file_lines";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) {
    return value.line_count() * sizeof(base::TextOffset);
  }
};

/// The text of a file, empty for an absent one. Valid as long as the snapshot.
[[nodiscard]] std::string_view text_of(engine::Context& context, FileId file);

}  // namespace troupe::ide
