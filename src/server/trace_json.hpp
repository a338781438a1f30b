// Changing texts inside of JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "protocol/json_value.hpp"

namespace troupe::server {

/// What a string becomes; `key` is that of the member it stands in, also through arrays.
using StringChange = std::function<std::string(std::string_view key, std::string_view text)>;

/// The value with every string changed; keys stay.
[[nodiscard]] std::string with_strings(protocol::JsonValue value, const StringChange& change);

/// The same of a JSON text; what is no JSON stays as it is.
[[nodiscard]] std::string with_strings(const std::string& json, const StringChange& change);

}  // namespace troupe::server
