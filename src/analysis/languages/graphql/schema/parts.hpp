// The definitions and extensions that a type consists of, for rules about how they fit together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/executables.hpp"
#include "analysis/languages/graphql/schema/names.hpp"

namespace troupe::graphql {

/// One definition or extension of a name.
struct Part {
  DefinitionId id;
  NodeKind kind = NodeKind::object_type_definition;
  bool is_base = false;  ///< in a file of the schema, rather than in a document on top of it

  [[nodiscard]] bool is_extension() const { return kind >= NodeKind::schema_extension; }
  friend bool operator==(const Part&, const Part&) = default;
};

/// All parts of a type as the project writes them (built-in ones are not among them): those of
/// schema files first, then by path and position. Changes only when a part comes or goes.
struct TypeParts {
  using Key = ProjectName;
  using Value = std::vector<Part>;
  static constexpr std::string_view name = "graphql_type_parts";
  static Value execute(engine::Context& context, const Key& key);
};
struct DirectiveParts {
  using Key = ProjectName;
  using Value = std::vector<Part>;
  static constexpr std::string_view name = "graphql_directive_parts";
  static Value execute(engine::Context& context, const Key& key);
};

/// All schema definitions and extensions.
struct SchemaParts {
  using Key = ProjectId;
  using Value = std::vector<Part>;
  static constexpr std::string_view name = "graphql_schema_parts";
  static Value execute(engine::Context& context, const Key& project);
};

/// The names in a type system definition, relative to it.
struct PartOutline {
  base::TextRange name;          ///< of the definition's own name
  std::vector<NameUse> members;  ///< fields, input fields or enum values

  friend bool operator==(const PartOutline&, const PartOutline&) = default;
};
struct DefinitionOutline {
  using Key = DefinitionId;
  using Value = PartOutline;
  static constexpr std::string_view name = "graphql_definition_outline";
  static Value execute(engine::Context& context, const Key& definition);
};

/// A field, input field or enum value that a type has more than once.
struct RepeatedMember {
  std::string name;
  Place first;                ///< its name, where it comes first
  Place again;                ///< its name, where it comes again
  bool is_in_schema = false;  ///< `first` is in the schema, `again` in a document on top of it
  bool is_enum_value = false;

  friend bool operator==(const RepeatedMember&, const RepeatedMember&) = default;
};
/// All of a type's, over its definitions and extensions, in order of `again`. Empty for most types,
/// so that what depends on it hardly ever runs again.
struct RepeatedMembers {
  using Key = ProjectName;
  using Value = std::vector<RepeatedMember>;
  static constexpr std::string_view name = "graphql_repeated_members";
  static Value execute(engine::Context& context, const Key& key);
};

}  // namespace troupe::graphql
