// The `data` that items carry to the client and back: a few strings.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "protocol/json.hpp"

namespace troupe::handlers {

/// A JSON array: shorter than an object, and long lists repeat it for every item.
[[nodiscard]] std::string encode_strings(std::initializer_list<std::string_view> strings);

/// Reads just as many strings as there are places for them; false: that is not what `json` holds.
[[nodiscard]] bool decode_strings(protocol::JsonValue json, std::span<std::string* const> places);

}  // namespace troupe::handlers
