// Pages that explain rules, one for each and a table of all in README.md, are part of the program:
// what holds for each such folder.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace troupe::testing {

/// A folder of pages. `Rule` has `code`, `summary` and `name()`.
class RulePages {
 public:
  explicit RulePages(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::string read(std::string_view name) const {
    const std::filesystem::path path = folder_ / (std::string(name) + ".md");
    REQUIRE_MESSAGE(std::filesystem::exists(path), path.string());
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  /// The page of a rule, which has to begin with the rule's name and summary.
  template <typename Rule>
  [[nodiscard]] std::string read_checked(const Rule& rule) const {
    std::string page = read(rule.name());
    CHECK(page.starts_with("# " + std::string(rule.name()) + "\n\n" + std::string(rule.summary) +
                           "\n"));
    return page;
  }

  /// The table names every rule with its summary, and there is no page of no rule.
  template <typename Rules>
  void check_table(const Rules& rules) const {
    const std::string table = read("README");
    for (const auto* rule : rules) {
      const std::string name(rule->name());
      CHECK_MESSAGE(table.find("| [" + name + "](" + name + ".md) | " + std::string(rule->summary) +
                               " |") != std::string::npos,
                    name);
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      const std::string name = entry.path().stem().string();
      const bool is_rule =
          std::ranges::any_of(rules, [&name](const auto* rule) { return rule->name() == name; });
      CHECK_MESSAGE((name == "README" || is_rule), name);
    }
  }

 private:
  std::filesystem::path folder_;
};

/// The code block under a heading.
[[nodiscard]] inline std::string block_under(const std::string& page, std::string_view heading) {
  const std::size_t at = page.find("\n## " + std::string(heading) + "\n");
  REQUIRE(at != std::string::npos);
  const std::string fence = "```graphql\n";
  const std::size_t begin = page.find(fence, at) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

/// Rules are in order, and each says what it is.
template <typename Rules>
void check_rules(const Rules& rules) {
  CHECK(std::ranges::is_sorted(rules, {}, [](const auto* rule) { return rule->code; }));
  for (const auto* rule : rules) {
    CAPTURE(rule->code);
    CHECK(rule->code.starts_with("graphql/"));
    CHECK(rule->summary.ends_with("."));
  }
}

}  // namespace troupe::testing
