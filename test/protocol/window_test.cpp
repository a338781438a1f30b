#include "protocol/window.hpp"

#include <doctest/doctest.h>

#include "test/protocol/decoding.hpp"

using namespace troupe::protocol;

TEST_CASE("messages are logged and shown by severity") {
  CHECK(to_json(LogMessageParams{MessageType::Error, "m"}) == R"({"type":1,"message":"m"})");
  CHECK(to_json(LogMessageParams{.message = "m"}) == R"({"type":4,"message":"m"})");
  CHECK(to_json(ShowMessageParams{MessageType::Warning, "m"}) == R"({"type":2,"message":"m"})");
  CHECK(to_json(ShowMessageRequestParams{MessageType::Info, "m", {{"Yes"}, {"No"}}}) ==
        R"({"type":3,"message":"m","actions":[{"title":"Yes"},{"title":"No"}]})");
  CHECK(decode_text<MessageActionItem>(R"({"title":"Yes"})")->title == "Yes");
}

TEST_CASE("progress is created and cancelled by token") {
  CHECK(to_json(WorkDoneProgressCreateParams{"t"}) == R"({"token":"t"})");
  CHECK(decode_text<WorkDoneProgressCancelParams>(R"({"token":3})")->token == ProgressToken(3));
  CHECK(decode_error<WorkDoneProgressCancelParams>("{}") == "params.token is missing");
}
