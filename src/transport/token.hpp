// The secret that a client shows before anything else of it is looked at.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::transport {

/// 256 random bits of the system's generator, as 64 hexadecimal digits. Fails when that has none.
[[nodiscard]] base::Result<std::string> make_token();

/// Writes a new token into a new file that nobody else may read (mode 0600), which must not exist.
[[nodiscard]] base::Result<std::string> make_token_file(const std::string& path);

/// Reads a token. Refuses a file that others may read or write, one that belongs to somebody else,
/// and what is no token of 64 digits.
[[nodiscard]] base::Result<std::string> read_token_file(const std::string& path);

/// Whether the two are equal, in a time that does not tell how much of them is.
[[nodiscard]] bool same_token(std::string_view given, std::string_view expected);

}  // namespace troupe::transport
