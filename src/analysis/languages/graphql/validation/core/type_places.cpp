#include "analysis/languages/graphql/validation/core/type_places.hpp"

#include "analysis/languages/graphql/validation/core/type_facts.hpp"

namespace troupe::graphql {
namespace {

template <typename View, typename Children>
std::optional<InDefinition<View>> named_in(engine::Context& context,
                                           const std::vector<DefinitionId>& parts,
                                           std::string_view name, const Children& children) {
  for (const DefinitionId part : parts) {
    const auto type = type_definition_of(context, part);
    if (!type) {
      continue;
    }
    for (const View child : children(*type)) {
      if (child.name() == name) {
        return InDefinition<View>{part, child};
      }
    }
  }
  return std::nullopt;
}

template <typename Children>
std::vector<Place> types_in(engine::Context& context, const std::vector<DefinitionId>& parts,
                            std::string_view name, const Children& children) {
  std::vector<Place> places;
  for (const DefinitionId part : parts) {
    const auto type = type_definition_of(context, part);
    if (!type) {
      continue;
    }
    for (const NamedType child : children(*type)) {
      if (child.name() == name) {
        places.push_back({part, child.range()});
      }
    }
  }
  return places;
}

}  // namespace

std::optional<TypeDefinition> type_definition_of(engine::Context& context,
                                                 DefinitionId definition) {
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  return first ? first->as<TypeDefinition>() : std::nullopt;
}

std::vector<Place> heads_of(engine::Context& context, const std::vector<DefinitionId>& parts) {
  std::vector<Place> places;
  places.reserve(parts.size());
  for (const DefinitionId part : parts) {
    places.push_back({part, head_of(context, part)});
  }
  return places;
}

std::optional<InDefinition<FieldDefinition>> field_in(engine::Context& context,
                                                      const std::vector<DefinitionId>& parts,
                                                      std::string_view field) {
  return named_in<FieldDefinition>(context, parts, field,
                                   [](const TypeDefinition& type) { return type.fields(); });
}

std::optional<InDefinition<InputValueDefinition>> input_field_in(
    engine::Context& context, const std::vector<DefinitionId>& parts, std::string_view field) {
  return named_in<InputValueDefinition>(
      context, parts, field, [](const TypeDefinition& type) { return type.input_fields(); });
}

std::optional<InDefinition<InputValueDefinition>> argument_in(
    const InDefinition<FieldDefinition>& field, std::string_view argument) {
  for (const InputValueDefinition candidate : field.node.arguments()) {
    if (candidate.name() == argument) {
      return InDefinition<InputValueDefinition>{field.definition, candidate};
    }
  }
  return std::nullopt;
}

std::vector<Place> interfaces_in(engine::Context& context, const std::vector<DefinitionId>& parts,
                                 std::string_view name) {
  return types_in(context, parts, name,
                  [](const TypeDefinition& type) { return type.interfaces(); });
}

std::vector<Place> members_in(engine::Context& context, const std::vector<DefinitionId>& parts,
                              std::string_view name) {
  return types_in(context, parts, name,
                  [](const TypeDefinition& type) { return type.member_types(); });
}

}  // namespace troupe::graphql
