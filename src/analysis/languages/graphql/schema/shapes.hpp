// The meaning of type system definitions without their places and descriptions. Two shapes are
// equal exactly when no document can tell them apart, so that editing descriptions, comments and
// white space changes no shape.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/schema/type_reference.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// An argument, or a field of an input object. Views point into the shape that holds it.
struct InputValueShape {
  std::string_view name{};
  TypeReference type;
  std::string_view default_value{};  ///< as written; empty: none
  bool is_deprecated = false;
  std::string_view deprecation_reason{};

  /// Must be given: non-null and without a default.
  [[nodiscard]] bool is_required() const { return type.is_non_null() && default_value.empty(); }
  friend bool operator==(const InputValueShape&, const InputValueShape&) = default;
};

struct FieldShape {
  std::string_view name{};
  TypeReference type;
  std::vector<InputValueShape> arguments{};
  bool is_deprecated = false;
  std::string_view deprecation_reason{};

  [[nodiscard]] const InputValueShape* find_argument(std::string_view argument) const;

  friend bool operator==(const FieldShape&, const FieldShape&) = default;
};

struct EnumValueShape {
  std::string_view name{};
  bool is_deprecated = false;
  std::string_view deprecation_reason{};

  friend bool operator==(const EnumValueShape&, const EnumValueShape&) = default;
};

/// Finds members of a list by name: in place for short lists, by a sorted index for long ones, so
/// that types with thousands of members stay cheap.
class NameOrder {
 public:
  static constexpr std::size_t linear_limit = 16;

  NameOrder() = default;
  template <typename Member>
  explicit NameOrder(const std::vector<Member>& members);
  template <typename Member>
  [[nodiscard]] const Member* find(const std::vector<Member>& members, std::string_view name) const;
  [[nodiscard]] std::size_t memory_size() const {
    return sorted_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::vector<std::uint32_t> sorted_;  ///< empty for short lists
};

/// Holds the characters that a shape's views point into. Moves keep them in place.
class ShapeText {
 public:
  ShapeText() = default;
  explicit ShapeText(std::size_t size) : text_(std::make_unique<char[]>(size)), size_(size) {}
  /// Copies `from` behind what was added before. REQUIRES: it fits.
  std::string_view add(std::string_view from);
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::unique_ptr<char[]> text_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;
};

/// A type, assembled from its definition and extensions: everything but places and descriptions.
/// Lists are in order of definition; of members with the same name the first counts. Lists that the
/// kind does not have are empty. Movable only, since its views point into itself.
struct TypeShape {
  TypeKind kind = TypeKind::scalar;
  std::string_view name;
  std::vector<std::string_view> interfaces;   ///< of objects and interfaces
  std::vector<FieldShape> fields;             ///< of objects and interfaces
  std::vector<InputValueShape> input_fields;  ///< of input objects
  std::vector<std::string_view> members;      ///< of unions
  std::vector<EnumValueShape> values;         ///< of enumerations
  bool is_one_of = false;                     ///< input object with @oneOf
  std::string_view specified_by_url;          ///< of scalars with @specifiedBy
  bool is_broken = false;  ///< its text has syntax errors: what is not found may well be meant
  NameOrder member_order;  ///< of fields, input_fields or values: whichever the kind has
  ShapeText text;

  [[nodiscard]] const FieldShape* find_field(std::string_view field) const;
  [[nodiscard]] const InputValueShape* find_input_field(std::string_view field) const;
  [[nodiscard]] const EnumValueShape* find_value(std::string_view value) const;
  [[nodiscard]] bool implements(std::string_view interface_name) const;

  /// Can be selected from.
  [[nodiscard]] bool is_composite() const { return kind == TypeKind::object || is_abstract(); }
  [[nodiscard]] bool is_abstract() const {
    return kind == TypeKind::interface || kind == TypeKind::union_type;
  }
  [[nodiscard]] bool is_leaf() const {
    return kind == TypeKind::scalar || kind == TypeKind::enumeration;
  }
  [[nodiscard]] bool is_input() const { return is_leaf() || kind == TypeKind::input_object; }
  [[nodiscard]] bool is_output() const { return kind != TypeKind::input_object; }
  [[nodiscard]] std::size_t memory_size() const;

  friend bool operator==(const TypeShape& left, const TypeShape& right);
};

/// A directive's definition without places and descriptions.
struct DirectiveShape {
  std::string_view name;
  std::vector<InputValueShape> arguments;
  std::vector<std::string_view> locations;  ///< as written: "FIELD_DEFINITION"
  bool is_repeatable = false;
  ShapeText text;

  [[nodiscard]] const InputValueShape* find_argument(std::string_view argument) const;
  [[nodiscard]] bool has_location(std::string_view location) const;

  friend bool operator==(const DirectiveShape& left, const DirectiveShape& right);
};

/// What a fragment takes: the variables that it defines for itself.
struct FragmentShape {
  std::string_view name;
  std::vector<InputValueShape> arguments;
  ShapeText text;

  [[nodiscard]] const InputValueShape* find_argument(std::string_view argument) const;

  friend bool operator==(const FragmentShape& left, const FragmentShape& right);
};

/// The shape of a type from its parts, in the order in which they count. A part of another kind
/// than the first one is passed over. REQUIRES: at least one part.
[[nodiscard]] TypeShape shape_of(std::span<const TypeDefinition> parts);
/// The same for a directive and its extensions.
[[nodiscard]] DirectiveShape shape_of(const DirectiveDefinition& directive);
[[nodiscard]] FragmentShape shape_of(const FragmentDefinition& fragment);

}  // namespace troupe::graphql
