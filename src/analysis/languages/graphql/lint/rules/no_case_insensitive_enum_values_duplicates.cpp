#include <algorithm>
#include <string>
#include <unordered_map>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Walk& walk, syntax::NodeRef node) {
  std::unordered_map<std::string, std::string_view> seen;
  for (const EnumValueDefinition value : TypeDefinition(node).values()) {
    std::string key(value.name());
    std::ranges::transform(key, key.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    const auto [first, is_new] = seen.emplace(std::move(key), value.name());
    const auto name = value.name_node();
    if (!is_new && name && first->second != value.name()) {
      walk.report(name->range(), "\"" + std::string(value.name()) + "\" and \"" +
                                     std::string(first->second) +
                                     "\" differ in the case of letters only.");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::enum_type_definition, check},
                                {NodeKind::enum_type_extension, check}};

}  // namespace

constinit const Rule no_case_insensitive_enum_values_duplicates = {
    .code = "graphql/no-case-insensitive-enum-values-duplicates",
    .summary = "The values of an enum differ in more than the case of letters.",
    .is_recommended = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
