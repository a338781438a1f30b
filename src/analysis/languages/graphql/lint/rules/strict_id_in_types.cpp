#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

bool is_excepted(const Options& options, std::string_view name) {
  return options.has("exceptions.types", name) ||
         std::ranges::any_of(options.texts("exceptions.suffixes"),
                             [name](const std::string& suffix) { return name.ends_with(suffix); });
}

std::string alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : (i + 1 == words.size() ? " or " : ", ");
    text += "\"" + words[i] + "\"";
  }
  return text;
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Options& options = walk.options();
  const auto name = TypeDefinition(node).name_node();
  const TypeShape* type = name ? walk.schema().find_type(name->text()) : nullptr;
  if (type == nullptr || type->is_broken || type->kind != TypeKind::object ||
      walk.root_of(name->text()) || is_excepted(options, name->text())) {
    return;
  }
  const auto count = std::ranges::count_if(type->fields, [&](const FieldShape& field) {
    return options.has("acceptedIdNames", field.name) && !field.type.is_list() &&
           field.type.is_non_null() && options.has("acceptedIdTypes", field.type.name);
  });
  if (count != 1) {
    walk.report(name->range(), "Type \"" + std::string(name->text()) +
                                   "\" should have exactly one field that identifies it: " +
                                   alternatives(options.texts("acceptedIdNames")) + ", of type " +
                                   alternatives(options.texts("acceptedIdTypes")) +
                                   " and non-null.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check}};
constexpr Option options[] = {
    {"acceptedIdNames", Option::Kind::texts, "id"},
    {"acceptedIdTypes", Option::Kind::texts, "ID"},
    {"exceptions.types", Option::Kind::texts},
    {"exceptions.suffixes", Option::Kind::texts},
};

}  // namespace

constinit const Rule strict_id_in_types = {
    .code = "graphql/strict-id-in-types",
    .summary = "Every object type has one field that identifies it.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
