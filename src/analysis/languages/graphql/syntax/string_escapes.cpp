#include "analysis/languages/graphql/syntax/string_escapes.hpp"

namespace troupe::graphql {

namespace {

constexpr std::uint32_t not_a_digit = 16;

std::uint32_t hexadecimal_digit(std::string_view text, std::size_t at) {
  const char c = at < text.size() ? text[at] : '\0';
  if (c >= '0' && c <= '9') {
    return static_cast<std::uint32_t>(c - '0');
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<std::uint32_t>(c - 'A' + 10);
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<std::uint32_t>(c - 'a' + 10);
  }
  return not_a_digit;
}

bool is_scalar_value(std::uint32_t value) {
  return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

/// `\u{10FFFF}`: one to eight digits. A malformed one is quoted up to the character that is wrong.
Escape read_braced(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  std::uint32_t length = 3;
  while (length < 12) {
    const std::size_t place = at + length;
    ++length;
    if (place < text.size() && text[place] == '}') {
      const bool is_valid = length >= 5 && is_scalar_value(value);
      return {.is_valid = is_valid, .code_point = value, .length = length, .is_unicode = true};
    }
    const std::uint32_t digit = hexadecimal_digit(text, place);
    if (digit == not_a_digit) {
      break;
    }
    value = (value << 4U) | digit;
    if (value > 0x7FFFFFFF) {
      break;
    }
  }
  return {.is_valid = false, .code_point = 0, .length = length, .is_unicode = true};
}

/// The four digits at `at`, or 0x10000 when they are not four.
std::uint32_t read_four_digits(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t digit = hexadecimal_digit(text, at + i);
    if (digit == not_a_digit) {
      return 0x10000;
    }
    value = (value << 4U) | digit;
  }
  return value;
}

/// `\uXXXX`, or two of them that are a surrogate pair.
Escape read_fixed(std::string_view text, std::size_t at) {
  const std::uint32_t value = read_four_digits(text, at + 2);
  if (value < 0x10000 && is_scalar_value(value)) {
    return {.is_valid = true, .code_point = value, .length = 6, .is_unicode = true};
  }
  if (value >= 0xD800 && value <= 0xDBFF && text.substr(at + 6, 2) == "\\u") {
    const std::uint32_t trail = read_four_digits(text, at + 8);
    if (trail >= 0xDC00 && trail <= 0xDFFF) {
      const std::uint32_t pair = 0x10000 + ((value - 0xD800) << 10U) + (trail - 0xDC00);
      return {.is_valid = true, .code_point = pair, .length = 12, .is_unicode = true};
    }
  }
  return {.is_valid = false, .code_point = 0, .length = 6, .is_unicode = true};
}

std::uint32_t simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return static_cast<std::uint32_t>(c);
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

}  // namespace

Escape read_escape(std::string_view text, std::size_t at) {
  const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
  if (kind == 'u') {
    return at + 2 < text.size() && text[at + 2] == '{' ? read_braced(text, at)
                                                       : read_fixed(text, at);
  }
  const std::uint32_t value = simple_escape(kind);
  return {.is_valid = value != 0, .code_point = value, .length = 2, .is_unicode = false};
}

}  // namespace troupe::graphql
