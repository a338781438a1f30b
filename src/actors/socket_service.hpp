// Many clients over sockets, a session each.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/system.hpp"
#include "actors/time.hpp"
#include "base/result.hpp"
#include "transport/address.hpp"
#include "transport/socket_server.hpp"

namespace troupe::actors {

struct SocketServiceOptions {
  std::vector<transport::Address> addresses;
  std::vector<int> inherited;  ///< listening sockets of a service manager
  std::optional<int> channel;  ///< of a supervisor, who lets clients in and passes them on
  std::optional<transport::TlsFiles> tls;
  std::optional<std::string> token;  ///< none: whoever can connect is welcome
  Duration idle_timeout{};           ///< zero: none
};

/// How such a server is to listen. Fails when a host that others can reach is to be served without
/// TLS and a token.
[[nodiscard]] base::Result<transport::SocketOptions> transport_options(
    const Limits& limits, const SocketServiceOptions& sockets);

/// Last words to a client are waited for so long.
inline constexpr Duration refusal_patience = std::chrono::seconds(1);
inline constexpr Duration trace_patience = std::chrono::seconds(30);
inline constexpr Duration farewell_patience = std::chrono::seconds(5);

/// Serves every client that connects a session of its own: sessions share threads and nothing else
/// that one of them could see. What a client can do to the others is use up its share.
class SocketService {
 public:
  /// Fails as transport_options does, and when an address cannot be listened on.
  /// `options.languages` outlives the service. To be destroyed on the thread that started it.
  [[nodiscard]] static base::Result<std::unique_ptr<SocketService>> start(
      const ServeOptions& options, SocketServiceOptions sockets);
  SocketService() = default;
  SocketService(const SocketService&) = delete;
  SocketService& operator=(const SocketService&) = delete;
  /// Ends what is left.
  virtual ~SocketService() = default;

  [[nodiscard]] virtual std::vector<transport::Address> addresses() const = 0;
  [[nodiscard]] virtual std::size_t sessions() const = 0;
  /// Takes nobody in any more, has the sessions answer what they were asked, and waits until they
  /// are over, for `patience` at most. True: all are.
  virtual bool drain(Duration patience) = 0;
};

}  // namespace troupe::actors
