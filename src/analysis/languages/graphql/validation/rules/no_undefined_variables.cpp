#include <string>
#include <unordered_set>

#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Reach& reach) {
  if (reach.key().space != DefinitionSpace::operation) {
    return;
  }
  const ExecutableSummary& operation = reach.summary();
  std::unordered_set<std::string_view> defined;
  for (const NameUse& variable : operation.variables) {
    defined.insert(variable.name);
  }
  const std::string by =
      reach.key().name.empty() ? "" : " by operation \"" + reach.key().name + "\"";
  const auto message = [&by](const NameUse& use) {
    return "Variable \"$" + use.name + "\" is not defined" + by + ".";
  };
  const RelatedPlace here{reach.place({0, operation.name.end}), "this operation"};
  for (const NameUse& use : operation.uses) {
    if (!defined.contains(use.name)) {
      reach.report(reach.place(use.range), message(use), {here});
    }
  }
  for (const ReachedFragment& fragment : reach.reached()) {
    const ExecutableSummary& summary = reach.summary_of(fragment.fragment);
    for (const NameUse& use : summary.uses) {
      if (!defined.contains(use.name) && !summary.has_local(use.name)) {
        reach.report(fragment, use.range, message(use), {here});
      }
    }
  }
}

}  // namespace

constinit const Rule no_undefined_variables = {
    .code = "graphql/no-undefined-variables",
    .summary = "Every variable that an operation uses, itself or in a fragment, is defined by it.",
    .reach = check,
};

}  // namespace troupe::graphql
