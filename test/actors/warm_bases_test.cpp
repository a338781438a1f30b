#include "actors/warm_bases.hpp"

#include <chrono>
#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr WarmBases::Options five_minutes{.kept_for = minutes(5), .bytes_at_most = 1000};

WarmBaseKey folder(std::string path) {
  return {.folders = {std::move(path)}, .analysed_file_bytes = 10};
}
WarmBase base(std::string path, std::size_t bytes = 100) {
  return {.key = folder(std::move(path)),
          .engine = std::make_unique<engine::Database>(),
          .bytes = bytes};
}

TEST_CASE("a base is found within its time, by one session") {
  WarmBases bases(five_minutes);
  bases.keep(base("/w"), seconds(0));
  CHECK(bases.take(folder("/other"), seconds(1)) == nullptr);
  CHECK(bases.take({.folders = {"/w"}, .analysed_file_bytes = 11}, seconds(1)) == nullptr);
  CHECK(bases.take(folder("/w"), minutes(5) - seconds(1)) != nullptr);
  CHECK(bases.take(folder("/w"), minutes(5) - seconds(1)) == nullptr);
  CHECK(bases.status().taken == 1);
}

TEST_CASE("a base is not found after its time, and then it is dropped") {
  WarmBases bases(five_minutes);
  bases.keep(base("/w"), seconds(0));
  bases.keep(base("/v"), seconds(10));
  CHECK(bases.take(folder("/w"), minutes(5)) == nullptr);
  CHECK(bases.status().kept == 2);
  bases.drop_expired(minutes(5));
  CHECK(bases.status().kept == 1);
  CHECK(bases.status().bytes == 100);
  CHECK(bases.status().dropped == 1);
}

TEST_CASE("a later base takes an earlier one's place") {
  WarmBases bases(five_minutes);
  bases.keep(base("/w", 100), seconds(0));
  bases.keep(base("/w", 200), minutes(4));
  CHECK(bases.status().kept == 1);
  CHECK(bases.status().bytes == 200);
  CHECK(bases.take(folder("/w"), minutes(8)) != nullptr);
}

TEST_CASE("where there is no room those that came first go, and what is too large is not kept") {
  WarmBases bases(five_minutes);
  bases.keep(base("/a", 400), seconds(0));
  bases.keep(base("/b", 400), seconds(1));
  bases.keep(base("/c", 400), seconds(2));
  CHECK(bases.status().bytes == 800);
  bases.keep(base("/d", 1001), seconds(3));
  CHECK(bases.status().bytes == 800);
  CHECK(bases.take(folder("/a"), seconds(4)) == nullptr);
  CHECK(bases.take(folder("/b"), seconds(4)) != nullptr);
}

TEST_CASE("when memory is short bases go, oldest first") {
  WarmBases bases(five_minutes);
  bases.keep(base("/a"), seconds(0));
  bases.keep(base("/b"), seconds(1));
  bases.shrink_to(150);
  CHECK(bases.status().kept == 1);
  CHECK(bases.take(folder("/b"), seconds(2)) != nullptr);
  bases.keep(base("/b"), seconds(3));
  bases.shrink_to(0);
  CHECK(bases.status().kept == 0);
}

TEST_CASE("nothing is kept where no time is given") {
  WarmBases bases({.kept_for = {}, .bytes_at_most = 1000});
  bases.keep(base("/w"), seconds(0));
  CHECK(bases.status().kept == 0);
  CHECK(bases.take(folder("/w"), seconds(0)) == nullptr);
}

}  // namespace
}  // namespace troupe::actors
