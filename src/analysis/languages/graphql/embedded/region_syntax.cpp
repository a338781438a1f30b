// Trees are flat, so putting them side by side is adding numbers: offsets move by where the region
// begins, tokens and nodes by how many came before. The root's children are the definitions of all
// regions.
#include "analysis/languages/graphql/embedded/region_syntax.hpp"

#include <algorithm>
#include <utility>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

using syntax::NodeRecord;
using syntax::Tree;

/// Adds up trees. What is added keeps its order.
class TreeJoiner {
 public:
  /// Adds the tokens [first, end) and the nodes [first_node, node_end) of `tree`, which are whole
  /// children of its root; offsets move by `shift`.
  void add(const Tree& tree, std::uint32_t first, std::uint32_t end, std::uint32_t first_node,
           std::uint32_t node_end, base::TextOffset shift) {
    const auto token_base = static_cast<std::uint32_t>(tokens_.size());
    for (std::uint32_t i = first; i < end; ++i) {
      const base::TextRange range = tree.tokens().range(syntax::TokenIndex{i});
      tokens_.add(tree.tokens().kind(syntax::TokenIndex{i}), range.begin + shift,
                  range.end + shift);
    }
    const auto node_base = static_cast<std::uint32_t>(nodes_.size());
    for (std::uint32_t i = first_node; i < node_end; ++i) {
      NodeRecord node = tree.nodes()[i];
      const std::uint32_t index = i - first_node + node_base;
      std::uint32_t distance = node.parent_distance();
      if (tree.node(syntax::NodeIndex{i}).parent()->is_root()) {
        distance = std::min(index, NodeRecord::parent_distance_limit);
      }
      node.first_token = std::min(node.first_token, end) - first + token_base;
      node.token_end = std::min(node.token_end, end) - first + token_base;
      node.subtree_end = node.subtree_end - first_node + node_base;
      node.kind_and_parent = node.kind() | (distance << 8U);
      nodes_.push_back(node);
    }
  }

  Tree finish(base::SourceText source, std::vector<syntax::SyntaxDiagnostic> diagnostics) {
    const auto end = static_cast<base::TextOffset>(source.size());
    tokens_.add(syntax::end_of_file_token, end, end);
    nodes_.front() = {0, tokens_.size(), static_cast<std::uint32_t>(nodes_.size()),
                      static_cast<std::uint32_t>(NodeKind::document)};
    return Tree({.source = std::move(source),
                 .text = {},
                 .tokens = std::move(tokens_),
                 .nodes = std::move(nodes_),
                 .diagnostics = std::move(diagnostics)});
  }

 private:
  syntax::TokenList tokens_;
  std::vector<NodeRecord> nodes_ = std::vector<NodeRecord>(1);
};

/// The range of the text that a mistake at `offset` may have to do with: from the begin of the
/// definition that it is in or behind.
base::TextOffset definition_begin(const Tree& tree, base::TextOffset offset) {
  base::TextOffset begin = 0;
  for (const syntax::NodeRef child : tree.root().children()) {
    if (child.kind() != syntax::error_node && child.range().begin <= offset) {
      begin = child.range().begin;
    }
  }
  return begin;
}

/// Whether a placeholder stands before the mistake, or in it, and in the same definition: then it
/// may well be the placeholder's.
bool may_be_due_to_gap(const Tree& tree, const Region& region,
                       const syntax::SyntaxDiagnostic& mistake) {
  const base::TextOffset begin = definition_begin(tree, mistake.range.begin) + region.range.begin;
  const base::TextOffset end = mistake.range.end + region.range.begin;
  return std::ranges::any_of(region.gaps, [&](const Gap& gap) {
    return gap.is_placeholder && gap.range.end >= begin && gap.range.begin <= end;
  });
}

void add_diagnostics(const Tree& tree, const Region& region,
                     std::vector<syntax::SyntaxDiagnostic>& diagnostics) {
  if (tree.tokens().size() == 1) {
    return;  // Nothing but white space and comments: nothing is wrong yet.
  }
  const base::TextOffset shift = region.range.begin;
  for (syntax::SyntaxDiagnostic mistake : tree.diagnostics()) {
    if (may_be_due_to_gap(tree, region, mistake)) {
      continue;
    }
    mistake.range = {mistake.range.begin + shift, mistake.range.end + shift};
    if (mistake.related) {
      base::TextRange& range = mistake.related->range;
      range = {range.begin + shift, range.end + shift};
    }
    diagnostics.push_back(std::move(mistake));
  }
}

}  // namespace

Tree parse_regions(const Embedding& embedding, const ParseOptions& options) {
  TreeJoiner joiner;
  std::vector<syntax::SyntaxDiagnostic> diagnostics;
  for (const Region& region : embedding.regions) {
    const Tree tree = parse(
        base::SourceText(std::string(base::slice(embedding.text.view(), region.range))), options);
    joiner.add(tree, 0, tree.tokens().size() - 1, 1,
               static_cast<std::uint32_t>(tree.nodes().size()), region.range.begin);
    add_diagnostics(tree, region, diagnostics);
  }
  return joiner.finish(embedding.text, std::move(diagnostics));
}

Tree region_tree(const Tree& whole, const Region& region) {
  const auto tokens = whole.tokens().records();
  const auto token_at = [&](base::TextOffset offset) {
    return static_cast<std::uint32_t>(
        std::ranges::lower_bound(tokens, offset, {}, &syntax::Token::begin) - tokens.begin());
  };
  const std::uint32_t last = whole.tokens().size() - 1;
  const std::uint32_t first = std::min(token_at(region.range.begin), last);
  const std::uint32_t end = std::min(token_at(region.range.end), last);
  const auto& nodes = whole.nodes();
  const auto node_at = [&](std::uint32_t token) {
    return static_cast<std::uint32_t>(
        std::lower_bound(nodes.begin() + 1, nodes.end(), token,
                         [](const NodeRecord& node, std::uint32_t wanted) {
                           return node.first_token < wanted;
                         }) -
        nodes.begin());
  };
  TreeJoiner joiner;
  joiner.add(whole, first, end, node_at(first), node_at(end), 0);
  std::vector<syntax::SyntaxDiagnostic> diagnostics;
  for (const syntax::SyntaxDiagnostic& mistake : whole.diagnostics()) {
    if (region.range.contains(mistake.range)) {
      diagnostics.push_back(mistake);
    }
  }
  return joiner.finish(base::SourceText(std::string(whole.text().substr(0, region.range.end))),
                       std::move(diagnostics));
}

}  // namespace troupe::graphql
