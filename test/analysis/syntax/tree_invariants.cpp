#include "test/analysis/syntax/tree_invariants.hpp"

#include <cstdint>
#include <vector>

namespace troupe::syntax {

namespace {

std::string at_node(const char* what, std::uint32_t node) {
  return std::string(what) + " at node " + std::to_string(node);
}

std::string broken_token_invariant(const Tree& tree) {
  const TokenList& tokens = tree.tokens();
  if (tokens.size() == 0 || tokens.kind({tokens.size() - 1}) != end_of_file_token) {
    return "the last token is not the end of file";
  }
  base::TextOffset end = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const base::TextRange range = tokens.range({i});
    if (range.begin < end || range.end < range.begin) {
      return "tokens overlap at " + std::to_string(i);
    }
    if (range.empty() && i + 1 != tokens.size()) {
      return "an empty token at " + std::to_string(i);
    }
    end = range.end;
  }
  return end == tree.text().size() ? "" : "the last token is not at the end of the text";
}

std::string broken_node_invariant(const Tree& tree) {
  const std::vector<NodeRecord>& nodes = tree.nodes();
  const NodeRecord& root = nodes.front();
  if (root.first_token != 0 || root.token_end != tree.tokens().size() ||
      root.subtree_end != nodes.size()) {
    return "the root does not cover everything";
  }
  std::vector<std::uint32_t> ancestors = {0};
  std::uint32_t covered = 0;  // tokens before this one belong to an earlier sibling
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    while (nodes[ancestors.back()].subtree_end <= i) {
      covered = nodes[ancestors.back()].token_end;
      ancestors.pop_back();
    }
    const NodeRecord& node = nodes[i];
    const NodeRecord& parent = nodes[ancestors.back()];
    if (node.subtree_end <= i || node.subtree_end > parent.subtree_end) {
      return at_node("a subtree leaves its parent's", i);
    }
    if (node.first_token >= node.token_end) {
      return at_node("no tokens", i);
    }
    if (node.first_token < parent.first_token || node.token_end > parent.token_end) {
      return at_node("tokens outside the parent's", i);
    }
    if (nodes[i - 1].subtree_end == i && node.first_token < covered) {
      return at_node("siblings overlap", i);
    }
    const auto above = tree.node({i}).parent();
    if (!above || above->index().value != ancestors.back()) {
      return at_node("the parent is not the parent", i);
    }
    ancestors.push_back(i);
    if (node.subtree_end == i + 1) {
      covered = node.token_end;
    }
  }
  return "";
}

}  // namespace

std::string broken_invariant(const Tree& tree) {
  if (tree.nodes().empty()) {
    return "there is no root";
  }
  std::string problem = broken_token_invariant(tree);
  if (problem.empty()) {
    problem = broken_node_invariant(tree);
  }
  if (problem.empty() && reassembled(tree) != tree.text()) {
    problem = "tokens and gaps are not the text";
  }
  for (const SyntaxDiagnostic& diagnostic : tree.diagnostics()) {
    if (diagnostic.range.begin > diagnostic.range.end ||
        diagnostic.range.end > tree.text().size()) {
      problem = "a diagnostic lies outside the text";
    }
  }
  return problem;
}

std::string reassembled(const Tree& tree) {
  std::string text;
  for (std::uint32_t i = 0; i < tree.tokens().size(); ++i) {
    const TokenRef token = tree.token({i});
    text += base::slice(tree.text(), token.gap_before());
    text += token.text();
  }
  return text;
}

}  // namespace troupe::syntax
