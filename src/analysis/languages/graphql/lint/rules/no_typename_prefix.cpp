#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const std::string_view prefix = type.name();
  if (prefix.empty()) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    const auto name = field.name_node();
    if (name && name->text().size() >= prefix.size() &&
        std::ranges::equal(name->text().substr(0, prefix.size()), prefix, {}, lower, lower)) {
      walk.report(name->range(), "Field \"" + std::string(name->text()) +
                                     "\" begins with the name of its type, \"" +
                                     std::string(prefix) + "\".");
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check},
                                {NodeKind::interface_type_definition, check},
                                {NodeKind::interface_type_extension, check}};

}  // namespace

constinit const Rule no_typename_prefix = {
    .code = "graphql/no-typename-prefix",
    .summary = "The names of fields do not repeat the name of their type.",
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
