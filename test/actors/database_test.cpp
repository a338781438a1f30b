// Documents: clients that are a little wrong, and a database that fails.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "test/actors/session_script.hpp"

namespace troupe::actors {
namespace {

constexpr const char* file_a = "file:///w/a.fake";

TEST_CASE("a document opened twice has the later text") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "one");
  session.open(file_a, 5, "two");
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[two]"));
  CHECK(session.logged("opened twice"));
  session.close(file_a);
  session.hover(2, file_a);
  session.run();
  CHECK_FALSE(contains(session.reply(2), "[two]"));
}

TEST_CASE("changing and closing what is not open is survived with a line in the log") {
  SessionScript session;
  session.start();
  session.edit(file_a, 1, "one");
  session.close(file_a);
  session.run();
  CHECK(session.logged("a change of a document that is not open"));
  CHECK(session.logged("closing a document that is not open"));
  session.open(file_a, 1, "two");
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[two]"));
}

TEST_CASE("a version that goes back is obeyed and logged") {
  SessionScript session;
  session.start();
  session.open(file_a, 9, "one");
  session.edit(file_a, 3, "two");
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[two]"));
  CHECK(session.logged("goes back from 9 to 3"));
}

TEST_CASE("several changes of one notification apply one after the other") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "abc");
  session.notify("textDocument/didChange",
                 R"({"textDocument":{"uri":"file:///w/a.fake","version":2},"contentChanges":[
      {"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"rangeLength":9,"text":"XYZ"},
      {"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":99}},"text":"!"}]})");
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[aXYZ!]"));
}

TEST_CASE("more open documents than allowed are refused with a message") {
  SessionScript::Options options;
  options.limits.open_documents = 2;
  SessionScript session(options);
  session.start();
  for (const char* name : {"a", "b", "c"}) {
    session.open("file:///w/" + std::string(name) + ".fake", 1, "use x");
  }
  session.run();
  CHECK(session.publications("file:///w/b.fake") == 1);
  CHECK(session.publications("file:///w/c.fake") == 0);
  CHECK(session.logged("too many open documents"));
  session.close("file:///w/a.fake");
  session.open("file:///w/c.fake", 1, "use x");
  session.run();
  CHECK(session.publications("file:///w/c.fake") == 1);
}

TEST_CASE("documents that are no files are served like others") {
  SessionScript session;
  session.start();
  session.open("untitled:Untitled-1", 1, "use x");
  session.hover(1, "untitled:Untitled-1");
  session.run();
  CHECK(contains(session.reply(1), "[use x]"));
  CHECK(contains(session.published("untitled:Untitled-1"), "unknown: x"));
}

TEST_CASE("a database that fails is rebuilt from open documents and files, and nothing is lost") {
  int fail = 0;
  SessionScript::Options options;
  options.fault = [&](std::string_view actor) {
    if (actor == "database" && fail > 0 && --fail == 0) {
      throw std::runtime_error("as it was told");
    }
  };
  SessionScript session(options);
  session.files.files["/w/lib.fake"] = "def lib";
  session.start();
  session.open(file_a, 1, "use lib");
  session.open("file:///w/b.fake", 1, "use other");
  session.pass(std::chrono::milliseconds(1000));
  fail = 2;  // the second of the three edits that follow
  session.edit(file_a, 2, "use lib\nuse two");
  session.edit("file:///w/b.fake", 2, "use changed");
  session.edit(file_a, 3, "use lib\nuse three");
  session.hover(1, file_a);
  session.pass(std::chrono::milliseconds(1000));
  CHECK(fail == 0);
  CHECK(session.logged("database failed and goes on: as it was told"));
  CHECK(contains(session.reply(1), "use three]"));
  CHECK(contains(session.published(file_a), "unknown: three"));
  CHECK_FALSE(contains(session.published(file_a), "unknown: lib"));
  CHECK_FALSE(session.exit_code);
  // The document whose edit was lost is right again with its next text.
  session.edit("file:///w/b.fake", 3, "use again");
  session.pass(std::chrono::milliseconds(1000));
  CHECK(contains(session.published("file:///w/b.fake"), "unknown: again"));
}

TEST_CASE("after a pause in typing a database is tidied and answers as before") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "use x");
  for (int version = 2; version < 60; ++version) {
    session.edit(file_a, version, "def n" + std::to_string(version) + "\nuse x");
    session.pass(std::chrono::milliseconds(50));
  }
  CHECK(session.timers.next().has_value());
  session.pass(std::chrono::seconds(40));          // the deadline of the last check included
  CHECK_FALSE(session.timers.next().has_value());  // nothing wakes an idle server
  session.edit(file_a, 60, "def x\nuse x\nuse n59");
  session.hover(1, file_a);
  session.pass(std::chrono::milliseconds(5000));
  CHECK(contains(session.reply(1), "use n59]"));
  CHECK(contains(session.published(file_a), "unknown: n59"));
  CHECK_FALSE(contains(session.published(file_a), "unknown: x"));
}

TEST_CASE("over the memory limit the largest file is no longer analysed, and says so") {
  SessionScript::Options options;
  options.limits.memory_bytes = 100'000;
  SessionScript session(options);
  session.start();
  session.open(file_a, 1, "use x");
  session.open("file:///w/large.fake", 1, "use y\n" + std::string(300'000, '#'));
  session.pass(std::chrono::milliseconds(3000));
  session.edit(file_a, 2, "use z");
  session.pass(std::chrono::milliseconds(3000));
  CHECK(session.logged("memory is out"));
  CHECK(contains(session.published("file:///w/large.fake"), "troupe/file-too-large"));
  CHECK(contains(session.published(file_a), "unknown: z"));
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[use z]"));
}

TEST_CASE("within the memory limit nothing is said of memory") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "use x\n" + std::string(300'000, '#'));
  session.pass(std::chrono::milliseconds(3000));
  session.edit(file_a, 2, "use z");
  session.pass(std::chrono::milliseconds(3000));
  CHECK_FALSE(session.logged("memory"));
}

TEST_CASE("a protocol actor that fails answers the request at hand and keeps the others") {
  bool fail = false;
  SessionScript::Options options;
  options.fault = [&](std::string_view actor) {
    if (fail && actor == "protocol") {
      fail = false;
      throw std::runtime_error("as it was told");
    }
  };
  SessionScript session(options);
  session.start();
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.stage.deliver_all_but({"RunJob"});
  fail = true;
  session.notify("$/setTrace", R"({"value":"off"})");
  session.hover(3, file_a);
  session.run();
  CHECK_FALSE(fail);
  CHECK(contains(session.reply(1), "[one]"));
  CHECK(contains(session.reply(3), "[one]"));
}

/// All that one client of a small workspace is told, from the first load on.
std::vector<std::string> told_with(const std::shared_ptr<WarmBases>& bases, std::string_view text) {
  SessionScript::Options options;
  options.bases = bases;
  SessionScript session(options);
  session.files.files = {{"/w/lib.fake", "def lib"}, {"/w/b.fake", "use lib\nuse gone"}};
  session.start();
  session.open(file_a, 1, text);
  session.hover(2, file_a);
  session.pass(std::chrono::milliseconds(1000));
  session.edit(file_a, 2, "use lib\nuse gone");
  session.hover(3, file_a);
  session.pass(std::chrono::milliseconds(1000));
  compat::end_actor(session.actors().session);
  session.run();
  return session.sent;
}

TEST_CASE("a client is told the same, whether or not another was here before") {
  const std::vector<std::string> alone = told_with(nullptr, "use lib\nuse two");
  CHECK(std::ranges::any_of(alone, [](const auto& body) { return contains(body, "use two]"); }));
  const auto bases = std::make_shared<WarmBases>(
      WarmBases::Options{.kept_for = std::chrono::minutes(5), .bytes_at_most = 100'000'000});
  static_cast<void>(told_with(bases, "use secret"));
  CHECK(bases->status().kept == 1);
  CHECK(told_with(bases, "use lib\nuse two") == alone);
  CHECK(bases->status().taken == 1);
  CHECK(told_with(bases, "use lib\nuse two") == alone);
  CHECK(bases->status().taken == 2);
}

TEST_CASE("a session that is told of a smaller share of the memory measures at once") {
  SessionScript session;
  std::size_t measured = 0;
  session.files.files["/w/lib.fake"] = "def lib";
  session.start();
  session.open(file_a, 1, "use lib");
  session.pass(std::chrono::milliseconds(1000));
  CHECK(session.memory_used > 0);
  measured = std::exchange(session.memory_used, 0);
  compat::post(session.actors().database, ShareMemory{std::size_t{2} << 30U});
  session.run();
  CHECK(session.memory_used == 0);
  compat::post(session.actors().database, ShareMemory{measured});
  session.run();
  CHECK(session.memory_used > 0);
}

}  // namespace
}  // namespace troupe::actors
