// What the tests of LSP structs share: decoding from a literal.
#pragma once

#include <string>

#include "protocol/codec.hpp"
#include "protocol/json_reader.hpp"

namespace troupe::protocol {

/// Decodes JSON text; an empty one stands for absent parameters.
template <typename Params>
base::Result<Params> decode_text(const std::string& json) {
  if (json.empty()) {
    return decode<Params>(std::nullopt);
  }
  JsonReader reader;
  base::Result<JsonValue> value = reader.parse(json);
  if (!value) {
    return base::failure(value.error().message);
  }
  return decode<Params>(*value);
}

/// The message of the error that decoding gives; empty when there is none.
template <typename Params>
std::string decode_error(const std::string& json) {
  const base::Result<Params> params = decode_text<Params>(json);
  return params ? "" : params.error().message;
}

}  // namespace troupe::protocol
