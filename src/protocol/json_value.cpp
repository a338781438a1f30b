// A parsed document is simdjson's tape: an array of 64-bit words, one for each value (two for
// numbers), in document order, where the word that opens an array or an object knows the index
// behind its end. A JsonValue is an index into it, so stepping over a value of any size is one
// load, and looking up a member is a walk over the keys. Objects of LSP have a handful of members:
// no table would be faster.
#include "protocol/json_value.hpp"

#include <cmath>
#include <limits>

#include <simdjson.h>

#include "protocol/json_writer.hpp"

namespace troupe::protocol {

namespace {

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

tape_ref at(const void* document, std::size_t index) {
  return {static_cast<const simdjson::dom::document*>(document), index};
}

tape_type type_at(const void* document, std::size_t index) {
  return document == nullptr ? tape_type::NULL_VALUE : at(document, index).tape_ref_type();
}

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

JsonKind JsonValue::kind() const {
  switch (type_at(document_, index_)) {
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

std::optional<JsonValue> JsonValue::get(std::string_view key) const {
  if (type_at(document_, index_) != tape_type::START_OBJECT) {
    return std::nullopt;
  }
  const std::size_t end = after() - 1;
  for (std::size_t index = index_ + 1; index != end;
       index = at(document_, index + 1).after_element()) {
    if (at(document_, index).get_string_view() == key) {
      return JsonValue(document_, index + 1);
    }
  }
  return std::nullopt;
}

std::optional<bool> JsonValue::as_bool() const {
  switch (type_at(document_, index_)) {
    case tape_type::TRUE_VALUE:
      return true;
    case tape_type::FALSE_VALUE:
      return false;
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> JsonValue::as_int() const {
  switch (type_at(document_, index_)) {
    case tape_type::INT64:
      return at(document_, index_).next_tape_value<std::int64_t>();
    case tape_type::DOUBLE:
      return integral(at(document_, index_).next_tape_value<double>());
    default:
      // The parser calls unsigned only what does not fit a signed number.
      return std::nullopt;
  }
}

std::optional<std::uint64_t> JsonValue::as_uint() const {
  if (type_at(document_, index_) == tape_type::UINT64) {
    return at(document_, index_).next_tape_value<std::uint64_t>();
  }
  const std::optional<std::int64_t> number = as_int();
  if (!number || *number < 0) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(*number);
}

std::optional<double> JsonValue::as_number() const {
  switch (type_at(document_, index_)) {
    case tape_type::DOUBLE:
      return at(document_, index_).next_tape_value<double>();
    case tape_type::INT64:
      return static_cast<double>(at(document_, index_).next_tape_value<std::int64_t>());
    case tape_type::UINT64:
      return static_cast<double>(at(document_, index_).next_tape_value<std::uint64_t>());
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> JsonValue::as_string() const {
  if (type_at(document_, index_) != tape_type::STRING) {
    return std::nullopt;
  }
  return at(document_, index_).get_string_view();
}

JsonItems JsonValue::items() const {
  if (kind() != JsonKind::array) {
    return {document_, index_, index_};
  }
  return {document_, index_ + 1, after() - 1};
}

JsonMembers JsonValue::members() const {
  if (kind() != JsonKind::object) {
    return {document_, index_, index_};
  }
  return {document_, index_ + 1, after() - 1};
}

std::string JsonValue::to_json() const {
  std::string json;
  JsonWriter writer(json);
  append(writer, *this);
  return json;
}

std::size_t JsonValue::after() const {
  return at(document_, index_).after_element();
}

JsonMember JsonMembers::Iterator::operator*() const {
  return {at(document_, index_).get_string_view(), JsonValue(document_, index_ + 1)};
}

}  // namespace troupe::protocol
