// Finding where runs of characters end, sixteen bytes at a time where the processor can.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace troupe::graphql::scan {

/// What a byte can begin outside strings and comments.
enum class CharacterClass : std::uint8_t {
  unexpected,
  white_space,  ///< also line ends and commas
  name,         ///< begins a name
  punctuator,   ///< is a token of one character
  digit,        ///< or a minus sign
  quote,
  number_sign,
  dot,
  high,  ///< 0xEF: maybe a byte order mark
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_name_part(char c) {
  return is_name_start(c) || is_digit(c);
}
constexpr bool is_white_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ',';
}

constexpr std::array<CharacterClass, 256> make_classes() {
  std::array<CharacterClass, 256> classes{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    CharacterClass result = CharacterClass::unexpected;
    if (is_white_space(c)) {
      result = CharacterClass::white_space;
    } else if (is_name_start(c)) {
      result = CharacterClass::name;
    } else if (is_digit(c) || c == '-') {
      result = CharacterClass::digit;
    } else if (c == '"') {
      result = CharacterClass::quote;
    } else if (c == '#') {
      result = CharacterClass::number_sign;
    } else if (c == '.') {
      result = CharacterClass::dot;
    } else if (byte == 0xEF) {
      result = CharacterClass::high;
    }
    classes[byte] = result;
  }
  for (const char c : {'!', '$', '&', '(', ')', ':', '=', '@', '[', ']', '{', '|', '}'}) {
    classes[static_cast<unsigned char>(c)] = CharacterClass::punctuator;
  }
  return classes;
}
inline constexpr std::array<CharacterClass, 256> classes = make_classes();

inline CharacterClass class_of(char c) {
  return classes[static_cast<unsigned char>(c)];
}

#if defined(__SSE2__)

inline __m128i load(const char* at) {
  __m128i block;
  std::memcpy(&block, at, sizeof block);
  return block;
}
inline __m128i equal(__m128i block, char c) {
  return _mm_cmpeq_epi8(block, _mm_set1_epi8(c));
}
/// 0xFF where low <= byte <= high, both below 0x80.
inline __m128i between(__m128i block, char low, char high) {
  return _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8(static_cast<char>(low - 1))),
                       _mm_cmplt_epi8(block, _mm_set1_epi8(static_cast<char>(high + 1))));
}
template <typename... Blocks>
__m128i either(__m128i first, Blocks... others) {
  ((first = _mm_or_si128(first, others)), ...);
  return first;
}

#endif

// Sets of characters: a test of one byte, and where possible of sixteen.

struct WhiteSpace {
  static bool has(char c) { return is_white_space(c); }
#if defined(__SSE2__)
  static __m128i of(__m128i block) {
    return either(equal(block, ' '), equal(block, '\n'), equal(block, ','), equal(block, '\t'),
                  equal(block, '\r'));
  }
#endif
};

struct NamePart {
  static bool has(char c) { return is_name_part(c); }
#if defined(__SSE2__)
  static __m128i of(__m128i block) {
    const __m128i lower_case = _mm_or_si128(block, _mm_set1_epi8(0x20));
    return either(between(lower_case, 'a', 'z'), between(block, '0', '9'), equal(block, '_'));
  }
#endif
};

/// What ends or interrupts a comment. 0xED (here and below) may begin a lone surrogate, which is no
/// character; the caller looks closer.
struct CommentStop {
  static bool has(char c) { return c == '\n' || c == '\r' || c == '\xED'; }
#if defined(__SSE2__)
  static __m128i of(__m128i block) {
    return either(equal(block, '\n'), equal(block, '\r'), equal(block, '\xED'));
  }
#endif
};

struct StringStop {
  static bool has(char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\xED'; }
#if defined(__SSE2__)
  static __m128i of(__m128i block) {
    return either(equal(block, '"'), equal(block, '\\'), equal(block, '\n'), equal(block, '\r'),
                  equal(block, '\xED'));
  }
#endif
};

struct BlockStringStop {
  static bool has(char c) { return c == '"' || c == '\\' || c == '\xED'; }
#if defined(__SSE2__)
  static __m128i of(__m128i block) {
    return either(equal(block, '"'), equal(block, '\\'), equal(block, '\xED'));
  }
#endif
};

/// The first character in [at, end) that the set does not have, or `end`.
template <typename Set>
const char* skip(const char* at, const char* end) {
#if defined(__SSE2__)
  while (end - at >= 16) {
    const auto others = static_cast<unsigned>(_mm_movemask_epi8(Set::of(load(at)))) ^ 0xFFFFU;
    if (others != 0) {
      return at + std::countr_zero(others);
    }
    at += 16;
  }
#endif
  while (at != end && Set::has(*at)) {
    ++at;
  }
  return at;
}

/// The first character in [at, end) that the set has, or `end`.
template <typename Set>
const char* find(const char* at, const char* end) {
#if defined(__SSE2__)
  while (end - at >= 16) {
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(Set::of(load(at))));
    if (found != 0) {
      return at + std::countr_zero(found);
    }
    at += 16;
  }
#endif
  while (at != end && !Set::has(*at)) {
    ++at;
  }
  return at;
}

}  // namespace troupe::graphql::scan
