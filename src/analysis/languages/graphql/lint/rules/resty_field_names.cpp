#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

/// Whether a name is a prefix and a word of its own behind it: `getUser`, and not `getter`.
bool begins_with_word(std::string_view name, std::string_view prefix) {
  return name.size() > prefix.size() && name.starts_with(prefix) &&
         ((name[prefix.size()] >= 'A' && name[prefix.size()] <= 'Z') || name[prefix.size()] == '_');
}

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  if (!walk.root_of(type.name())) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    const auto& prefixes = walk.options().texts("prefixes");
    const auto found = std::ranges::find_if(prefixes, [&](const std::string& prefix) {
      return begins_with_word(field.name(), prefix);
    });
    const auto name = field.name_node();
    if (name && found != prefixes.end()) {
      walk.report(name->range(), "\"" + std::string(field.name()) + "\" begins with \"" + *found +
                                     "\", as in REST: name what is given, not how.");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};
constexpr Option options[] = {
    {"prefixes", Option::Kind::texts, "get list post put patch delete fetch"}};

}  // namespace

constinit const Rule resty_field_names = {
    .code = "graphql/resty-field-names",
    .summary = "The fields of root types are not called as methods of REST are.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
