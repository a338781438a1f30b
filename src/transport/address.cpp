#include "transport/address.hpp"

#include <charconv>

namespace troupe::transport {

namespace {

/// Linux, <sys/un.h>: sun_path with its terminator.
constexpr std::size_t longest_socket_path = 107;

base::Result<Address> unix_address(std::string_view path) {
  if (path.empty()) {
    return base::failure("a socket needs a path");
  }
  if (path.size() > longest_socket_path) {
    return base::failure("the socket's path is longer than the system takes (" +
                         std::to_string(longest_socket_path) + " bytes): " + std::string(path));
  }
  return UnixAddress{std::string(path)};
}

}  // namespace

base::Result<Address> parse_address(std::string_view text) {
  constexpr std::string_view scheme = "unix:";
  if (text.starts_with(scheme)) {
    return unix_address(text.substr(scheme.size()));
  }
  if (text.contains('/')) {
    return unix_address(text);
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return base::failure("'" + std::string(text) +
                         "' is no address: give HOST:PORT or the path of a socket");
  }
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.contains(':')) {
    return base::failure("put brackets around an IPv6 address: [" + std::string(host) +
                         "]:" + std::string(digits));
  }
  if (host.empty()) {
    return base::failure("'" + std::string(text) +
                         "' names no host: 127.0.0.1 for this machine alone, 0.0.0.0 for all");
  }
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
    return base::failure("'" + std::string(digits) + "' is no port (0 to 65535)");
  }
  return TcpAddress{.host = std::string(host), .port = port};
}

std::string to_string(const Address& address) {
  if (const auto* local = std::get_if<UnixAddress>(&address)) {
    return "unix:" + local->path;
  }
  const auto& tcp = std::get<TcpAddress>(address);
  const bool is_ipv6 = tcp.host.contains(':');
  return (is_ipv6 ? "[" + tcp.host + "]" : tcp.host) + ":" + std::to_string(tcp.port);
}

}  // namespace troupe::transport
