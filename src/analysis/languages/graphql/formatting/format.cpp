// Definition by definition: production by production into a layout, the layout through the printer
// into edits. Nothing is remembered from one definition to the next but the place that was reached.
//
// In a text with syntax errors a definition is sound if its own text, parsed alone, is one
// definition of the same tokens without a diagnostic. What is not sound stays as it is, and so do
// the gaps around it: nobody knows to whom the comments in them belong.
#include "analysis/languages/graphql/formatting/format.hpp"

#include <algorithm>

#include "analysis/languages/graphql/formatting/printer.hpp"
#include "analysis/languages/graphql/formatting/productions.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

bool is_sound(const syntax::Tree& tree, syntax::NodeRef node) {
  if (tree.diagnostics().empty()) {
    return true;
  }
  if (kind_of(node) == NodeKind::error || !node.has_tokens()) {
    return false;
  }
  const syntax::Tree alone = parse(base::SourceText(std::string(node.text())));
  return alone.diagnostics().empty() && alone.tokens().size() == node.tokens().size() + 1;
}

class DocumentFormatter {
 public:
  DocumentFormatter(const syntax::Tree& tree, const FormatStyle& style, const HostPlace* host,
                    std::optional<base::TextRange> wanted)
      : tree_(tree),
        wanted_(wanted),
        writer_(tree.text()),
        printer_(tree, style, host, wanted, writer_),
        layout_(tree),
        productions_(tree, layout_, host) {}

  std::vector<ide::TextEdit> run(const Checkpoint& checkpoint) {
    const std::uint32_t end_of_file = tree_.tokens().size() - 1;
    bool is_first = true;
    bool was_left = false;
    printer_.keep_byte_order_mark();
    for (const syntax::NodeRef definition : tree_.root().children()) {
      if (checkpoint) {
        checkpoint();
      }
      if (!definition.has_tokens()) {
        continue;
      }
      const std::uint32_t token = definition.record().first_token;
      const bool is_left = token != next_ || !is_sound(tree_, definition);
      gap(token, is_first, is_left || was_left);
      print(definition, is_left);
      is_first = false;
      was_left = is_left;
    }
    if (next_ != end_of_file) {
      was_left = true;
    }
    finish(end_of_file, is_first, was_left);
    return writer_.take();
  }

 private:
  void gap(std::uint32_t token, bool is_first, bool is_left) {
    if (is_left) {
      printer_.leave_gap(token);
    } else if (is_first) {
      printer_.gap_at_begin(token);
    } else {
      printer_.gap_between_definitions(token);
    }
  }

  void print(syntax::NodeRef definition, bool is_left) {
    const syntax::NodeRecord& record = definition.record();
    const base::TextRange gap = tree_.tokens().gap_before(syntax::TokenIndex{record.first_token});
    if (is_left || !is_wanted(definition.range()) || asks_to_leave(tree_.text(), gap)) {
      printer_.leave_tokens(record.first_token, record.token_end);
    } else {
      productions_.lay_out(definition);
      printer_.print(layout_);
    }
    next_ = record.token_end;
  }

  [[nodiscard]] bool is_wanted(base::TextRange range) const {
    return !wanted_ || (range.begin < wanted_->end && wanted_->begin < range.end);
  }

  void finish(std::uint32_t end_of_file, bool is_empty, bool was_left) {
    if (!was_left) {
      printer_.gap_at_end(end_of_file, is_empty);
    }
  }

  const syntax::Tree& tree_;
  std::optional<base::TextRange> wanted_;
  EditWriter writer_;
  Printer printer_;
  Layout layout_;
  Productions productions_;
  std::uint32_t next_ = 0;  ///< token behind the last definition
};

/// Lists that stand on one line or on several, as a whole.
bool is_breakable(NodeKind kind) {
  switch (kind) {
    case NodeKind::variable_definitions:
    case NodeKind::arguments:
    case NodeKind::list_value:
    case NodeKind::object_value:
    case NodeKind::implements_interfaces:
    case NodeKind::arguments_definition:
    case NodeKind::union_member_types:
      return true;
    default:
      return false;
  }
}

base::TextOffset line_begin(std::string_view text, base::TextOffset offset) {
  const std::size_t end = text.substr(0, offset).find_last_of("\r\n");
  return end == std::string_view::npos ? 0 : static_cast<base::TextOffset>(end) + 1;
}

base::TextOffset line_end(std::string_view text, base::TextOffset offset) {
  return static_cast<base::TextOffset>(std::min(text.find_first_of("\r\n", offset), text.size()));
}

/// The lines that a selection touches. One that ends where a line begins does not touch that line.
base::TextRange lines_of(std::string_view text, base::TextRange range) {
  const base::TextOffset begin = line_begin(text, range.begin);
  const bool ends_before_line = !range.empty() && line_begin(text, range.end) == range.end;
  return {begin, ends_before_line ? range.end : line_end(text, range.end)};
}

base::TextRange with_whole_lists(const syntax::Tree& tree, base::TextRange range) {
  base::TextRange result = range;
  for (std::uint32_t index = 1; index < tree.nodes().size();) {
    const syntax::NodeRef node = tree.node(syntax::NodeIndex{index});
    const base::TextRange place = node.range();
    const bool overlaps = place.begin < range.end && range.begin < place.end;
    if (overlaps && is_breakable(kind_of(node))) {
      result = {std::min(result.begin, place.begin), std::max(result.end, place.end)};
    }
    const bool is_settled = !overlaps || is_breakable(kind_of(node));
    index = is_settled ? node.subtree_end().value : index + 1;
  }
  return result;
}

}  // namespace

FormatStyle style_of(const ide::FormattingOptions& options) {
  FormatStyle style;
  style.indent_width = std::clamp<std::uint32_t>(options.tab_size, 1, 16);
  style.use_tabs = !options.insert_spaces;
  return style;
}

std::vector<ide::TextEdit> format_document(const syntax::Tree& tree, const FormatStyle& style,
                                           const Checkpoint& checkpoint) {
  return DocumentFormatter(tree, style, nullptr, std::nullopt).run(checkpoint);
}

std::vector<ide::TextEdit> format_range(const syntax::Tree& tree, base::TextRange range,
                                        const FormatStyle& style, const Checkpoint& checkpoint) {
  const base::TextRange wanted = with_whole_lists(tree, lines_of(tree.text(), range));
  return DocumentFormatter(tree, style, nullptr, wanted).run(checkpoint);
}

std::vector<ide::TextEdit> format_tokens(const syntax::Tree& tree, base::TextRange range,
                                         const FormatStyle& style, const Checkpoint& checkpoint,
                                         const HostPlace* host) {
  return DocumentFormatter(tree, style, host, range).run(checkpoint);
}

std::string formatted(const syntax::Tree& tree, const FormatStyle& style) {
  return apply_edits(tree.text(), format_document(tree, style));
}

std::vector<ide::TextEdit> format_embedded(const syntax::Tree& tree, const FormatStyle& style,
                                           const HostPlace& host,
                                           std::optional<base::TextRange> range,
                                           const Checkpoint& checkpoint) {
  if (tree.tokens().size() == 1 && tree.text().find('#') == std::string_view::npos &&
      host.islands.empty()) {
    return {};
  }
  std::optional<base::TextRange> wanted;
  if (range) {
    wanted = with_whole_lists(tree, lines_of(tree.text(), *range));
  }
  return DocumentFormatter(tree, style, &host, wanted).run(checkpoint);
}

}  // namespace troupe::graphql
