// The parts of `lint` and `explain` that touch neither files nor processes, and JUnit's XML.
#include <string>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"
#include "server/explain_command.hpp"
#include "server/fixes.hpp"
#include "test/server/sample_report.hpp"

namespace troupe::server {
namespace {

Command parse(std::initializer_list<std::string> arguments) {
  const std::vector<std::string> list(arguments);
  return parse_command_line(list);
}

TEST_CASE("lint takes what check takes, and more") {
  const Command command = parse({"lint", "--fix", "--max-warnings", "0", "--format=junit", "src"});
  const auto& lint = std::get<CheckCommand>(command);
  CHECK(lint.fix);
  CHECK(lint.max_warnings == 0);
  CHECK(lint.format == OutputFormat::junit);
  CHECK(lint.paths == std::vector<std::string>{"src"});
  const Command check = parse({"check", "src"});
  CHECK_FALSE(std::get<CheckCommand>(check).fix);
  CHECK_FALSE(std::get<CheckCommand>(check).max_warnings.has_value());
  CHECK(std::holds_alternative<UsageError>(parse({"check", "--fix"})));
  CHECK(std::get<ExplainCommand>(parse({"explain", "a"})).rule == "a");
  CHECK(std::holds_alternative<UsageError>(parse({"explain"})));
}

TEST_CASE("every rule of validation and linting has a page to explain it") {
  for (const graphql::lint::Rule* rule : graphql::lint::all_rules()) {
    const Page* page = find_page(rule->name());
    REQUIRE_MESSAGE(page != nullptr, rule->name());
    CHECK(page->name == rule->name());
    CHECK(find_page(rule->code) == page);
  }
  for (const graphql::Rule* rule : graphql::all_rules()) {
    CHECK_MESSAGE(find_page(rule->code) != nullptr, rule->code);
  }
  CHECK(find_page("@graphql-eslint/require-id-when-available") == find_page("require-selections"));
  CHECK(find_page("nothing") == nullptr);
}

TEST_CASE("a page is shown as text: code indented, headings and links without their marks") {
  const std::string markdown =
      "# rule\n\nSee [a page](other.md) and `[x](y)`.\n\n```graphql\na\n```\n";
  CHECK(terminal_text(markdown, false) == "rule\n\nSee a page and `[x](y)`.\n\n    a\n");
  CHECK(terminal_text("# rule\n", true) == "\x1b[1mrule\x1b[0m\n");
}

TEST_CASE("edits are made from front to back, insertions too") {
  const std::vector<ide::TextEdit> edits = {{{0, 1}, "A"}, {{1, 1}, "-"}, {{3, 5}, ""}};
  CHECK(edited("abcdef", edits) == "A-bcf");
  CHECK(edited("abc", {}) == "abc");
}

TEST_CASE("JUnit has a suite for each file, failures for errors and warnings, and counts") {
  const std::string xml = format_junit(sample_report(), in_w());
  CHECK(
      xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<testsuites name=\"troupe\" tests=\"3\" failures=\"2\" errors=\"0\">\n"
                      "  <testsuite name=\"a.x\" tests=\"2\" failures=\"2\" errors=\"0\">\n"
                      "    <testcase classname=\"a.x\" name=\"x/known a.x:2:1\" file=\"a.x\" "
                      "line=\"2\">\n"
                      "      <failure type=\"error\" message=\"No field &quot;nome&quot;.\">"));
  CHECK(xml.find("  <testsuite name=\"sub/b.x\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
                 "    <testcase classname=\"sub/b.x\" name=\"sub/b.x\" file=\"sub/b.x\"/>\n") !=
        std::string::npos);
  CHECK(format_junit({}, in_w()) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"troupe\" tests=\"0\" failures=\"0\" errors=\"0\">\n</testsuites>\n");
}

TEST_CASE("JUnit holds nothing that XML cannot") {
  const std::string xml = format_junit(one_finding("a", {0, 1}, "<&\">\x01\n\x7F"), in_w());
  CHECK(xml.find("&lt;&amp;&quot;&gt;\xEF\xBF\xBD&#10;\xEF\xBF\xBD") != std::string::npos);
  CHECK(xml.find('\x01') == std::string::npos);
}

}  // namespace
}  // namespace troupe::server
