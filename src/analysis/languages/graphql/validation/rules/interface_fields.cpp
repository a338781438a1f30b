// Types of fields may be narrower than the interface's, those of arguments are the same. What the
// two sides look like is read from their shapes; their places only when they differ.
#include <algorithm>
#include <string>
#include <vector>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/interface_check.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

std::string coordinate(const TypeShape& type, const FieldShape& field) {
  return std::string(type.name) + "." + std::string(field.name);
}

std::string coordinate(const TypeShape& type, const FieldShape& field,
                       const InputValueShape& argument) {
  return coordinate(type, field) + "(" + std::string(argument.name) + ":)";
}

void report_missing(const TypeCheck& check, const TypeShape& expected, const FieldShape& field) {
  std::vector<Place> places;
  if (const auto place = field_in(check.context(), check.parts_of(expected.name), field.name)) {
    places.push_back(place->at(definition_head(place->node)));
  }
  for (const Place& part : heads_of(check.context(), check.parts())) {
    places.push_back(part);
  }
  check.report(places, "Interface field " + coordinate(expected, field) + " expected but " +
                           std::string(check.type()->name) + " does not provide it.");
}

void check_type(const FieldPair& pair) {
  if (pair.expected.type.name.empty() || pair.actual.type.name.empty() ||
      is_subtype(pair.check, pair.actual.type, pair.expected.type)) {
    return;
  }
  pair.report([](const auto& node) { return node.type() ? node.type()->range() : node.range(); },
              "Interface field " + coordinate(pair.interface_type, pair.expected) +
                  " expects type " + pair.expected.type.to_string() + " but " +
                  coordinate(*pair.check.type(), pair.actual) + " is type " +
                  pair.actual.type.to_string() + ".");
}

/// The interface's arguments that the field has otherwise, or not at all.
void check_arguments(const FieldPair& pair) {
  const TypeShape& type = *pair.check.type();
  for (const InputValueShape& expected : pair.expected.arguments) {
    const std::string argument = coordinate(pair.interface_type, pair.expected, expected);
    const InputValueShape* actual = pair.actual.find_argument(expected.name);
    if (actual == nullptr) {
      pair.report_argument_and_field(expected.name,
                                     "Interface field argument " + argument + " expected but " +
                                         coordinate(type, pair.actual) + " does not provide it.");
    } else if (expected.type != actual->type) {
      pair.report_arguments(expected.name, "Interface field argument " + argument +
                                               " expects type " + expected.type.to_string() +
                                               " but " + coordinate(type, pair.actual, *actual) +
                                               " is type " + actual->type.to_string() + ".");
    }
  }
}

/// Arguments that callers by the interface could not know of.
void check_additional(const FieldPair& pair) {
  for (const InputValueShape& argument : pair.actual.arguments) {
    if (argument.is_required() && pair.expected.find_argument(argument.name) == nullptr) {
      pair.report_additional(argument.name,
                             "Argument \"" + coordinate(*pair.check.type(), pair.actual, argument) +
                                 "\" must not be required type \"" + argument.type.to_string() +
                                 "\" if not provided by the Interface field \"" +
                                 coordinate(pair.interface_type, pair.expected) + "\".");
    }
  }
}

void check(const TypeCheck& check) {
  for_each_interface(check, [&check](const TypeShape& interface_type) {
    for (const FieldShape& expected : interface_type.fields) {
      const FieldShape* actual = check.type()->find_field(expected.name);
      if (actual == nullptr) {
        report_missing(check, interface_type, expected);
        continue;
      }
      const FieldPair pair{check, interface_type, expected, *actual};
      check_type(pair);
      check_arguments(pair);
      check_additional(pair);
    }
  });
}

}  // namespace

constinit const Rule interface_fields = {
    .code = "graphql/interface-fields",
    .summary = "Types have the fields and arguments of the interfaces that they implement.",
    .is_of_type_system = true,
    .type = check,
};

}  // namespace troupe::graphql
