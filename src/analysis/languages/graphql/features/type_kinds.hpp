// The kinds of a project's types: what completion needs to choose among thousands of types without
// assembling them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {

/// The kind of one type; nothing when there is none. Changes only with it.
struct KindOfType {
  using Key = ProjectName;
  using Value = std::optional<TypeKind>;
  static constexpr std::string_view name = "graphql_kind_of_type";
  static Value execute(engine::Context& context, const Key& key);
};

struct KnownType {
  std::string name;
  TypeKind kind = TypeKind::scalar;
  bool is_extension = false;  ///< nothing but extensions are known of it

  friend bool operator==(const KnownType&, const KnownType&) = default;
};

/// The types that one file defines or extends, with their kinds: sorted by name, one entry for
/// each.
struct KnownTypesOfFile {
  using Key = FileId;
  using Value = std::vector<KnownType>;
  static constexpr std::string_view name = "graphql_known_types_of_file";
  static Value execute(engine::Context& context, const Key& file);
};

/// All types with their kinds, sorted by name, the built-in scalars included and the introspection
/// types left out. Changes only when a type comes, goes or becomes another kind.
struct KnownTypes {
  using Key = ProjectId;
  using Value = std::vector<KnownType>;
  static constexpr std::string_view name = "graphql_known_types";
  static Value execute(engine::Context& context, const Key& project);
};

}  // namespace troupe::graphql
