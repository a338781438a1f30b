#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// The same text as a literal of the other kind; empty where that cannot hold it.
std::string converted(const std::string& value, bool to_block) {
  if (to_block) {
    const bool is_plain = value.find("\"\"\"") == std::string::npos && !value.ends_with('"') &&
                          !value.ends_with('\\') && !value.empty() && value.front() != ' ';
    return is_plain ? "\"\"\"" + value + "\"\"\"" : std::string();
  }
  std::string text = "\"";
  for (const char c : value) {
    if (c == '\n' || c == '\r') {
      return {};
    }
    if (c == '"' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text + "\"";
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Description description(node);
  const bool wants_block = walk.options().text("style") == "block";
  if (description.is_block() == wants_block) {
    return;
  }
  Finding& finding =
      walk.report(node.range(), wants_block ? "Write descriptions as blocks: \"\"\"...\"\"\"."
                                            : "Write descriptions as strings: \"...\".");
  if (std::string text = converted(description.value(), wants_block); !text.empty()) {
    finding.fixes.push_back({wants_block ? "Make it a block" : "Make it a string",
                             {{node.range(), std::move(text)}},
                             true});
  }
}

constexpr NodeCheck checks[] = {{NodeKind::description, check}};
constexpr Option options[] = {{"style", Option::Kind::text, "block", "block inline"}};

}  // namespace

constinit const Rule description_style = {
    .code = "graphql/description-style",
    .summary = "Descriptions are written in one way: as blocks, or as strings.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
