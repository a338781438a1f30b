// The schema of a project, assembled type by type, and `Schema`, through which rules and features
// read it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/names.hpp"
#include "analysis/languages/graphql/schema/shapes.hpp"

namespace troupe::graphql {

/// The shape of one type; null when the project has no such type.
struct TypeOfName {
  using Key = ProjectName;
  using Value = std::optional<TypeShape>;
  static constexpr std::string_view name = "graphql_type";
  static Value execute(engine::Context& context, const Key& key);
  static std::size_t memory_size(const Value& value) { return value ? value->memory_size() : 0; }
};

/// The shape of one directive.
struct DirectiveOfName {
  using Key = ProjectName;
  using Value = std::optional<DirectiveShape>;
  static constexpr std::string_view name = "graphql_directive";
  static Value execute(engine::Context& context, const Key& key);
};

/// `Schema::is_whole`: a dependency on that alone.
struct SchemaIsWhole {
  using Key = ProjectId;
  using Value = bool;
  static constexpr std::string_view name = "graphql_schema_is_whole";
  static Value execute(engine::Context& context, const Key& project);
};

/// The names of the root types by OperationType; empty: the schema has none. From schema
/// definitions and extensions where there are any, else the types Query, Mutation, Subscription.
struct RootTypes {
  using Key = ProjectId;
  using Value = std::array<std::string, 3>;
  static constexpr std::string_view name = "graphql_root_types";
  static Value execute(engine::Context& context, const Key& project);
};

/// Which types name which others as interface or as union member, in one file; no positions.
struct TypeRelation {
  std::string type{};     ///< the object or interface, or the union
  bool is_union = false;  ///< the union's side: `target` is a member
  TypeKind kind = TypeKind::object;
  std::string target{};  ///< the interface, or the member

  friend bool operator==(const TypeRelation&, const TypeRelation&) = default;
};
struct FileRelations {
  using Key = FileId;
  using Value = std::vector<TypeRelation>;
  static constexpr std::string_view name = "graphql_file_relations";
  static Value execute(engine::Context& context, const Key& file);
};

/// Those of a project's schema, sorted by target and type, no duplicates.
struct Relations {
  using Key = ProjectId;
  using Value = std::vector<TypeRelation>;
  static constexpr std::string_view name = "graphql_relations";
  static Value execute(engine::Context& context, const Key& project);
};

/// What implements one interface, or what unions one object is in: sorted by name, no duplicates.
struct Implementations {
  struct Implementor {
    std::string name;
    TypeKind kind = TypeKind::object;  ///< object or interface

    friend bool operator==(const Implementor&, const Implementor&) = default;
  };
  using Key = ProjectName;
  using Value = std::vector<Implementor>;
  static constexpr std::string_view name = "graphql_implementations";
  static Value execute(engine::Context& context, const Key& key);
};
struct UnionsOf {
  using Key = ProjectName;
  using Value = std::vector<std::string>;
  static constexpr std::string_view name = "graphql_unions_of";
  static Value execute(engine::Context& context, const Key& key);
};

/// The schema of a project at one snapshot. A cheap object on the stack of whoever needs it (it
/// remembers what it has looked up, so one for each piece of work); everything that it returns
/// lives as long as the snapshot. Reads through it are dependencies of the running query.
///
///   const Schema schema(context, project);
///   if (const TypeShape* type = schema.find_type("Pet"))
///     if (const FieldShape* field = schema.find_field(*type, "name")) ...
class Schema {
 public:
  Schema(engine::Context& context, ProjectId project) : context_(&context), project_(project) {}

  [[nodiscard]] engine::Context& context() const { return *context_; }
  [[nodiscard]] ProjectId project() const { return project_; }

  /// Whether absent types mean anything: the schema has types, and all of it could be read. While
  /// false, rules that need the schema keep quiet.
  [[nodiscard]] bool is_whole() const;

  /// Null when there is none. Built-in types are found too.
  [[nodiscard]] const TypeShape* find_type(std::string_view name) const;
  [[nodiscard]] const DirectiveShape* find_directive(std::string_view name) const;
  /// The type at which operations of this kind begin; null when the schema has none.
  [[nodiscard]] const TypeShape* root_type(OperationType operation) const;

  /// The field of an object or interface, or a meta-field that can be selected there: `__typename`
  /// on composite types, `__schema` and `__type` on the query root.
  [[nodiscard]] const FieldShape* find_field(const TypeShape& parent, std::string_view name) const;
  /// The meta-fields that can be selected on `parent`.
  [[nodiscard]] std::vector<const FieldShape*> meta_fields(const TypeShape& parent) const;

  /// Whether a name is defined as a type (built-in ones included): cheaper than its shape, and a
  /// dependency on nothing but that.
  [[nodiscard]] bool has_type(std::string_view name) const;

  /// All names, sorted, built-in ones included; a dependency on every name. Of what a project has
  /// without writing it (additions.hpp) the directives are listed, the types are not.
  [[nodiscard]] std::vector<std::string_view> type_names() const;
  [[nodiscard]] std::vector<std::string_view> directive_names() const;

  /// The object types that a value of a composite type can have: itself, an interface's objects
  /// (sorted by name), a union's members (in order of definition).
  [[nodiscard]] std::vector<const TypeShape*> possible_types(const TypeShape& type) const;
  /// What implements an interface directly or, as an interface, further: sorted by name.
  [[nodiscard]] const std::vector<Implementations::Implementor>& implementations(
      std::string_view interface_name) const;
  /// Whether values of `type` can be of `abstract_type`: implements it, or is a member of it.
  [[nodiscard]] bool is_possible_type(const TypeShape& abstract_type, const TypeShape& type) const;
  /// Whether some object type is possible for both.
  [[nodiscard]] bool types_overlap(const TypeShape& left, const TypeShape& right) const;

 private:
  template <typename Shape>
  using Found = std::unordered_map<std::string, const Shape*, NameHash, std::equal_to<>>;

  [[nodiscard]] const TypeShape* shape_named(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> names_of(
      DefinitionSpace space, std::span<const std::string_view> built_in) const;

  engine::Context* context_;
  ProjectId project_;
  mutable Found<TypeShape> types_;  ///< what was looked up before, null included
  mutable Found<DirectiveShape> directives_;
};

}  // namespace troupe::graphql
