#include "analysis/ide/lines.hpp"

namespace troupe::ide {

base::LineIndex FileLines::execute(engine::Context& context, const FileId& file) {
  return base::LineIndex(text_of(context, file));
}

std::string_view text_of(engine::Context& context, FileId file) {
  const base::SourceText* text = context.find<FileText>(file);
  return text != nullptr ? text->view() : std::string_view();
}

}  // namespace troupe::ide
