#include "analysis/languages/graphql/validation/core/interface_check.hpp"

#include <vector>

#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"

namespace troupe::graphql {
namespace {

base::TextRange type_range(const InputValueDefinition& value) {
  const auto type = value.type();
  return type ? type->range() : value.range();
}

}  // namespace

void for_each_interface(const TypeCheck& check,
                        const std::function<void(const TypeShape& interface_type)>& visit) {
  const TypeShape* type = check.type();
  if (type == nullptr) {
    return;
  }
  for (const std::string_view name : type->interfaces) {
    const TypeShape* shape = name == type->name ? nullptr : check.schema().find_type(name);
    if (shape != nullptr && shape->kind == TypeKind::interface && !shape->is_broken) {
      visit(*shape);
    }
  }
}

bool is_subtype(const TypeCheck& check, TypeReference type, TypeReference super) {
  while (true) {
    if (super.is_non_null() && !type.is_non_null()) {
      return false;
    }
    type = type.nullable();
    super = super.nullable();
    if (!type.is_list() || !super.is_list()) {
      break;
    }
    type = type.item();
    super = super.item();
  }
  if (type.list_depth != super.list_depth) {
    return false;
  }
  if (type.list_depth != 0 || type.name == super.name) {
    return type.name == super.name;
  }
  return check.context().get<IsPossibleType>(
      {check.project(), std::string(super.name), std::string(type.name)});
}

std::optional<InDefinition<FieldDefinition>> FieldPair::expected_place() const {
  return field_in(check.context(), check.parts_of(interface_type.name), expected.name);
}

std::optional<InDefinition<FieldDefinition>> FieldPair::actual_place() const {
  return field_in(check.context(), check.parts(), actual.name);
}

void FieldPair::report(const std::function<base::TextRange(const FieldDefinition&)>& part,
                       const std::string& message) const {
  std::vector<Place> places;
  for (const auto& place : {expected_place(), actual_place()}) {
    if (place) {
      places.push_back(place->at(part(place->node)));
    }
  }
  check.report(places, message);
}

void FieldPair::report_argument_and_field(std::string_view argument,
                                          const std::string& message) const {
  std::vector<Place> places;
  const auto field = expected_place();
  if (const auto place = field ? argument_in(*field, argument) : std::nullopt) {
    places.push_back(place->at(definition_head(place->node)));
  }
  if (const auto place = actual_place()) {
    places.push_back(place->at(definition_head(place->node)));
  }
  check.report(places, message);
}

void FieldPair::report_arguments(std::string_view argument, const std::string& message) const {
  std::vector<Place> places;
  for (const auto& field : {expected_place(), actual_place()}) {
    if (const auto place = field ? argument_in(*field, argument) : std::nullopt) {
      places.push_back(place->at(type_range(place->node)));
    }
  }
  check.report(places, message);
}

void FieldPair::report_additional(std::string_view argument, const std::string& message) const {
  std::vector<Place> places;
  const auto field = actual_place();
  if (const auto place = field ? argument_in(*field, argument) : std::nullopt) {
    places.push_back(place->at(definition_head(place->node)));
  }
  if (const auto place = expected_place()) {
    places.push_back(place->at(definition_head(place->node)));
  }
  check.report(places, message);
}

}  // namespace troupe::graphql
