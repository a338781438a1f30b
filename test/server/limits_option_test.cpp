#include "server/limits_option.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "server/connect_command.hpp"

namespace troupe::server {
namespace {

std::string reason(const std::string& given) {
  const auto limits = parse_limits(std::vector{given});
  return limits ? "" : limits.error().message;
}

TEST_CASE("limits are set by name, in their units") {
  const auto limits = parse_limits(std::vector<std::string>{
      "frame=8MiB", "header=512", "documents=7", "interactive-deadline=5s", "memory=2GiB",
      "workspace-deadline=2min", "diagnostics-delay=20ms", "frame=1KiB", "backlog=1MiB",
      "introduction=2KiB", "sessions=5", "json-depth=20", "source-depth=4096"});
  REQUIRE(limits);
  CHECK(limits->frame_bytes == 1024);  // the last one counts
  CHECK(limits->header_bytes == 512);
  CHECK(limits->open_documents == 7);
  CHECK(limits->interactive_deadline_ms == 5000);
  CHECK(limits->workspace_deadline_ms == 120'000);
  CHECK(limits->diagnostics_delay_ms == 20);
  CHECK(limits->memory_bytes == std::size_t{2} << 30U);
  CHECK(limits->backlog_bytes == std::size_t{1} << 20U);
  CHECK(limits->introduction_bytes == 2048);
  CHECK(limits->sessions == 5);
  CHECK(limits->json_depth == 20);
  CHECK(limits->source_depth == 4096);
  CHECK(limits->requests_in_flight == actors::Limits().requests_in_flight);
}

TEST_CASE("limits that make no sense are refused with an example") {
  CHECK(reason("fram=1").contains("did you mean 'frame'?"));
  CHECK(reason("frame").contains("write it as frame=16MiB"));
  CHECK(reason("frame=").contains("frame=16MiB"));
  CHECK(reason("frame=8MB").contains("frame=16MiB"));
  CHECK(reason("documents=5KiB").contains("documents=10000"));
  CHECK(reason("frame=99999999999999GiB").contains("frame=16MiB"));
  CHECK(reason("frame=-1").contains("frame=16MiB"));
  CHECK(reason("memory=1MiB").contains("out of range"));
  CHECK(reason("source-depth=4097").contains("out of range, which is 8 to 4096"));
  CHECK(reason("json-depth=1000000").contains("out of range, which is 16 to 4096"));
  CHECK(reason("interactive-deadline=99999999min").contains("out of range"));
}

TEST_CASE("the token is added to 'initialize', whatever else is in it, and to nothing else") {
  CHECK(
      with_token(
          R"({"id":1,"method":"initialize","params":{"initializationOptions":{"a":[1]},"b":2}})",
          "T") ==
      R"({"id":1,"method":"initialize","params":{"b":2,"initializationOptions":{"a":[1],"token":"T"}}})");
  CHECK(with_token(R"({"id":1,"method":"initialize","params":{"initializationOptions":null}})",
                   "T") ==
        R"({"id":1,"method":"initialize","params":{"initializationOptions":{"token":"T"}}})");
  CHECK(with_token(R"({"id":1,"method":"initialize"})", "T") ==
        R"({"id":1,"method":"initialize","params":{"initializationOptions":{"token":"T"}}})");
  for (const std::string other : {R"({"id":1,"method":"shutdown"})", "{", "[]", ""}) {
    CHECK(with_token(other, "T") == other);
  }
}

}  // namespace
}  // namespace troupe::server
