#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Wide& wide) {
  const auto type = wide.node().as<TypeDefinition>();
  if (!type || type->name().empty() || type->fields().empty()) {
    return;
  }
  const auto& used = wide.context().get<FieldUsesOf>({wide.project(), std::string(type->name())});
  if (!used) {
    return;
  }
  for (const FieldDefinition field : type->fields()) {
    const auto name = field.name_node();
    if (name && !std::ranges::binary_search(*used, name->text()) &&
        !wide.options().has("ignore",
                            std::string(type->name()) + "." + std::string(name->text())) &&
        !wide.options().has("ignore", name->text())) {
      wide.report(name->range(), "No document of the project selects \"" +
                                     std::string(type->name()) + "." + std::string(name->text()) +
                                     "\".");
    }
  }
}

constexpr Option options[] = {{"ignore", Option::Kind::texts}};

}  // namespace

constinit const Rule no_unused_fields = {
    .code = "graphql/no-unused-fields",
    .summary = "Every field of the schema is selected by some document of the project.",
    .is_unnecessary = true,
    .options = options,
    .wide = check,
};

}  // namespace troupe::graphql::lint
