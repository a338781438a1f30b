#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/suggestions.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/field_coordinate.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const Walk& walk, const Argument& argument, const std::string& owner,
            const std::vector<InputValueShape>& known) {
  const auto name_node = argument.name_node();
  if (!name_node) {
    return;
  }
  std::vector<std::string_view> names;
  names.reserve(known.size());
  for (const InputValueShape& value : known) {
    names.push_back(value.name);
  }
  walk.report(name_node->range(), "Unknown argument \"" + std::string(argument.name()) + "\" on " +
                                      owner + "." +
                                      did_you_mean(suggestion_list(argument.name(), names)));
}

/// Whether a directive is one of Relay's, whose arguments are those of a fragment.
bool takes_any_argument(const DirectiveShape& directive) {
  return directive.arguments.empty() &&
         (directive.name == "arguments" || directive.name == "argumentDefinitions");
}

/// Arguments of directives, fields and fragments alike; `state` knows which it is.
void check(const Walk& walk, syntax::NodeRef node) {
  const Argument argument(node);
  const TypeState& state = walk.state();
  if (state.argument != nullptr || argument.name().empty()) {
    return;
  }
  if (state.is_in_directive) {
    if (state.directive != nullptr && !takes_any_argument(*state.directive)) {
      report(walk, argument, "directive \"@" + std::string(state.directive->name) + "\"",
             state.directive->arguments);
    }
  } else if (state.fragment != nullptr) {
    report(walk, argument, "fragment \"" + std::string(state.fragment->name) + "\"",
           state.fragment->arguments);
  } else if (state.field != nullptr) {
    report(walk, argument, "field \"" + field_coordinate(state) + "\"", state.field->arguments);
  }
}

constexpr NodeCheck checks[] = {{NodeKind::argument, check}};

}  // namespace

constinit const Rule known_argument_names = {
    .code = "graphql/known-argument-names",
    .summary = "Every argument that is given to a field or directive is defined there.",
    .nodes = checks,
};

}  // namespace troupe::graphql
