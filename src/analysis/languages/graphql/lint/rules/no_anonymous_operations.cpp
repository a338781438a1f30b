#include <string>

#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view words[] = {"query", "mutation", "subscription"};

/// A name after the first field that is selected, and where it goes.
std::optional<Fix> naming_fix(const OperationDefinition& operation) {
  for (const Selection selection : operation.selections()) {
    const auto field = selection.as<Field>();
    if (!field || field->name().empty()) {
      continue;
    }
    const std::string name = in_style(field->response_name(), "PascalCase");
    const base::TextRange first = operation.node().first_token().range();
    const bool is_shorthand = operation.is_shorthand();
    const base::TextOffset at = is_shorthand ? first.begin : first.end;
    return Fix{"Name it \"" + name + "\"",
               {{{at, at}, is_shorthand ? "query " + name + " " : " " + name}},
               false};
  }
  return std::nullopt;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const OperationDefinition operation(node);
  const bool has_name = operation.name_node().has_value();
  if (has_name || !operation.selection_set()) {
    return;
  }
  const auto type = static_cast<std::size_t>(operation.operation_type());
  Finding& finding = walk.report(operation.node().first_token().range(),
                                 "The " + std::string(words[type]) + " has no name.");
  // With a description first, the keyword is not the first token.
  if (auto fix = operation.description() ? std::nullopt : naming_fix(operation)) {
    finding.fixes.push_back(*std::move(fix));
  }
}

constexpr NodeCheck checks[] = {{NodeKind::operation_definition, check}};

}  // namespace

constinit const Rule no_anonymous_operations = {
    .code = "graphql/no-anonymous-operations",
    .summary = "Every operation has a name.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
