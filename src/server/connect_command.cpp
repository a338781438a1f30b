#include "server/connect_command.hpp"

#include <csignal>
#include <cstdio>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/server_endpoint.hpp"
#include "transport/bridge.hpp"

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
  auto endpoint = resolve(command.server);
  if (!endpoint) {
    return fail(endpoint.error().message);
  }
  transport::BridgeOptions options;
  options.address = endpoint->address;
  options.tls = endpoint->tls;
  if (!endpoint->token.empty()) {
    options.introduce = [token = endpoint->token](const std::string& body) {
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
