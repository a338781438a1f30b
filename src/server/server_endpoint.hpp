// From what the command line says of a server to what is needed to talk to it.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "server/command_line.hpp"
#include "transport/address.hpp"
#include "transport/bridge.hpp"

namespace troupe::server {

struct ResolvedEndpoint {
  transport::Address address;
  std::optional<transport::ClientTls> tls;
  std::string token;  ///< empty: none
};

/// Reads the token. Fails with a sentence for the user, also where the token would travel to
/// another machine in the clear.
[[nodiscard]] base::Result<ResolvedEndpoint> resolve(const ServerEndpoint& server);

}  // namespace troupe::server
