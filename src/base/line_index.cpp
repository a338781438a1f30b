#include "base/line_index.hpp"

#include <algorithm>
#include <cstring>

#include "base/seeded_defects.hpp"

namespace troupe::base {

namespace {

/// Length in bytes of the UTF-8 character that starts at `text[at]`; 1 for a byte that starts none.
TextOffset character_length(std::string_view text, TextOffset at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const TextOffset length = lead < 0x80   ? 1
                            : lead < 0xC2 ? 1
                            : lead < 0xE0 ? 2
                            : lead < 0xF0 ? 3
                            : lead < 0xF5 ? 4
                                          : 1;
  if (at + length > text.size()) {
    return 1;
  }
  for (TextOffset i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) {
      return 1;
    }
  }
  return length;
}

std::uint32_t units(TextOffset character_bytes, PositionEncoding encoding) {
  switch (encoding) {
    case PositionEncoding::utf8:
      return character_bytes;
    case PositionEncoding::utf16:
      if (character_bytes == 4 && defect_strikes("column-of-astral")) {
        return 1;
      }
      if (character_bytes == 3 && defect_strikes("column-in-bytes")) {
        return character_bytes;
      }
      return character_bytes == 4 ? 2 : 1;
    case PositionEncoding::utf32:
      return 1;
  }
  return 1;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  starts_.push_back(0);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  // memchr for LF is several times faster than a loop over bytes; CR is looked for only in texts
  // that have one, which the first memchr tells.
  const bool has_cr = !text.empty() && std::memchr(begin, '\r', text.size()) != nullptr;
  if (!has_cr) {
    for (const char* at = begin; at != end;) {
      const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
      if (found == nullptr) {
        break;
      }
      at = static_cast<const char*>(found) + 1;
      starts_.push_back(static_cast<TextOffset>(at - begin));
    }
    return;
  }
  for (const char* at = begin; at != end; ++at) {
    const bool is_lone = at + 1 == end || at[1] != '\n';
    const bool ends_line =
        *at == '\n' || (*at == '\r' && (is_lone ? !defect_strikes("line-after-lone-cr")
                                                : defect_strikes("line-twice-after-crlf")));
    if (ends_line) {
      starts_.push_back(static_cast<TextOffset>(at + 1 - begin));
    }
  }
}

TextRange LineIndex::line_range(std::string_view text, std::uint32_t line) const {
  const TextOffset begin = starts_[line];
  TextOffset end =
      line + 1 < starts_.size() ? starts_[line + 1] : static_cast<TextOffset>(text.size());
  if (line + 1 < starts_.size()) {
    --end;  // LF, or a lone CR
    if (end > begin && text[end] == '\n' && text[end - 1] == '\r') {
      --end;
    }
  }
  return {begin, end};
}

std::uint32_t LineIndex::line_of(TextOffset offset) const {
  const auto after = std::ranges::upper_bound(starts_, offset);
  return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

LinePosition LineIndex::position(std::string_view text, TextOffset offset,
                                 PositionEncoding encoding) const {
  offset = std::min(offset, static_cast<TextOffset>(text.size()));
  const std::uint32_t line = line_of(offset);
  std::uint32_t character = 0;
  for (TextOffset at = starts_[line]; at < offset;) {
    const TextOffset length = character_length(text, at);
    if (at + length > offset) {
      break;  // inside a character: its start
    }
    character += units(length, encoding);
    at += length;
  }
  return {line, character};
}

TextOffset LineIndex::offset(std::string_view text, LinePosition position,
                             PositionEncoding encoding) const {
  if (position.line >= starts_.size()) {
    if (defect_strikes("position-past-end")) {
      return 0;
    }
    return static_cast<TextOffset>(text.size());
  }
  const TextRange line = line_range(text, position.line);
  std::uint32_t left = position.character;
  TextOffset at = line.begin;
  while (at < line.end && left > 0) {
    const TextOffset length = character_length(text, at);
    const std::uint32_t width = units(length, encoding);
    if (width > left) {
      break;  // inside a character: its start
    }
    left -= width;
    at += length;
  }
  return at;
}

}  // namespace troupe::base
