#include <algorithm>
#include <string>
#include <unordered_set>

#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Reach& reach) {
  const ExecutableSummary& operation = reach.summary();
  if (reach.key().space != DefinitionSpace::operation || operation.variables.empty() ||
      operation.is_broken) {
    return;
  }
  std::unordered_set<std::string_view> used;
  const auto add_uses = [&used](const ExecutableSummary& summary) {
    for (const NameUse& use : summary.uses) {
      used.insert(use.name);
    }
  };
  add_uses(operation);
  for (const ReachedFragment& fragment : reach.reached()) {
    const ExecutableSummary& summary = reach.summary_of(fragment.fragment);
    if (summary.is_broken) {
      return;  // What is not understood may use any of them.
    }
    add_uses(summary);
  }
  const std::string in =
      reach.key().name.empty() ? "" : " in operation \"" + reach.key().name + "\"";
  for (const NameUse& variable : operation.variables) {
    if (!used.contains(variable.name)) {
      reach.report(reach.place(variable.range),
                   "Variable \"$" + variable.name + "\" is never used" + in + ".", {});
    }
  }
}

}  // namespace

constinit const Rule no_unused_variables = {
    .code = "graphql/no-unused-variables",
    .summary = "Every variable that an operation defines is used, by itself or in a fragment.",
    .reach = check,
};

}  // namespace troupe::graphql
