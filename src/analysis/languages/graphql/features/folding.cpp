// One walk over the nodes collects brackets and strings, one over the gaps between tokens the
// comments. What starts on one line competes: the longest wins, because editors show one marker to
// a line and the inner range would be unreachable. So `field(input: {` folds as a whole until its
// `})`.
#include "analysis/languages/graphql/features/folding.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql {
namespace {

using Kind = ide::FoldingRange::Kind;

class Folder {
 public:
  Folder(const syntax::Tree& tree, const base::LineIndex& lines) : tree_(tree), lines_(lines) {}

  std::vector<ide::FoldingRange> run() {
    for (std::uint32_t index = 0; index < tree_.nodes().size(); ++index) {
      fold_node(tree_.node(syntax::NodeIndex{index}));
    }
    fold_comments();
    keep_longest_of_each_line();
    return std::move(ranges_);
  }

 private:
  void fold_node(syntax::NodeRef node) {
    switch (kind_of(node)) {
      case NodeKind::selection_set:
      case NodeKind::variable_definitions:
      case NodeKind::arguments:
      case NodeKind::list_value:
      case NodeKind::object_value:
      case NodeKind::root_operation_types:
      case NodeKind::fields_definition:
      case NodeKind::arguments_definition:
      case NodeKind::enum_values_definition:
      case NodeKind::input_fields_definition:
        return fold_brackets(node);
      case NodeKind::union_member_types:
      case NodeKind::directive_locations:
        return fold_below_definition(node);
      case NodeKind::description:
        return add(node.range(), Kind::comment);
      case NodeKind::string_value:
        return add(node.range(), Kind::region);
      default:
        return;
    }
  }

  /// From behind the opening bracket to the last line before the closing one.
  void fold_brackets(syntax::NodeRef node) {
    if (!node.has_tokens()) {
      return;
    }
    base::TextRange range = node.range();
    range.begin = node.first_token().range().end;
    if (is_closing(node.last_token())) {
      range.end = node.last_token().range().begin;
      range.end = line_before_if_first(range.end);
    }
    if (range.begin <= range.end) {
      add(range, Kind::region);
    }
  }

  /// Lists without brackets hang below the line on which their definition begins.
  void fold_below_definition(syntax::NodeRef node) {
    if (!node.has_tokens()) {
      return;
    }
    // `union Name =`, `directive @name(...) on`: the token before the list and its keyword.
    const std::optional<syntax::TokenRef> before = node.first_token().previous();
    const base::TextOffset begin = before ? before->range().end : node.range().begin;
    add({begin, node.range().end}, Kind::region);
  }

  static bool is_closing(syntax::TokenRef token) {
    const TokenKind kind = kind_of(token);
    return kind == TokenKind::right_brace || kind == TokenKind::right_bracket ||
           kind == TokenKind::right_parenthesis;
  }

  /// The end of the previous line when only closing brackets stand before `offset` on its line: in
  /// `}) {` nobody wants to lose the bracket that opens.
  [[nodiscard]] base::TextOffset line_before_if_first(base::TextOffset offset) const {
    const std::uint32_t line = lines_.line_of(offset);
    if (line == 0 || !holds_only({lines_.line_start(line), offset}, blanks_and_closing)) {
      return offset;
    }
    return lines_.line_range(tree_.text(), line - 1).end;
  }

  static constexpr std::string_view blanks = " \t,\xEF\xBB\xBF";
  static constexpr std::string_view blanks_and_closing = " \t,\xEF\xBB\xBF)]}";
  [[nodiscard]] bool holds_only(base::TextRange range, std::string_view characters) const {
    return base::slice(tree_.text(), range).find_first_not_of(characters) == std::string_view::npos;
  }

  void fold_comments() {
    const syntax::TokenList& tokens = tree_.tokens();
    for (std::uint32_t index = 0; index < tokens.size(); ++index) {
      const base::TextRange gap = tokens.gap_before(syntax::TokenIndex{index});
      if (gap.length() > 1) {
        fold_comments_in(gap);
      }
    }
  }

  /// Comments on lines of their own that follow each other without anything between form a run.
  void fold_comments_in(base::TextRange gap) {
    std::optional<base::TextRange> run;
    std::uint32_t last_line = 0;
    bool is_import_run = false;
    for (const base::TextRange comment : CommentsIn(tree_.text(), gap)) {
      const std::uint32_t line = lines_.line_of(comment.begin);
      if (!holds_only({lines_.line_start(line), comment.begin}, blanks)) {
        continue;
      }
      const bool is_import = imports(base::slice(tree_.text(), comment));
      if (run && line == last_line + 1 && is_import == is_import_run) {
        run->end = comment.end;
      } else {
        add_run(run, is_import_run);
        run = comment;
      }
      last_line = line;
      is_import_run = is_import;
    }
    add_run(run, is_import_run);
  }

  void add_run(const std::optional<base::TextRange>& run, bool is_import) {
    if (run) {
      add(*run, is_import ? Kind::imports : Kind::comment);
    }
  }

  /// `# import A from "b.graphql"`, `#import "b.graphql"`: the convention of GraphQL bundlers.
  static bool imports(std::string_view comment) {
    comment.remove_prefix(std::min(comment.size(), comment.find_first_not_of("# \t")));
    return comment.starts_with("import ");
  }

  /// What is visible reaches to the end of the first line.
  void add(base::TextRange range, Kind kind) {
    const std::uint32_t first = lines_.line_of(range.begin);
    if (first == lines_.line_of(range.end)) {
      return;
    }
    ranges_.push_back({kind, {lines_.line_range(tree_.text(), first).end, range.end}});
  }

  void keep_longest_of_each_line() {
    std::ranges::sort(ranges_, [](const ide::FoldingRange& left, const ide::FoldingRange& right) {
      return left.range.begin != right.range.begin ? left.range.begin < right.range.begin
                                                   : left.range.end > right.range.end;
    });
    const auto repeated = std::ranges::unique(
        ranges_, {}, [](const ide::FoldingRange& range) { return range.range.begin; });
    ranges_.erase(repeated.begin(), repeated.end());
  }

  const syntax::Tree& tree_;
  const base::LineIndex& lines_;
  std::vector<ide::FoldingRange> ranges_;
};

}  // namespace

std::vector<ide::FoldingRange> folding_ranges(const syntax::Tree& tree,
                                              const base::LineIndex& lines) {
  return Folder(tree, lines).run();
}

}  // namespace troupe::graphql
