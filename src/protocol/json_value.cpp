// A parsed document is simdjson's tape: an array of 64-bit words, one for each value (two for
// numbers), in document order, where the word that opens an array or an object knows the index
// behind its end. A JsonValue is an index into it, so stepping over a value of any size is one
// load, and looking up a member is a walk over the keys. Objects of LSP have a handful of members:
// no table would be faster.
#include "protocol/json_value.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <simdjson.h>

#include "protocol/json_writer.hpp"

namespace troupe::protocol {

namespace {

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

tape_ref at(const void* document, std::uint32_t index) {
  return {static_cast<const simdjson::dom::document*>(document), index};
}

/// The kind of value that a tape word of some type begins.
constexpr JsonKind kind_of(tape_type type) {
  switch (type) {
    case tape_type::START_OBJECT:
      return JsonKind::object;
    case tape_type::START_ARRAY:
      return JsonKind::array;
    case tape_type::STRING:
      return JsonKind::string;
    case tape_type::INT64:
    case tape_type::UINT64:
      return JsonKind::integer;
    case tape_type::DOUBLE:
      return JsonKind::number;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE:
      return JsonKind::boolean;
    default:
      return JsonKind::null;
  }
}

/// The same as a table: every value that is looked at goes through it.
constexpr auto kinds = [] {
  std::array<JsonKind, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = kind_of(static_cast<tape_type>(i));
  }
  return table;
}();

/// Integral and below 2^63 in size: then the conversion is exact.
std::optional<std::int64_t> integral(double number) {
  constexpr double limit = 9223372036854775808.0;
  if (number >= -limit && number < limit && std::trunc(number) == number) {
    return static_cast<std::int64_t>(number);
  }
  return std::nullopt;
}

void append(JsonWriter& writer, JsonValue value) {
  switch (value.kind()) {
    case JsonKind::null:
      return writer.null();
    case JsonKind::boolean:
      return writer.boolean(value.as_bool() == true);
    case JsonKind::integer:
      if (const auto number = value.as_int()) {
        return writer.integer(*number);
      }
      return writer.integer(value.as_uint().value_or(0));
    case JsonKind::number:
      return writer.number(value.as_number().value_or(0));
    case JsonKind::string:
      return writer.string(value.as_string().value_or(""));
    case JsonKind::array:
      return writer.array([&] {
        for (const JsonValue item : value.items()) {
          append(writer, item);
        }
      });
    case JsonKind::object:
      return writer.object([&] {
        for (const JsonMember member : value.members()) {
          writer.key(member.key);
          append(writer, member.value);
        }
      });
  }
}

}  // namespace

JsonValue::JsonValue(const void* document, std::uint32_t index)
    : document_(document),
      index_(index),
      kind_(kinds[static_cast<std::size_t>(at(document, index).tape_ref_type()) % kinds.size()]) {}

JsonValue JsonValue::find(std::string_view key) const {
  if (kind_ != JsonKind::object) {
    return {};
  }
  const std::uint32_t end = after(document_, index_) - 1;
  std::uint32_t index = index_ + 1;
  while (index != end) {
    if (at(document_, index).get_string_view() == key) {
      return {document_, index + 1};
    }
    index = after(document_, index + 1);
  }
  return {};
}

std::optional<bool> JsonValue::as_bool() const {
  if (kind_ != JsonKind::boolean) {
    return std::nullopt;
  }
  return at(document_, index_).is_true();
}

std::optional<std::int64_t> JsonValue::as_int() const {
  if (kind_ == JsonKind::number) {
    return integral(at(document_, index_).next_tape_value<double>());
  }
  // The parser calls unsigned only what does not fit a signed number.
  if (kind_ != JsonKind::integer || at(document_, index_).is_uint64()) {
    return std::nullopt;
  }
  return at(document_, index_).next_tape_value<std::int64_t>();
}

std::optional<std::uint64_t> JsonValue::as_uint() const {
  const std::optional<std::int64_t> number = as_int();
  if (number && *number >= 0) {
    return static_cast<std::uint64_t>(*number);
  }
  if (kind_ == JsonKind::integer && at(document_, index_).is_uint64()) {
    return at(document_, index_).next_tape_value<std::uint64_t>();
  }
  return std::nullopt;
}

std::optional<double> JsonValue::as_number() const {
  if (kind_ == JsonKind::number) {
    return at(document_, index_).next_tape_value<double>();
  }
  if (const auto number = as_int()) {
    return static_cast<double>(*number);
  }
  if (const auto number = as_uint()) {
    return static_cast<double>(*number);
  }
  return std::nullopt;
}

std::optional<std::string_view> JsonValue::as_string() const {
  if (kind_ != JsonKind::string) {
    return std::nullopt;
  }
  return at(document_, index_).get_string_view();
}

JsonItems JsonValue::items() const {
  if (kind_ != JsonKind::array) {
    return {document_, index_, index_};
  }
  return {document_, index_ + 1, after(document_, index_) - 1};
}

JsonMembers JsonValue::members() const {
  if (kind_ != JsonKind::object) {
    return {document_, index_, index_};
  }
  return {document_, index_ + 1, after(document_, index_) - 1};
}

std::string JsonValue::to_json() const {
  std::string json;
  JsonWriter writer(json);
  append(writer, *this);
  return json;
}

std::uint32_t JsonValue::after(const void* document, std::uint32_t index) {
  return static_cast<std::uint32_t>(at(document, index).after_element());
}

JsonMember JsonMembers::Iterator::operator*() const {
  return {at(document_, index_).get_string_view(), JsonValue(document_, index_ + 1)};
}

}  // namespace troupe::protocol
