#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/repeated_types.hpp"
#include "analysis/languages/graphql/validation/core/type_check.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/core/type_places.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

std::vector<Place> mentions(const TypeCheck& check, std::string_view type,
                            std::string_view interface_name) {
  return interfaces_in(check.context(), check.parts_of(type), interface_name);
}

/// Whoever implements an interface implements those that the interface implements.
void check_ancestors(const TypeCheck& check, std::string_view interface_name) {
  const TypeShape& type = *check.type();
  const std::string name(type.name);
  for (const std::string& ancestor :
       check.context().get<InterfacesOfType>({check.project(), std::string(interface_name)})) {
    if (type.implements(ancestor) || !check.kind_of_type(ancestor)) {
      continue;
    }
    std::vector<Place> places = mentions(check, interface_name, ancestor);
    const std::vector<Place> own = mentions(check, type.name, interface_name);
    places.insert(places.end(), own.begin(), own.end());
    check.report(places, ancestor == name
                             ? "Type " + name + " cannot implement " + std::string(interface_name) +
                                   " because it would create a circular reference."
                             : "Type " + name + " must implement " + ancestor +
                                   " because it is implemented by " + std::string(interface_name) +
                                   ".");
  }
}

void check(const TypeCheck& check) {
  const TypeShape* type = check.type();
  if (type == nullptr || type->interfaces.empty()) {
    return;
  }
  const std::string name(type->name);
  for (const std::string_view interface_name : type->interfaces) {
    const auto kind = check.kind_of_type(interface_name);
    if (!kind) {
      continue;
    }
    if (*kind != TypeKind::interface) {
      check.report(mentions(check, name, interface_name),
                   "Type " + name + " must only implement Interface types, it cannot implement " +
                       std::string(interface_name) + ".");
    } else if (interface_name == name) {
      check.report(mentions(check, name, name),
                   "Type " + name +
                       " cannot implement itself because it would create a circular reference.");
    } else {
      check_ancestors(check, interface_name);
    }
  }
  for (const std::string& repeated : check.context().get<RepeatedTypes>({check.project(), name})) {
    if (repeated != name && check.kind_of_type(repeated) == TypeKind::interface) {
      check.report(mentions(check, name, repeated),
                   "Type " + name + " can only implement " + repeated + " once.");
    }
  }
}

}  // namespace

constinit const Rule implemented_interfaces = {
    .code = "graphql/implemented-interfaces",
    .summary = "Types implement interfaces, each once, and whatever those implement.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
