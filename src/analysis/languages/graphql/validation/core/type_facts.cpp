#include "analysis/languages/graphql/validation/core/type_facts.hpp"

#include <algorithm>

#include "analysis/languages/graphql/schema/parts.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"

namespace troupe::graphql {
namespace {

constexpr std::array<std::string_view, 3> default_names = {"Query", "Mutation", "Subscription"};

}  // namespace

std::optional<TypeKind> TypeKindOfName::execute(engine::Context& context, const ProjectName& key) {
  const auto& shape = context.get<TypeOfName>(key);
  return shape ? std::optional(shape->kind) : std::nullopt;
}

std::vector<std::string> InterfacesOfType::execute(engine::Context& context,
                                                   const ProjectName& key) {
  const auto& shape = context.get<TypeOfName>(key);
  return shape ? std::vector<std::string>(shape->interfaces.begin(), shape->interfaces.end())
               : std::vector<std::string>();
}

bool IsPossibleType::execute(engine::Context& context, const Pair& key) {
  const Schema schema(context, key.project);
  const TypeShape* abstract_type = schema.find_type(key.abstract_type);
  const TypeShape* type = schema.find_type(key.type);
  return abstract_type == nullptr || type == nullptr ||
         schema.is_possible_type(*abstract_type, *type);
}

std::vector<RootTypeUse> DefinitionRootTypes::execute(engine::Context& context,
                                                      const DefinitionId& definition) {
  std::vector<RootTypeUse> uses;
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  const auto schema = first ? first->as<SchemaDefinition>() : std::nullopt;
  if (!schema) {
    return uses;
  }
  for (const RootOperationType root : schema->root_operation_types()) {
    const auto operation = root.operation_type();
    const auto type = root.type();
    if (operation && type) {
      uses.push_back({*operation, std::string(type->name()), type->range(), root.range()});
    }
  }
  return uses;
}

std::array<bool, 3> BaseRootTypes::execute(engine::Context& context, const ProjectId& project) {
  std::array<bool, 3> roots{};
  bool has_definition = false;
  for (const Part& part : context.get<SchemaParts>(project)) {
    if (part.is_base) {
      has_definition |= !part.is_extension();
      for (const RootTypeUse& use : context.get<DefinitionRootTypes>(part.id)) {
        roots[static_cast<std::size_t>(use.operation)] = true;
      }
    }
  }
  for (std::size_t i = 0; i < roots.size() && !has_definition; ++i) {
    const auto& parts = context.get<TypeParts>({project, std::string(default_names[i])});
    roots[i] |= std::ranges::any_of(
        parts, [](const Part& part) { return part.is_base && !part.is_extension(); });
  }
  return roots;
}

base::TextRange head_of(engine::Context& context, DefinitionId definition) {
  const auto first = first_definition(context.get<DefinitionSyntax>(definition));
  return first ? definition_head(*first) : base::TextRange{};
}

}  // namespace troupe::graphql
