#include "server/trace_dump_command.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "protocol/base64.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/rpc.hpp"
#include "server/exit_codes.hpp"
#include "server/output.hpp"
#include "server/server_endpoint.hpp"
#include "server/trace_output.hpp"
#include "transport/bridge.hpp"

namespace troupe::server {

namespace {

constexpr auto patience = std::chrono::seconds(60);

std::string trace_request(const TraceDumpCommand& command, const std::string& token) {
  std::string params;
  protocol::JsonWriter writer(params);
  writer.object([&] {
    if (!token.empty()) {
      writer.member("token", token);
    }
    if (command.session) {
      writer.member("session", *command.session);
    }
  });
  return protocol::encode_request(1, "$/troupe/trace", params);
}

int refused(const std::string& why) {
  std::fprintf(stderr, "troupe: %s\n", why.c_str());
  return exit_code::errors_found;
}

}  // namespace

int run_trace_dump(const TraceDumpCommand& command) {
  const auto endpoint = resolve(command.server);
  if (!endpoint) {
    return fail(endpoint.error().message);
  }
  const auto answer = transport::ask(endpoint->address, endpoint->tls,
                                     trace_request(command, endpoint->token), patience);
  if (!answer) {
    return refused(answer.error().message);
  }
  protocol::JsonReader reader;
  const auto root = reader.parse(*answer);
  const auto result = root ? std::optional(root->find("result")) : std::nullopt;
  const auto text = result ? result->find("trace").as_string() : std::nullopt;
  const auto file = text ? protocol::decode_base64(*text) : std::nullopt;
  if (!file) {
    const auto why = root ? root->find("error").find("message").as_string() : std::nullopt;
    return refused(std::string(why.value_or("the server said something else")));
  }
  const std::uint64_t session = result->find("session").as_uint().value_or(0);
  const std::string path =
      command.output.empty() ? "session-" + std::to_string(session) + ".trace" : command.output;
  const auto output = open_trace_output(path);
  if (!output || !(*output)(*file)) {
    return fail(output ? "cannot write " + path : output.error().message);
  }
  const bool is_whole = result->find("complete").as_bool().value_or(false);
  const bool is_told = write_out(
      path + ": session " + std::to_string(session) + ", " + std::to_string(file->size()) +
      " bytes, " + (is_whole ? "from its beginning\n" : "the newest part, behind a checkpoint\n"));
  return is_told ? exit_code::clean : fail("cannot write to standard output");
}

}  // namespace troupe::server
