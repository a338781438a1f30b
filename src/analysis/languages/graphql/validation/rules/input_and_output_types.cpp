#include <optional>
#include <string>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/input_values.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

struct UsedType {
  std::string text;
  TypeKind kind = TypeKind::scalar;
};

std::optional<UsedType> used_type(const Walk& walk, const std::optional<Type>& type) {
  const auto reference = type ? type_reference_of(*type) : std::nullopt;
  if (!reference) {
    return std::nullopt;
  }
  const auto kind =
      walk.context().get<TypeKindOfName>({walk.schema().project(), std::string(reference->name)});
  return kind ? std::optional(UsedType{reference->to_string(), *kind}) : std::nullopt;
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const FieldDefinition field(node);
  const auto type = used_type(walk, field.type());
  if (type && type->kind == TypeKind::input_object) {
    walk.report(field.type()->range(), "The type of " +
                                           walk.context().lookup(walk.definition()).name + "." +
                                           std::string(field.name()) +
                                           " must be Output Type but got: " + type->text + ".");
  }
}

void check_input(const Walk& walk, syntax::NodeRef node) {
  const InputValueDefinition value(node);
  const auto type = used_type(walk, value.type());
  const auto input = type ? defined_input(walk, node) : std::nullopt;
  if (!input || type->kind == TypeKind::scalar || type->kind == TypeKind::enumeration ||
      type->kind == TypeKind::input_object) {
    return;
  }
  walk.report(
      input->owner == InputOwner::directive ? definition_head(value) : value.type()->range(),
      "The type of " + input->coordinate + " must be Input Type but got: " + type->text + ".");
}

constexpr NodeCheck checks[] = {{NodeKind::field_definition, check_field},
                                {NodeKind::input_value_definition, check_input}};

}  // namespace

constinit const Rule input_and_output_types = {
    .code = "graphql/input-and-output-types",
    .summary = "Fields give output types; arguments and input fields take input types.",
    .is_of_type_system = true,
    .nodes = checks,
};

}  // namespace troupe::graphql
