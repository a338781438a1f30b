// Which files can have GraphQL inside another language.
#pragma once

#include <cstdint>
#include <string_view>

namespace troupe::graphql {

/// How a file is read that has GraphQL in some of its string literals.
enum class HostKind : std::uint8_t {
  none,                  ///< no host: GraphQL itself, or a file that is never looked into
  script,                ///< TypeScript without JSX
  script_with_elements,  ///< JavaScript, JSX, TSX
  markup,                ///< Vue, Svelte, Astro: script sections between tags
  python,
};

/// By the extension of the path, and where that says nothing, by the client's language id (empty:
/// not open). `.graphql` files, and files that a client calls GraphQL, are no hosts.
[[nodiscard]] HostKind host_kind(std::string_view path, std::string_view language_id);

/// The same by the path alone.
[[nodiscard]] HostKind host_kind_of_path(std::string_view path);

/// By an extension without its dot: `tsx`.
[[nodiscard]] HostKind host_kind_of_extension(std::string_view extension);

}  // namespace troupe::graphql
