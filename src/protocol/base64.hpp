// Bytes in JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace troupe::protocol {

/// RFC 4648, with padding.
[[nodiscard]] std::string encode_base64(std::string_view bytes);
/// Nothing: it is something else.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

}  // namespace troupe::protocol
