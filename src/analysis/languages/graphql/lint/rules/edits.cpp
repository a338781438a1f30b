#include "analysis/languages/graphql/lint/rules/edits.hpp"

#include <string_view>

namespace troupe::graphql::lint {

ide::TextEdit removal_of(const syntax::Tree& tree, syntax::NodeRef node) {
  const base::TextRange range = node.range();
  const base::TextRange gap = node.first_token().gap_before();
  base::TextOffset begin = range.begin;
  const std::string_view blanks = " \t\r\n,";
  while (begin > gap.begin && blanks.find(tree.text()[begin - 1]) != std::string_view::npos) {
    --begin;
  }
  // A comment ends with its line: the line has to stay.
  const bool follows_comment = begin != gap.begin;
  return {follows_comment ? range : base::TextRange{begin, range.end}, ""};
}

bool have_same_tokens(syntax::NodeRef left, syntax::NodeRef right) {
  if (left.tokens().size() != right.tokens().size()) {
    return false;
  }
  auto other = right.tokens().begin();
  for (const syntax::TokenRef token : left.tokens()) {
    if (token.kind() != (*other).kind() || token.text() != (*other).text()) {
      return false;
    }
    ++other;
  }
  return true;
}

}  // namespace troupe::graphql::lint
