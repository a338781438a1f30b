// From standard streams to a server's socket, for editors that can only start a program.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "transport/address.hpp"
#include "transport/time.hpp"

namespace troupe::transport {

struct ClientTls {
  std::string authorities;  ///< PEM file; empty: those of the system
  std::string certificate;  ///< PEM file with the client's own; empty: none
  std::string key;
};

struct BridgeOptions {
  Address address;
  std::optional<ClientTls> tls;
  int input = 0;  ///< file descriptors; the caller keeps owning them
  int output = 1;
  std::size_t frame_bytes = std::size_t{16} << 20U;
  /// Makes of the client's first message what is sent in its place.
  std::function<std::string(const std::string& body)> introduce = [](const std::string& body) {
    return body;
  };
  std::function<void(const std::string&)> log = [](const std::string&) {};
};

/// Carries messages both ways until the server closes. The client's end of input is passed on, and
/// what the server still has to say is waited for. Neither direction ever waits for the other; a
/// side that does not read holds up who writes to it, and costs no memory here. Framing that is
/// lost in the input is found again, as the server does on a pipe. Fails when there is no server to
/// be reached, or none that may be trusted.
[[nodiscard]] base::Result<void> bridge(const BridgeOptions& options);

/// Sends one message to the server and returns the body of the first that it answers with. Fails as
/// bridge() does, and when no answer comes within `patience`.
[[nodiscard]] base::Result<std::string> ask(const Address& address,
                                            const std::optional<ClientTls>& tls,
                                            const std::string& body, Duration patience);

}  // namespace troupe::transport
