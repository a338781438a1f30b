// Strings are copied in runs: a table says for each byte whether it can stand as it is, and the
// bytes between two that cannot are appended at once. Bytes above 0x7F are checked to be UTF-8,
// since what is written may come from files that are not.
#include "protocol/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "protocol/utf8.hpp"

namespace troupe::protocol {

namespace {

/// Whether all eight bytes are printable ASCII without `"` and `\`. The high bit of each byte of
/// the sum says that a byte is one of those (the classic zero-byte test, on the word xor-ed with
/// the byte sought); false alarms are possible, misses are not.
bool is_plain(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101ULL;
  constexpr std::uint64_t highs = 0x8080808080808080ULL;
  const std::uint64_t quote = word ^ (ones * '"');
  const std::uint64_t backslash = word ^ (ones * '\\');
  const std::uint64_t suspects = (word - ones * 0x20) | (quote - ones) | (backslash - ones) | word;
  return (suspects & highs) == 0;
}

/// How many bytes from `at` can be copied as they are.
std::size_t plain_run(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size()) {
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if (is_plain(word)) {
        at += sizeof word;
        continue;
      }
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == '"' || byte == '\\') {
      break;
    }
    const std::size_t length = byte < 0x80 ? 1 : utf8_character(text.substr(at));
    if (length == 0) {
      break;
    }
    at += length;
  }
  return at - begin;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x80) {
    out.append(replacement_character);
    return;
  }
  out.append("\\u00");
  out.push_back(digits[byte >> 4U]);
  out.push_back(digits[byte & 0xFU]);
}

}  // namespace

void JsonWriter::number(double value) {
  if (!std::isfinite(value)) {
    return null();
  }
  if (value == 0) {
    return raw("0");  // "-0" would be read as an integer, and lose its sign there
  }
  // Beyond what a double counts exactly, digits without an exponent would be read as an integer,
  // which need not fit one.
  constexpr double exact = 9007199254740992.0;
  std::array<char, 32> digits;
  char* const begin = digits.data();
  const char* const end =
      std::abs(value) < exact
          ? std::to_chars(begin, begin + digits.size(), value).ptr
          : std::to_chars(begin, begin + digits.size(), value, std::chars_format::scientific).ptr;
  raw(std::string_view(begin, end));
}

void JsonWriter::append_string(std::string_view text) {
  out_->push_back('"');
  for (std::size_t at = 0;;) {
    const std::size_t run = plain_run(text, at);
    out_->append(text, at, run);
    at += run;
    if (at == text.size()) {
      break;
    }
    append_escape(*out_, text[at]);
    ++at;
  }
  out_->push_back('"');
}

void JsonWriter::append_signed(std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  raw(std::string_view(digits.data(), end));
}

void JsonWriter::append_unsigned(std::uint64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  raw(std::string_view(digits.data(), end));
}

}  // namespace troupe::protocol
