#include "actors/trace_replay.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "actors/limit_names.hpp"
#include "actors/trace_recorder.hpp"
#include "actors/trace_world.hpp"
#include "test/actors/live_session.hpp"

namespace troupe::actors {
namespace {

using protocol::trace::Delivery;
using protocol::trace::read_session;
using protocol::trace::Session;

constexpr std::uint64_t to_the_end = std::numeric_limits<std::uint64_t>::max();

std::string document(int number) {
  return "file:///w/d" + std::to_string(number) + ".fake";
}
std::string position(int number) {
  return R"({"textDocument":{"uri":")" + document(number) +
         R"("},"position":{"line":0,"character":0}})";
}

/// Opens, edits, asks, cancels and closes at random, as fast as it can.
void type_at_random(LiveSession& session, std::mt19937& random, int steps) {
  session.start();
  int version = 1;
  for (int number = 0; number < 4; ++number) {
    session.notify("textDocument/didOpen",
                   R"({"textDocument":{"uri":")" + document(number) +
                       R"(","languageId":"fake","version":1,"text":"def a\nuse b\n"}})");
  }
  for (int step = 1; step <= steps; ++step) {
    const int number = static_cast<int>(random() % 4);
    const std::string name(1, static_cast<char>('a' + random() % 5));
    switch (random() % 6) {
      case 0:
        session.request(step, "textDocument/hover", position(number));
        break;
      case 1:
        session.request(step, "textDocument/hover", position(number));
        session.notify("$/cancelRequest", R"({"id":)" + std::to_string(step) + "}");
        break;
      case 2:
        session.notify("textDocument/didClose",
                       R"({"textDocument":{"uri":")" + document(number) + R"("}})");
        session.notify("textDocument/didOpen",
                       R"({"textDocument":{"uri":")" + document(number) +
                           R"(","languageId":"fake","version":1,"text":"def )" + name + R"("}})");
        break;
      default:
        session.notify("textDocument/didChange", R"({"textDocument":{"uri":")" + document(number) +
                                                     R"(","version":)" + std::to_string(++version) +
                                                     R"(},"contentChanges":[{"text":"use )" + name +
                                                     R"(\ndef )" + name + R"(\n"}]})");
    }
  }
}

/// A recorded session, with what it wrote.
struct Recording {
  Session session;
  std::vector<std::string> written;
};

Recording record(unsigned seed, int steps) {
  LiveSession live({{"/w/e.fake", "def e\nuse a\n"}, {"/w/sub/f.fake", "use e ${WANTED}\n"}});
  std::mt19937 random(seed);
  type_at_random(live, random, steps);
  live.settle();
  CHECK(live.end() == 0);
  auto session = read_session(live.trace());
  REQUIRE(session);
  return {std::move(*session), live.written()};
}

std::string words_of(const std::optional<Divergence>& parted) {
  return parted ? std::to_string(parted->seq) + ": " + parted->what + " | " + parted->recorded +
                      " | " + parted->replayed
                : "";
}

TEST_CASE("a recording tells what came in, who was given what, and what went out") {
  const Recording recording = record(1, 20);
  const Session& session = recording.session;
  CHECK(session.header.version == "test");
  CHECK(session.header.languages == std::vector<std::string>{"fake"});
  CHECK(session.setting("batch_workers", 0) == 1);
  CHECK(session.damage.empty());
  CHECK(session.exit_code == 0);
  std::vector<std::string> written;
  for (const Delivery& delivery : session.deliveries) {
    CHECK_FALSE(delivery.receiver.empty());
    CHECK_FALSE(delivery.kind.empty());
    written.insert(written.end(), delivery.written.begin(), delivery.written.end());
  }
  CHECK(written == recording.written);
  const auto count = [&](std::string_view kind) {
    return std::ranges::count(session.deliveries, kind, &Delivery::kind);
  };
  CHECK(count("FrameArrived") >= 20);
  CHECK(count("TreeListed") == 1);
  CHECK(count("FilesRead") >= 1);
  CHECK(count("JobFinished") > 1);
}

TEST_CASE("a replay has the limits of the recording, each of them") {
  const ide::LanguageSet languages({});
  SessionConfig config;
  config.languages = &languages;
  std::uint64_t number = 1000;
  visit_limits(config.limits, [&](const char*, auto& limit) {
    limit = static_cast<std::remove_reference_t<decltype(limit)>>(++number);
  });
  std::string file;
  TraceRecorder recorder(config, "1", [&](std::string_view block) {
    file += block;
    return true;
  });
  recorder.finish(0);
  const auto session = protocol::trace::read_session(file);
  REQUIRE(session);
  const SessionConfig again = recorded_config(*session, languages);
  std::uint64_t expected = 1000;
  visit_limits(again.limits, [&](const char* name, std::uint64_t limit) {
    CAPTURE(name);
    CHECK(limit == ++expected);
  });
}

TEST_CASE("of the environment only what a text refers to is recorded") {
  const Recording recording = record(1, 1);
  CHECK(recording.session.environment ==
        std::map<std::string, std::string, std::less<>>{{"WANTED", "w4nted"}});
}

TEST_CASE("random typing on real threads replays to the same bytes") {
  // The long run: TROUPE_TRACE_SESSIONS=1000.
  const char* wanted = std::getenv("TROUPE_TRACE_SESSIONS");
  const int sessions = wanted == nullptr ? 10 : std::atoi(wanted);
  const ide::LanguageSet languages = fake_languages();
  for (int number = 0; number < sessions; ++number) {
    CAPTURE(number);
    const Recording recording = record(static_cast<unsigned>(number), 60);
    TraceReplay replay(recording.session, languages);
    const auto parted = replay.run(to_the_end);
    CHECK(words_of(parted) == "");
    CHECK(replay.written() == recording.written);
  }
}

TEST_CASE("a replay stops where it is told, shows what waits, and goes on") {
  const Recording recording = record(3, 30);
  const ide::LanguageSet languages = fake_languages();
  TraceReplay replay(recording.session, languages);
  CHECK_FALSE(replay.run(12));
  CHECK(replay.delivered() == 12);
  CHECK_FALSE(replay.mail().empty());
  std::vector<std::uint64_t> later;
  CHECK_FALSE(replay.run(15, [&](const Delivery& delivery) { later.push_back(delivery.seq); }));
  CHECK(later == std::vector<std::uint64_t>{13, 14, 15});
  CHECK_FALSE(replay.run(to_the_end));
  CHECK(replay.written() == recording.written);
}

TEST_CASE("the first message that differs is named") {
  Recording recording = record(4, 20);
  const ide::LanguageSet languages = fake_languages();
  auto& deliveries = recording.session.deliveries;

  SUBCASE("a frame that was written") {
    const auto changed = std::ranges::find_if(
        deliveries, [](const Delivery& delivery) { return !delivery.written.empty(); });
    REQUIRE(changed != deliveries.end());
    changed->written.front() += " ";
    const auto parted = TraceReplay(recording.session, languages).run(to_the_end);
    REQUIRE(parted);
    CHECK(parted->seq == changed->seq);
    CHECK(parted->what == "another frame was written");
    CHECK(parted->recorded == parted->replayed + " ");
  }
  SUBCASE("a result") {
    const auto changed = std::ranges::find(deliveries, "JobFinished", &Delivery::kind);
    REQUIRE(changed != deliveries.end());
    ++*changed->details.hash;
    const auto parted = TraceReplay(recording.session, languages).run(to_the_end);
    REQUIRE(parted);
    CHECK(parted->seq == changed->seq);
    CHECK(parted->what == "the message says something else");
  }
  SUBCASE("a message that nobody sends") {
    const auto changed = std::ranges::find(deliveries, "SubmitJob", &Delivery::kind);
    REQUIRE(changed != deliveries.end());
    changed->sender = "/session/nobody.9";
    const auto parted = TraceReplay(recording.session, languages).run(to_the_end);
    REQUIRE(parted);
    CHECK(parted->seq == changed->seq);
    CHECK(parted->what == "/session/nobody.9 did not send it in the replay");
  }
  SUBCASE("a text that came in") {
    const auto changed = std::ranges::find_if(deliveries, [](const Delivery& delivery) {
      return delivery.details.text.find("didChange") != std::string::npos;
    });
    REQUIRE(changed != deliveries.end());
    changed->details.text = R"({"jsonrpc":"2.0","id":12345,"method":"troupe/none"})";
    const auto parted = TraceReplay(recording.session, languages).run(to_the_end);
    REQUIRE(parted);
    CHECK(parted->seq == changed->seq);
    CHECK(parted->what == "a frame more was written");
  }
}

TEST_CASE("a recording that was cut off anywhere replays as far as it goes") {
  const ide::LanguageSet languages = fake_languages();
  LiveSession live(std::map<std::string, std::string>{{"/w/e.fake", "def e\n"}});
  std::mt19937 random(5);
  type_at_random(live, random, 30);
  static_cast<void>(live.end());
  const std::string& trace = live.trace();
  const auto whole = read_session(trace);
  REQUIRE(whole);
  // Every size near the beginning and some of the others: a replay each.
  for (std::size_t size = 0; size <= trace.size(); size += size < 900 ? 90 : 500) {
    CAPTURE(size);
    const auto session = read_session(std::string_view(trace).substr(0, size));
    if (!session) {
      CHECK(size < 900);  // the header, which has all limits
      continue;
    }
    CHECK(session->deliveries.size() <= whole->deliveries.size());
    TraceReplay replay(*session, languages);
    CHECK(words_of(replay.run(to_the_end)) == "");
  }
}

}  // namespace
}  // namespace troupe::actors
