// Loading the workspace and following its changes.
#include <string>

#include <doctest/doctest.h>

#include "test/actors/session_script.hpp"

namespace troupe::actors {
namespace {

using std::chrono::milliseconds;

constexpr const char* watching =
    R"({"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":true}}})";

TEST_CASE("files of the workspace are loaded and known to open documents") {
  SessionScript session;
  session.files.files["/w/lib.fake"] = "def x";
  session.files.files["/w/deep/er/lib.fake"] = "def y";
  session.files.files["/w/node_modules/p/lib.fake"] = "def z";
  session.files.files["/elsewhere/lib.fake"] = "def w";
  session.start();
  session.open("file:///w/a.fake", 1, "use x\nuse y\nuse z\nuse w");
  session.run();
  const std::string published = session.published("file:///w/a.fake");
  CHECK_FALSE(contains(published, "unknown: x"));
  CHECK_FALSE(contains(published, "unknown: y"));
  CHECK(contains(published, "unknown: z"));
  CHECK(contains(published, "unknown: w"));
}

TEST_CASE("a configuration decides what is loaded, and paths it spells out are found everywhere") {
  SessionScript session;
  session.files.files["/w/fake.conf"] = "src/*.fake\nnode_modules/p/lib.fake";
  session.files.files["/w/src/lib.fake"] = "def x";
  session.files.files["/w/other/lib.fake"] = "def y";
  session.files.files["/w/node_modules/p/lib.fake"] = "def z";
  session.start();
  session.open("file:///w/a.fake", 1, "use x\nuse y\nuse z");
  session.run();
  const std::string published = session.published("file:///w/a.fake");
  CHECK_FALSE(contains(published, "unknown: x"));
  CHECK(contains(published, "unknown: y"));
  CHECK_FALSE(contains(published, "unknown: z"));
}

TEST_CASE("a changed configuration on the disk is followed") {
  SessionScript session;
  session.files.files["/w/fake.conf"] = "one/*.fake";
  session.files.files["/w/one/lib.fake"] = "def x";
  session.files.files["/w/two/lib.fake"] = "def y";
  session.start();
  session.open("file:///w/a.fake", 1, "use x\nuse y");
  session.run();
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: y"));
  session.files.files["/w/fake.conf"] = "two/*.fake";
  session.files.changed({"/w/fake.conf"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
  CHECK_FALSE(contains(session.published("file:///w/a.fake"), "unknown: y"));
}

TEST_CASE("an unsaved configuration is followed, too, and closing it goes back to the disk's") {
  SessionScript session;
  session.files.files["/w/fake.conf"] = "one/*.fake";
  session.files.files["/w/one/lib.fake"] = "def x";
  session.files.files["/w/two/lib.fake"] = "def y";
  session.start();
  session.open("file:///w/a.fake", 1, "use x\nuse y");
  session.open("file:///w/fake.conf", 1, "two/*.fake");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
  session.close("file:///w/fake.conf");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: y"));
  CHECK_FALSE(contains(session.published("file:///w/a.fake"), "unknown: x"));
}

TEST_CASE("problems of configuration files are shown although they are not open") {
  SessionScript session;
  session.files.files["/w/fake.conf"] = "use trouble";
  session.request(0, "initialize", R"({"rootUri":"file:///w","capabilities":{}})");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/fake.conf"), "unknown: trouble"));
  session.files.files["/w/fake.conf"] = "use other";
  session.files.changed({"/w/fake.conf"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/fake.conf"), "unknown: other"));
  session.files.files.erase("/w/fake.conf");
  session.files.changed({"/w/fake.conf"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/fake.conf"), R"("diagnostics":[])"));
}

TEST_CASE("files that come, change and go are noticed") {
  SessionScript session;
  session.start();
  session.open("file:///w/a.fake", 1, "use x");
  session.pass(milliseconds(1000));
  CHECK(session.files.watched == std::vector<std::string>{"/w"});
  session.files.files["/w/new.fake"] = "def x";
  session.files.changed({"/w/new.fake"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), R"("diagnostics":[])"));
  session.files.files["/w/new.fake"] = "def y";
  session.files.changed({"/w/new.fake"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
  session.files.files["/w/folder/more.fake"] = "def x";
  session.files.changed({"/w/folder"});  // a folder that came as a whole
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), R"("diagnostics":[])"));
  session.files.files.erase("/w/folder/more.fake");
  session.files.changed({"/w/folder"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
}

TEST_CASE("when changes were lost everything is looked at again") {
  SessionScript session;
  session.files.files["/w/one.fake"] = "def x";
  session.start();
  session.open("file:///w/a.fake", 1, "use x\nuse y");
  session.pass(milliseconds(1000));
  session.files.files.erase("/w/one.fake");
  session.files.files["/w/two.fake"] = "def y";
  session.files.changed({"/"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
  CHECK_FALSE(contains(session.published("file:///w/a.fake"), "unknown: y"));
}

TEST_CASE("an open buffer wins over the disk, and closing reads the disk again") {
  SessionScript session;
  session.files.files["/w/lib.fake"] = "def disk";
  session.start();
  session.open("file:///w/a.fake", 1, "use disk\nuse buffer");
  session.open("file:///w/lib.fake", 1, "def buffer");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: disk"));
  session.files.files["/w/lib.fake"] = "def disk\ndef saved";
  session.files.changed({"/w/lib.fake"});
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: disk"));
  session.files.files["/w/lib.fake"] = "def again";
  session.close("file:///w/lib.fake");
  session.pass(milliseconds(1000));
  const std::string published = session.published("file:///w/a.fake");
  CHECK(contains(published, "unknown: disk"));
  CHECK(contains(published, "unknown: buffer"));
}

TEST_CASE("a client that watches for us is asked to, and its events are obeyed") {
  SessionScript session;
  session.files.files["/w/fake.conf"] = "src/*.fake";
  session.request(0, "initialize",
                  R"({"rootUri":"file:///w","capabilities":)" + std::string(watching) + "}");
  session.notify("initialized", "{}");
  session.run();
  CHECK(session.files.watched.empty());
  const std::vector<std::string> asked = session.notifications("client/registerCapability");
  REQUIRE_FALSE(asked.empty());
  CHECK(contains(asked.back(), "workspace/didChangeWatchedFiles"));
  CHECK(contains(asked.back(), "src/*.fake"));
  CHECK(contains(asked.back(), "fake.conf"));
  session.open("file:///w/a.fake", 1, "use x");
  session.run();
  session.files.files["/w/src/new.fake"] = "def x";
  session.notify("workspace/didChangeWatchedFiles",
                 R"({"changes":[{"uri":"file:///w/src/new.fake","type":1}]})");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), R"("diagnostics":[])"));
}

TEST_CASE("workspace folders come and go") {
  SessionScript session;
  session.files.files["/other/lib.fake"] = "def x";
  session.start();
  session.open("file:///w/a.fake", 1, "use x");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
  session.notify("workspace/didChangeWorkspaceFolders",
                 R"({"event":{"added":[{"uri":"file:///other","name":"other"}],"removed":[]}})");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), R"("diagnostics":[])"));
  session.notify("workspace/didChangeWorkspaceFolders",
                 R"({"event":{"removed":[{"uri":"file:///other","name":"other"}],"added":[]}})");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///w/a.fake"), "unknown: x"));
}

TEST_CASE("a long load reports its progress where the client shows any") {
  for (const bool shown : {true, false}) {
    SessionScript session;
    for (int i = 0; i < 450; ++i) {
      session.files.files["/w/f" + std::to_string(i) + ".fake"] = "def n" + std::to_string(i);
    }
    session.request(0, "initialize",
                    std::string(R"({"rootUri":"file:///w","capabilities":)") +
                        (shown ? R"({"window":{"workDoneProgress":true}})" : "{}") + "}");
    session.notify("initialized", "{}");
    session.stage.deliver_all_but({"FilesRead"});
    const auto asked = session.notifications("window/workDoneProgress/create");
    REQUIRE(asked.size() == (shown ? 1 : 0));
    if (shown) {
      CHECK(session.notifications("$/progress").empty());
      session.client(R"({"jsonrpc":"2.0","id":1,"result":null})");
      session.stage.deliver_all_but({"FilesRead"});
    }
    session.run();
    std::string progress;
    for (const std::string& body : session.notifications("$/progress")) {
      progress += contains(body, "begin") ? "b" : contains(body, "\"end\"") ? "e" : "r";
    }
    CHECK(progress.starts_with(shown ? "br" : ""));
    CHECK((shown ? progress.ends_with("re") : progress.empty()));
  }
}

TEST_CASE("a session without any folder serves open documents") {
  SessionScript session;
  session.request(0, "initialize", R"({"rootUri":null,"capabilities":{}})");
  session.notify("initialized", "{}");
  session.open("file:///anywhere/a.fake", 1, "def x\nuse x\nuse y");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published("file:///anywhere/a.fake"), "unknown: y"));
}

TEST_CASE(
    "configuration is asked for where the client can be asked, and odd answers are survived") {
  SessionScript session;
  session.request(0, "initialize",
                  R"({"capabilities":{"workspace":{"configuration":true,
                      "didChangeConfiguration":{"dynamicRegistration":true}}}})");
  session.notify("initialized", "{}");
  session.run();
  CHECK(session.notifications("client/registerCapability").size() == 1);
  REQUIRE(session.notifications("workspace/configuration").size() == 1);
  session.client(R"({"jsonrpc":"2.0","id":2,"result":[null]})");
  session.client(R"({"jsonrpc":"2.0","id":2,"result":[null]})");
  session.client(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}})");
  session.client(R"({"jsonrpc":"2.0","id":99,"result":{"what":"ever"}})");
  session.notify("workspace/didChangeConfiguration", R"({"settings":null})");
  session.run();
  REQUIRE(session.notifications("workspace/configuration").size() == 2);
  session.client(R"({"jsonrpc":"2.0","id":3,"result":{"not":"an array"}})");
  session.client(R"({"jsonrpc":"2.0","id":"troupe","result":7})");
  session.run();
  CHECK_FALSE(session.exit_code);
  session.request(5, "shutdown", "null");
  session.run();
  CHECK(contains(session.reply(5), "null"));
}

TEST_CASE("files that cannot be read are passed over with a line in the log") {
  SessionScript session;
  session.files.files["/w/huge.fake"] = std::string((std::size_t{16} << 20U) + 1, '#');
  session.files.files["/w/lib.fake"] = "def x";
  session.start();
  session.open("file:///w/a.fake", 1, "use x");
  session.run();
  CHECK(contains(session.published("file:///w/a.fake"), R"("diagnostics":[])"));
  CHECK(session.logged("too large to be loaded: /w/huge.fake"));
}

TEST_CASE("requests wait for the first load, edits behind them, and neither waits for ever") {
  for (const bool loads : {true, false}) {
    SessionScript session;
    session.files.files["/w/lib.fake"] = "def x";
    session.request(0, "initialize", R"({"rootUri":"file:///w","capabilities":{}})");
    session.notify("initialized", "{}");
    session.open("file:///w/a.fake", 1, "one");
    session.hover(1, "file:///w/a.fake");
    session.edit("file:///w/a.fake", 2, "two");
    session.stage.deliver_all_but({"FilesRead"});
    CHECK(session.reply(1).empty());
    if (!loads) {
      session.now += milliseconds(Limits{}.startup_patience_ms);
      session.timers.fire_until(session.now);
      session.stage.deliver_all_but({"FilesRead"});
      CHECK(contains(session.reply(1), "[one]"));
    }
    session.run();
    CHECK(contains(session.reply(1), "[one]"));
    session.hover(2, "file:///w/a.fake");
    session.run();
    CHECK(contains(session.reply(2), "[two]"));
  }
}

TEST_CASE("changes during a load are not lost") {
  SessionScript session;
  session.files.files["/w/lib.fake"] = "def x";
  session.request(0, "initialize", R"({"rootUri":"file:///w","capabilities":{}})");
  session.notify("initialized", "{}");
  session.open("file:///w/a.fake", 1, "use x\nuse y");
  session.stage.deliver_all_but({"FilesRead"});  // the old text is read already
  session.files.files["/w/lib.fake"] = "def y";
  session.files.changed({"/w/lib.fake"});
  session.stage.deliver_all_but({"FilesRead"});
  session.pass(milliseconds(1000));
  const std::string published = session.published("file:///w/a.fake");
  CHECK(contains(published, "unknown: x"));
  CHECK_FALSE(contains(published, "unknown: y"));
}

}  // namespace
}  // namespace troupe::actors
