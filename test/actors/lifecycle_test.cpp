// The life of a session, from the first message to the exit code.
#include <string>

#include <doctest/doctest.h>

#include "test/actors/session_script.hpp"

namespace troupe::actors {
namespace {

TEST_CASE("requests before initialize are refused, notifications are dropped") {
  SessionScript session;
  session.hover(1, "file:///w/a.fake");
  session.open("file:///w/a.fake", 1, "def a");
  session.request(2, "shutdown", "null");
  session.run();
  CHECK(contains(session.reply(1), "-32002"));
  CHECK(contains(session.reply(2), "-32002"));
  CHECK(session.sent.size() == 2);
  CHECK_FALSE(session.exit_code);
}

TEST_CASE("a second initialize is refused, and so is everything after shutdown") {
  SessionScript session;
  session.start();
  session.request(1, "initialize", R"({"capabilities":{}})");
  session.request(2, "shutdown", "null");
  session.hover(3, "file:///w/a.fake");
  session.request(4, "shutdown", "{}");
  session.run();
  CHECK(contains(session.reply(1), "-32600"));
  CHECK(contains(session.reply(2), R"("result":null)"));
  CHECK(contains(session.reply(3), "-32600"));
  CHECK(contains(session.reply(4), "-32600"));
}

TEST_CASE("initialize with unreadable parameters is refused and may be tried again") {
  SessionScript session;
  session.request(1, "initialize", "[7]");
  session.run();
  CHECK(contains(session.reply(1), "-32602"));
  session.start();
}

TEST_CASE("progress on initialize begins and ends before the answer") {
  SessionScript session;
  session.request(1, "initialize", R"({"capabilities":{},"workDoneToken":"w"})");
  session.run();
  REQUIRE(session.sent.size() == 3);
  CHECK(contains(session.sent[0], R"("token":"w","value":{"kind":"begin","title":)"));
  CHECK(contains(session.sent[1], R"("token":"w","value":{"kind":"end"})"));
  CHECK(contains(session.sent[2], R"("id":1)"));
}

TEST_CASE("the exit code is 0 after shutdown and 1 without") {
  for (const bool orderly : {true, false}) {
    SessionScript session;
    session.start();
    if (orderly) {
      session.client(R"({"jsonrpc":"2.0","id":1,"method":"shutdown"})");
    }
    session.client(R"({"jsonrpc":"2.0","method":"exit"})");
    session.run();
    CHECK(session.exit_code == (orderly ? 0 : 1));
  }
}

TEST_CASE("exit is obeyed before initialize, too") {
  SessionScript session;
  session.notify("exit", "null");
  session.run();
  CHECK(session.exit_code == 1);
}

TEST_CASE("shutdown that comes as a notification counts") {
  SessionScript session;
  session.start();
  session.notify("shutdown", "{}");
  session.notify("exit", "{}");
  session.run();
  CHECK(session.exit_code == 0);
}

TEST_CASE("unknown requests are answered, unknown notifications ignored") {
  SessionScript session;
  session.start();
  session.request(1, "textDocument/teleport", "{}");
  session.request(2, "$/unheardOf", "{}");
  session.notify("$/unheardOf", "{}");
  session.notify("textDocument/didTeleport", "{}");
  session.run();
  CHECK(contains(session.reply(1), "-32601"));
  CHECK(contains(session.reply(2), "-32601"));
  CHECK(session.sent.size() == 2);
}

TEST_CASE("broken JSON, messages that are none and wrong parameters have their codes") {
  SessionScript session;
  session.start();
  session.client("{\"jsonrpc\":");
  session.client("[]");
  session.request(3, "textDocument/hover", R"({"position":7})");
  session.run();
  CHECK(contains(session.reply(3), "-32602"));
  std::string errors;
  for (const std::string& body : session.sent) {
    errors += contains(body, R"("id":null,"error")") ? body : "";
  }
  CHECK(contains(errors, "-32700"));
  CHECK(contains(errors, "-32600"));
}

TEST_CASE("after the end of the input the last requests are answered, then the session ends") {
  SessionScript session;
  session.start();
  session.open("file:///w/a.fake", 1, "def a");
  session.hover(1, "file:///w/a.fake");
  compat::post(session.actors().protocol, InputEnded{session.now});
  session.run();
  CHECK(contains(session.reply(1), "[def a]"));
  CHECK(session.exit_code == 1);
}

TEST_CASE("what takes too long after the end of the input is given up") {
  SessionScript session;
  session.start();
  session.open("file:///w/a.fake", 1, "def a");
  session.hover(1, "file:///w/a.fake");
  compat::post(session.actors().protocol, InputEnded{session.now});
  session.stage.deliver_all_but({"RunJob", "TimerFired"});
  CHECK_FALSE(session.exit_code);
  session.timers.fire_until(session.now + std::chrono::milliseconds(500));
  session.stage.deliver_all_but({"RunJob"});
  CHECK(contains(session.reply(1), "-32803"));
  CHECK(session.exit_code == 1);
}

TEST_CASE("the death of the client's process ends the session") {
  SessionScript session;
  session.request(0, "initialize", R"({"processId":4711,"capabilities":{}})");
  session.run();
  CHECK(session.watched_processes == std::vector<std::int64_t>{4711});
  compat::post(session.actors().protocol, ClientDied{});
  session.run();
  CHECK(session.exit_code == 1);
}

TEST_CASE("a client that stops reading ends the session") {
  SessionScript session;
  session.start();
  compat::post(session.actors().protocol, OutputBroken{"closed"});
  session.run();
  CHECK(session.exit_code == 1);
}

TEST_CASE("exit answers what is in flight, once") {
  SessionScript session;
  session.start();
  session.open("file:///w/a.fake", 1, "def a");
  session.hover(1, "file:///w/a.fake");
  session.stage.deliver_all_but({"RunJob"});
  session.notify("exit", "null");
  session.run();
  CHECK(contains(session.reply(1), "-32803"));
  CHECK(session.replies(1) == 1);
}

TEST_CASE("trace messages are sent while tracing is on") {
  SessionScript session;
  session.start();
  session.notify("$/setTrace", R"({"value":"messages"})");
  session.request(1, "textDocument/teleport", "{}");
  session.run();
  CHECK(session.notifications("$/logTrace").size() == 2);
  session.notify("$/setTrace", R"({"value":"off"})");
  session.request(2, "textDocument/teleport", "{}");
  session.run();
  CHECK(session.notifications("$/logTrace").size() == 2);
}

}  // namespace
}  // namespace troupe::actors
