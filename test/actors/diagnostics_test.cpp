// When documents are checked and what is published.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "test/actors/session_script.hpp"

namespace troupe::actors {
namespace {

using std::chrono::milliseconds;

constexpr const char* file_a = "file:///w/a.fake";
constexpr const char* file_b = "file:///w/b.fake";
constexpr const char* versions =
    R"({"textDocument":{"publishDiagnostics":{"versionSupport":true}}})";
constexpr const char* pulling =
    R"({"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}})";

TEST_CASE("a change after a pause is checked at once") {
  SessionScript session;
  session.start(versions);
  session.open(file_a, 1, "use x");
  session.run();  // no time passes
  CHECK(contains(session.published(file_a), "unknown: x"));
  CHECK(contains(session.published(file_a), R"("version":1)"));
  session.pass(milliseconds(1000));
  session.edit(file_a, 2, "def x\nuse x");
  session.run();
  CHECK(contains(session.published(file_a), R"("version":2,"diagnostics":[])"));
}

TEST_CASE("clients that know no versions are sent none") {
  SessionScript session;
  session.start();
  session.open(file_a, 7, "use x");
  session.run();
  CHECK_FALSE(contains(session.published(file_a), "version"));
}

TEST_CASE(
    "an unsaved edit re-checks the documents that depend on it, and only changes are published") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "def x");
  session.open(file_b, 1, "use x");
  session.open("file:///w/c.fake", 1, "use nothing");
  session.run();
  session.pass(milliseconds(1000));
  CHECK(contains(session.published(file_b), R"("diagnostics":[])"));
  const std::size_t c_before = session.publications("file:///w/c.fake");
  session.edit(file_a, 2, "def y");
  session.run();
  CHECK(contains(session.published(file_b), "unknown: x"));
  session.pass(milliseconds(1000));
  session.edit(file_a, 3, "def x");
  session.run();
  CHECK(contains(session.published(file_b), R"("diagnostics":[])"));
  CHECK(session.publications("file:///w/c.fake") == c_before);
}

TEST_CASE("what is quickly re-checked does not wait for the large document that was edited") {
  SessionScript session;
  session.start();
  const std::string large = "file:///w/a.fake";
  const std::string medium = "file:///w/b.fake";
  std::vector<std::string> checked;
  session.language->during_check = [&](engine::Context&, std::string_view path) {
    checked.emplace_back(path);
    session.now += path == "/w/a.fake"   ? milliseconds(8)
                   : path == "/w/b.fake" ? milliseconds(5)
                                         : milliseconds(1);
  };
  session.open(large, 1, "def x");
  session.open(medium, 1, "use x");
  for (const char* name : {"c", "d", "e", "f"}) {
    session.open("file:///w/" + std::string(name) + ".fake", 1, "use x");
  }
  session.run();
  session.pass(milliseconds(1000));
  checked.clear();

  session.edit(large, 2, "def y");
  session.run();
  session.pass(milliseconds(1000));
  // The quick ones take 4 ms together, no longer than the large one; with the medium one it would
  // be more.
  CHECK(checked == std::vector<std::string>{"/w/c.fake", "/w/d.fake", "/w/e.fake", "/w/f.fake",
                                            "/w/a.fake", "/w/b.fake"});
}

TEST_CASE("at most one check of a document runs and one is due") {
  SessionScript session;
  session.start();
  int checks = 0;
  session.language->during_check = [&](engine::Context&, std::string_view) { ++checks; };
  session.open(file_a, 1, "use x");
  session.stage.deliver_all_but({"RunJob"});
  CHECK(session.stage.count("RunJob") == 1);
  for (int version = 2; version < 100; ++version) {
    session.edit(file_a, version, "use x" + std::to_string(version));
  }
  session.stage.deliver_all_but({"RunJob"});
  CHECK(session.stage.count("RunJob") == 1);
  session.pass(milliseconds(1000));
  CHECK(checks == 2);
  CHECK(contains(session.published(file_a), "unknown: x99"));
}

TEST_CASE("typing faster than checking is never further behind than the delay") {
  SessionScript session;
  session.start(versions);
  // Each check takes 60 ms and gives up as soon as newer text is there, if it is allowed to.
  session.language->during_check = [&](engine::Context& context, std::string_view) {
    for (int slice = 0; slice < 6; ++slice) {
      session.now += milliseconds(10);
      context.checkpoint();
    }
  };
  session.open(file_a, 1, "use v1");
  session.run();
  Instant last_published = session.now;
  std::size_t published = session.publications(file_a);
  Duration worst{};
  for (int version = 2; version < 200; ++version) {
    session.edit(file_a, version, "use v" + std::to_string(version));
    session.pass(milliseconds(10));
    if (session.publications(file_a) > published) {
      published = session.publications(file_a);
      last_published = session.now;
    }
    worst = std::max(worst, session.now - last_published);
  }
  CHECK(published > 5);
  CHECK(worst <= milliseconds(150 + 60 + 60 + 20));
}

TEST_CASE("a check that is stale gives up when checking is slow and the delay allows it") {
  SessionScript session;
  session.start();
  int given_up = 0;
  bool edit_inside = false;
  session.language->during_check = [&](engine::Context& context, std::string_view) {
    session.now += milliseconds(50);
    if (edit_inside) {
      edit_inside = false;
      session.edit(file_a, 3, "use v3");
      session.stage.deliver("FrameArrived");
      session.stage.deliver("ChangeBuffer");
    }
    try {
      context.checkpoint();
    } catch (const engine::Cancelled&) {
      ++given_up;
      throw;
    }
  };
  session.open(file_a, 1, "use v1");
  session.pass(milliseconds(1000));
  edit_inside = true;
  session.edit(file_a, 2, "use v2");
  session.pass(milliseconds(1000));
  CHECK(given_up == 1);
  CHECK(contains(session.published(file_a), "unknown: v3"));
  for (const std::string& body : session.notifications("textDocument/publishDiagnostics")) {
    CHECK_FALSE(contains(body, "unknown: v2"));
  }
}

TEST_CASE("closing takes back what was shown") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "use x");
  session.run();
  session.close(file_a);
  session.run();
  CHECK(contains(session.published(file_a), R"("diagnostics":[])"));
}

TEST_CASE(
    "a client that pulls is not pushed to, and told when somebody else's edit changed something") {
  SessionScript session;
  session.start(pulling);
  session.open(file_a, 1, "def x");
  session.open(file_b, 1, "use x");
  session.pass(milliseconds(1000));
  CHECK(session.notifications("workspace/diagnostic/refresh").empty());
  session.edit(file_a, 2, "def y");
  session.pass(milliseconds(1000));
  CHECK(session.notifications("workspace/diagnostic/refresh").size() == 1);
  session.edit(file_b, 2, "use y\nuse z");  // its own edit: it will ask by itself
  session.pass(milliseconds(1000));
  CHECK(session.notifications("workspace/diagnostic/refresh").size() == 1);
  CHECK(session.notifications("textDocument/publishDiagnostics").empty());
}

TEST_CASE("after shutdown the client is asked for nothing") {
  SessionScript session;
  session.start(pulling);
  session.open(file_a, 1, "def x");
  session.open(file_b, 1, "use x");
  session.pass(milliseconds(1000));
  session.edit(file_a, 2, "def y");
  session.request(9, "shutdown", "null");
  session.pass(milliseconds(1000));
  CHECK(session.notifications("workspace/diagnostic/refresh").empty());
}

TEST_CASE("what a client shows and cannot know to be old it is told to ask for again") {
  SessionScript session;
  session.files.files["/w/lib.fake"] = "def x";
  session.start(
      R"({"workspace":{"codeLens":{"refreshSupport":true},"inlayHint":{"refreshSupport":false},)"
      R"("semanticTokens":{"refreshSupport":true}}})");
  const std::string document = R"({"textDocument":{"uri":"file:///w/a.fake"}})";
  const auto told = [&](const std::string& what) {
    session.run();
    return session.notifications("workspace/" + what + "/refresh").size();
  };
  session.open(file_a, 1, "use x");
  session.run();
  session.notify("textDocument/didSave", document);
  CHECK(told("codeLens") == 0);  // it has asked for none
  session.request(1, "textDocument/codeLens", document);
  session.request(2, "textDocument/inlayHint",
                  R"({"textDocument":{"uri":"file:///w/a.fake"},"range":)"
                  R"({"start":{"line":0,"character":0},"end":{"line":1,"character":0}}})");
  CHECK(told("codeLens") == 0);
  session.notify("textDocument/didSave", document);
  CHECK(told("codeLens") == 1);
  session.notify("textDocument/didSave", document);
  CHECK(told("codeLens") == 1);  // it has not asked again
  session.request(3, "textDocument/semanticTokens/full", document);
  session.run();
  session.files.files["/w/lib.fake"] = "def y";
  session.files.changed({"/w/lib.fake"});
  CHECK(told("semanticTokens") == 1);
  CHECK(told("codeLens") == 1);
  CHECK(told("inlayHint") == 0);
}

TEST_CASE("a document above the limit is kept in step, not analysed, and says so once") {
  SessionScript::Options options;
  options.limits.analysed_file_bytes = 100;
  SessionScript session(options);
  session.start();
  session.open(file_a, 1, "use x\n" + std::string(200, '#'));
  session.run();
  CHECK(contains(session.published(file_a), "troupe/file-too-large"));
  CHECK_FALSE(contains(session.published(file_a), "unknown"));
  session.edit(file_a, 2, "use x\n" + std::string(300, '#'));
  session.pass(milliseconds(1000));
  CHECK(session.publications(file_a) == 1);
  session.edit(file_a, 3, "use x");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published(file_a), "unknown: x"));
  CHECK_FALSE(contains(session.published(file_a), "too-large"));
}

TEST_CASE("diagnostics that were shed are sent again") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "use x");
  session.open(file_b, 1, "use x");
  session.run();
  session.sent.clear();
  compat::post(session.actors().protocol,
               OutputRecovered{std::make_shared<const std::vector<std::string>>(
                   std::vector<std::string>{file_a})});
  session.run();
  CHECK(session.publications(file_a) == 1);
  CHECK(session.publications(file_b) == 0);
}

TEST_CASE("a check that throws costs a worker, and checking goes on") {
  SessionScript session;
  session.start();
  session.language->during_check = [](engine::Context&, std::string_view path) {
    if (path == "/w/b.fake") {
      throw std::runtime_error("cannot look at b");
    }
  };
  session.open(file_a, 1, "use x");
  session.open(file_b, 1, "use x");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published(file_a), "unknown: x"));
  CHECK(session.publications(file_b) == 0);
  session.language->during_check = nullptr;
  session.edit(file_a, 2, "use y");
  session.pass(milliseconds(1000));
  CHECK(contains(session.published(file_a), "unknown: y"));
  CHECK(contains(session.published(file_b), "unknown: x"));
}

TEST_CASE("the diagnostics actor starts over after a failure") {
  bool fail = false;
  SessionScript::Options options;
  options.fault = [&](std::string_view actor) {
    if (fail && actor == "diagnostics") {
      fail = false;
      throw std::runtime_error("as it was told");
    }
  };
  SessionScript session(options);
  session.start();
  session.open(file_a, 1, "use x");
  session.run();
  fail = true;
  session.edit(file_a, 2, "use y");
  session.pass(milliseconds(1000));
  CHECK_FALSE(fail);
  CHECK(contains(session.published(file_a), "unknown: y"));
}

}  // namespace
}  // namespace troupe::actors
