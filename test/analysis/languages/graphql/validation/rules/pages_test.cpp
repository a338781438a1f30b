// The pages of docs/rules are part of the program: their examples do what they say.
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"
#include "test/support/rule_pages.hpp"

namespace troupe::graphql {
namespace {

testing::RulePages pages() {
  return testing::RulePages(TROUPE_ROOT "/docs/rules");
}

/// Without a configuration a page is schema and document at once. One says that it is a document.
std::set<std::string> codes_in(const std::string& text, bool is_document) {
  Texts texts{{"/w/page.graphql", text}};
  if (is_document) {
    texts["/w/.graphqlrc.yml"] = "documents: page.graphql\n";
  }
  const TestWorkspace workspace(std::move(texts));
  std::set<std::string> codes;
  for (const ide::Diagnostic& diagnostic : workspace.diagnostics("/w/page.graphql")) {
    codes.insert(diagnostic.code);
  }
  return codes;
}

TEST_CASE("every rule has a page with an example that breaks it and one that does not") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->code);
    const std::string page = pages().read_checked(*rule);
    const bool is_document = page.find("`documents: page.graphql`") != std::string::npos;
    CHECK(codes_in(testing::block_under(page, "Wrong"), is_document) ==
          std::set{std::string(rule->code)});
    CHECK(codes_in(testing::block_under(page, "Right"), is_document).empty());
  }
}

TEST_CASE("the table of rules names every rule with its summary, and every page is a rule's") {
  pages().check_table(all_rules());
}

TEST_CASE("the table of rules is sorted and says everything about each") {
  testing::check_rules(all_rules());
  for (const Rule* rule : all_rules()) {
    CHECK((!rule->nodes.empty() || rule->reach != nullptr || rule->type != nullptr));
    CHECK(find_rule(rule->code) == rule);
  }
  CHECK(find_rule("graphql/nothing") == nullptr);
}

}  // namespace
}  // namespace troupe::graphql
