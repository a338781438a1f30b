#include "protocol/message_outline.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "protocol/rpc.hpp"

namespace troupe::protocol {
namespace {

using Kind = MessageOutline::Kind;

TEST_CASE("what the encoders write is told apart, with id, method and parameters") {
  const std::string request = encode_request(7, "client/registerCapability", "{\"a\":1}");
  CHECK(outline_message(request).kind == Kind::request);
  CHECK(outline_message(request).id == "7");
  CHECK(outline_message(request).method == "client/registerCapability");
  CHECK(outline_message(request).params == "{\"a\":1}}");

  const std::string notification = encode_notification("$/progress", "[]");
  CHECK(outline_message(notification).kind == Kind::notification);
  CHECK(outline_message(notification).id.empty());
  CHECK(outline_message(notification).method == "$/progress");

  const std::string bare = encode_notification("exit");
  CHECK(outline_message(bare).method == "exit");
  CHECK(outline_message(bare).params.empty());

  CHECK(outline_message(encode_response(-3, "{\"method\":1}")).kind == Kind::result);
  const std::string failed = encode_error(std::nullopt, ErrorCode::ParseError, "no JSON");
  CHECK(outline_message(failed).kind == Kind::error);
  CHECK(outline_message(failed).id == "null");
}

TEST_CASE("ids that are strings are given as they were written, escapes and all") {
  for (const RequestId& id :
       {RequestId("a"), RequestId("\",\"}\\"), RequestId(""), RequestId("ü")}) {
    const std::string body = encode_response(id, "null");
    CHECK(outline_message(body).kind == Kind::result);
    CHECK(outline_message(body).id == id.to_string());
  }
}

TEST_CASE("messages laid out otherwise, cut or broken are unknown") {
  for (const char* const body :
       {"", "{", "[]", R"({ "jsonrpc":"2.0","id":1,"result":null})",
        R"({"id":1,"jsonrpc":"2.0","result":null})", R"({"jsonrpc":"2.0","id":1)",
        R"({"jsonrpc":"2.0","id":"a)", R"({"jsonrpc":"2.0","id":"a\)",
        R"({"jsonrpc":"2.0","id":1,)", R"({"jsonrpc":"2.0","result":1})",
        R"({"jsonrpc":"2.0","method":7})", R"({"jsonrpc":"2.0","method":"x)"}) {
    CAPTURE(body);
    CHECK(outline_message(body).kind == Kind::unknown);
  }
}

TEST_CASE("an id is replaced where it stands") {
  const std::string body = encode_request(7, "m", "{\"id\":7}");
  CHECK(with_id(body, outline_message(body), "1234") == encode_request(1234, "m", "{\"id\":7}"));
  const std::string notification = encode_notification("m");
  CHECK_THROWS_AS(static_cast<void>(with_id(notification, outline_message(notification), "1")),
                  base::CheckFailed);
}

}  // namespace
}  // namespace troupe::protocol
