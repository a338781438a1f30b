#include "handlers/documentation.hpp"

#include <algorithm>
#include <string_view>

namespace troupe::handlers {

namespace {

/// A fence that no run of backticks in `text` can close.
std::string fence_for(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t at = text.find('`'); at != std::string_view::npos; at = text.find('`', at)) {
    const std::size_t end = std::min(text.find_first_not_of('`', at), text.size());
    longest = std::max(longest, end - at);
    at = end;
  }
  std::string fence;
  fence.resize(std::max<std::size_t>(3, longest + 1), '`');
  return fence;
}

}  // namespace

protocol::MarkupContent render_documentation(const ide::Documentation& blocks,
                                             protocol::MarkupKind kind) {
  protocol::MarkupContent content{kind, {}};
  for (const ide::DocumentationBlock& block : blocks) {
    if (!content.value.empty()) {
      content.value += "\n\n";
    }
    if (block.kind == ide::DocumentationBlock::Kind::code &&
        kind == protocol::MarkupKind::Markdown) {
      const std::string fence = fence_for(block.text);
      content.value.append(fence).append(block.language).append("\n");
      content.value.append(block.text).append("\n").append(fence);
    } else {
      content.value += block.text;
    }
  }
  return content;
}

}  // namespace troupe::handlers
