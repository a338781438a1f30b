// The shape has each member once, so repeated ones are looked for where a union is written: a query
// of its own, since it changes with places.
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/languages/graphql/validation/core/repeated_types.hpp"
#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const TypeCheck& check) {
  const TypeShape* type = check.type();
  if (type == nullptr || type->kind != TypeKind::union_type) {
    return;
  }
  const std::string subject = "Union type " + std::string(type->name) + " can only include ";
  for (const std::string& name :
       check.context().get<RepeatedTypes>({check.project(), std::string(type->name)})) {
    check.report(members_in(check.context(), check.parts(), name),
                 subject + "type " + name + " once.");
  }
  for (const std::string_view member : type->members) {
    const auto kind = check.kind_of_type(member);
    if (kind && *kind != TypeKind::object) {
      check.report(members_in(check.context(), check.parts(), member),
                   subject + "Object types, it cannot include " + std::string(member) + ".");
    }
  }
}

}  // namespace

constinit const Rule union_members = {
    .code = "graphql/union-members",
    .summary = "Unions are of object types, each once.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
