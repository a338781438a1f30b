// From JSON to the structs of LSP, and back. The structs stand in one header for each chapter of
// the spec: basic_structures, lifecycle, client_capabilities, server_capabilities,
// text_synchronization, language_features, navigation_features, editing_features, diagnostics,
// workspace, window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/json_value.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::protocol {

/// The parameters of a message as `Params`. Absent and null parameters count as `{}`; an error
/// names the member at fault ("params.position.line: expected an unsigned integer") and is answered
/// with InvalidParams. Optional members may be null or absent; members that we do not know are
/// ignored; positions that do not fit 32 bits are clamped. Instantiated for every struct of the
/// room that a client sends, results of our requests included: `what` is how errors begin.
template <typename Params>
[[nodiscard]] base::Result<Params> decode(std::optional<JsonValue> params,
                                          std::string_view what = "params");

/// Appends `value`; optional members that are absent are left out. Instantiated for every struct of
/// the room that a server sends.
template <typename Value>
void encode(JsonWriter& writer, const Value& value);

template <typename Value>
void encode(JsonWriter& writer, const std::vector<Value>& values) {
  writer.begin_array();
  for (const Value& value : values) {
    encode(writer, value);
  }
  writer.end_array();
}

/// Nothing is null, as results have it.
template <typename Value>
void encode(JsonWriter& writer, const std::optional<Value>& value) {
  if (value) {
    encode(writer, *value);
  } else {
    writer.null();
  }
}

/// The JSON text of a result or of parameters.
template <typename Value>
[[nodiscard]] std::string to_json(const Value& value) {
  std::string json;
  JsonWriter writer(json);
  encode(writer, value);
  return json;
}

}  // namespace troupe::protocol
