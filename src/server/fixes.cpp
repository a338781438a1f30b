#include "server/fixes.hpp"

#include <optional>

#include "server/file_replacement.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

std::string edited(std::string_view text, std::span<const ide::TextEdit> edits) {
  std::string result;
  std::size_t from = 0;
  for (const ide::TextEdit& edit : edits) {
    result += text.substr(from, edit.range.begin - from);
    result += edit.new_text;
    from = edit.range.end;
  }
  return result += text.substr(from);
}

base::Result<std::size_t> apply_fixes(const actors::CheckReport& report) {
  std::size_t changed = 0;
  for (const actors::CheckedFile& file : report.files) {
    if (file.fixes.empty() || read_whole_file(file.path) != file.text.view()) {
      continue;
    }
    const std::string text = edited(file.text.view(), file.fixes);
    if (text == file.text.view()) {
      continue;
    }
    if (const auto error = replace_file(file.path, text)) {
      return base::failure(error->message);
    }
    ++changed;
  }
  return changed;
}

}  // namespace troupe::server
