// As with types, a duplicate is shown at the first place, and in the other file too where that is
// another one.
#include <string>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const Walk& walk, std::string_view type, const RepeatedMember& field) {
  engine::Context& context = walk.context();
  const std::string subject = "Field \"" + std::string(type) + "." + field.name + "\"";
  const std::string message = subject + " can only be defined once.";
  const bool is_again_here = field.again.definition == walk.definition();
  if (field.is_in_schema) {
    if (is_again_here) {
      walk.report(field.again.range,
                  subject +
                      " already exists in the schema. It cannot also be defined in this type "
                      "extension.",
                  {});
    }
    return;
  }
  const bool is_one_file =
      context.lookup(field.first.definition).file == context.lookup(field.again.definition).file;
  if (is_again_here && !is_one_file) {
    walk.report(field.again, message, {{field.first, "first defined here"}});
  } else if (field.first.definition == walk.definition()) {
    walk.report(field.first, message, {{field.again, "defined again here"}});
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const std::string_view type = TypeDefinition(node).name();
  if (type.empty()) {
    return;
  }
  for (const RepeatedMember& field :
       walk.context().get<RepeatedMembers>({walk.schema().project(), std::string(type)})) {
    report(walk, type, field);
  }
}

constexpr NodeCheck checks[] = {
    {NodeKind::object_type_definition, check},       {NodeKind::interface_type_definition, check},
    {NodeKind::input_object_type_definition, check}, {NodeKind::object_type_extension, check},
    {NodeKind::interface_type_extension, check},     {NodeKind::input_object_type_extension, check},
};

}  // namespace

constinit const Rule unique_field_definition_names = {
    .code = "graphql/unique-field-definition-names",
    .summary = "A field is defined once in a type, its extensions included.",
    .nodes = checks,
};

}  // namespace troupe::graphql
