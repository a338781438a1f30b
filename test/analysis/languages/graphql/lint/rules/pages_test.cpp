// The pages of docs/lint are part of the program: their examples do what they say.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "test/analysis/languages/graphql/lint/core/linting.hpp"

namespace troupe::graphql::lint {
namespace {

namespace fs = std::filesystem;

std::string read_page(const std::string& name) {
  const fs::path path = fs::path(TROUPE_ROOT) / "docs/lint" / (name + ".md");
  REQUIRE_MESSAGE(fs::exists(path), path.string());
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The code block under a heading.
std::string block_under(const std::string& page, std::string_view heading) {
  const std::size_t at = page.find("\n## " + std::string(heading) + "\n");
  REQUIRE(at != std::string::npos);
  const std::string fence = "```graphql\n";
  const std::size_t begin = page.find(fence, at) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
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
    const std::string name(rule->name());
    CAPTURE(name);
    const std::string page = read_page(name);
    CHECK(page.starts_with("# " + name + "\n\n" + std::string(rule->summary) + "\n"));
    CHECK(codes_in(*rule, block_under(page, "Wrong")) == std::set{std::string(rule->code)});
    CHECK(codes_in(*rule, block_under(page, "Right")).empty());
  }
}

TEST_CASE("the page of a lint rule names all its options") {
  for (const Rule* rule : all_rules()) {
    const std::string page = read_page(std::string(rule->name()));
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
  const std::string table = read_page("README");
  for (const Rule* rule : all_rules()) {
    const std::string name(rule->name());
    CHECK_MESSAGE(table.find("| [" + name + "](" + name + ".md) | " + std::string(rule->summary) +
                             " |") != std::string::npos,
                  name);
  }
  for (const auto& entry : fs::directory_iterator(fs::path(TROUPE_ROOT) / "docs/lint")) {
    const std::string name = entry.path().stem().string();
    CHECK_MESSAGE((name == "README" || find_rule(name) != nullptr), name);
  }
}

TEST_CASE("the table of lint rules is sorted and says everything about each") {
  CHECK(std::ranges::is_sorted(all_rules(), {}, [](const Rule* rule) { return rule->code; }));
  for (const Rule* rule : all_rules()) {
    CAPTURE(rule->code);
    CHECK(rule->code.starts_with("graphql/"));
    CHECK(rule->summary.ends_with("."));
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
