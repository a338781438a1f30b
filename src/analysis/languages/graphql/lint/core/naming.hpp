// Styles of names, and whether a name keeps to one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace troupe::graphql::lint {

/// `camelCase`, `PascalCase`, `snake_case`, `UPPER_CASE`, `kebab-case` and `matchDocumentStyle`.
[[nodiscard]] std::span<const std::string_view> naming_styles();
[[nodiscard]] bool is_naming_style(std::string_view style);

/// Whether a name is in a style. Digits may stand anywhere but first, underscores only where the
/// style has them. `matchDocumentStyle` and an empty style take every name.
[[nodiscard]] bool has_style(std::string_view name, std::string_view style);
/// The same words in a style: `user_name` to `userName`.
[[nodiscard]] std::string in_style(std::string_view name, std::string_view style);

/// What a selector such as `FieldDefinition[parent.name.value=Query]` asks for.
struct Selector {
  std::string_view kind{};
  enum class Of : std::uint8_t { nothing, parent, type } of = Of::nothing;
  std::string_view value{};  ///< a name, or a pattern between slashes
};
/// Nothing for selectors that are not understood.
[[nodiscard]] std::optional<Selector> selector_of(std::string_view text);
[[nodiscard]] inline bool is_selector(std::string_view text) {
  return selector_of(text).has_value();
}

}  // namespace troupe::graphql::lint
