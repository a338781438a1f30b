// Where a server listens and a client finds it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

namespace troupe::transport {

/// A Unix domain socket in the file system.
struct UnixAddress {
  std::string path;
  friend bool operator==(const UnixAddress&, const UnixAddress&) = default;
};

struct TcpAddress {
  std::string host;  ///< a name or a number, without brackets; never empty
  std::uint16_t port = 0;
  friend bool operator==(const TcpAddress&, const TcpAddress&) = default;
};

using Address = std::variant<UnixAddress, TcpAddress>;

/// `unix:PATH`, a PATH with a slash in it, or `HOST:PORT` with IPv6 numbers in brackets. The host
/// must be given: one that is left out means every interface in most programs, and nobody notices.
[[nodiscard]] base::Result<Address> parse_address(std::string_view text);

/// As parse_address reads it; paths with `unix:` before them.
[[nodiscard]] std::string to_string(const Address& address);

}  // namespace troupe::transport
