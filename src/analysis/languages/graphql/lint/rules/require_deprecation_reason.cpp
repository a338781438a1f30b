#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

bool gives_reason(const Argument& argument) {
  if (argument.name() != "reason") {
    return false;
  }
  const auto value = argument.value();
  const auto text = value ? value->as<StringValue>() : std::nullopt;
  return !value || !text || text->value().find_first_not_of(" \t\r\n") != std::string::npos;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  if (directive.name() != "deprecated") {
    return;
  }
  for (const Argument argument : directive.arguments()) {
    if (gives_reason(argument)) {
      return;
    }
  }
  walk.report(node.range(),
              "Say why it is deprecated, and what to use instead: "
              "@deprecated(reason: \"...\").");
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule require_deprecation_reason = {
    .code = "graphql/require-deprecation-reason",
    .summary = "Every @deprecated says why.",
    .is_recommended = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
