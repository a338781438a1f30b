#include "transport/turns.hpp"

#include <doctest/doctest.h>

namespace troupe::transport {
namespace {

using std::chrono::seconds;

TEST_CASE("who speaks alone has nobody to give way to") {
  Activity activity;
  const int one = 1;
  const int other = 2;
  activity.note(&one, Instant(seconds(10)));
  CHECK_FALSE(activity.others_since(&one, Instant(seconds(0))));
  CHECK(activity.others_since(&other, Instant(seconds(9))));
  activity.note(&other, Instant(seconds(11)));
  activity.note(&other, Instant(seconds(12)));
  CHECK(activity.others_since(&one, Instant(seconds(12))));
  CHECK(activity.others_since(&other, Instant(seconds(10))));
  CHECK_FALSE(activity.others_since(&other, Instant(seconds(11))));
}

TEST_CASE("a flood beside others is read in smaller turns and rests longer each time") {
  Turns turns;
  Duration last{};
  for (int turn = 0; turn < 30; ++turn) {
    const Duration rest = turns.rest_after(100, Turns::flood_frames, true);
    CHECK(rest >= last);
    CHECK(rest >= Turns::first_rest);
    last = rest;
  }
  CHECK(last == Turns::longest_rest);
  CHECK(turns.bytes() == Turns::small_turn);
}

TEST_CASE("a burst passes at once, and so does whoever is alone or pauses") {
  Turns turns;
  CHECK(turns.rest_after(100, Turns::flood_frames, true) == Turns::first_rest);
  CHECK(turns.bytes() == Turns::whole_turn);
  CHECK(turns.rest_after(100, 1, true) == Duration{});
  CHECK(turns.rest_after(100, 1000, false) == Duration{});
  CHECK(turns.rest_after(100, 1000, true) == Turns::first_rest);
}

TEST_CASE(
    "a large frame behind a flood is read at once, and larger frames rest as long as small ones") {
  Turns turns;
  Duration rest{};
  for (int turn = 0; turn < 8; ++turn) {
    rest = turns.rest_after(Turns::whole_turn, 400, true);
  }
  CHECK(turns.rest_after(Turns::small_turn, 1, true) == rest);
  CHECK(turns.bytes() == Turns::small_turn);
  CHECK(turns.rest_after(Turns::small_turn, 0, true) == Duration{});
  CHECK(turns.bytes() == Turns::whole_turn);
  CHECK(turns.rest_after(Turns::whole_turn, 3, true) == rest);
}

}  // namespace
}  // namespace troupe::transport
