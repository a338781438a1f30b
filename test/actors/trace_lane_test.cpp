#include "actors/trace_lane.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

constexpr std::size_t plenty = std::size_t{1} << 24U;

TraceNote logged(std::uint64_t seq, std::string_view text) {
  return {.type = TraceNote::Type::logged, .seq = seq, .first = 2, .text = text};
}

/// "seq:text" of all that is there.
std::vector<std::string> told(TraceLane& lane) {
  std::vector<std::string> texts;
  lane.take_all([&](const auto& note) {
    if constexpr (std::is_same_v<decltype(note), const TraceNote&>) {
      texts.push_back(std::to_string(note.seq) + ":" + std::string(note.text));
    } else {
      texts.push_back(std::to_string(note.seq) + ":" + std::string(note.taken.text));
    }
  });
  return texts;
}

TEST_CASE("what a thread noted comes out as it was put in, in that order") {
  TraceLane lane(plenty);
  CHECK(told(lane).empty());
  lane.put({.type = TraceNote::Type::armed, .seq = 7, .first = 99});
  TraceBegin begin{.seq = 8, .at = 1, .receiver = 2, .sender = 3, .waited = 4, .kind = 5};
  begin.taken.add(TraceTaken::Field::job, 10);
  begin.taken.add(TraceTaken::Field::stamp, 11);
  begin.taken.text = "a text";
  begin.taken.is_text_hashed = true;
  lane.put(begin);
  int seen = 0;
  lane.take_all([&](const auto& note) {
    ++seen;
    if constexpr (std::is_same_v<decltype(note), const TraceNote&>) {
      CHECK(note.type == TraceNote::Type::armed);
      CHECK(note.seq == 7);
      CHECK(note.first == 99);
      CHECK(note.text.empty());
    } else {
      CHECK(std::vector{note.seq, note.at, note.receiver, note.sender, note.waited, note.kind} ==
            std::vector<std::uint64_t>{8, 1, 2, 3, 4, 5});
      REQUIRE(note.taken.count == 2);
      CHECK(note.taken.numbers[0] == 10);
      CHECK(note.taken.numbers[1] == 11);
      CHECK(note.taken.fields == begin.taken.fields);
      CHECK(note.taken.text == "a text");
      CHECK(note.taken.is_text_hashed);
      CHECK(note.taken.object == nullptr);
    }
  });
  CHECK(seen == 2);
  CHECK(told(lane).empty());
}

TEST_CASE("texts of any size go through a lane") {
  TraceLane lane(plenty);
  std::vector<std::string> expected;
  for (const std::size_t size : {0, 1, 7, 8, 9, 1000, 32'000, 33'000, 1'000'000, 3}) {
    const std::string text(size, 'x');
    lane.put(logged(1, text));
    expected.push_back("1:" + text);
  }
  CHECK(told(lane) == expected);
}

TEST_CASE("what a note holds is let go when it was taken, or when the lane ends") {
  auto taken = std::make_shared<int>(1);
  auto left = std::make_shared<int>(2);
  {
    TraceLane lane(plenty);
    TraceBegin begin{.seq = 1};
    begin.taken.object = taken;
    lane.put(begin);
    CHECK(begin.taken.object == nullptr);
    CHECK(taken.use_count() == 2);
    lane.take_all([&](const auto& note) {
      if constexpr (std::is_same_v<decltype(note), const TraceBegin&>) {
        CHECK(note.taken.object == taken);
      }
    });
    CHECK(taken.use_count() == 1);
    TraceBegin next{.seq = 2};
    next.taken.object = left;
    lane.put(next);
    CHECK(left.use_count() == 2);
  }
  CHECK(left.use_count() == 1);
}

TEST_CASE(
    "a lane that is full loses notes but those of actors, says so, and goes on when it was "
    "emptied") {
  TraceLane lane(100);
  TraceBegin heavy{.seq = 1};
  heavy.taken.object = std::make_shared<int>(1);
  heavy.taken.weight = 1000;
  lane.put(heavy);
  CHECK(lane.take_loss() == 0);
  lane.put(logged(2, "lost"));
  lane.put(logged(3, "lost"));
  lane.put({.type = TraceNote::Type::actor, .first = 1, .text = "/session"});
  CHECK(told(lane) == std::vector<std::string>{"1:", "0:/session"});
  CHECK(lane.take_loss() == 3);
  CHECK(lane.take_loss() == 0);
  lane.put(logged(4, "kept"));
  CHECK(told(lane) == std::vector<std::string>{"4:kept"});
  CHECK(lane.take_loss() == 0);
}

TEST_CASE("one thread takes while another one notes, and everything arrives once and in order") {
  constexpr std::uint64_t many = 200'000;
  TraceLane lane(plenty);
  const auto shared = std::make_shared<const std::string>("shared");
  std::thread notes([&] {
    for (std::uint64_t seq = 1; seq <= many; ++seq) {
      if (seq % 3 == 0) {
        TraceBegin begin{.seq = seq};
        begin.taken.object = shared;
        lane.put(begin);
      } else {
        lane.put(logged(seq, std::string(seq % 50, 'x')));
      }
    }
    lane.abandon();
  });
  std::uint64_t last = 0;
  bool in_order = true;
  for (bool is_over = false; !is_over;) {
    is_over = lane.is_abandoned();
    lane.take_all([&](const auto& note) {
      in_order = in_order && note.seq > last;
      if constexpr (std::is_same_v<decltype(note), const TraceNote&>) {
        in_order = in_order && note.text.size() == note.seq % 50;
      } else {
        in_order = in_order && note.taken.object == shared;
      }
      last = note.seq;
    });
  }
  notes.join();
  CHECK(in_order);
  CHECK(last == many);
  CHECK(lane.take_loss() == 0);
  CHECK(shared.use_count() == 1);
}

/// How many lanes there are, and what is in them.
std::pair<std::size_t, std::vector<std::string>> visit(TraceLanes& lanes) {
  std::size_t count = 0;
  std::vector<std::string> texts;
  lanes.for_each([&](TraceLane& lane) {
    ++count;
    for (const std::string& text : told(lane)) {
      texts.push_back(text);
    }
  });
  return {count, texts};
}

TEST_CASE("the lane of a thread that has ended is emptied and goes") {
  TraceLanes lanes(plenty);
  std::thread([&] { lanes.put(logged(1, "last words")); }).join();
  const auto [count, texts] = visit(lanes);
  CHECK(count == 1);
  CHECK(texts == std::vector<std::string>{"1:last words"});
  CHECK(visit(lanes).first == 0);
}

TEST_CASE(
    "a thread that notes for several recorders has one lane with each, however often it changes") {
  auto first = std::make_unique<TraceLanes>(plenty);
  TraceLanes second(plenty);
  for (std::uint64_t round = 1; round <= 3; ++round) {
    first->put(logged(round, "first"));
    second.put(logged(round, "second"));
  }
  const auto [count, texts] = visit(*first);
  CHECK(count == 1);
  CHECK(texts == std::vector<std::string>{"1:first", "2:first", "3:first"});
  first.reset();
  TraceLanes third(plenty);  // Perhaps where the first one was.
  third.put(logged(1, "third"));
  second.put(logged(4, "second"));
  CHECK(visit(third).second == std::vector<std::string>{"1:third"});
  CHECK(visit(second).second ==
        std::vector<std::string>{"1:second", "2:second", "3:second", "4:second"});
}

}  // namespace
}  // namespace troupe::actors
