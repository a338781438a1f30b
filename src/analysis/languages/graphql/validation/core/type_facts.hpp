// Facts about a schema that are narrower than its types: so that a check which needs to know what
// kind of type a name is runs again when that changes, and not with every field.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/languages/graphql/schema/names.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// The kind of a type; nothing when there is no such type.
struct TypeKindOfName {
  using Key = ProjectName;
  using Value = std::optional<TypeKind>;
  static constexpr std::string_view name = "graphql_type_kind_of_name";
  static Value execute(engine::Context& context, const Key& key);
};

/// The interfaces that an object or interface says it implements, in order.
struct InterfacesOfType {
  using Key = ProjectName;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "graphql_interfaces_of_type";
  static Value execute(engine::Context& context, const Key& key);
};

/// Whether values of one type can be of an abstract type: it implements it, or is a member of it.
/// Also true where one of the two is not known.
struct IsPossibleType {
  struct Pair {
    ProjectId project;
    std::string abstract_type;
    std::string type;

    friend bool operator==(const Pair&, const Pair&) = default;
  };
  using Key = Pair;
  using Value = bool;
  static constexpr std::string_view name = "graphql_is_possible_type";
  static Value execute(engine::Context& context, const Key& key);
};

/// A root type as a schema definition or extension gives it. Ranges are relative to it.
struct RootTypeUse {
  OperationType operation = OperationType::query;
  std::string type;
  base::TextRange type_range;
  base::TextRange whole;

  friend bool operator==(const RootTypeUse&, const RootTypeUse&) = default;
};
struct DefinitionRootTypes {
  using Key = DefinitionId;
  using Value = std::vector<RootTypeUse>;
  static constexpr std::string_view name = "graphql_definition_root_types";
  static Value execute(engine::Context& context, const Key& definition);
};

/// Which operations have a type by the files of the schema alone, without documents on top.
struct BaseRootTypes {
  using Key = ProjectId;
  using Value = std::array<bool, 3>;
  static constexpr std::string_view name = "graphql_base_root_types";
  static Value execute(engine::Context& context, const Key& project);
};

/// Where a definition's keyword and name are, relative to it.
[[nodiscard]] base::TextRange head_of(engine::Context& context, DefinitionId definition);

}  // namespace troupe::graphql

template <>
struct std::hash<troupe::graphql::IsPossibleType::Pair> {
  std::size_t operator()(const troupe::graphql::IsPossibleType::Pair& key) const noexcept {
    const std::size_t types =
        std::hash<std::string>{}(key.abstract_type) * 31 + std::hash<std::string>{}(key.type);
    return types * 31 + std::hash<troupe::graphql::ProjectId>{}(key.project);
  }
};
