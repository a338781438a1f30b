#include "actors/memory_budget.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

/// A budget of 1000, and what it told to whom.
struct Household {
  std::shared_ptr<WarmBases> bases = std::make_shared<WarmBases>(
      WarmBases::Options{.kept_for = std::chrono::minutes(5), .bytes_at_most = 10'000});
  MemoryBudget budget{1000, bases};
  std::map<std::uint64_t, std::size_t> told;

  void open(std::uint64_t session) {
    budget.open(session, [this, session](std::size_t share) { told[session] = share; });
  }
};

TEST_CASE("a session alone has all of the budget and is told nothing") {
  Household house;
  house.open(1);
  house.budget.uses(1, 5000);
  CHECK(house.told.empty());
  CHECK(house.budget.used() == 5000);
}

TEST_CASE("a session may use what others leave, and is told when that is less") {
  Household house;
  house.open(1);
  house.open(2);
  house.budget.uses(1, 300);
  CHECK(house.told[2] == 700);
  CHECK_FALSE(house.told.contains(1));
  house.budget.uses(2, 200);
  CHECK(house.told[1] == 800);
}

TEST_CASE("who uses little keeps its fair share, whatever others do") {
  Household house;
  house.open(1);
  house.open(2);
  house.budget.uses(1, 900);
  CHECK(house.told[2] == 500);
  house.budget.uses(2, 300);
  CHECK(house.told[1] == 700);
  CHECK(house.told[2] == 500);
}

TEST_CASE("what an ended session held is for the others") {
  Household house;
  house.open(1);
  house.open(2);
  house.budget.uses(1, 600);
  house.budget.uses(2, 300);
  CHECK(house.told[1] == 700);
  house.budget.close(2);
  CHECK(house.told[1] == 1000);
  CHECK(house.budget.used() == 600);
}

TEST_CASE("changes that do not matter are not told, but shortness is") {
  Household house;
  house.open(1);
  house.open(2);
  house.budget.uses(1, 600);
  house.told.clear();
  house.budget.uses(2, 20);
  CHECK(house.told.empty());
  house.budget.uses(1, 690);
  house.budget.uses(2, 25);
  CHECK(house.told[1] == 975);  // 690 is more than 70 % of that.
}

TEST_CASE("a measurement of a session that has ended is ignored") {
  Household house;
  house.open(1);
  house.budget.close(1);
  house.budget.uses(1, 900);
  CHECK(house.budget.used() == 0);
}

TEST_CASE("warm bases count, and go before any session has to forget") {
  Household house;
  house.bases->keep({.key = {.folders = {"/w"}, .analysed_file_bytes = 0},
                     .engine = std::make_unique<engine::Database>(),
                     .bytes = 300},
                    {});
  house.open(1);
  house.budget.uses(1, 400);
  CHECK(house.budget.used() == 700);
  CHECK(house.bases->status().kept == 1);
  house.budget.uses(1, 401);
  CHECK(house.bases->status().kept == 0);
  CHECK(house.budget.used() == 401);
}

/// A budget of 10 MiB for engines and recordings of 4 MiB each.
struct Recordings {
  static constexpr std::size_t mebibyte = std::size_t{1} << 20U;
  MemoryBudget budget{10 * mebibyte, std::make_shared<WarmBases>(WarmBases::Options{}),
                      4 * mebibyte};
  std::map<std::uint64_t, std::size_t> told;

  void open(std::uint64_t session) {
    budget.open(
        session, [](std::size_t) {}, [this, session](std::size_t share) { told[session] = share; });
  }
};

TEST_CASE("recordings have what engines leave below the soft limit, the same each") {
  Recordings house;
  house.open(1);
  CHECK(house.told.empty());
  CHECK(house.budget.recording_share() == 4 * Recordings::mebibyte);
  house.open(2);
  CHECK(house.told[1] == house.told[2]);
  CHECK(house.told[1] < 4 * Recordings::mebibyte);
  house.budget.uses(1, 5 * Recordings::mebibyte);
  CHECK(house.told[1] == house.told[2]);
  CHECK(house.told[1] < Recordings::mebibyte);
  CHECK(house.budget.recording_share() == house.told[1]);
}

TEST_CASE("the newest part of a recording stays however short memory is, and may grow again") {
  Recordings house;
  house.open(1);
  house.budget.uses(1, 20 * Recordings::mebibyte);
  CHECK(house.told[1] == MemoryBudget::least_recording);
  house.budget.uses(1, Recordings::mebibyte);
  CHECK(house.told[1] == 4 * Recordings::mebibyte);
}

TEST_CASE("where nothing is recorded in memory nobody is told of recordings") {
  Household house;
  bool is_told = false;
  house.budget.open(1, [](std::size_t) {}, [&](std::size_t) { is_told = true; });
  house.budget.uses(1, 900);
  CHECK_FALSE(is_told);
  CHECK(house.budget.recording_share() == 0);
}

}  // namespace
}  // namespace troupe::actors
