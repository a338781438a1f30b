// How the structs of LSP are read and written: a list of fields for each, and one codec for each
// kind of member. Included by the room's .cpp files (and by the test that holds the lists against
// the meta-model), never by other rooms: those include codec.hpp.
//
// One line says what a struct has, each member once, so that no name can differ from its member's:
//
//     STRUCT(Hover, REQUIRED(contents), OPTIONAL(range));
//
// Reading stops at the first error, which travels outwards collecting the path to where it
// happened.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/basic_structures.hpp"
#include "protocol/codec.hpp"

namespace troupe::protocol {

// ---- What a struct consists of.

enum class Presence : std::uint8_t {
  required,  ///< must be there, is always written
  optional,  ///< absent or null leaves the default; not written when empty, absent or false
  lenient,   ///< like optional, and what cannot be read counts as absent
  alias,     ///< lenient, and not in the spec: another spelling that some client uses
  nullable,  ///< null or absent leaves it empty, and empty is written as null
};

template <typename Struct, typename Member>
struct Field {
  using Value = Member;
  std::string_view name;
  Member Struct::* member;
  Presence presence;
};

/// A member that is always the same string (`kind: "full"`): written, not read.
struct Constant {
  std::string_view name;
  std::string_view value;
};

/// Specialised for every struct: `name` in the meta-model (empty where the spec has no name for
/// it), `list`.
template <typename Struct>
struct FieldsOf;

template <typename Struct>
concept HasFields = requires { FieldsOf<Struct>::list; };

/// Specialised by STRING_ENUM: the `names` that are sent, in the order of the enumerators.
template <typename Enum>
struct EnumNames;

template <typename Enum>
concept StringEnum = std::is_enum_v<Enum> && requires { EnumNames<Enum>::names; };

/// Specialised by INTEGER_ENUM: the `first` and the `last` of the enumerators.
template <typename Enum>
struct EnumRange;

template <typename Enum>
concept IntegerEnum = std::is_enum_v<Enum> && requires { EnumRange<Enum>::last; };

// NOLINTBEGIN(cppcoreguidelines-macro-usage): a member's name as a string takes a macro.
#define STRUCT(type, ...)                                 \
  template <>                                             \
  struct FieldsOf<type> {                                 \
    using Self = type;                                    \
    static constexpr std::string_view name = #type;       \
    static constexpr auto list = std::tuple(__VA_ARGS__); \
  }
#define REQUIRED(field)                      \
  Field {                                    \
    #field, &Self::field, Presence::required \
  }
#define OPTIONAL(field)                      \
  Field {                                    \
    #field, &Self::field, Presence::optional \
  }
#define LENIENT(field)                      \
  Field {                                   \
    #field, &Self::field, Presence::lenient \
  }
#define NULLABLE(field)                      \
  Field {                                    \
    #field, &Self::field, Presence::nullable \
  }
#define ALIAS(spelling, field)              \
  Field {                                   \
    spelling, &Self::field, Presence::alias \
  }
#define CONSTANT(name, value) \
  Constant {                  \
    #name, value              \
  }

#define STRING_ENUM(type, ...)                                                    \
  template <>                                                                     \
  struct EnumNames<type> {                                                        \
    static constexpr auto names = std::to_array<std::string_view>({__VA_ARGS__}); \
  }
#define INTEGER_ENUM(type, first_value, last_value)  \
  template <>                                        \
  struct EnumRange<type> {                           \
    static constexpr type first = type::first_value; \
    static constexpr type last = type::last_value;   \
  }
// NOLINTEND(cppcoreguidelines-macro-usage)

// ---- Reading and writing one value. read() gives false after having said what is wrong.

struct Reading {
  std::string path;  ///< from the value that is being read to where the error is: ".position.line"
  std::string expected;  ///< the rest of the message
  bool lenient = false;  ///< elements of arrays that cannot be read are skipped

  // All give false.
  bool fail(std::string_view message);
  bool inside(std::string_view member);
  bool inside(std::size_t element);

  /// The whole message; `what` is the value that reading began with.
  [[nodiscard]] std::string message(std::string_view what) const;
};

template <typename Value>
struct Codec;

template <>
struct Codec<bool> {
  static bool read(JsonValue json, bool& value, Reading& reading) {
    const auto read = json.as_bool();
    value = read.value_or(value);
    return read.has_value() || reading.fail("expected a boolean");
  }
  static void write(JsonWriter& writer, bool value) { writer.boolean(value); }
};

template <std::signed_integral Number>
struct Codec<Number> {
  static bool read(JsonValue json, Number& value, Reading& reading) {
    const auto number = json.as_int();
    if (!number || !std::in_range<Number>(*number)) {
      return reading.fail("expected an integer");
    }
    value = static_cast<Number>(*number);
    return true;
  }
  static void write(JsonWriter& writer, Number value) { writer.integer(value); }
};

/// Unsigned numbers are places and counts: one that is too large is as good as the largest.
template <>
struct Codec<std::uint32_t> {
  static bool read(JsonValue json, std::uint32_t& value, Reading& reading) {
    const auto number = json.as_uint();
    if (!number) {
      return reading.fail("expected an unsigned integer");
    }
    value = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(*number, std::numeric_limits<std::uint32_t>::max()));
    return true;
  }
  static void write(JsonWriter& writer, std::uint32_t value) { writer.integer(value); }
};

template <>
struct Codec<std::string> {
  static bool read(JsonValue json, std::string& value, Reading& reading) {
    const auto text = json.as_string();
    if (!text) {
      return reading.fail("expected a string");
    }
    value = *text;
    return true;
  }
  static void write(JsonWriter& writer, const std::string& value) { writer.string(value); }
};

template <>
struct Codec<RawJson> {
  static bool read(JsonValue json, RawJson& value, Reading& /*reading*/) {
    value.json = json.to_json();
    return true;
  }
  static void write(JsonWriter& writer, const RawJson& value) { writer.raw(value.json); }
};

template <>
struct Codec<RequestId> {
  static bool read(JsonValue json, RequestId& value, Reading& reading) {
    auto id = decode_id(json);
    if (!id) {
      return reading.fail("expected an integer or a string");
    }
    value = std::move(*id);
    return true;
  }
  static void write(JsonWriter& writer, const RequestId& value) {
    std::visit([&](const auto& id) { Codec<std::remove_cvref_t<decltype(id)>>::write(writer, id); },
               value.value);
  }
};

template <StringEnum Enum>
struct Codec<Enum> {
  static bool read(JsonValue json, Enum& value, Reading& reading) {
    const auto text = json.as_string();
    const auto& names = EnumNames<Enum>::names;
    const auto* const found = text ? std::ranges::find(names, *text) : names.end();
    if (found == names.end()) {
      return reading.fail("expected one of the names that the specification lists");
    }
    value = static_cast<Enum>(found - names.begin());
    return true;
  }
  static void write(JsonWriter& writer, Enum value) {
    writer.string(EnumNames<Enum>::names[static_cast<std::size_t>(value)]);
  }
};

template <IntegerEnum Enum>
struct Codec<Enum> {
  static bool read(JsonValue json, Enum& value, Reading& reading) {
    const auto number = json.as_int();
    if (!number || *number < static_cast<std::int64_t>(EnumRange<Enum>::first) ||
        *number > static_cast<std::int64_t>(EnumRange<Enum>::last)) {
      return reading.fail("expected one of the numbers that the specification lists");
    }
    value = static_cast<Enum>(*number);
    return true;
  }
  static void write(JsonWriter& writer, Enum value) {
    writer.integer(static_cast<std::underlying_type_t<Enum>>(value));
  }
};

template <typename Value>
struct Codec<std::optional<Value>> {
  static bool read(JsonValue json, std::optional<Value>& value, Reading& reading) {
    if (json.is_null()) {
      value.reset();
      return true;
    }
    if (!Codec<Value>::read(json, value.emplace(), reading)) {
      value.reset();
      return false;
    }
    return true;
  }
  static void write(JsonWriter& writer, const std::optional<Value>& value) {
    if (value) {
      Codec<Value>::write(writer, *value);
    } else {
      writer.null();
    }
  }
};

template <typename Value>
struct Codec<std::vector<Value>> {
  static bool read(JsonValue json, std::vector<Value>& values, Reading& reading) {
    if (!json.is_array()) {
      return reading.fail("expected an array");
    }
    std::size_t index = 0;
    for (const JsonValue item : json.items()) {
      if (!Codec<Value>::read(item, values.emplace_back(), reading)) {
        values.pop_back();
        if (!reading.lenient) {
          return reading.inside(index);
        }
        reading.path.clear();
      }
      ++index;
    }
    return true;
  }
  static void write(JsonWriter& writer, const std::vector<Value>& values) {
    writer.array([&] {
      for (const Value& value : values) {
        Codec<Value>::write(writer, value);
      }
    });
  }
};

/// Written only; std::map keeps the order the same everywhere.
template <typename Value>
struct Codec<std::map<std::string, Value>> {
  static void write(JsonWriter& writer, const std::map<std::string, Value>& values) {
    writer.object([&] {
      for (const auto& [key, value] : values) {
        writer.key(key);
        Codec<Value>::write(writer, value);
      }
    });
  }
};

/// Reading takes the first alternative that fits.
template <typename... Values>
struct Codec<std::variant<Values...>> {
  static bool read(JsonValue json, std::variant<Values...>& value, Reading& reading) {
    const auto fits = [&]<typename Value>(std::type_identity<Value>) {
      Reading attempt;
      attempt.lenient = reading.lenient;
      return Codec<Value>::read(json, value.template emplace<Value>(), attempt);
    };
    return (fits(std::type_identity<Values>()) || ...) ||
           reading.fail("expected another kind of value");
  }
  static void write(JsonWriter& writer, const std::variant<Values...>& value) {
    std::visit(
        [&](const auto& held) { Codec<std::remove_cvref_t<decltype(held)>>::write(writer, held); },
        value);
  }
};

// ---- Structs.

template <typename Value>
bool is_absent(const Value& value) {
  if constexpr (std::same_as<Value, bool>) {
    return !value;
  } else if constexpr (requires { value.has_value(); }) {
    return !value.has_value();
  } else if constexpr (requires { value.empty(); }) {
    return value.empty();
  } else {
    return false;
  }
}

template <typename Struct, typename Member>
bool read_field(JsonValue json, const Field<Struct, Member>& field, Struct& value,
                Reading& reading) {
  if (json.is_null() && (!json.exists() || field.presence != Presence::required)) {
    return field.presence != Presence::required || reading.fail("is missing") ||
           reading.inside(field.name);
  }
  Member& member = value.*field.member;
  const bool is_lenient = field.presence == Presence::lenient || field.presence == Presence::alias;
  const bool outer = std::exchange(reading.lenient, reading.lenient || is_lenient);
  const bool is_read = Codec<Member>::read(json, member, reading);
  reading.lenient = outer;
  if (is_read) {
    return true;
  }
  if (is_lenient) {
    member = Member();
    reading.path.clear();
    return true;
  }
  return reading.inside(field.name);
}

template <typename Struct>
bool read_field(JsonValue /*json*/, const Constant& /*field*/, Struct& /*value*/,
                Reading& /*reading*/) {
  return true;
}

template <typename Struct>
bool read_fields(JsonValue json, Struct& value, Reading& reading) {
  return std::apply(
      [&](const auto&... field) {
        return (read_field(json.find(field.name), field, value, reading) && ...);
      },
      FieldsOf<Struct>::list);
}

template <typename Struct, typename Member>
void write_field(JsonWriter& writer, const Field<Struct, Member>& field, const Struct& value) {
  const Member& member = value.*field.member;
  if (field.presence == Presence::optional && is_absent(member)) {
    return;
  }
  writer.key(field.name);
  Codec<Member>::write(writer, member);
}

template <typename Struct>
void write_field(JsonWriter& writer, const Constant& field, const Struct& /*value*/) {
  writer.member(field.name, field.value);
}

/// The size of a struct that has exactly the listed members, in their order.
template <typename Struct>
consteval std::size_t listed_size() {
  std::size_t size = 0;
  std::size_t alignment = 1;
  const auto append = [&]<typename Listed>(const Listed& field) {
    if constexpr (!std::same_as<Listed, Constant>) {
      using Member = typename Listed::Value;
      if (field.presence != Presence::alias) {
        size = (size + alignof(Member) - 1) / alignof(Member) * alignof(Member) + sizeof(Member);
        alignment = std::max(alignment, alignof(Member));
      }
    }
  };
  std::apply([&](const auto&... field) { (append(field), ...); }, FieldsOf<Struct>::list);
  return (size + alignment - 1) / alignment * alignment;
}

template <HasFields Struct>
struct Codec<Struct> {
  static_assert(listed_size<Struct>() == sizeof(Struct),
                "STRUCT lists every member, in the order of their declaration");

  static bool read(JsonValue json, Struct& value, Reading& reading) {
    return json.is_object() ? read_fields(json, value, reading)
                            : reading.fail("expected an object");
  }
  static void write(JsonWriter& writer, const Struct& value) {
    writer.object([&] {
      std::apply([&](const auto&... field) { (write_field(writer, field, value), ...); },
                 FieldsOf<Struct>::list);
    });
  }
};

// ---- What codec.hpp declares.

template <typename Params>
base::Result<Params> decode(std::optional<JsonValue> params, std::string_view what) {
  Params value;
  Reading reading;
  bool is_read = false;
  if (params && !params->is_null()) {
    is_read = Codec<Params>::read(*params, value, reading);
  } else if constexpr (HasFields<Params>) {
    is_read = read_fields(JsonValue(), value, reading);
  } else {
    is_read = reading.fail("is missing");
  }
  if (!is_read) {
    return base::failure(reading.message(what));
  }
  return value;
}

template <typename Value>
void encode(JsonWriter& writer, const Value& value) {
  Codec<Value>::write(writer, value);
}

}  // namespace troupe::protocol

/// Instantiate what codec.hpp declares, in the .cpp of the chapter that the struct stands in.
// NOLINTBEGIN(cppcoreguidelines-macro-usage): an explicit instantiation cannot be a function.
#define TROUPE_DECODES(...) \
  template base::Result<__VA_ARGS__> decode<__VA_ARGS__>(std::optional<JsonValue>, std::string_view)
#define TROUPE_ENCODES(...) template void encode<__VA_ARGS__>(JsonWriter&, const __VA_ARGS__&)
// NOLINTEND(cppcoreguidelines-macro-usage)
