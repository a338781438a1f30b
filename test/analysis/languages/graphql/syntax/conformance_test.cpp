#include <map>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/lexer.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/analysis/languages/graphql/syntax/reference_cases.hpp"
#include "test/analysis/syntax/tree_invariants.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

syntax::Tree parse_like(const reference::Case& example) {
  const base::SourceText source(example.source);
  if (example.function == "parseValue") {
    return parse_value(source);
  }
  if (example.function == "parseConstValue") {
    return parse_constant_value(source);
  }
  return example.function == "parseType" ? parse_type(source) : parse(source);
}

void check_error(const reference::Case& example, const syntax::SyntaxDiagnostic* first) {
  REQUIRE((first != nullptr) == example.error.has_value());
  if (first != nullptr) {
    const reference::Error ours = reference::error_of(*first, example.source);
    CHECK(ours.message == example.error->message);
    CHECK(ours.line == example.error->line);
    CHECK(ours.column == example.error->column);
    CHECK(ours.offset == example.error->offset);
  }
}

void check_tokens(const reference::Case& example) {
  const Tokens tokens = lex(example.source);
  check_error(example, tokens.errors.empty() ? nullptr : &tokens.errors.front().diagnostic);
  CHECK(reference::outline_of_tokens(example.source) == example.outline);
}

void check_tree(const reference::Case& example) {
  const syntax::Tree tree = parse_like(example);
  CHECK(syntax::broken_invariant(tree) == "");
  check_error(example, tree.diagnostics().empty() ? nullptr : tree.diagnostics().data());
  if (!example.has_tree) {
    return;
  }
  std::vector<std::string> ours = reference::outline_of(tree, example.has_locations);
  if (example.function != "parse") {
    ours.erase(ours.begin());  // a value or type alone has no document around it there
  }
  CHECK(ours == example.outline);
}

}  // namespace

// Two cases are decided otherwise, on purpose: they ask for at most so many tokens, and Troupe
// limits the size of files and the depth of nesting instead.
TEST_CASE("every recorded case of the reference implementation is decided alike") {
  const std::vector<reference::Case> cases = reference::load_cases();
  if (cases.empty()) {
    MESSAGE("skipped: TROUPE_CONFORMANCE is not set");
    return;
  }
  std::map<std::string, int> checked;
  int without_limit = 0;
  int trees = 0;
  for (reference::Case example : cases) {
    CAPTURE(example.id);
    CAPTURE(example.source);
    if (example.needs_token_limit && example.error) {
      ++without_limit;
      example.error.reset();
    }
    if (example.function == "lex") {
      check_tokens(example);
    } else {
      check_tree(example);
    }
    trees += example.has_tree ? 1 : 0;
    ++checked[example.function];
  }
  CHECK(without_limit == 2);
  CHECK(trees >= 40);
  for (const char* function : {"lex", "parse", "parseValue", "parseConstValue", "parseType"}) {
    CAPTURE(function);
    CHECK(checked[function] > 0);
  }
  MESSAGE("cases checked: " << cases.size());
}
