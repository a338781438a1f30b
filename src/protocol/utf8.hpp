// What of a text is UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace troupe::protocol {

/// U+FFFD, in place of what is no character.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// The length of the longest prefix of `text` that is valid UTF-8 (no overlong forms, no
/// surrogates).
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

/// The length of the UTF-8 character at the beginning of `text`; 0 if there is none.
/// REQUIRES: !text.empty().
[[nodiscard]] std::size_t utf8_character(std::string_view text);

}  // namespace troupe::protocol
