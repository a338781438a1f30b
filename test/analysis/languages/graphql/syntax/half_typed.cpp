#include "test/analysis/languages/graphql/syntax/half_typed.hpp"

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/kinds.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

namespace troupe::graphql {

namespace {

std::string brief_children(syntax::NodeRef node) {
  std::string text;
  for (const syntax::NodeRef child : node.children()) {
    text += text.empty() ? "" : " ";
    if (kind_of(child) == NodeKind::name) {
      text += child.text();
      continue;
    }
    text += to_string(kind_of(child));
    const std::string inner = brief_children(child);
    text += inner.empty() ? "" : "(" + inner + ")";
  }
  return text;
}

std::vector<std::string> errors_of(const syntax::Tree& tree) {
  constexpr std::string_view prefix = "Syntax Error: ";
  std::vector<std::string> errors;
  for (const syntax::SyntaxDiagnostic& diagnostic : tree.diagnostics()) {
    REQUIRE(diagnostic.message.starts_with(prefix));
    std::string line =
        std::to_string(diagnostic.range.begin) + ": " + diagnostic.message.substr(prefix.size());
    if (diagnostic.related) {
      line += " <- " + std::to_string(diagnostic.related->range.begin);
    }
    errors.push_back(line);
  }
  return errors;
}

}  // namespace

std::string brief(std::string_view text) {
  return brief_children(parse(base::SourceText(std::string(text))).root());
}

void check_half_typed(const std::vector<HalfTyped>& texts) {
  for (const HalfTyped& example : texts) {
    CAPTURE(example.text);
    const syntax::Tree tree = parse(base::SourceText(example.text));
    CHECK(syntax::broken_invariant(tree) == "");
    CHECK(brief_children(tree.root()) == example.understood);
    CHECK(errors_of(tree) == example.errors);
  }
}

}  // namespace troupe::graphql
