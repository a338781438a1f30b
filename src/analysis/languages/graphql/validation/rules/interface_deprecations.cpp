#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/interface_check.hpp"
#include "analysis/languages/graphql/validation/rules/defer_stream_directives.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void report(const TypeCheck& check, const TypeShape& interface_type, const FieldShape& field) {
  const auto place = field_in(check.context(), check.parts(), field.name);
  if (!place) {
    return;
  }
  std::vector<Place> places;
  if (const auto directive = find_directive(place->node.directives(), "deprecated")) {
    places.push_back(place->at(head_range(directive->node(), directive->name_node())));
  }
  if (const auto type = place->node.type()) {
    places.push_back(place->at(type->range()));
  }
  const std::string name(field.name);
  check.report(places, "Interface field " + std::string(interface_type.name) + "." + name +
                           " is not deprecated, so implementation field " +
                           std::string(check.type()->name) + "." + name +
                           " must not be deprecated.");
}

void check(const TypeCheck& check) {
  for_each_interface(check, [&check](const TypeShape& interface_type) {
    for (const FieldShape& expected : interface_type.fields) {
      const FieldShape* actual = check.type()->find_field(expected.name);
      if (actual != nullptr && actual->is_deprecated && !expected.is_deprecated) {
        report(check, interface_type, *actual);
      }
    }
  });
}

}  // namespace

constinit const Rule interface_deprecations = {
    .code = "graphql/interface-deprecations",
    .summary = "A field that is deprecated in a type is deprecated in its interfaces.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
