// The parser is simdjson's DOM, not its on-demand front end. The method of a message may stand
// behind its params, and nothing may be obeyed before the whole message is known to be well-formed;
// on-demand parsing gives neither without a second pass over the text. The price is the tape,
// some 1.3 words a value; document texts are unescaped into the parser's own buffer either way.
//
// Repairs run only after the parser has refused a document, so they cost valid ones nothing. Inside
// valid JSON a backslash occurs only in strings, hence escapes are found without knowing where
// strings begin. A lone surrogate escape is overwritten by `\ufffd`, which has the same length; an
// invalid UTF-8 byte grows to the three bytes of U+FFFD, one for each byte, which is also how
// base::LineIndex counts them.
#include "protocol/json_reader.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>

#include <simdjson.h>

#include "protocol/framing.hpp"
#include "protocol/utf8.hpp"

namespace troupe::protocol {

static_assert(frame_padding >= simdjson::SIMDJSON_PADDING);

namespace {

constexpr std::size_t small_capacity = std::size_t{16} << 10U;
/// Buffers for documents above this are given back once so many smaller ones came in a row.
constexpr std::size_t kept_capacity = std::size_t{1} << 20U;
constexpr int patience = 64;

std::string_view explain(simdjson::error_code error) {
  switch (error) {
    case simdjson::EMPTY:
      return "there is no JSON in the message";
    case simdjson::DEPTH_ERROR:
      return "JSON is nested too deeply";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return "JSON is too large";
    case simdjson::UTF8_ERROR:
      return "JSON is not valid UTF-8";
    case simdjson::STRING_ERROR:
      return "JSON has an invalid escape in a string";
    case simdjson::UNESCAPED_CHARS:
      return "JSON has a control character in a string";
    case simdjson::UNCLOSED_STRING:
      return "JSON has a string without end";
    case simdjson::NUMBER_ERROR:
      return "JSON has an invalid number, or an integer beyond 64 bits";
    default:
      return "JSON has a syntax error";
  }
}

/// The code unit of the escape `\uXXXX` at `at`, or nothing.
std::optional<std::uint32_t> escaped_unit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
    return std::nullopt;
  }
  std::uint32_t unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) {
      return std::nullopt;
    }
    unit = unit * 16 + static_cast<std::uint32_t>(digit);
  }
  return unit;
}

bool is_high(std::uint32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(std::uint32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

void replace_lone_surrogates(std::string& text) {
  for (std::size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
    const std::optional<std::uint32_t> unit = escaped_unit(text, at);
    if (!unit) {
      at += 2;
      continue;
    }
    if (is_high(*unit) && is_low(escaped_unit(text, at + 6).value_or(0))) {
      at += 12;
      continue;
    }
    if (is_high(*unit) || is_low(*unit)) {
      text.replace(at, 6, "\\ufffd");
    }
    at += 6;
  }
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size() + frame_padding);
  while (!text.empty()) {
    const std::size_t good = valid_utf8_prefix(text);
    valid.append(text.substr(0, good));
    text.remove_prefix(good);
    if (!text.empty()) {
      valid.append(replacement_character);
      text.remove_prefix(1);
    }
  }
  return valid;
}

}  // namespace

struct JsonReader::Parser {
  simdjson::dom::parser dom;
  std::size_t max_depth;
  std::string scratch;  ///< the text, where it came without spare capacity or needed repair
  int small_in_a_row = 0;
  bool repaired = false;

  /// Sees to it that a document of `size` bytes fits, and that memory follows use in both
  /// directions.
  bool make_room(std::size_t size) {
    small_in_a_row = size > kept_capacity ? 0 : small_in_a_row + 1;
    const bool oversized = dom.capacity() > kept_capacity && small_in_a_row >= patience;
    if (!oversized && dom.capacity() >= size && dom.capacity() != 0) {
      return true;
    }
    dom = simdjson::dom::parser();
    return dom.allocate(std::max(small_capacity, std::bit_ceil(size)), max_depth) ==
           simdjson::SUCCESS;
  }

  simdjson::error_code parse_padded(const std::string& text) {
    if (!make_room(text.size())) {
      return simdjson::MEMALLOC;
    }
    return dom.parse(text.data(), text.size(), false).error();
  }

  simdjson::error_code parse_scratch() {
    scratch.reserve(scratch.size() + frame_padding);
    const simdjson::error_code error = parse_padded(scratch);
    if (scratch.capacity() > kept_capacity) {
      scratch = std::string();
    }
    return error;
  }
};

JsonReader::JsonReader(std::size_t max_depth) : parser_(std::make_unique<Parser>()) {
  parser_->max_depth = max_depth;
}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

base::Result<JsonValue> JsonReader::parse(const std::string& text) {
  Parser& parser = *parser_;
  parser.repaired = false;
  simdjson::error_code error = simdjson::SUCCESS;
  if (text.capacity() - text.size() >= frame_padding) {
    error = parser.parse_padded(text);
  } else {
    parser.scratch = text;
    error = parser.parse_scratch();
  }
  if (error == simdjson::UTF8_ERROR || error == simdjson::STRING_ERROR) {
    parser.scratch = replace_invalid_utf8(text);
    replace_lone_surrogates(parser.scratch);
    error = parser.parse_scratch();
    parser.repaired = error == simdjson::SUCCESS;
  }
  if (error != simdjson::SUCCESS) {
    return base::failure(std::string(explain(error)));
  }
  // Word 0 of the tape stands for the document; its root is the word after.
  return JsonValue(&parser.dom.doc, 1);
}

bool JsonReader::repaired() const {
  return parser_->repaired;
}

}  // namespace troupe::protocol
