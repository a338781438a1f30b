#include "analysis/syntax/tree.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/syntax/tree_builder.hpp"
#include "base/check.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

using namespace troupe;
using namespace troupe::syntax;

namespace {

constexpr NodeKind root_kind = 1;
constexpr NodeKind list_kind = 2;
constexpr NodeKind word_kind = 3;
constexpr TokenKind word = 2;
constexpr TokenKind open_bracket = 3;
constexpr TokenKind close_bracket = 4;

/// `(ab c)` and words, nested: one list node for each pair, one word node for each word.
class ListParser {
 public:
  explicit ListParser(std::string text) { data_.source = base::SourceText(std::move(text)); }

  Tree parse() {
    lex(data_.source.view());
    const auto root = builder_.open(root_kind, 0);
    while (at_ + 1 < data_.tokens.size()) {
      item();
    }
    builder_.close(root, at_ + 1);
    data_.nodes = builder_.finish();
    return Tree(std::move(data_));
  }

 private:
  void lex(std::string_view text) {
    base::TextOffset at = 0;
    while (at < text.size()) {
      const base::TextOffset begin = at;
      if (text[at] == ' ') {
        ++at;
      } else if (text[at] == '(' || text[at] == ')') {
        ++at;
        data_.tokens.add(text[begin] == '(' ? open_bracket : close_bracket, begin, at);
      } else {
        while (at < text.size() && text[at] >= 'a') ++at;
        data_.tokens.add(word, begin, at);
      }
    }
    data_.tokens.add(end_of_file_token, at, at);
  }
  void item() {
    if (data_.tokens.kind({at_}) == word) {
      builder_.leaf(word_kind, at_, at_ + 1);
      ++at_;
      return;
    }
    const auto list = builder_.open(list_kind, at_++);
    while (data_.tokens.kind({at_}) != close_bracket) {
      item();
    }
    builder_.close(list, ++at_);
  }

  Tree::Data data_;
  TreeBuilder builder_;
  std::uint32_t at_ = 0;
};

Tree parse(std::string text) {
  return ListParser(std::move(text)).parse();
}

}  // namespace

TEST_CASE("an empty tree has a root and nothing else") {
  const Tree tree;
  CHECK(broken_invariant(tree) == "");
  CHECK(tree.root().is_root());
  CHECK(!tree.root().first_child());
  CHECK(!tree.root().parent());
  CHECK(tree.root().range() == base::TextRange{0, 0});
  CHECK(tree == Tree());
}

TEST_CASE("one step in any direction from a node") {
  const Tree tree = parse("a (b (c) d) e");
  REQUIRE(broken_invariant(tree) == "");
  const NodeRef a = *tree.root().first_child();
  CHECK(a.text() == "a");
  const NodeRef list = *a.next_sibling();
  CHECK(list.text() == "(b (c) d)");
  CHECK(*list.parent() == tree.root());
  CHECK(list.first_child()->text() == "b");
  CHECK(list.first_child()->next_sibling()->text() == "(c)");
  CHECK(!list.next_sibling()->next_sibling());
  CHECK(!list.next_sibling()->first_child());
  std::vector<std::string> texts;
  for (const NodeRef child : list.children()) texts.emplace_back(child.text());
  CHECK(texts == std::vector<std::string>{"b", "(c)", "d"});
  CHECK(list.child(list_kind)->text() == "(c)");
  CHECK(!a.child(list_kind));
  CHECK(list.child(list_kind)->is_within(list));
  CHECK(!a.is_within(list));
  CHECK(list.first_token().text() == "(");
  CHECK(list.last_token().text() == ")");
  CHECK(list.tokens().size() == 7);
}

TEST_CASE("tokens know their neighbours and the gap before them") {
  const Tree tree = parse("  a   b");
  const TokenRef a = tree.token({0});
  CHECK(a.gap_before() == base::TextRange{0, 2});
  CHECK(!a.previous());
  const TokenRef b = *a.next();
  CHECK(b.gap_before() == base::TextRange{3, 6});
  CHECK(*b.previous() == a);
  CHECK(b.next()->kind() == end_of_file_token);
  CHECK(!b.next()->next());
}

TEST_CASE("the token at an offset and the one to its left") {
  const Tree tree = parse(" ab  (c)");
  CHECK(!tree.token_at(0));
  CHECK(tree.token_at(1)->text() == "ab");
  CHECK(tree.token_at(2)->text() == "ab");
  CHECK(!tree.token_at(3));
  CHECK(tree.token_at(6)->text() == "c");
  CHECK(!tree.token_at(8));
  CHECK(!tree.token_at(4000));
  CHECK(!tree.token_left_of(0));
  CHECK(!tree.token_left_of(1));
  CHECK(tree.token_left_of(2)->text() == "ab");
  CHECK(tree.token_left_of(3)->text() == "ab");
  CHECK(tree.token_left_of(5)->text() == "ab");
  CHECK(tree.token_left_of(6)->text() == "(");
  CHECK(tree.token_left_of(8)->text() == ")");
}

TEST_CASE("the innermost node of every range is the smallest that a search of all nodes finds") {
  const Tree tree = parse(" a (b (c dd (e)) ) (f) ((g)h)  i ");
  REQUIRE(broken_invariant(tree) == "");
  const auto size = static_cast<base::TextOffset>(tree.text().size());
  for (base::TextOffset begin = 0; begin <= size; ++begin) {
    for (base::TextOffset end = begin; end <= size; ++end) {
      NodeRef expected = tree.root();
      for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
        const NodeRef node = tree.node({i});
        const bool is_smaller = node.range().length() <= expected.range().length() ||
                                node.range().begin > expected.range().begin;
        if (node.range().contains(base::TextRange{begin, end}) && is_smaller) {
          expected = node;
        }
      }
      CAPTURE(begin);
      CAPTURE(end);
      CHECK(tree.innermost_node({begin, end}).text() == expected.text());
    }
  }
}

TEST_CASE("the innermost node of every token is the smallest that covers it") {
  const Tree tree = parse("a (b (c dd (e)) ) (f) ((g)h)  i");
  for (std::uint32_t token = 0; token < tree.tokens().size(); ++token) {
    NodeRef expected = tree.root();
    for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
      const NodeRecord& node = tree.nodes()[i];
      if (node.first_token <= token && token < node.token_end) {
        expected = tree.node({i});
      }
    }
    CHECK(tree.node_of({token}) == expected);
  }
}

TEST_CASE("trees are equal when their text and shape are") {
  const Tree tree = parse("a (b)");
  const Tree copy = tree;
  CHECK(copy == tree);
  CHECK(parse("a (b)") == tree);
  CHECK(parse("a (c)") != tree);
  CHECK(parse("a  (b)") != tree);
  CHECK(tree.memory_size() > 5 * sizeof(NodeRecord));
}

TEST_CASE("a parent that is sixteen million nodes away is found") {
  // A root with more children than a node can count back to its parent.
  constexpr std::uint32_t count = NodeRecord::parent_distance_limit + 10;
  Tree::Data data;
  data.source = base::SourceText(std::string(count, 'a'));
  TreeBuilder builder;
  data.tokens.reserve(count + 1);
  builder.reserve(count + 2);
  const auto root = builder.open(root_kind, 0);
  const auto list = builder.open(list_kind, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    data.tokens.add(word, i, i + 1);
    builder.leaf(word_kind, i, i + 1);
  }
  builder.close(list, count);
  data.tokens.add(end_of_file_token, count, count);
  builder.close(root, count + 1);
  data.nodes = builder.finish();
  const Tree tree(std::move(data));
  CHECK(tree.node({2}).parent()->index().value == 1);
  CHECK(tree.node({count + 1}).parent()->index().value == 1);
  CHECK(tree.innermost_node({count - 1, count}).index().value == count + 1);
}

TEST_CASE("asking for what is not in the tree fails the check") {
  const Tree tree = parse("a");
  CHECK_THROWS_AS((void)tree.node({99}), base::CheckFailed);
  CHECK_THROWS_AS((void)tree.token({99}), base::CheckFailed);
  CHECK_THROWS_AS((void)Tree(Tree::Data{}), base::CheckFailed);
}
