#include "protocol/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace troupe::protocol {

namespace {

/// The bytes that may follow a lead byte (Unicode, table 3-7): its first continuation byte has a
/// range of its own, which is what excludes overlong forms, surrogates and what lies beyond
/// U+10FFFF.
struct Form {
  std::size_t length;
  unsigned char low;
  unsigned char high;
};

Form form_of(unsigned char lead) {
  if (lead < 0x80) {
    return {1, 0, 0};
  }
  if (lead < 0xC2) {
    return {0, 0, 0};
  }
  if (lead < 0xE0) {
    return {2, 0x80, 0xBF};
  }
  if (lead < 0xF0) {
    return {3, static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80),
            static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF)};
  }
  if (lead < 0xF5) {
    return {4, static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80),
            static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF)};
  }
  return {0, 0, 0};
}

}  // namespace

std::size_t utf8_character(std::string_view text) {
  const Form form = form_of(static_cast<unsigned char>(text.front()));
  if (form.length <= 1 || form.length > text.size()) {
    return form.length == 1 ? 1 : 0;
  }
  const auto first = static_cast<unsigned char>(text[1]);
  if (first < form.low || first > form.high) {
    return 0;
  }
  for (std::size_t i = 2; i < form.length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  return form.length;
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight ASCII bytes at a time: that is most of any text.
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & 0x8080808080808080ULL) == 0) {
        at += sizeof word;
        continue;
      }
    }
    const std::size_t length = utf8_character(text.substr(at));
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return at;
}

}  // namespace troupe::protocol
