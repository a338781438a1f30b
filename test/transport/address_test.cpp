#include "transport/address.hpp"

#include <string>

#include <doctest/doctest.h>

namespace troupe::transport {
namespace {

std::string reason(const std::string& text) {
  const auto address = parse_address(text);
  return address ? "" : address.error().message;
}

TEST_CASE("addresses are read as they are written") {
  CHECK(parse_address("127.0.0.1:7700") == Address(TcpAddress{"127.0.0.1", 7700}));
  CHECK(parse_address("localhost:0") == Address(TcpAddress{"localhost", 0}));
  CHECK(parse_address("[::1]:65535") == Address(TcpAddress{"::1", 65535}));
  CHECK(parse_address("/run/troupe") == Address(UnixAddress{"/run/troupe"}));
  CHECK(parse_address("./s") == Address(UnixAddress{"./s"}));
  CHECK(parse_address("unix:s:1") == Address(UnixAddress{"s:1"}));
  for (const char* text : {"127.0.0.1:7700", "[::1]:1", "unix:/run/troupe"}) {
    CHECK(to_string(*parse_address(text)) == text);
  }
}

TEST_CASE("what is no address is refused with the reason") {
  CHECK(reason("7700").contains("is no address"));
  CHECK(reason(":7700").contains("names no host"));
  CHECK(reason("::1:7700").contains("brackets"));
  CHECK(reason("localhost:").contains("no port"));
  CHECK(reason("localhost:65536").contains("no port"));
  CHECK(reason("localhost:-1").contains("no port"));
  CHECK(reason("localhost:1x").contains("no port"));
  CHECK(reason("unix:").contains("needs a path"));
  CHECK(reason("/" + std::string(107, 'x')).contains("longer"));
  CHECK(reason("/" + std::string(106, 'x')).empty());
}

}  // namespace
}  // namespace troupe::transport
