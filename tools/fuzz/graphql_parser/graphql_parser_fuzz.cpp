// Any bytes: a tree that keeps its invariants and gives the text back, the same one each time, with
// error nodes only where there is a diagnostic; and every view of it can be asked anything.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "analysis/languages/graphql/syntax/trivia.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

namespace {

using namespace troupe;
using namespace troupe::graphql;

void require(bool holds, const char* what) {
  if (!holds) {
    std::fputs(what, stderr);
    std::abort();
  }
}

void check_nodes(const syntax::Tree& tree) {
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    const syntax::NodeRef node = tree.node({i});
    require(kind_of(node) != NodeKind::error || !tree.diagnostics().empty(),
            "an error node without a diagnostic");
    const syntax::NodeRef found = tree.innermost_node(node.range());
    require(found.is_within(node) || node.range() == found.range() || node.is_root(),
            "a node is not found by its range");
  }
}

void check_comments(const syntax::Tree& tree) {
  for (const syntax::TokenRef token : tree.root().tokens()) {
    for (const base::TextRange comment : CommentsIn(tree.text(), token.gap_before())) {
      require(tree.text()[comment.begin] == '#', "a comment that is none");
    }
  }
}

std::size_t ask_views(const syntax::Tree& tree) {
  std::size_t answers = 0;
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    const syntax::NodeRef node = tree.node({i});
    if (const auto definition = cast<Definition>(node)) {
      answers += definition->name().size() + definition->directives().size();
      answers += definition->description() ? definition->description()->value().size() : 0;
    }
    if (const auto operation = cast<OperationDefinition>(node)) {
      answers += static_cast<std::size_t>(operation->operation_type());
      answers += operation->selections().size() + (operation->is_shorthand() ? 1 : 0);
    }
    if (const auto directive = cast<DirectiveDefinition>(node)) {
      answers += directive->is_repeatable() ? 1 : 0;
    }
    if (const auto type = cast<Type>(node)) {
      answers += type->named() ? type->named()->name().size() : 0;
    }
    if (const auto text = cast<StringValue>(node)) {
      answers += text->value().size();
    }
    if (const auto field = cast<Field>(node)) {
      answers += field->response_name().size() + field->arguments().size();
    }
  }
  return answers;
}

void check_tree(const syntax::Tree& tree) {
  const std::string problem = syntax::broken_invariant(tree);
  require(problem.empty(), problem.c_str());
  check_nodes(tree);
  check_comments(tree);
  (void)ask_views(tree);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::SourceText source(std::string(reinterpret_cast<const char*>(data), size));
  const syntax::Tree tree = parse(source);
  check_tree(tree);
  require(tree == parse(source), "two readings differ");
  check_tree(parse(source, {.depth_limit = 3}));
  check_tree(parse_value(source));
  check_tree(parse_constant_value(source));
  check_tree(parse_type(source));
  return 0;
}
