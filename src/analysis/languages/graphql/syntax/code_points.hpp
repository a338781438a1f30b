// Characters as error messages name them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace troupe::graphql {

/// One character of a UTF-8 text. A lone surrogate, as some producers of UTF-8 write them, is told
/// apart; any other byte that begins no character is U+FFFD.
struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t length = 0;  ///< in bytes; 0 at the end of the text

  [[nodiscard]] bool is_surrogate() const { return value >= 0xD800 && value <= 0xDFFF; }
};

[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);

/// `<EOF>`, the character in quotes when it is printable ASCII, else `U+203B`.
[[nodiscard]] std::string describe_character(std::string_view text, std::size_t at);

/// The part of `text` that begins at `at` and is `units` UTF-16 units long; a character that does
/// not fit is taken whole.
[[nodiscard]] std::string_view utf16_slice(std::string_view text, std::size_t at,
                                           std::size_t units);

/// Appends a code point as UTF-8. REQUIRES: it is a Unicode scalar value.
void append_utf8(std::string& text, std::uint32_t code_point);

}  // namespace troupe::graphql
