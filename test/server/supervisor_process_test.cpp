#include "server/supervisor_process.hpp"

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

using Arguments = std::vector<std::string>;

TEST_CASE("a supervised server gets the same arguments but one") {
  const Arguments given{"serve", "--supervise", "--threads", "2", "--supervise=true", "--log-file",
                        "x"};
  CHECK(server_arguments(given, 1) == Arguments{"serve", "--threads", "2", "--log-file", "x"});
  CHECK(server_arguments(given, 2) == server_arguments(given, 1));
}

TEST_CASE("each server but the first records to a file with its number") {
  const Arguments apart{"serve", "--trace", "--supervise", "t"};
  const Arguments joined{"serve", "--trace=t", "--supervise"};
  CHECK(server_arguments(joined, 1) == Arguments{"serve", "--trace=t"});
  CHECK(server_arguments(joined, 3) == Arguments{"serve", "--trace=t.server3"});
  CHECK(server_arguments(Arguments{"--trace", "t", "serve"}, 2) ==
        Arguments{"--trace", "t.server2", "serve"});
  CHECK(server_arguments(apart, 1) == Arguments{"serve", "--trace", "t"});
}

}  // namespace
}  // namespace troupe::server
