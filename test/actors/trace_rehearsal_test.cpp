#include "actors/trace_rehearsal.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "actors/trace_replay.hpp"
#include "test/actors/live_session.hpp"

namespace troupe::actors {
namespace {

using protocol::trace::read_session;
using protocol::trace::Session;

/// A session with a few documents, recorded on real threads.
Session recorded() {
  LiveSession live({{"/w/a.fake", "def a\n"}, {"/w/b.fake", "use c\n"}});
  live.start();
  live.notify(
      "textDocument/didOpen",
      R"({"textDocument":{"uri":"file:///w/a.fake","languageId":"fake","version":1,"text":"use b"}})");
  live.request(
      1, "textDocument/hover",
      R"({"textDocument":{"uri":"file:///w/a.fake"},"position":{"line":0,"character":0}})");
  live.notify(
      "textDocument/didChange",
      R"({"textDocument":{"uri":"file:///w/a.fake","version":2},"contentChanges":[{"text":"def c"}]})");
  live.request(
      2, "textDocument/hover",
      R"({"textDocument":{"uri":"file:///w/a.fake"},"position":{"line":0,"character":0}})");
  live.settle();
  CHECK(live.end() == 0);
  auto session = read_session(live.trace());
  REQUIRE(session);
  return std::move(*session);
}

std::string answer(const Rehearsed& rehearsed, int id) {
  const std::string part = "\"id\":" + std::to_string(id) + ",";
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    if (contains(frame.body, part)) {
      return frame.body;
    }
  }
  return {};
}

TEST_CASE("the input of a trace is what came from outside") {
  const Rehearsal rehearsal = rehearsal_of(recorded());
  REQUIRE(rehearsal.steps.size() == 9);
  CHECK(contains(rehearsal.steps.front().body, "initialize"));
  CHECK(contains(rehearsal.steps.back().body, "exit"));
  CHECK(rehearsal.listed == std::vector<std::string>{"/w/a.fake", "/w/b.fake"});
  REQUIRE(rehearsal.disk.contains("/w/b.fake"));
  CHECK(rehearsal.disk.at("/w/b.fake").text.view() == "use c\n");
}

TEST_CASE("the same input gives the same frames, and answers those of the recording") {
  const ide::LanguageSet languages = fake_languages();
  const Rehearsal rehearsal = rehearsal_of(recorded());
  const Rehearsed one = rehearse(rehearsal, languages);
  const Rehearsed two = rehearse(rehearsal, languages);
  CHECK(one.exit_code == 0);
  CHECK(std::ranges::equal(one.written, two.written, {}, &Rehearsed::Frame::body,
                           &Rehearsed::Frame::body));
  CHECK(contains(answer(one, 1), "use b"));
  CHECK(contains(answer(one, 2), "def c"));
}

TEST_CASE("in every order of delivery the answers are the same") {
  const ide::LanguageSet languages = fake_languages();
  Rehearsal rehearsal = rehearsal_of(recorded());
  rehearsal.steps.resize(6);  // The end may come before an answer.
  const Rehearsed plain = rehearse(rehearsal, languages);
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    const Rehearsed other = rehearse(rehearsal, languages, {.seed = seed});
    CHECK(answer(other, 1) == answer(plain, 1));
    CHECK(answer(other, 2) == answer(plain, 2));
  }
}

TEST_CASE("a rehearsal can be changed, recorded and replayed") {
  const ide::LanguageSet languages = fake_languages();
  Rehearsal rehearsal = rehearsal_of(recorded());
  rehearsal.steps.erase(rehearsal.steps.begin() + 4);  // The change.
  std::string trace;
  const Rehearsed rehearsed = rehearse(rehearsal, languages,
                                       {.seed = {},
                                        .trace =
                                            [&](std::string_view block) {
                                              trace.append(block);
                                              return true;
                                            },
                                        .version = "test"});
  CHECK(contains(answer(rehearsed, 2), "use b"));
  const auto session = read_session(trace);
  REQUIRE(session);
  TraceReplay replay(*session, languages);
  CHECK_FALSE(replay.run(std::numeric_limits<std::uint64_t>::max()));
  CHECK(replay.written().size() == rehearsed.written.size());
}

}  // namespace
}  // namespace troupe::actors
