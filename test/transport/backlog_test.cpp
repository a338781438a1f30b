#include "transport/backlog.hpp"

#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace troupe::transport {
namespace {

std::shared_ptr<const std::string> body(std::size_t size) {
  return std::make_shared<const std::string>(size, 'x');
}

TEST_CASE("a backlog has room until more than its limit is held, and again when somebody lets go") {
  const Backlog backlog(10);
  auto first = backlog.counted(body(10));
  CHECK(backlog.has_room());
  auto second = backlog.counted(body(1));
  CHECK_FALSE(backlog.has_room());
  first.reset();
  CHECK(backlog.has_room());
  CHECK(*second == "x");
}

TEST_CASE("a body counts once, however many hold it, and until the last one lets go") {
  const Backlog backlog(10);
  auto held = backlog.counted(body(20));
  auto copy = held;
  held.reset();
  CHECK_FALSE(backlog.has_room());
  copy.reset();
  CHECK(backlog.has_room());
}

TEST_CASE("what is counted may outlive who counts") {
  std::shared_ptr<const std::string> held;
  {
    const Backlog backlog(10);
    held = backlog.counted(body(3));
  }
  CHECK(*held == "xxx");
}

}  // namespace
}  // namespace troupe::transport
