// A type as it is used: a name, and the lists and non-null marks around it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/languages/graphql/syntax/ast.hpp"

namespace troupe::graphql {

/// `[Pet!]!` by value. The name points into whatever the reference was made from (a shape or a
/// tree). Lists nest at most `list_limit` deep; deeper ones are cut there.
struct TypeReference {
  static constexpr std::uint8_t list_limit = 31;

  std::string_view name;
  std::uint8_t list_depth = 0;
  /// Bit 0: the named type is non-null; bit n: the n-th list around it is, innermost first.
  std::uint32_t non_null = 0;

  [[nodiscard]] bool is_list() const { return list_depth != 0; }
  [[nodiscard]] bool is_non_null() const { return ((non_null >> list_depth) & 1U) != 0; }
  /// The same without the outermost `!`.
  [[nodiscard]] TypeReference nullable() const;
  /// What the outermost list holds. REQUIRES: is_list().
  [[nodiscard]] TypeReference item() const;
  /// As in SDL.
  [[nodiscard]] std::string to_string() const;

  friend bool operator==(const TypeReference&, const TypeReference&) = default;
};

/// The reference that a type node spells; nothing where the name is missing.
[[nodiscard]] std::optional<TypeReference> type_reference_of(const Type& type);

}  // namespace troupe::graphql
