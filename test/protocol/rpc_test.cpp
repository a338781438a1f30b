#include "protocol/rpc.hpp"

#include <unordered_set>
#include <vector>

#include <doctest/doctest.h>

using namespace troupe::protocol;

namespace {

std::string shown(const std::optional<RequestId>& id) {
  return id ? id->to_string() : "null";
}
std::string shown(const std::optional<JsonValue>& value) {
  return value ? value->to_json() : "-";
}

std::string joined(std::initializer_list<std::string_view> words) {
  std::string line;
  for (const std::string_view word : words) {
    line.append(line.empty() ? "" : " ").append(word);
  }
  return line;
}

struct Show {
  std::string operator()(const RequestMessage& message) const {
    return joined({"request", message.id.to_string(), message.method, shown(message.params)});
  }
  std::string operator()(const NotificationMessage& message) const {
    return joined({"notification", message.method, shown(message.params)});
  }
  std::string operator()(const ResponseMessage& message) const {
    return joined({"response", shown(message.id), shown(message.result), shown(message.error)});
  }
  std::string operator()(const InvalidMessage& message) const {
    return joined({message.answerable ? "answerable" : "unanswerable",
                   std::to_string(static_cast<int>(message.code)), shown(message.id)});
  }
};

std::string read(const std::string& body) {
  JsonReader reader;
  return std::visit(Show(), read_message(reader, body));
}

}  // namespace

TEST_CASE("requests, notifications and responses are told apart") {
  CHECK(read(R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}})") ==
        R"(request 1 m {"a":1})");
  CHECK(read(R"({"jsonrpc":"2.0","id":"x","method":"m"})") == R"(request "x" m -)");
  CHECK(read(R"({"jsonrpc":"2.0","method":"m","params":[1]})") == "notification m [1]");
  CHECK(read(R"({"jsonrpc":"2.0","id":1,"result":null})") == "response 1 - -");
  CHECK(read(R"({"jsonrpc":"2.0","id":1,"result":[null]})") == "response 1 [null] -");
  CHECK(read(R"({"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"no"}})") ==
        R"(response "a" - {"code":1,"message":"no"})");
}

TEST_CASE("members may come in any order, the method and the id behind the params") {
  CHECK(read(R"({"params":{"deep":[[1]]},"id":0,"method":"m","jsonrpc":"2.0"})") ==
        R"(request 0 m {"deep":[[1]]})");
  CHECK(read(R"({"params":{},"method":"m"})") == "notification m {}");
}

TEST_CASE("null params are no params, and unknown members are ignored") {
  CHECK(read(R"({"jsonrpc":"2.0","id":1,"method":"shutdown","params":null,"x":{}})") ==
        "request 1 shutdown -");
}

TEST_CASE("ids are integers of 64 bits or strings, and keep their type") {
  CHECK(read(R"({"id":9223372036854775807,"method":"m"})") == "request 9223372036854775807 m -");
  CHECK(read(R"({"id":-1,"method":"m"})") == "request -1 m -");
  CHECK(read(R"({"id":1.0,"method":"m"})") == "request 1 m -");
  CHECK(read(R"({"id":"1","method":"m"})") == R"(request "1" m -)");
  CHECK(read(R"({"id":"","method":"m"})") == R"(request "" m -)");
  for (const char* id : {"null", "1.5", "true", "[]", "{}", "18446744073709551615"}) {
    CAPTURE(id);
    CHECK(read(std::string(R"({"jsonrpc":"2.0","method":"m","id":)").append(id).append("}")) ==
          "answerable -32600 null");
  }
}

TEST_CASE("a missing jsonrpc is tolerated, another version is not") {
  CHECK(read(R"({"id":1,"method":"m"})") == "request 1 m -");
  CHECK(read(R"({"jsonrpc":"1.0","id":1,"method":"m"})") == "answerable -32600 1");
  CHECK(read(R"({"jsonrpc":2.0,"id":"a","method":"m"})") == R"(answerable -32600 "a")");
}

TEST_CASE("what is no message is an invalid request") {
  CHECK(read("{}") == "answerable -32600 null");
  CHECK(read(R"({"jsonrpc":"2.0","id":5})") == "answerable -32600 5");
  CHECK(read(R"({"jsonrpc":"2.0","id":5,"method":7})") == "answerable -32600 5");
  CHECK(read(R"({"jsonrpc":"2.0","method":null})") == "answerable -32600 null");
  CHECK(read("17") == "answerable -32600 null");
  CHECK(read("null") == "answerable -32600 null");
}

TEST_CASE("a batch is refused, since LSP has none") {
  CHECK(read("[]") == "answerable -32600 null");
  CHECK(read(R"([{"jsonrpc":"2.0","id":1,"method":"m"}])") == "answerable -32600 null");
}

TEST_CASE("what does not parse is a parse error without an id") {
  CHECK(read("{\"jsonrpc\":\"2.0\",\"id\":1,") == "answerable -32700 null");
  CHECK(read("") == "answerable -32700 null");
  CHECK(read(std::string(100'000, '[')) == "answerable -32700 null");
}

TEST_CASE("responses are read leniently and never answered") {
  CHECK(read(R"({"id":1,"result":{},"error":null})") == "response 1 {} -");
  CHECK(read(R"({"id":null,"error":{"code":-32700}})") == R"(response null - {"code":-32700})");
  CHECK(read(R"({"error":{}})") == "response null - {}");
  CHECK(read(R"({"jsonrpc":"1.0","id":1,"result":2})") == "response 1 2 -");
  CHECK(read(R"({"id":[],"result":2})") == "unanswerable -32600 null");
}

TEST_CASE("a message with a method is a request even with a result beside it") {
  CHECK(read(R"({"id":1,"method":"m","result":1})") == "request 1 m -");
}

TEST_CASE("ids compare and hash by type and value") {
  std::unordered_set<RequestId> ids = {1, "1", 2, "two", RequestId()};
  CHECK(ids.size() == 5);
  CHECK(ids.contains(2L));
  CHECK(ids.contains(std::string("two")));
  CHECK(ids.contains(0));
  CHECK_FALSE(ids.contains("2"));
  CHECK(RequestId(1) < RequestId(2));
  CHECK(RequestId(1) != RequestId("1"));
  CHECK(RequestId("a\"b").to_string() == R"("a\"b")");
}

TEST_CASE("our own messages are written as the specification says") {
  CHECK(encode_response(1, "null") == R"({"jsonrpc":"2.0","id":1,"result":null})");
  CHECK(encode_response("a", "[1]") == R"({"jsonrpc":"2.0","id":"a","result":[1]})");
  CHECK(encode_error(7, ErrorCode::MethodNotFound, "no \"x\"") ==
        R"({"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"no \"x\""}})");
  CHECK(encode_error(std::nullopt, ErrorCode::ParseError, "m", R"({"d":1})") ==
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"m","data":{"d":1}}})");
  CHECK(encode_error(1, ResponseError{ErrorCode::ServerCancelled, "m", "true"}) ==
        R"({"jsonrpc":"2.0","id":1,"error":{"code":-32802,"message":"m","data":true}})");
  CHECK(encode_notification("exit") == R"({"jsonrpc":"2.0","method":"exit"})");
  CHECK(encode_notification("m", "{}") == R"({"jsonrpc":"2.0","method":"m","params":{}})");
  CHECK(encode_request(3, "m") == R"({"jsonrpc":"2.0","id":3,"method":"m"})");
  CHECK(encode_request("x", "m", "[]") == R"({"jsonrpc":"2.0","id":"x","method":"m","params":[]})");
}

TEST_CASE("what is written is read back as what it was") {
  CHECK(read(encode_request("x", "m", "[1]")) == R"(request "x" m [1])");
  CHECK(read(encode_notification("m", "{}")) == "notification m {}");
  CHECK(read(encode_response(4, "true")) == "response 4 true -");
  CHECK(read(encode_error(4, ErrorCode::RequestCancelled, "m")) ==
        R"(response 4 - {"code":-32800,"message":"m"})");
}

TEST_CASE("error codes are those of JSON-RPC and LSP") {
  const std::vector<std::pair<ErrorCode, int>> codes = {
      {ErrorCode::ParseError, -32700},       {ErrorCode::InvalidRequest, -32600},
      {ErrorCode::MethodNotFound, -32601},   {ErrorCode::InvalidParams, -32602},
      {ErrorCode::InternalError, -32603},    {ErrorCode::ServerNotInitialized, -32002},
      {ErrorCode::UnknownErrorCode, -32001}, {ErrorCode::RequestFailed, -32803},
      {ErrorCode::ServerCancelled, -32802},  {ErrorCode::ContentModified, -32801},
      {ErrorCode::RequestCancelled, -32800}};
  for (const auto& [code, number] : codes) {
    CHECK(static_cast<int>(code) == number);
  }
}
