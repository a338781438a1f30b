// Widths follow Unicode's East Asian Width (W and F are two columns) and its emoji; marks that
// combine take none. The tables hold whole blocks: a wrong width moves a caret by a column, nothing
// worse.
#include "server/display.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace troupe::server {

namespace {

struct Block {
  char32_t first;
  char32_t last;
};

constexpr auto wide = std::to_array<Block>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x26D4, 0x26D4},
    {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},   {0x274C, 0x274C},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18D8F}, {0x1B000, 0x1B2FF},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F19A}, {0x1F200, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
});
constexpr auto without_width = std::to_array<Block>({
    {0x0300, 0x036F},
    {0x0483, 0x0489},
    {0x0591, 0x05BD},
    {0x0610, 0x061A},
    {0x064B, 0x065F},
    {0x0900, 0x0902},
    {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A},
    {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF},
    {0x200B, 0x200D},
    {0x20D0, 0x20FF},
    {0x3099, 0x309A},
    {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F},
    {0x1F3FB, 0x1F3FF},
    {0xE0100, 0xE01EF},
});
/// What reorders, hides or separates lines: a source can look different from what it is
/// (CVE-2021-42574).
constexpr auto deceiving = std::to_array<Block>({
    {0x0080, 0x009F},
    {0x061C, 0x061C},
    {0x200E, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB},
    {0xE0000, 0xE007F},
});

template <std::size_t Count>
bool is_in(const std::array<Block, Count>& blocks, char32_t character) {
  const auto after = std::ranges::upper_bound(blocks, character, {}, &Block::first);
  return after != blocks.begin() && character <= std::prev(after)->last;
}

struct Decoded {
  char32_t character = 0;
  std::size_t bytes = 1;
  bool is_valid = false;
};

Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1, true};
  }
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) {
    return {};
  }
  char32_t character = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {};
    }
    character = (character << 6U) | (byte(i) & 0x3FU);
  }
  return {character, bytes, true};
}

std::string hexadecimal(std::uint32_t value, std::size_t digits) {
  std::string text;
  for (; value != 0 || text.size() < digits; value >>= 4U) {
    text.insert(text.begin(), "0123456789ABCDEF"[value & 0xFU]);
  }
  return text;
}

/// U+2400 and the following are pictures of the control characters.
std::string picture_of(unsigned char control) {
  const unsigned picture = control == 0x7F ? 0x21 : control;
  return {'\xE2', '\x90', static_cast<char>(0x80 + picture)};
}

Cell cell_of(std::string_view bytes, const Decoded& decoded) {
  if (!decoded.is_valid) {
    return {"<" + hexadecimal(static_cast<unsigned char>(bytes.front()), 2) + ">", 4, 0};
  }
  if (decoded.character < 0x20 || decoded.character == 0x7F) {
    return {picture_of(static_cast<unsigned char>(decoded.character)), 1, 0};
  }
  if (is_in(deceiving, decoded.character)) {
    std::string name = "<U+" + hexadecimal(decoded.character, 4) + ">";
    const std::size_t width = name.size();
    return {std::move(name), width, 0};
  }
  const std::size_t width = is_in(without_width, decoded.character) ? 0
                            : is_in(wide, decoded.character)        ? 2
                                                                    : 1;
  return {std::string(bytes), width, 0};
}

}  // namespace

std::vector<Cell> cells_of(std::string_view line, base::TextOffset offset) {
  constexpr std::size_t tab = 4;
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const Decoded decoded = decode(line.substr(at));
    Cell cell = cell_of(line.substr(at, decoded.bytes), decoded);
    if (line[at] == '\t') {
      cell.width = tab - column % tab;
      cell.shown = std::string(cell.width, ' ');
    }
    cell.offset = offset + static_cast<base::TextOffset>(at);
    column += cell.width;
    at += decoded.bytes;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) {
      shown += "\n    ";
    }
    for (const Cell& cell : cells_of(text.substr(at, end - at), 0)) {
      shown += cell.shown;
    }
    at = end + 1;
  }
  return shown;
}

}  // namespace troupe::server
