#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"

namespace troupe::graphql::lint {
namespace {

/// The comments right above something, with no empty line between: empty where there are none.
struct CommentBlock {
  base::TextRange range;
  std::string text;  ///< without `#`, lines as they are
};

std::size_t line_ends(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

CommentBlock block_above(const syntax::Tree& tree, syntax::NodeRef node) {
  CommentBlock block;
  const base::TextRange gap = node.first_token().gap_before();
  for (const base::TextRange comment : CommentsIn(tree.text(), gap)) {
    const base::TextRange between = {block.text.empty() ? gap.begin : block.range.end,
                                     comment.begin};
    const std::size_t breaks = line_ends(base::slice(tree.text(), between));
    if (block.text.empty() && breaks == 0 && gap.begin != 0) {
      continue;  // Behind something else on its line.
    }
    if (breaks > 1 || block.text.empty()) {
      block = {comment, {}};
    }
    std::string_view text = base::slice(tree.text(), comment).substr(1);
    text.remove_prefix(text.starts_with(' ') ? 1 : 0);
    block.range.end = comment.end;
    block.text.append(text).append("\n");
  }
  const base::TextRange rest = {block.range.end, gap.end};
  return line_ends(base::slice(tree.text(), rest)) == 1 ? block : CommentBlock();
}

/// Words for tools, and no description.
bool is_for_tools(std::string_view text) {
  const std::string_view words[] = {
      "import ", "eslint", "troupe-ignore", "prettier-ignore", "TODO",     "FIXME",
      "@",       "---",    "===",           "region",          "endregion"};
  return std::ranges::any_of(words,
                             [text](std::string_view word) { return text.starts_with(word); });
}

template <typename Look>
void check_node(const Look& look, const syntax::Tree& tree, syntax::NodeRef node) {
  const CommentBlock block = block_above(tree, node);
  if (block.text.empty() || is_for_tools(block.text) ||
      block.text.find("\"\"\"") != std::string::npos) {
    return;
  }
  Finding& finding = look.report(
      block.range, "Clients do not see comments: write \"\"\"...\"\"\" to describe what follows.");
  const std::string_view line = tree.text().substr(0, block.range.begin);
  const std::size_t begin = line.rfind('\n') == std::string_view::npos ? 0 : line.rfind('\n') + 1;
  const std::string indent(line.substr(begin));
  std::string text = "\"\"\"\n";
  for (std::string_view rest = block.text; !rest.empty();) {
    const std::string_view one = rest.substr(0, rest.find('\n'));
    text.append(one.empty() ? "" : indent).append(one).append("\n");
    rest.remove_prefix(one.size() + 1);
  }
  text.append(indent).append("\"\"\"");
  finding.fixes.push_back({"Make it a description", {{block.range, std::move(text)}}, false});
}

template <typename View>
void check_member(const Walk& walk, syntax::NodeRef node) {
  if (!View(node).description()) {
    check_node(walk, walk.tree(), node);
  }
}

/// What stands above a definition is not part of its own text.
void check_file(const FileLook& look) {
  const DefinitionTable& table = look.definitions();
  for (const DefinitionEntry& entry : table.all()) {
    const Definition definition(table.node(entry));
    if (!definition.is_executable() && !definition.is_extension() && !definition.description()) {
      check_node(look, table.tree(), definition.node());
    }
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::field_definition, check_member<FieldDefinition>},
    {NodeKind::input_value_definition, check_member<InputValueDefinition>},
    {NodeKind::enum_value_definition, check_member<EnumValueDefinition>}};

}  // namespace

constinit const Rule no_hashtag_description = {
    .code = "graphql/no-hashtag-description",
    .summary = "Descriptions are written as such, not as comments.",
    .nodes = checks,
    .file = check_file,
};

}  // namespace troupe::graphql::lint
