// Unlike arguments, each repetition is reported by itself, beside the first.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  std::unordered_map<std::string_view, base::TextRange> seen;
  for (const ObjectField field : ObjectValue(node).fields()) {
    const std::optional<Name> name = field.name_node();
    if (!name || field.name().empty()) {
      continue;
    }
    const auto [first, is_new] = seen.emplace(field.name(), name->range());
    if (!is_new) {
      walk.report(first->second,
                  "There can be only one input field named \"" + std::string(field.name()) + "\".",
                  {{walk.place(name->range()), "again here"}});
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_value, check}};

}  // namespace

constinit const Rule unique_input_field_names = {
    .code = "graphql/unique-input-field-names",
    .summary = "An object value gives a field once.",
    .nodes = checks,
};

}  // namespace troupe::graphql
