#include <string>
#include <unordered_set>

#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

using Names = std::unordered_set<std::string_view>;

void report_unused(const Reach& reach, const Names& used, const std::string& where) {
  for (const NameUse& variable : reach.summary().variables) {
    if (!used.contains(variable.name)) {
      reach.report(reach.place(variable.range),
                   "Variable \"$" + variable.name + "\" is never used" + where + ".", {});
    }
  }
}

/// A fragment's own variables are used by the fragment or not at all.
void check_fragment(const Reach& reach) {
  Names used;
  for (const NameUse& use : reach.summary().uses) {
    used.insert(use.name);
  }
  report_unused(reach, used, " in fragment \"" + reach.key().name + "\"");
}

void check_operation(const Reach& reach) {
  Names used;
  const auto add_uses = [&used](const ExecutableSummary& summary) {
    for (const NameUse& use : summary.uses) {
      if (!summary.has_local(use.name)) {
        used.insert(use.name);
      }
    }
  };
  add_uses(reach.summary());
  for (const ReachedFragment& fragment : reach.reached()) {
    const ExecutableSummary& summary = reach.summary_of(fragment.fragment);
    if (summary.is_broken) {
      return;  // What is not understood may use any of them.
    }
    add_uses(summary);
  }
  report_unused(reach, used,
                reach.key().name.empty() ? "" : " in operation \"" + reach.key().name + "\"");
}

void check(const Reach& reach) {
  if (reach.summary().variables.empty() || reach.summary().is_broken) {
    return;
  }
  if (reach.key().space == DefinitionSpace::operation) {
    check_operation(reach);
  } else {
    check_fragment(reach);
  }
}

}  // namespace

constinit const Rule no_unused_variables = {
    .code = "graphql/no-unused-variables",
    .summary = "Every variable that an operation defines is used, by itself or in a fragment.",
    .reach = check,
};

}  // namespace troupe::graphql
