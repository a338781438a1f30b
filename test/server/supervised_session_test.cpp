#include "server/supervised_session.hpp"

#include <algorithm>
#include <csignal>
#include <initializer_list>

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

using protocol::encode_notification;
using protocol::encode_request;
using protocol::encode_response;
using std::chrono::seconds;
using Verdict = SupervisedSession::Verdict;

constexpr ServerEnd crash{.exit_code = -1, .signal = SIGSEGV};
constexpr const char* capabilities =
    R"({"processId":7,"workDoneToken":"t","capabilities":{"general":{"positionEncodings":["utf-8"]},)"
    R"("workspace":{"semanticTokens":{"refreshSupport":true}}}})";

/// A session between two lists of messages.
class Play final : public SupervisorPort {
 public:
  void to_client(std::string_view body) override { client.emplace_back(body); }
  void to_server(std::string_view body) override { server.emplace_back(body); }
  void log(handlers::LogLevel /*level*/, const std::string& line) override {
    logged.push_back(line);
  }

  void says(const std::string& body) { session.on_client_frame(body, now); }
  void answers(const std::string& body) { session.on_server_frame(body, now); }
  /// A session that is running.
  void begin() {
    says(encode_request(1, "initialize", capabilities));
    answers(encode_response(1, "{\"capabilities\":{}}"));
    says(encode_notification("initialized", "{}"));
    clear();
  }
  void open(const std::string& uri, const std::string& text) {
    says(encode_notification("textDocument/didOpen",
                             R"({"textDocument":{"uri":")" + uri +
                                 R"(","languageId":"graphql","version":1,"text":")" + text +
                                 "\"}}"));
  }
  Verdict crashes(const ServerEnd& end = crash) {
    const Verdict verdict = session.on_server_ended(end, now, is_crash(end) && lately.add(now));
    if (verdict != Verdict::finish) {
      session.recover(verdict, end, "/report.txt");
    }
    return verdict;
  }
  void clear() {
    client.clear();
    server.clear();
  }
  [[nodiscard]] static std::size_t count(const std::vector<std::string>& bodies,
                                         std::string_view part) {
    return static_cast<std::size_t>(std::ranges::count_if(
        bodies, [&](const std::string& each) { return each.contains(part); }));
  }
  [[nodiscard]] std::size_t client_got(std::string_view part) const { return count(client, part); }
  [[nodiscard]] std::size_t server_got(std::string_view part) const { return count(server, part); }

  std::vector<std::string> client;
  std::vector<std::string> server;
  std::vector<std::string> logged;
  transport::Instant now = seconds(1000);
  SupervisedSession session{*this, actors::Limits()};
  CrashCount lately;
};

TEST_CASE("messages pass unchanged, whatever they are") {
  Play play;
  play.begin();
  const std::string hover = encode_request("a\"b", "textDocument/hover", "{ \"x\" : 1 }");
  play.says(hover);
  play.says("no JSON");
  const std::string spaced = R"({ "method": "x/y", "params": {} })";
  play.says(spaced);
  CHECK(play.server == std::vector<std::string>{hover, "no JSON", spaced});
  const std::string answer = encode_response("a\"b", "null");
  play.answers(answer);
  play.answers("{}");
  CHECK(play.client == std::vector<std::string>{answer, "{}"});
  CHECK(play.session.requests_in_flight() == 0);
}

TEST_CASE("a crash answers every request that is in flight once, and no other") {
  Play play;
  play.begin();
  play.says(encode_request(2, "textDocument/hover"));
  play.says(encode_request("three", "textDocument/references"));
  play.says(encode_request(4, "textDocument/hover"));
  play.answers(encode_response(2, "null"));
  play.clear();
  CHECK(play.crashes() == Verdict::restart);
  CHECK(play.client_got("\"code\":-32603") == 2);
  CHECK(play.client_got(R"({"jsonrpc":"2.0","id":"three","error":)") == 1);
  CHECK(play.client_got(R"({"jsonrpc":"2.0","id":4,"error":)") == 1);
  CHECK(play.client_got("crashed (signal 11, SIGSEGV) and was restarted") == 3);
  CHECK(play.crashes() == Verdict::restart);
  CHECK(play.client_got("\"code\":-32603") == 2);
}

TEST_CASE("an id that the client uses twice at once is answered twice") {
  Play play;
  play.begin();
  play.says(encode_request(2, "textDocument/hover"));
  play.says(encode_request(2, "textDocument/hover"));
  play.crashes();
  CHECK(play.client_got("\"code\":-32603") == 2);
}

TEST_CASE("a new server is told all that holds, and its answer to initialize goes nowhere") {
  Play play;
  play.begin();
  play.open("file:///a.graphql", "{ a }");
  play.says(encode_notification("workspace/didChangeConfiguration", R"({"settings":{"x":1}})"));
  play.says(encode_notification(
      "textDocument/didChange",
      R"({"textDocument":{"uri":"file:///a.graphql","version":9},"contentChanges":[)"
      R"({"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":3}},"text":"ü\nb"},)"
      R"({"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":1}},"text":"c"}]})"));
  play.clear();
  play.crashes();
  REQUIRE(play.server.size() == 4);
  CHECK(play.server[0].starts_with(
      R"({"jsonrpc":"2.0","id":"troupe/initialize-again","method":"initialize","params":{"processId":7,"cap)"));
  CHECK(play.server[1] == encode_notification("initialized", "{}"));
  CHECK(play.server[2] ==
        encode_notification("workspace/didChangeConfiguration", R"({"settings":{"x":1}})"));
  CHECK(play.server[3] ==
        encode_notification("textDocument/didOpen",
                            R"({"textDocument":{"uri":"file:///a.graphql","languageId":"graphql",)"
                            R"("version":9,"text":"{ ü\nc }"}})"));
  play.clear();
  play.answers(encode_response("troupe/initialize-again", "{}"));
  CHECK(play.client.empty());
}

TEST_CASE("initialize is answered by the next server, under the client's own id") {
  Play play;
  play.says(encode_request("i", "initialize", capabilities));
  play.clear();
  CHECK(play.crashes() == Verdict::restart);
  CHECK(play.client.empty());
  REQUIRE(play.server.size() == 1);
  CHECK(play.server[0].starts_with(R"({"jsonrpc":"2.0","id":"i","method":"initialize",)"));
  play.answers(encode_response("i", "{}"));
  CHECK(play.client == std::vector{encode_response("i", "{}")});
  CHECK(play.session.requests_in_flight() == 0);
}

TEST_CASE("before initialize there is nothing to replay, and after a refusal neither") {
  Play play;
  CHECK(play.crashes() == Verdict::restart);
  CHECK(play.server.empty());
  CHECK(play.client.empty());
  play.says(encode_request(1, "initialize", capabilities));
  play.answers(
      protocol::encode_error(protocol::RequestId(1), protocol::ErrorCode::InvalidParams, "no"));
  play.clear();
  CHECK(play.crashes() == Verdict::restart);
  CHECK(play.server.empty());
}

TEST_CASE("requests of servers are numbered on, and answers find their server or nobody") {
  Play play;
  play.begin();
  play.answers(encode_request(1, "workspace/configuration", "{}"));
  play.answers(encode_request(2, "workspace/configuration", "{}"));
  CHECK(play.client_got("\"id\":1,") == 1);
  CHECK(play.client_got("\"id\":2,") == 1);
  play.says(encode_response(1, "[1]"));
  CHECK(play.server_got(encode_response(1, "[1]")) == 1);
  play.crashes();
  play.clear();
  play.answers(encode_request(1, "workspace/configuration", "{}"));
  CHECK(play.client == std::vector{encode_request(3, "workspace/configuration", "{}")});
  play.says(encode_response(2, "[\"late\"]"));
  CHECK(play.server.empty());
  play.says(R"({"id":3,"result":[ 2 ],"jsonrpc":"2.0"})");
  CHECK(play.server == std::vector{encode_response(1, "[2]")});
  play.clear();
  play.answers(encode_request(2, "workspace/configuration", "{}"));
  play.says(R"({"id":4,"error":{"code":1,"message":"m"}})");
  CHECK(play.server ==
        std::vector<std::string>{R"({"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"m"}})"});
}

std::string registration(int id, const std::string& options) {
  return encode_request(
      id, "client/registerCapability",
      R"({"registrations":[{"id":"watch","method":"m","registerOptions":)" + options + "}]}");
}

TEST_CASE("what a client holds it is not asked to register again") {
  Play play;
  play.begin();
  play.answers(registration(1, "{\"a\":1}"));
  play.says(encode_response(1, "null"));
  play.crashes();
  play.clear();
  play.answers(registration(1, "{\"a\":1}"));
  CHECK(play.client.empty());
  CHECK(play.server == std::vector{encode_response(1, "null")});
  play.clear();
  play.answers(registration(2, "{\"a\":2}"));
  REQUIRE(play.client.size() == 2);
  CHECK(play.client[0].contains(R"("unregisterations":[{"id":"watch","method":"m"}])"));
  CHECK(play.client[1] == registration(3, "{\"a\":2}"));
  play.says(encode_response(2, "null"));
  CHECK(play.server.empty());
  play.says(encode_response(3, "null"));
  CHECK(play.server == std::vector{encode_response(2, "null")});
}

TEST_CASE("a registration that was refused or taken back is asked for as if for the first time") {
  for (const bool refused : {true, false}) {
    Play play;
    play.begin();
    play.answers(registration(1, "{}"));
    if (refused) {
      play.says(protocol::encode_error(protocol::RequestId(1), protocol::ErrorCode::MethodNotFound,
                                       "no"));
    } else {
      play.answers(encode_request(2, "client/unregisterCapability",
                                  R"({"unregisterations":[{"id":"watch","method":"m"}]})"));
    }
    play.crashes();
    play.clear();
    play.answers(registration(1, "{}"));
    REQUIRE(play.client.size() == 1);
    CHECK(play.client[0].contains("client/registerCapability"));
  }
}

std::string progress(const std::string& kind) {
  return encode_notification("$/progress", R"({"token":"load","value":{"kind":")" + kind + "\"}}");
}

TEST_CASE("progress that is shown is ended before the answers") {
  Play play;
  play.begin();
  play.answers(encode_request(1, "window/workDoneProgress/create", R"({"token":"load"})"));
  play.says(encode_response(1, "null"));
  play.answers(progress("begin"));
  play.says(encode_request(5, "textDocument/hover"));
  play.clear();
  play.crashes();
  REQUIRE(play.client.size() >= 2);
  CHECK(play.client[0] == progress("end"));
  CHECK(play.client[1].contains("\"id\":5"));
}

TEST_CASE("a token that was created and never begun is given back, as soon as the client has it") {
  Play play;
  play.begin();
  play.answers(encode_request(1, "window/workDoneProgress/create", R"({"token":"load"})"));
  play.crashes();
  CHECK(play.client_got("$/progress") == 0);
  play.clear();
  play.answers(encode_request(1, "window/workDoneProgress/create", R"({"token":"load"})"));
  CHECK(play.client.empty());
  CHECK(play.server_got("the token is in use") == 1);
  play.says(encode_response(1, "null"));
  REQUIRE(play.client.size() == 2);
  CHECK(play.client[0].contains("\"kind\":\"begin\""));
  CHECK(play.client[1] == progress("end"));
}

TEST_CASE("diagnostics of documents that were closed meanwhile are taken back") {
  Play play;
  play.begin();
  play.open("file:///a", "x");
  play.open("file:///b", "x");
  play.open("file:///c", "x");
  const auto publish = [&](const std::string& uri, const std::string& list) {
    play.answers(
        encode_notification("textDocument/publishDiagnostics",
                            R"({"uri":")" + uri + R"(","version":1,"diagnostics":)" + list + "}"));
  };
  publish("file:///a", R"([{"message":"\"diagnostics\":[]"}])");
  publish("file:///b", R"([{"message":"m"}])");
  publish("file:///c", R"([{"message":"m"}])");
  publish("file:///c", "[]");
  for (const char* const uri : {"file:///a", "file:///c"}) {
    play.says(encode_notification("textDocument/didClose",
                                  std::string(R"({"textDocument":{"uri":")") + uri + "\"}}"));
  }
  play.clear();
  play.crashes();
  CHECK(play.client_got("publishDiagnostics") == 1);
  CHECK(play.client_got(R"({"uri":"file:///a","diagnostics":[]})") == 1);
}

TEST_CASE("what the client shows and lost is asked for again, where it takes that") {
  Play play;
  play.begin();
  play.says(encode_request(2, "textDocument/semanticTokens/full/delta"));
  play.says(encode_request(3, "textDocument/codeLens"));
  play.crashes();
  CHECK(play.client_got("workspace/semanticTokens/refresh") == 1);
  CHECK(play.client_got("workspace/codeLens/refresh") == 0);
  play.clear();
  play.crashes();
  CHECK(play.client_got("refresh") == 0);
}

TEST_CASE("the first crash is shown, the others are logged") {
  Play play;
  play.begin();
  play.crashes();
  play.crashes();
  play.crashes();
  CHECK(play.client_got("window/showMessage") == 1);
  CHECK(play.client_got("window/logMessage") == 2);
  CHECK(play.client_got("/report.txt") == 3);
}

TEST_CASE("the fifth crash within three minutes is the last") {
  Play play;
  play.begin();
  for (int i = 0; i < 4; ++i) {
    CHECK(play.crashes() == Verdict::restart);
    play.now += seconds(44);
  }
  play.says(encode_request(8, "textDocument/hover"));
  play.clear();
  CHECK(play.crashes() == Verdict::give_up);
  CHECK(play.client_got("\"id\":8") == 1);
  CHECK(play.client_got(R"("type":1,"message":"Troupe crashed 5 times within 3 minutes)") == 1);
  CHECK(play.server.empty());
  CHECK(play.session.exit_code() == 1);
}

TEST_CASE("crashes that are far apart go on for ever") {
  Play play;
  play.begin();
  for (int i = 0; i < 50; ++i) {
    CHECK(play.crashes() == Verdict::restart);
    play.now += seconds(46);
  }
  CHECK(play.session.crashes() == 50);
}

TEST_CASE("when no new server can be started everything is answered and it ends") {
  Play play;
  play.begin();
  play.says(encode_request(8, "textDocument/hover"));
  CHECK(play.session.on_server_ended(crash, play.now, false) == Verdict::restart);
  play.session.give_up("no process for a server");
  CHECK(play.client_got("\"id\":8") == 1);
  CHECK(play.client_got("window/showMessage") == 1);
  CHECK(play.session.exit_code() == 1);
}

TEST_CASE("a server that ends by itself is no crash, and its exit code is the session's") {
  for (const int code : {0, 1, 2}) {
    Play play;
    play.begin();
    CHECK(play.crashes({.exit_code = code, .signal = 0}) == Verdict::finish);
    CHECK(play.session.exit_code() == code);
  }
  Play told;
  told.begin();
  CHECK(told.crashes({.exit_code = -1, .signal = SIGTERM}) == Verdict::finish);
  CHECK(told.session.exit_code() == 1);
  Play defect;
  defect.begin();
  CHECK(defect.crashes({.exit_code = 3, .signal = 0}) == Verdict::restart);
}

TEST_CASE("a crash behind exit or the end of the input is the end, too") {
  Play play;
  play.begin();
  play.says(encode_request(2, "shutdown"));
  play.answers(encode_response(2, "null"));
  play.says(encode_notification("exit"));
  CHECK(play.crashes() == Verdict::finish);
  CHECK(play.session.exit_code() == 0);
  Play ended;
  ended.begin();
  ended.says(encode_request(2, "textDocument/hover"));
  ended.session.on_input_ended();
  CHECK(ended.crashes() == Verdict::finish);
  CHECK(ended.client_got("\"id\":2") == 1);
  CHECK(ended.session.exit_code() == 1);
}

TEST_CASE("after shutdown there is no new server: the supervisor says the rest") {
  Play play;
  play.begin();
  play.says(encode_request(2, "textDocument/hover"));
  play.says(encode_request(3, "shutdown"));
  play.clear();
  CHECK(play.crashes() == Verdict::stand_in);
  CHECK(play.client_got(R"({"jsonrpc":"2.0","id":3,"result":null})") == 1);
  CHECK(play.client_got("\"id\":2,\"error\"") == 1);
  CHECK(play.client_got("window/") == 0);
  play.says(encode_request(4, "textDocument/hover"));
  CHECK(play.client_got("\"id\":4,\"error\":{\"code\":-32600") == 1);
  CHECK(play.server.empty());
  CHECK_FALSE(play.session.exit_code());
  play.says(encode_notification("exit"));
  CHECK(play.session.exit_code() == 0);
}

TEST_CASE("the last 32 messages are known by method, id and size") {
  Play play;
  play.begin();
  for (int i = 0; i < 40; ++i) {
    play.says(encode_request(i, "textDocument/hover", "{\"secret\":1}"));
  }
  play.answers(encode_response(39, "null"));
  const auto& messages = play.session.last_messages();
  REQUIRE(messages.size() == SupervisedSession::messages_kept);
  CHECK(messages.back().method == "textDocument/hover");
  CHECK(messages.back().id == "39");
  CHECK_FALSE(messages.back().from_client);
  CHECK(messages.front().id == "9");
  CHECK(messages.front().bytes == encode_request(9, "textDocument/hover", "{\"secret\":1}").size());
}

TEST_CASE("of what a client calls its requests only the beginning is kept") {
  Play play;
  play.begin();
  const std::string long_name(1000, 'x');
  play.says(encode_request(long_name, long_name));
  CHECK(play.session.last_messages().back().method == std::string(100, 'x'));
  CHECK(play.session.last_messages().back().id.size() == 100);
  play.crashes();
  CHECK(play.client_got("\"id\":\"" + long_name + "\"") == 1);
}

TEST_CASE("a session that its server ends is answered to the end") {
  Play play;
  play.begin();
  play.says(encode_request(2, "textDocument/hover"));
  CHECK_FALSE(play.session.expects_end());
  play.session.end("no more");
  CHECK(play.session.exit_code() == 1);
  CHECK(play.client_got("no more") == 1);
}

TEST_CASE("the fifth crash within three minutes is the last") {
  CrashCount count;
  for (const int at : {0, 10, 20, 30}) {
    CHECK_FALSE(count.add(seconds(at)));
  }
  CHECK_FALSE(count.add(seconds(185)));
  CHECK_FALSE(count.add(seconds(192)));
  CHECK(count.add(seconds(193)));
}

}  // namespace
}  // namespace troupe::server
