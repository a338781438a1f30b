#include "analysis/languages/graphql/syntax/code_points.hpp"

#include <algorithm>
#include <array>

namespace troupe::graphql {

namespace {

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

constexpr CodePoint replacement{.value = 0xFFFD, .length = 1};

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  const std::uint32_t lead = byte_at(text, at);
  if (lead < 0x80) {
    return {.value = lead, .length = 1};
  }
  if (lead < 0xC2 || lead > 0xF4) {
    return replacement;
  }
  const std::uint32_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + length > text.size()) {
    return replacement;
  }
  std::uint32_t value = lead & (0x7FU >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    const std::uint32_t byte = byte_at(text, at + i);
    if ((byte & 0xC0U) != 0x80U) {
      return replacement;
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  if (value < smallest[length] || value > 0x10FFFF) {
    return replacement;
  }
  return {.value = value, .length = length};
}

std::string describe_character(std::string_view text, std::size_t at) {
  const CodePoint character = code_point_at(text, at);
  if (character.length == 0) {
    return "<EOF>";
  }
  if (character.value == '"') {
    return "'\"'";
  }
  if (character.value >= 0x20 && character.value <= 0x7E) {
    return {'"', static_cast<char>(character.value), '"'};
  }
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string hexadecimal;
  for (std::uint32_t rest = character.value; rest != 0 || hexadecimal.size() < 4; rest >>= 4U) {
    hexadecimal.push_back(digits[rest & 0xFU]);
  }
  std::ranges::reverse(hexadecimal);
  return "U+" + hexadecimal;
}

std::string_view utf16_slice(std::string_view text, std::size_t at, std::size_t units) {
  std::size_t end = std::min(at, text.size());
  for (std::size_t taken = 0; taken < units && end < text.size();) {
    const CodePoint character = code_point_at(text, end);
    taken += character.value > 0xFFFF ? 2 : 1;
    end += character.length;
  }
  return text.substr(at, end - at);
}

void append_utf8(std::string& text, std::uint32_t code_point) {
  const auto tail = [&text](std::uint32_t bits) {
    text.push_back(static_cast<char>(0x80U | (bits & 0x3FU)));
  };
  if (code_point < 0x80) {
    text.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    text.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    tail(code_point);
  } else if (code_point < 0x10000) {
    text.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    tail(code_point >> 6U);
    tail(code_point);
  } else {
    text.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
    tail(code_point >> 12U);
    tail(code_point >> 6U);
    tail(code_point);
  }
}

}  // namespace troupe::graphql
