// The pages of docs/lint are part of the program: their examples do what they say.
#include <algorithm>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "test/analysis/languages/graphql/lint/core/linting.hpp"
#include "test/support/rule_pages.hpp"

namespace troupe::graphql::lint {
namespace {

testing::RulePages pages() {
  return testing::RulePages(TROUPE_ROOT "/docs/lint");
}

/// The files of an example: a line `# file: NAME` begins another one.
Texts files_of(const std::string& block) {
  const std::string mark = "# file: ";
  Texts texts;
  std::string path = "/w/page.graphql";
  for (std::size_t from = 0; from < block.size();) {
    const std::size_t end = std::min(block.find('\n', from), block.size());
    const std::string line = block.substr(from, end - from);
    if (line.starts_with(mark)) {
      path = "/w/" + line.substr(mark.size());
    } else {
      texts[path] += line + "\n";
    }
    from = end + 1;
  }
  return texts;
}

/// The codes of one rule's findings in all files of an example, and of syntax errors.
std::set<std::string> codes_in(const Rule& rule, const std::string& block) {
  Texts texts = files_of(block);
  texts["/w/troupe.yaml"] =
      "lint: {extends: none, rules: {" + std::string(rule.name()) + ": error}}";
  const TestWorkspace workspace(texts);
  std::set<std::string> codes;
  for (const auto& [path, text] : texts) {
    for (const ide::Diagnostic& diagnostic : linted(workspace, path)) {
      codes.insert(diagnostic.code);
    }
    if (path.ends_with(".graphql")) {
      for (const ide::Diagnostic& diagnostic : workspace.diagnostics(path)) {
        if (diagnostic.code == "graphql/syntax") {
          codes.insert(diagnostic.code);
        }
      }
    }
  }
  return codes;
}

TEST_CASE("every lint rule has a page with an example that breaks it and one that does not") {
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->code);
    const std::string page = pages().read_checked(*rule);
    CHECK(codes_in(*rule, testing::block_under(page, "Wrong")) ==
          std::set{std::string(rule->code)});
    CHECK(codes_in(*rule, testing::block_under(page, "Right")).empty());
  }
}

TEST_CASE("the page of a lint rule names all its options") {
  for (const Rule* rule : all_rules()) {
    const std::string page = pages().read(rule->name());
    for (const Option& option : rule->options) {
      if (option.kind == Option::Kind::naming || option.name.ends_with("TypeDefinition")) {
        continue;  // Named by their kind.
      }
      const std::string name(option.name.substr(0, option.name.find('.')));
      CHECK_MESSAGE(page.find("`" + name) != std::string::npos, rule->name(), ": ", name);
    }
    CHECK((page.find("On by default") != std::string::npos) == rule->is_recommended);
  }
}

TEST_CASE("the table of lint rules names every rule with its summary, and every page is a rule's") {
  pages().check_table(all_rules());
}

TEST_CASE("the table of lint rules is sorted and says everything about each") {
  testing::check_rules(all_rules());
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->code);
    CHECK((!rule->nodes.empty() || rule->wide != nullptr || rule->file != nullptr));
    CHECK(find_rule(rule->name()) == rule);
    CHECK(find_rule("@graphql-eslint/" + std::string(rule->name())) == rule);
  }
}

TEST_CASE("rules are found by the names that other tools have for them") {
  CHECK(find_rule("require-id-when-available") == find_rule("require-selections"));
  CHECK(find_rule("noDeprecated") == find_rule("no-deprecated"));
  CHECK(find_rule("unused-fields") == find_rule("no-unused-fields"));
  CHECK(find_rule("nothing") == nullptr);
  CHECK(is_validation_rule("@graphql-eslint/known-type-names"));
  CHECK(is_validation_rule("no-fragment-cycles"));
  CHECK_FALSE(is_validation_rule("no-deprecated"));
}

}  // namespace
}  // namespace troupe::graphql::lint
