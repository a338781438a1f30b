// Byte offsets and half-open byte ranges of a UTF-8 text. Everything inside Troupe speaks these;
// the units that a client negotiated exist only in `handlers`.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace troupe::base {

/// Offset in bytes from the start of a text. Texts are at most 16 MiB, so 32 bits are plenty.
using TextOffset = std::uint32_t;

/// The bytes [begin, end) of a text. REQUIRES: begin <= end.
struct TextRange {
  TextOffset begin = 0;
  TextOffset end = 0;

  [[nodiscard]] constexpr TextOffset length() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  /// True for offsets inside the range and for its end: a cursor after the last byte touches it.
  [[nodiscard]] constexpr bool touches(TextOffset offset) const {
    return begin <= offset && offset <= end;
  }
  [[nodiscard]] constexpr bool contains(TextOffset offset) const {
    return begin <= offset && offset < end;
  }
  [[nodiscard]] constexpr bool contains(TextRange other) const {
    return begin <= other.begin && other.end <= end;
  }

  friend constexpr auto operator<=>(const TextRange&, const TextRange&) = default;
};

/// The bytes of `text` that `range` covers. REQUIRES: range.end <= text.size().
[[nodiscard]] inline std::string_view slice(std::string_view text, TextRange range) {
  return text.substr(range.begin, range.length());
}

}  // namespace troupe::base
