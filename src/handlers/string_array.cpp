#include "handlers/string_array.hpp"

#include <cstddef>

#include "protocol/json_writer.hpp"

namespace troupe::handlers {

std::string encode_strings(std::initializer_list<std::string_view> strings) {
  std::string json;
  protocol::JsonWriter writer(json);
  writer.array([&] {
    for (const std::string_view text : strings) {
      writer.string(text);
    }
  });
  return json;
}

bool decode_strings(protocol::JsonValue json, std::span<std::string* const> places) {
  std::size_t count = 0;
  for (const protocol::JsonValue part : json.items()) {
    const auto text = part.as_string();
    if (!text || count == places.size()) {
      return false;
    }
    *places[count++] = *text;
  }
  return count == places.size();
}

}  // namespace troupe::handlers
