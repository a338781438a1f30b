// The pages of docs/rules are part of the program: their examples do what they say.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "test/analysis/languages/graphql/schema/workspace.hpp"

namespace troupe::graphql {
namespace {

namespace fs = std::filesystem;

std::string read_page(const std::string& name) {
  const fs::path path = fs::path(TROUPE_ROOT) / "docs/rules" / (name + ".md");
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
    const std::string name(rule->name());
    CAPTURE(name);
    const std::string page = read_page(name);
    CHECK(page.starts_with("# " + name + "\n\n" + std::string(rule->summary) + "\n"));
    const bool is_document = page.find("`documents: page.graphql`") != std::string::npos;
    CHECK(codes_in(block_under(page, "Wrong"), is_document) == std::set{std::string(rule->code)});
    CHECK(codes_in(block_under(page, "Right"), is_document).empty());
  }
}

TEST_CASE("the table of rules names every rule with its summary, and every page is a rule's") {
  const std::string table = read_page("README");
  for (const Rule* rule : all_rules()) {
    const std::string name(rule->name());
    CHECK_MESSAGE(table.find("| [" + name + "](" + name + ".md) | " + std::string(rule->summary) +
                             " |") != std::string::npos,
                  name);
  }
  for (const auto& entry : fs::directory_iterator(fs::path(TROUPE_ROOT) / "docs/rules")) {
    const std::string name = entry.path().stem().string();
    CHECK_MESSAGE((name == "README" || find_rule("graphql/" + name) != nullptr), name);
  }
}

TEST_CASE("the table of rules is sorted and says everything about each") {
  CHECK(std::ranges::is_sorted(all_rules(), {}, [](const Rule* rule) { return rule->code; }));
  for (const Rule* rule : all_rules()) {
    CHECK(rule->code.starts_with("graphql/"));
    CHECK(rule->summary.ends_with("."));
    CHECK((!rule->nodes.empty() || rule->reach != nullptr || rule->type != nullptr));
    CHECK(find_rule(rule->code) == rule);
  }
  CHECK(find_rule("graphql/nothing") == nullptr);
}

}  // namespace
}  // namespace troupe::graphql
