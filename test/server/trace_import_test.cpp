#include "server/trace_import.hpp"

#include <string>

#include <doctest/doctest.h>

#include "protocol/framing.hpp"

namespace troupe::server {
namespace {

using actors::Rehearsal;

constexpr const char* initialize = R"({"jsonrpc":"2.0","id":0,"method":"initialize"})";
constexpr const char* initialized = R"({"jsonrpc":"2.0","method":"initialized"})";

std::string line(const std::string& type, const std::string& message, int ms) {
  return R"({"isLSPMessage":true,"type":")" + type + R"(","message":)" + message +
         R"(,"timestamp":)" + std::to_string(1'700'000'000'000 + ms) + "}\n";
}

TEST_CASE("the client's half of a log is imported, at the times of the log") {
  const std::string log = "[Info  - 10:00:00] connection opened\n" +
                          line("send-request", initialize, 0) +
                          line("receive-response", R"({"jsonrpc":"2.0","id":0,"result":{}})", 5) +
                          "\n2026-01-01 [trace] " + line("send-notification", initialized, 40) +
                          "{\"not\":\"a message\"}\n{ nor this";
  const auto session = import_session(ImportFormat::inspector, log);
  REQUIRE(session);
  REQUIRE(session->steps.size() == 2);
  CHECK(session->steps[0].body == initialize);
  CHECK(session->steps[1].body == initialized);
  CHECK(session->steps[1].at - session->steps[0].at == std::chrono::milliseconds(40));
}

TEST_CASE("a log that the server wrote holds the same client") {
  const std::string log = line("receive-request", initialize, 0) +
                          line("send-response", R"({"jsonrpc":"2.0","id":0,"result":{}})", 5) +
                          line("receive-notification", initialized, -40);
  const auto session = import_session(ImportFormat::inspector, log);
  REQUIRE(session);
  REQUIRE(session->steps.size() == 2);
  CHECK(session->steps[1].body == initialized);
  CHECK(session->steps[1].at >= session->steps[0].at);
}

TEST_CASE("framed input is imported frame by frame") {
  const auto session =
      import_session(ImportFormat::frames,
                     protocol::encode_frame(initialize) + protocol::encode_frame(initialized));
  REQUIRE(session);
  REQUIRE(session->steps.size() == 2);
  CHECK(session->steps[1].body == initialized);
  CHECK(session->steps[0].at < session->steps[1].at);
}

TEST_CASE("what holds no message is refused") {
  CHECK_FALSE(import_session(ImportFormat::inspector, "hello\n{}\n"));
  CHECK_FALSE(import_session(ImportFormat::frames, "hello"));
  CHECK_FALSE(import_session(ImportFormat::test_case, "hello"));
}

}  // namespace
}  // namespace troupe::server
