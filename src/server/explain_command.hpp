// `troupe explain`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/command_line.hpp"

namespace troupe::server {

/// Prints what the documentation says about a rule. Returns the exit code: 2 when there is no such
/// rule.
[[nodiscard]] int run_explain(const ExplainCommand& command);

/// A page of the documentation, built into the program.
struct Page {
  std::string_view name;  ///< of the rule: "no-deprecated"
  std::string_view text;  ///< Markdown
};
/// Those of all rules, sorted by name; made from docs/lint and docs/rules when Troupe is built.
[[nodiscard]] std::span<const Page> rule_pages();

/// The page that a rule's name means, however its prefix and words are spelled; null when there is
/// none.
[[nodiscard]] const Page* find_page(std::string_view rule);

/// Markdown as a terminal shows it: code is indented, links lose their targets.
[[nodiscard]] std::string terminal_text(std::string_view markdown, bool colors);

}  // namespace troupe::server
