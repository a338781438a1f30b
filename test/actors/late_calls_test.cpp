#include "actors/late_calls.hpp"

#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace troupe::actors {
namespace {

TEST_CASE("a late call is made once, and what it held goes with it") {
  const LateCalls calls;
  const auto held = std::make_shared<int>(0);
  const std::function<void(int)> call =
      calls.once(std::function<void(int)>([held](int add) { *held += add; }));
  CHECK(held.use_count() == 2);
  call(3);
  CHECK(*held == 3);
  CHECK(held.use_count() == 1);
  call(4);
  CHECK(*held == 3);
}

TEST_CASE("after the end nothing is called, and nothing is held") {
  const auto held = std::make_shared<int>(0);
  const auto touch = [held](const std::string&) { ++*held; };
  std::function<void(const std::string&)> before;
  std::function<void(const std::string&)> after;
  {
    const LateCalls calls;
    before = calls.once(std::function<void(const std::string&)>(touch));
    CHECK(held.use_count() == 3);
    calls.end();
    CHECK(held.use_count() == 2);
    after = calls.once(std::function<void(const std::string&)>(touch));
    CHECK(held.use_count() == 2);
  }
  before("text");
  after("text");
  CHECK(*held == 0);
}

}  // namespace
}  // namespace troupe::actors
