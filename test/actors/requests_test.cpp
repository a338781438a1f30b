// Requests: order, cancellation, limits, failures. Every test plays the messages itself.
#include <random>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "test/actors/session_script.hpp"

namespace troupe::actors {
namespace {

constexpr const char* file_a = "file:///w/a.fake";

TEST_CASE("a hover between two edits sees the first and not the second") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "one");
  session.edit(file_a, 2, "two");
  session.hover(1, file_a);
  session.edit(file_a, 3, "three");
  session.hover(2, file_a);
  // Hold the work back until every edit was applied: it has its snapshot already.
  session.stage.deliver_all_but({"RunJob"});
  session.run();
  CHECK(contains(session.reply(1), "[two]"));
  CHECK(contains(session.reply(2), "[three]"));
}

TEST_CASE("cancelling queued work answers at once, and the work is never run") {
  SessionScript session;
  session.start();
  int hovers = 0;
  session.language->during_hover = [&](engine::Context&) { ++hovers; };
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.stage.deliver_all_but({"RunJob"});
  session.notify("$/cancelRequest", R"({"id":1})");
  session.run();
  CHECK(contains(session.reply(1), "-32800"));
  CHECK(hovers == 0);
}

TEST_CASE("cancellation that overtakes its request is remembered") {
  SessionScript session;
  session.start();
  int hovers = 0;
  session.language->during_hover = [&](engine::Context&) { ++hovers; };
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.notify("$/cancelRequest", R"({"id":1})");
  session.stage.deliver_all_but({"SubmitJob"});  // the job is still on its way to the database
  CHECK(contains(session.reply(1), "-32800"));
  session.run();
  CHECK(hovers == 0);
  CHECK(session.replies(1) == 1);
}

TEST_CASE("cancelling running work stops it in the middle") {
  SessionScript session;
  session.start();
  bool stopped = false;
  session.language->during_hover = [&](engine::Context& context) {
    session.notify("$/cancelRequest", R"({"id":1})");
    session.stage.deliver("FrameArrived");
    try {
      context.checkpoint();
    } catch (const engine::Cancelled&) {
      stopped = true;
      throw;
    }
  };
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.run();
  CHECK(stopped);
  CHECK(contains(session.reply(1), "-32800"));
  CHECK(session.replies(1) == 1);
}

TEST_CASE("cancelling what was answered or never asked does nothing") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.run();
  const std::size_t before = session.sent.size();
  session.notify("$/cancelRequest", R"({"id":1})");
  session.notify("$/cancelRequest", R"({"id":"never"})");
  session.notify("$/cancelRequest", "{}");
  session.run();
  CHECK(session.replies(1) == 1);
  // The last one is not even a cancellation: a line in the log, no answer.
  CHECK(session.notifications("window/logMessage").size() == 1);
  CHECK(session.sent.size() == before + 1);
}

TEST_CASE("an id that is in flight cannot be used again, one that was answered can") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.stage.deliver_all_but({"RunJob"});
  session.hover(1, file_a);
  session.run();
  CHECK(session.replies(1) == 2);  // one refusal, one hover
  CHECK(contains(session.sent.front() + session.sent.at(1), "-32600"));
  session.sent.clear();
  session.hover(1, file_a);
  session.run();
  CHECK(contains(session.reply(1), "[one]"));
}

TEST_CASE("an interactive request jumps over two hundred batch jobs") {
  SessionScript session;
  session.start();
  for (int i = 0; i < 200; ++i) {
    session.open("file:///w/f" + std::to_string(i) + ".fake", 1, "use nothing");
  }
  // Two hundred checks came to the dispatcher. One was given to the batch worker, one to nobody
  // else.
  const auto deliver_to_dispatcher = [&] {
    while (session.stage.deliver("FrameArrived") || session.stage.deliver("ChangeBuffer") ||
           session.stage.deliver("RevisionMade") || session.stage.deliver("SubmitJob") ||
           session.stage.deliver_exactly("RunJob", "/session/dispatcher.3")) {
    }
  };
  deliver_to_dispatcher();
  CHECK(session.stage.count("RunJob") == 1);
  session.hover(1, file_a);
  deliver_to_dispatcher();
  CHECK(session.stage.count("RunJob") == 2);
  CHECK(session.stage.deliver_exactly("RunJob", "/session/dispatcher.3/worker.1"));
  CHECK(session.stage.deliver("JobFinished", "protocol"));
  CHECK(contains(session.reply(1), "result"));
  CHECK(session.publications("file:///w/f0.fake") == 0);
  session.run();
  CHECK(session.publications("file:///w/f199.fake") == 1);
}

TEST_CASE("a handler that throws fails its request only, and its worker is replaced") {
  SessionScript session;
  session.start();
  session.open(file_a, 1, "one");
  for (int round = 1; round <= 3; ++round) {
    session.language->during_hover = [](engine::Context&) {
      throw std::runtime_error("as it was told");
    };
    session.hover(round * 10, file_a);
    session.run();
    CHECK(contains(session.reply(round * 10), "-32603"));
    CHECK(contains(session.reply(round * 10), "as it was told"));
    session.language->during_hover = [](engine::Context&) {
      base::check(false, "a check that never holds");
    };
    session.hover(round * 10 + 1, file_a);
    session.run();
    CHECK(contains(session.reply(round * 10 + 1), "a check that never holds"));
    session.language->during_hover = nullptr;
    session.hover(round * 10 + 2, file_a);
    session.run();
    CHECK(contains(session.reply(round * 10 + 2), "[one]"));
  }
  CHECK(session.logged("a worker died and is replaced"));
}

TEST_CASE("work that takes too long is answered at its deadline and stopped") {
  SessionScript session;
  session.start();
  bool stopped = false;
  session.language->during_hover = [&](engine::Context& context) {
    session.now += std::chrono::milliseconds(2001);
    session.timers.fire_until(session.now);
    while (session.stage.deliver("TimerFired") ||
           session.stage.deliver("JobFinished", "protocol")) {
    }
    CHECK(contains(session.reply(1), "-32803"));  // before the work has ended
    try {
      context.checkpoint();
    } catch (const engine::Cancelled&) {
      stopped = true;
      throw;
    }
  };
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.run();
  CHECK(stopped);
  CHECK(session.replies(1) == 1);
  session.language->during_hover = nullptr;
  session.hover(2, file_a);
  session.run();
  CHECK(contains(session.reply(2), "[one]"));
}

TEST_CASE("at the limit newer requests of a kind take the place of older ones") {
  for (const bool modified : {false, true}) {
    SessionScript::Options options;
    options.limits.requests_in_flight = 3;
    SessionScript session(options);
    session.start(modified ? R"({"general":{"staleRequestSupport":{"cancel":true}}})" : "{}");
    session.open(file_a, 1, "one");
    session.hover(1, file_a);
    session.hover(2, file_a);
    session.hover(3, "file:///w/b.fake");
    session.stage.deliver_all_but({"RunJob"});
    CHECK(session.reply(1).empty());
    session.hover(4, file_a);
    session.stage.deliver_all_but({"RunJob"});
    CHECK(contains(session.reply(1), modified ? "-32801" : "-32803"));
    session.hover(5, "file:///w/c.fake");  // nothing of its kind to give way
    session.stage.deliver_all_but({"RunJob"});
    CHECK(contains(session.reply(5), "-32803"));
    session.run();
    for (const int id : {2, 3, 4}) {
      CHECK(contains(session.reply(id), "result"));
    }
  }
}

TEST_CASE("an edit in the queue never makes a due answer fail") {
  SessionScript session;
  session.start(R"({"general":{"staleRequestSupport":{"cancel":true}}})");
  session.open(file_a, 1, "one");
  session.hover(1, file_a);
  session.stage.deliver_all_but({"RunJob"});
  for (int version = 2; version < 20; ++version) {
    session.edit(file_a, version, "text " + std::to_string(version));
  }
  session.stage.deliver_all_but({"RunJob"});
  session.run();
  CHECK(contains(session.reply(1), "[one]"));
}

/// One random session: requests, edits and cancellations, delivered in a random order that keeps
/// each sender's.
void play_random_session(unsigned seed) {
  std::mt19937 random(seed);
  SessionScript::Options options;
  options.interactive_workers = 1 + random() % 2;
  options.limits.requests_in_flight = 4 + random() % 8;
  SessionScript session(options);
  session.start();
  session.language->during_hover = [&](engine::Context& context) {
    if (random() % 8 == 0) {
      throw std::runtime_error("now and then");
    }
    context.checkpoint();
  };
  session.open(file_a, 1, "v1");
  int version = 1;
  int last_id = 0;
  std::vector<int> version_at(1, 0);
  for (int step = 0; step < 60; ++step) {
    switch (random() % 4) {
      case 0:
        ++version;
        session.edit(file_a, version, "v" + std::to_string(version));
        break;
      case 1:
        session.notify("$/cancelRequest",
                       R"({"id":)" + std::to_string(1 + random() % (last_id + 2)) + "}");
        break;
      default:
        session.hover(++last_id, file_a);
        version_at.push_back(version);
    }
    for (unsigned deliveries = random() % 12; deliveries > 0; --deliveries) {
      session.stage.deliver_any(random);
    }
  }
  while (session.stage.deliver_any(random)) {
  }
  for (int id = 1; id <= last_id; ++id) {
    CHECK(session.replies(id) == 1);
    const std::string reply = session.reply(id);
    if (contains(reply, "\"result\"")) {
      CHECK(contains(reply, "[v" + std::to_string(version_at[static_cast<std::size_t>(id)]) + "]"));
    }
  }
}

TEST_CASE("every request is answered exactly once, whatever the order of delivery") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    play_random_session(seed);
  }
}

}  // namespace
}  // namespace troupe::actors
