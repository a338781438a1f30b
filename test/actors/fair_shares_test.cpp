#include "actors/fair_shares.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Sessions that use a constant part of a processor, and a clock.
struct Office {
  struct Worker {
    double rate = 0;
    bool talks = true;
    Duration used{};
    Instant latest{};
  };
  explicit Office(std::map<std::uint64_t, Worker> those_at_work)
      : workers(std::move(those_at_work)) {}

  std::map<std::uint64_t, Worker> workers;
  FairShares shares;
  Instant now = seconds(100);
  std::map<std::uint64_t, bool> behind;

  void pass(Duration time) {
    constexpr Duration step = milliseconds(20);
    for (const Instant end = now + time; now < end;) {
      now += step;
      std::vector<FairShares::Session> sessions;
      for (auto& [number, worker] : workers) {
        worker.used += std::chrono::duration_cast<Duration>(step * worker.rate);
        worker.latest = worker.talks ? now : worker.latest;
        sessions.push_back({.number = number, .used = worker.used, .latest = worker.latest});
      }
      for (const auto& [session, stands_behind] : shares.look(now, sessions)) {
        behind[session] = stands_behind;
      }
    }
  }
};

TEST_CASE("a session that is alone never stands behind, whatever it takes") {
  Office office({{1, {.rate = 2.0}}});
  office.pass(seconds(10));
  CHECK(office.behind.empty());
}

TEST_CASE(
    "who takes much stands behind those who take little, and comes back when it takes little") {
  Office office({{1, {.rate = 1.5}}, {2, {.rate = 0.02}}});
  office.pass(milliseconds(100));
  CHECK_FALSE(office.behind[1]);
  office.pass(milliseconds(200));
  CHECK(office.behind[1]);
  office.pass(seconds(5));
  CHECK(office.behind[1]);
  CHECK_FALSE(office.behind.contains(2));
  office.workers[1].rate = 0.02;
  office.pass(seconds(5));
  CHECK_FALSE(office.behind[1]);
}

TEST_CASE("requests that are sent slowly count by what they take") {
  Office office({{1, {.rate = 0.4, .talks = false}}, {2, {.rate = 0.02}}});
  office.pass(seconds(3));
  CHECK(office.behind[1]);
}

TEST_CASE("beside silent sessions nobody stands behind") {
  Office office({{1, {.rate = 1.5}}, {2, {.rate = 0.02}}});
  office.pass(seconds(2));
  CHECK(office.behind[1]);
  office.workers[2] = {.rate = 0,
                       .talks = false,
                       .used = office.workers[2].used,
                       .latest = office.workers[2].latest};
  office.pass(seconds(2));
  CHECK_FALSE(office.behind[1]);
}

TEST_CASE("equals do not stand behind each other, however much they take") {
  Office office({{1, {.rate = 0.6}}, {2, {.rate = 0.7}}, {3, {.rate = 0.5}}});
  office.pass(seconds(10));
  CHECK(office.behind.empty());
}

TEST_CASE("many who take much stand behind the one who does not") {
  Office office({{1, {.rate = 0.6}}, {2, {.rate = 0.7}}, {3, {.rate = 0.05}}});
  office.pass(seconds(3));
  CHECK(office.behind == std::map<std::uint64_t, bool>{{1, true}, {2, true}});
}

TEST_CASE("ordinary typing is not much") {
  Office office({{1, {.rate = 0.1}}, {2, {.rate = 0.0}}});
  office.pass(seconds(10));
  CHECK(office.behind.empty());
}

TEST_CASE("it is worth looking while somebody is at work or stands behind") {
  Office office({{1, {.rate = 1.5}}, {2, {.rate = 0.02}}});
  office.pass(seconds(1));
  CHECK(office.shares.is_worth_looking());
  office.workers[1].talks = office.workers[2].talks = false;
  office.pass(seconds(5));
  CHECK_FALSE(office.behind[1]);
  CHECK_FALSE(office.shares.is_worth_looking());
}

}  // namespace
}  // namespace troupe::actors
