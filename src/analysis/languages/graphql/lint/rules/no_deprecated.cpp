#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

std::string reason_text(std::string_view reason) {
  return reason.empty() ? std::string() : " " + std::string(reason);
}

/// Whether the walk is at a default in the schema: whoever deprecates a part of it sees to that.
bool is_in_default_of_schema(const Walk& walk) {
  const auto definition = first_definition(walk.tree());
  return !walk.state().is_in_directive && definition && !definition->is_executable();
}

void check_field(const Walk& walk, syntax::NodeRef node) {
  const Field field(node);
  const TypeState& at = walk.state();
  const auto name = field.name_node();
  if (name && at.field != nullptr && at.field->is_deprecated) {
    walk.report(name->range(), "The field " + std::string(at.parent_type->name) + "." +
                                   std::string(field.name()) + " is deprecated." +
                                   reason_text(at.field->deprecation_reason));
  }
}

/// REQUIRES: the argument is known.
std::string owner_of_argument(const TypeState& at) {
  if (at.is_in_directive) {
    return "Directive \"@" + std::string(at.directive->name) + "\"";
  }
  if (at.fragment != nullptr) {
    return "Fragment \"" + std::string(at.fragment->name) + "\"";
  }
  return "Field \"" + std::string(at.parent_type->name) + "." + std::string(at.field->name) + "\"";
}

void check_argument(const Walk& walk, syntax::NodeRef node) {
  const Argument argument(node);
  const TypeState& at = walk.state();
  const auto name = argument.name_node();
  if (!name || at.argument == nullptr || !at.argument->is_deprecated) {
    return;
  }
  walk.report(name->range(), owner_of_argument(at) + " argument \"" + std::string(argument.name()) +
                                 "\" is deprecated." +
                                 reason_text(at.argument->deprecation_reason));
}

void check_object_field(const Walk& walk, syntax::NodeRef node) {
  const ObjectField field(node);
  const TypeState& at = walk.state();
  const auto name = field.name_node();
  if (name && at.input_field != nullptr && at.input_field->is_deprecated &&
      !is_in_default_of_schema(walk)) {
    walk.report(name->range(), "The input field " + std::string(at.input_object->name) + "." +
                                   std::string(field.name()) + " is deprecated." +
                                   reason_text(at.input_field->deprecation_reason));
  }
}

void check_enum_value(const Walk& walk, syntax::NodeRef node) {
  const TypeState& at = walk.state();
  const TypeShape* type = at.input_type ? walk.schema().find_type(at.input_type->name) : nullptr;
  const EnumValueShape* value = type != nullptr ? type->find_value(node.text()) : nullptr;
  if (value != nullptr && value->is_deprecated && !is_in_default_of_schema(walk)) {
    walk.report(node.range(), "The enum value \"" + std::string(type->name) + "." +
                                  std::string(value->name) + "\" is deprecated." +
                                  reason_text(value->deprecation_reason));
  }
}

constexpr NodeCheck checks[] = {{NodeKind::field, check_field},
                                {NodeKind::argument, check_argument},
                                {NodeKind::object_field, check_object_field},
                                {NodeKind::enum_value, check_enum_value}};

}  // namespace

constinit const Rule no_deprecated = {
    .code = "graphql/no-deprecated",
    .summary =
        "Documents use no fields, arguments, input fields and enum values that are deprecated.",
    .is_recommended = true,
    .is_deprecated = true,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
