#include <string>

#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const TypeCheck& check, const std::string& kind, const std::string& what) {
  check.report(
      heads_of(check.context(), check.parts()),
      kind + " " + std::string(check.type()->name) + " must define one or more " + what + ".");
}

void check(const TypeCheck& check) {
  const TypeShape* type = check.type();
  if (type == nullptr) {
    return;
  }
  switch (type->kind) {
    case TypeKind::object:
    case TypeKind::interface:
      if (type->fields.empty()) {
        report(check, "Type", "fields");
      }
      return;
    case TypeKind::union_type:
      if (type->members.empty()) {
        report(check, "Union type", "member types");
      }
      return;
    case TypeKind::enumeration:
      if (type->values.empty()) {
        report(check, "Enum type", "values");
      }
      return;
    case TypeKind::input_object:
      if (type->input_fields.empty()) {
        report(check, "Input Object type", "fields");
      }
      return;
    case TypeKind::scalar:
      return;
  }
}

}  // namespace

constinit const Rule non_empty_types = {
    .code = "graphql/non-empty-types",
    .summary = "Types have fields, unions members, and enums values.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
