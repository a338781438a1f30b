#include "server/connect_command.hpp"

#include <csignal>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "transport/bridge.hpp"
#include "transport/socket_server.hpp"
#include "transport/token.hpp"

namespace troupe::server {

namespace {

using protocol::JsonValue;
using protocol::JsonWriter;

/// Writes an object as it is, but for the member `key`, which `replace` writes.
template <typename Replace>
void write_with(JsonWriter& writer, JsonValue object, std::string_view key, Replace&& replace) {
  writer.object([&] {
    for (const auto& [name, value] : object.members()) {
      if (name != key) {
        writer.key(name);
        writer.raw(value.to_json());
      }
    }
    writer.key(key);
    std::forward<Replace>(replace)(object.find(key));
  });
}

/// Whether a token may be sent there.
base::Result<void> check_secrecy(const ConnectCommand& command, const transport::Address& address,
                                 bool tls) {
  const auto* tcp = std::get_if<transport::TcpAddress>(&address);
  if (command.token_file.empty() || tls || tcp == nullptr) {
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

std::string with_token(const std::string& message, const std::string& token) {
  protocol::JsonReader reader;
  const auto root = reader.parse(message);
  if (!root || root->find("method").as_string() != "initialize") {
    return message;
  }
  std::string changed;
  JsonWriter writer(changed);
  write_with(writer, *root, "params", [&](JsonValue params) {
    write_with(writer, params, "initializationOptions", [&](JsonValue options) {
      write_with(writer, options, "token", [&](JsonValue) { writer.string(token); });
    });
  });
  return changed;
}

int run_connect(const ConnectCommand& command) {
  std::signal(SIGPIPE, SIG_IGN);
  transport::BridgeOptions options;
  const auto address = transport::parse_address(command.address);
  if (!address) {
    return fail(address.error().message);
  }
  options.address = *address;
  if (command.tls || !command.authorities.empty() || !command.certificate.empty()) {
    options.tls = transport::ClientTls{
        .authorities = command.authorities, .certificate = command.certificate, .key = command.key};
  }
  if (const auto secret = check_secrecy(command, *address, options.tls.has_value()); !secret) {
    return fail(secret.error().message);
  }
  if (!command.token_file.empty()) {
    const auto token = transport::read_token_file(command.token_file);
    if (!token) {
      return fail(token.error().message);
    }
    options.introduce = [token = *token](const std::string& body) {
      return with_token(body, token);
    };
  }
  options.input = STDIN_FILENO;
  options.output = STDOUT_FILENO;
  options.log = [](const std::string& text) { std::fprintf(stderr, "troupe: %s\n", text.c_str()); };
  const auto done = transport::bridge(options);
  if (!done) {
    std::fprintf(stderr, "troupe: %s\n", done.error().message.c_str());
    return exit_code::errors_found;
  }
  return exit_code::clean;
}

}  // namespace troupe::server
