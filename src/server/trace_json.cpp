#include "server/trace_json.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::server {

namespace {

void copy(protocol::JsonValue value, std::string_view key, const StringChange& change,
          protocol::JsonWriter& writer) {
  switch (value.kind()) {
    case protocol::JsonKind::string:
      return writer.string(change(key, value.as_string().value_or("")));
    case protocol::JsonKind::object:
      return writer.object([&] {
        for (const protocol::JsonMember member : value.members()) {
          writer.key(member.key);
          copy(member.value, member.key, change, writer);
        }
      });
    case protocol::JsonKind::array:
      return writer.array([&] {
        for (const protocol::JsonValue item : value.items()) {
          copy(item, key, change, writer);
        }
      });
    default:
      return writer.raw(value.to_json());
  }
}

}  // namespace

std::string with_strings(protocol::JsonValue value, const StringChange& change) {
  std::string json;
  protocol::JsonWriter writer(json);
  copy(value, {}, change, writer);
  return json;
}

std::string with_strings(const std::string& json, const StringChange& change) {
  protocol::JsonReader reader;
  const auto value = reader.parse(json);
  return value ? with_strings(*value, change) : json;
}

}  // namespace troupe::server
