#include "server/server_endpoint.hpp"

#include <utility>
#include <variant>

#include "transport/socket_server.hpp"
#include "transport/token.hpp"

namespace troupe::server {

namespace {

base::Result<void> check_secrecy(const ResolvedEndpoint& endpoint) {
  const auto* tcp = std::get_if<transport::TcpAddress>(&endpoint.address);
  if (endpoint.tls || tcp == nullptr) {
    return {};
  }
  const auto loopback = transport::is_loopback(tcp->host);
  if (!loopback) {
    return std::unexpected(loopback.error());
  }
  if (!*loopback) {
    return base::failure("a token is sent to another machine through TLS only: add --tls");
  }
  return {};
}

}  // namespace

base::Result<ResolvedEndpoint> resolve(const ServerEndpoint& server) {
  ResolvedEndpoint endpoint;
  auto address = transport::parse_address(server.address);
  if (!address) {
    return std::unexpected(address.error());
  }
  endpoint.address = std::move(*address);
  if (server.certificate.empty() != server.key.empty()) {
    return base::failure("--certificate and --key go together");
  }
  if (server.tls || !server.authorities.empty() || !server.certificate.empty()) {
    endpoint.tls = transport::ClientTls{
        .authorities = server.authorities, .certificate = server.certificate, .key = server.key};
  }
  if (!server.token_file.empty()) {
    auto token = transport::read_token_file(server.token_file);
    if (!token) {
      return std::unexpected(token.error());
    }
    endpoint.token = std::move(*token);
    if (auto secret = check_secrecy(endpoint); !secret) {
      return std::unexpected(secret.error());
    }
  }
  return endpoint;
}

}  // namespace troupe::server
