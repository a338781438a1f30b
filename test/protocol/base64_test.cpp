#include "protocol/base64.hpp"

#include <string>
#include <utility>

#include <doctest/doctest.h>

namespace troupe::protocol {
namespace {

TEST_CASE("base64 is that of RFC 4648") {
  for (const auto& [bytes, text] :
       {std::pair("", ""), std::pair("f", "Zg=="), std::pair("fo", "Zm8="),
        std::pair("foo", "Zm9v"), std::pair("foob", "Zm9vYg=="), std::pair("fooba", "Zm9vYmE="),
        std::pair("foobar", "Zm9vYmFy"), std::pair("\xFB\xFF\xBF", "+/+/")}) {
    CHECK(encode_base64(bytes) == text);
    CHECK(decode_base64(text) == std::string(bytes));
  }
}

TEST_CASE("what is no base64 is not decoded") {
  for (const char* text : {"Z", "Zg=", "Zg!=", "Z===", "Zm 9", "===="}) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text));
  }
}

}  // namespace
}  // namespace troupe::protocol
