#include "analysis/syntax/tree_builder.hpp"

#include <string>

#include <doctest/doctest.h>

#include "test/analysis/syntax/tree_invariants.hpp"

using namespace troupe;
using namespace troupe::syntax;

namespace {

constexpr NodeKind root_kind = 1;
constexpr NodeKind sum_kind = 2;
constexpr NodeKind leaf_kind = 3;
constexpr NodeKind group_kind = 4;

/// A tree over `count` one-letter tokens.
Tree make_tree(TreeBuilder& builder, std::uint32_t count) {
  Tree::Data data;
  data.source = base::SourceText(std::string(count, 'a'));
  for (std::uint32_t i = 0; i < count; ++i) {
    data.tokens.add(2, i, i + 1);
  }
  data.tokens.add(end_of_file_token, count, count);
  data.nodes = builder.finish();
  return Tree(std::move(data));
}

std::string shape(NodeRef node) {
  std::string text;
  text += node.kind() == root_kind   ? 'R'
          : node.kind() == sum_kind  ? 'S'
          : node.kind() == leaf_kind ? 'l'
                                     : 'g';
  bool has_children = false;
  for (const NodeRef child : node.children()) {
    text += has_children ? "" : "(";
    has_children = true;
    text += shape(child);
  }
  return has_children ? text + ")" : text;
}

/// a + a + a ... : every operator wraps what came before it.
Tree left_associative(std::uint32_t operators) {
  TreeBuilder builder;
  const auto root = builder.open(root_kind, 0);
  auto left = builder.leaf(leaf_kind, 0, 1);
  for (std::uint32_t i = 0; i < operators; ++i) {
    const auto sum = builder.precede(left, sum_kind);
    builder.leaf(leaf_kind, i + 1, i + 2);
    left = builder.close(sum, i + 2);
  }
  builder.close(root, operators + 2);
  return make_tree(builder, operators + 1);
}

}  // namespace

TEST_CASE("nodes stand in preorder with their subtrees' ends") {
  TreeBuilder builder;
  const auto root = builder.open(root_kind, 0);
  const auto group = builder.open(group_kind, 0);
  builder.leaf(leaf_kind, 0, 1);
  builder.leaf(leaf_kind, 1, 2);
  builder.close(group, 2);
  builder.leaf(leaf_kind, 2, 3);
  builder.close(root, 4);
  const Tree tree = make_tree(builder, 3);
  CHECK(broken_invariant(tree) == "");
  CHECK(shape(tree.root()) == "R(g(ll)l)");
}

TEST_CASE("a node can be wrapped after it was closed") {
  const Tree tree = left_associative(3);
  CHECK(broken_invariant(tree) == "");
  CHECK(shape(tree.root()) == "R(S(S(S(ll)l)l))");
}

TEST_CASE("wrapping stays right when subtrees are too large to be moved") {
  for (const std::uint32_t operators : {30U, 31U, 32U, 33U, 34U, 63U, 64U, 65U, 200U, 5000U}) {
    const Tree tree = left_associative(operators);
    CAPTURE(operators);
    CHECK(broken_invariant(tree) == "");
    REQUIRE(tree.nodes().size() == 2 * operators + 2);
    // From the root down the left side: every sum but the innermost begins with a sum.
    NodeRef node = *tree.root().first_child();
    for (std::uint32_t i = operators; i > 0; --i) {
      REQUIRE(node.kind() == sum_kind);
      REQUIRE(node.range().length() == i + 1);
      node = *node.first_child();
    }
    CHECK(node.kind() == leaf_kind);
  }
}

TEST_CASE("small and large wrappers mix, nested in one another") {
  TreeBuilder builder;
  std::uint32_t token = 0;
  const auto root = builder.open(root_kind, 0);
  for (int round = 0; round < 3; ++round) {
    const auto group = builder.open(group_kind, token);
    auto left = builder.leaf(leaf_kind, token, token + 1);
    ++token;
    for (int i = 0; i < 50; ++i) {
      const auto sum = builder.precede(left, sum_kind);
      // On the right a small wrapper of its own.
      const auto right = builder.leaf(leaf_kind, token, token + 1);
      const auto inner = builder.precede(right, sum_kind);
      builder.leaf(leaf_kind, token + 1, token + 2);
      token += 2;
      builder.close(inner, token);
      left = builder.close(sum, token);
    }
    builder.close(group, token);
  }
  builder.close(root, token + 1);
  const Tree tree = make_tree(builder, token);
  CHECK(broken_invariant(tree) == "");
  CHECK(tree.nodes().size() == 1 + 3 * (1 + 1 + 50 * 4));
  std::string right = "S(ll)";
  std::string expected = "l";
  for (int i = 0; i < 50; ++i) {
    expected = "S(" + expected + right + ")";
  }
  const std::string group = "g(" + expected + ")";
  CHECK(shape(tree.root()) == "R(" + group + group + group + ")");
}

TEST_CASE("an open node can change its kind") {
  TreeBuilder builder;
  const auto root = builder.open(root_kind, 0);
  const auto node = builder.open(sum_kind, 0);
  builder.set_kind(node, group_kind);
  builder.close(node, 1);
  builder.close(root, 2);
  const Tree tree = make_tree(builder, 1);
  CHECK(shape(tree.root()) == "R(g)");
  CHECK(broken_invariant(tree) == "");
}

TEST_CASE("a root that is not closed fails the check") {
  TreeBuilder builder;
  builder.open(root_kind, 0);
  builder.open(group_kind, 0);
  CHECK_THROWS_AS((void)builder.finish(), base::CheckFailed);
}
