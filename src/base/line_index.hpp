// Lines and columns of a text, in the three position encodings of LSP.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_range.hpp"

namespace troupe::base {

/// The unit of a column: LSP's `PositionEncodingKind`.
enum class PositionEncoding : std::uint8_t { utf8, utf16, utf32 };

/// A zero-based line and a zero-based column in some encoding's units.
struct LinePosition {
  std::uint32_t line = 0;
  std::uint32_t character = 0;

  friend constexpr auto operator<=>(const LinePosition&, const LinePosition&) = default;
};

/// Where the lines of one text begin. LF, CRLF and a lone CR end a line, and nothing else does
/// (LSP, "Text Documents"). Immutable once built; holds no reference to the text, so every call
/// that counts columns is given the same text again. Invalid UTF-8 bytes count as one unit each.
class LineIndex {
 public:
  LineIndex() : LineIndex(std::string_view()) {}
  explicit LineIndex(std::string_view text);

  /// At least 1: an empty text has one empty line.
  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(starts_.size());
  }
  /// REQUIRES: line < line_count().
  [[nodiscard]] TextOffset line_start(std::uint32_t line) const { return starts_[line]; }
  /// The line's text without its terminator. REQUIRES: line < line_count().
  [[nodiscard]] TextRange line_range(std::string_view text, std::uint32_t line) const;
  /// The line that holds `offset`; offsets past the end belong to the last line.
  [[nodiscard]] std::uint32_t line_of(TextOffset offset) const;

  /// An offset inside a character gives that character's start; one past the end, the end.
  [[nodiscard]] LinePosition position(std::string_view text, TextOffset offset,
                                      PositionEncoding encoding) const;
  /// The inverse, clamped: a line past the end gives the end of the text, a column past the end of
  /// its line the line's end (before its terminator), a column inside a character its start.
  [[nodiscard]] TextOffset offset(std::string_view text, LinePosition position,
                                  PositionEncoding encoding) const;

  friend bool operator==(const LineIndex&, const LineIndex&) = default;

 private:
  std::vector<TextOffset> starts_;
};

}  // namespace troupe::base
