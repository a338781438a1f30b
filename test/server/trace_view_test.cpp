#include "server/trace_view.hpp"

#include <string>

#include <doctest/doctest.h>

#include "server/trace_export.hpp"
#include "server/trace_inspect.hpp"
#include "server/trace_stats.hpp"

namespace troupe::server {
namespace {

using protocol::trace::Delivery;
using protocol::trace::Session;

constexpr const char* hover =
    R"({"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{}})";

/// A hover on its way: protocol, database, worker, protocol.
Session hover_session() {
  Session session;
  session.header.version = "1";
  session.header.started = 1'000;
  const auto add = [&](std::string receiver, std::string sender, std::string kind,
                       std::uint64_t at) -> Delivery& {
    Delivery& delivery = session.deliveries.emplace_back();
    delivery.seq = session.deliveries.size();
    delivery.receiver = std::move(receiver);
    delivery.sender = std::move(sender);
    delivery.kind = std::move(kind);
    delivery.at = at;
    delivery.waited = 500;
    delivery.ended = at + 1'000;
    return delivery;
  };
  Delivery& frame = add("/session/protocol.1", "", "FrameArrived", 10'000);
  frame.details.stamp = 9'000;
  frame.details.text = hover;
  Delivery& submit = add("/session/database.2", "/session/protocol.1", "SubmitJob", 20'000);
  submit.details.stamp = 9'000;
  submit.details.job = 5;
  submit.details.text = "textDocument/hover";
  add("/session/dispatcher.3/worker.1", "/session/dispatcher.3", "RunJob", 40'000).details.job = 5;
  Delivery& finished =
      add("/session/protocol.1", "/session/dispatcher.3/worker.1", "JobFinished", 50'000);
  finished.details.job = 5;
  finished.details.outcome = 0;
  finished.written = {R"({"jsonrpc":"2.0","id":7,"result":null})"};
  return session;
}

TEST_CASE("a frame is told in words") {
  CHECK(frame_words(hover) == "request 7 textDocument/hover");
  CHECK(frame_words(R"({"jsonrpc":"2.0","method":"exit"})") == "notification exit");
  CHECK(frame_words(R"({"jsonrpc":"2.0","id":"x","result":1})") == "answer to \"x\"");
  CHECK(frame_words(R"({"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":""}})") ==
        "error -32601 for 3");
  CHECK(frame_words("{") == "an invalid message");
}

TEST_CASE("durations are told in the unit that suits them") {
  CHECK(duration_words(0) == "0 us");
  CHECK(duration_words(17'999) == "17 us");
  CHECK(duration_words(1'204'000) == "1.204 ms");
  CHECK(duration_words(61'005'000'000) == "61.005 s");
}

TEST_CASE("a request is followed through the actors") {
  const auto requests = traced_requests(hover_session());
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].method == "textDocument/hover");
  CHECK(requests[0].arrived == 9'000);
  CHECK(requests[0].handled == 10'000);
  CHECK(requests[0].started == 40'000);
  CHECK(requests[0].computed == 41'000);
  CHECK(requests[0].answered == 51'000);
  CHECK_FALSE(requests[0].error);
}

TEST_CASE("the text names each message, with what it wrote") {
  const std::string text = export_text(hover_session());
  CHECK(
      text.starts_with("1  +9 us  protocol.1 <- outside  FrameArrived  request 7 "
                       "textDocument/hover  (waited 0 us, ran 1 us)\n"));
  CHECK(
      text.ends_with("4  +49 us  protocol.1 <- worker.1  JobFinished  job 0.5 result  (waited 0 "
                     "us, ran 1 us)\n    wrote answer to 7\n"));
}

TEST_CASE("the LSP Inspector gets each frame with its direction") {
  Session session = hover_session();
  session.header.started_unix_ms = 100;
  CHECK(
      export_inspector(session) ==
      std::string(R"({"isLSPMessage":true,"type":"send-request","message":)") + hover +
          ",\"timestamp\":100}\n" +
          R"({"isLSPMessage":true,"type":"receive-response","message":{"jsonrpc":"2.0","id":7,"result":null},"timestamp":100})" +
          "\n");
}

TEST_CASE("frames are what a server reads") {
  CHECK(export_frames(hover_session()) ==
        "Content-Length: " + std::to_string(std::string(hover).size()) + "\r\n\r\n" + hover);
}

TEST_CASE("in vector clocks a message comes after what its sender had done") {
  const std::string log = export_shiviz(hover_session());
  CHECK(log.find("SubmitJob\n/session/database.2 "
                 "{\"/session/database.2\":1,\"/session/protocol.1\":1}\n") != std::string::npos);
  CHECK(log.find("JobFinished\n/session/protocol.1 "
                 "{\"/session/dispatcher.3/worker.1\":1,\"/session/protocol.1\":2}\n") !=
        std::string::npos);
}

TEST_CASE("the statistics tell phases") {
  const std::string text = trace_statistics(hover_session());
  CHECK(text.find("textDocument/hover") != std::string::npos);
  CHECK(text.find("42 us") != std::string::npos);  // In all.
  CHECK(text.find("30 us") != std::string::npos);  // To the worker.
  CHECK(text.find("10 us") != std::string::npos);  // Back.
}

TEST_CASE("the state in the middle names what has no answer yet") {
  const std::string text = session_state(hover_session(), 3, {"a -> b: Kind"}, {});
  CHECK(text.find("After message 3\n") == 0);
  CHECK(text.find("  7 textDocument/hover (message 1)\n") != std::string::npos);
  CHECK(text.find("  a -> b: Kind\n") != std::string::npos);
  CHECK(session_state(hover_session(), 4, {}, {}).find("Requests without an answer: none") !=
        std::string::npos);
}

TEST_CASE("the state in the middle tells what the engine remembers and what it did") {
  actors::EngineState engine;
  engine.revision = 5;
  engine.memory.by_type = {
      {.name = "tree", .slots = 2, .values = 1, .engine_bytes = 100, .value_bytes = 11},
      {.name = "unused"}};
  engine.all["tree"] = {.executed = 7, .last_revision = 4};
  engine.recent["tree"] = {.executed = 1, .same = 1};
  const std::string text = session_state(hover_session(), 3, {}, engine);
  CHECK(text.find("Engine: revision 5, 111 bytes, 0 revisions in use\n") != std::string::npos);
  CHECK(text.find("  tree                                     1       111         4\n") !=
        std::string::npos);
  CHECK(text.find("  tree                                     1         1         0") !=
        std::string::npos);
  CHECK(text.find("unused") == std::string::npos);
}

}  // namespace
}  // namespace troupe::server
