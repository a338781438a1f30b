#include "server/schema_fetch_answer.hpp"

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

IntrospectionFeatures all() {
  return IntrospectionFeatures().set();
}

FetchAnswer judge(const std::string& body, long status = 200, IntrospectionFeatures asked = all()) {
  HttpResponse response;
  response.status = status;
  response.content_type = "application/json";
  response.body = body;
  response.url = "https://a/graphql";
  return judge_answer(response, asked, false);
}

TEST_CASE("a schema is laid out, types and directives by name, the rest as it came") {
  const FetchAnswer answer = judge(
      R"({"extensions": {}, "data": {"__schema": {"x": [], "y": {}, "z": [2, 1.5, "\u00e4\n"],)"
      R"( "types": [{"name": "B"}, {"name": "A"}], "directives": [{"name": "b"}, {"name": "a"}]}}})");
  CHECK(answer.problem.empty());
  CHECK(answer.schema == R"({
  "__schema": {
    "x": [],
    "y": {},
    "z": [
      2,
      1.5,
      "ä\n"
    ],
    "types": [
      {
        "name": "A"
      },
      {
        "name": "B"
      }
    ],
    "directives": [
      {
        "name": "a"
      },
      {
        "name": "b"
      }
    ]
  }
}
)");
}

TEST_CASE("a schema may come without data around it") {
  CHECK_FALSE(judge(R"({"__schema": {"types": [{"name": "A"}]}})").schema.empty());
}

TEST_CASE("what a server complains of is left out the next time, if it was asked for") {
  const std::string body = R"({"errors": [{"message": "isOneOf? isRepeatable?"}]})";
  CHECK(judge(body, 400).refused == IntrospectionFeatures(0b10001));
  CHECK(judge(body, 400, 0b00011).refused == IntrospectionFeatures(0b00001));
  // Nothing of it was asked for: so something else is wrong, and the oldest question is left.
  CHECK(judge(body, 400, 0b00010).refused == IntrospectionFeatures(0b00010));
  CHECK(judge(body, 400, 0).refused.none());
  CHECK(judge(body, 400, 0).problem ==
        "https://a/graphql answered with errors:\n  isOneOf? isRepeatable?");
}

TEST_CASE("paths in messages of graphql-java do not mean that introspection is off") {
  const std::string body =
      R"({"errors": [{"message": "Field 'isOneOf' in type '__Type' is undefined @[__schema/types]"}]})";
  CHECK(judge(body).refused == IntrospectionFeatures(0b00001));
  CHECK(judge(R"({"errors": [{"message": "IntrospectionQuery failed"}]})").refused == all());
  CHECK(judge(R"({"errors": [{"message": "Introspection is not allowed"}]})").refused.none());
}

TEST_CASE("of many errors the first are shown, none at full length") {
  std::string body = R"({"errors": [)";
  for (int count = 0; count < 7; ++count) {
    body.append(count == 0 ? "" : ",").append("{\"message\": \"" + std::string(600, 'x') + "\"}");
  }
  const std::string problem = judge(body + "]}").problem;
  CHECK(problem.ends_with("xxx...\n  and 2 more"));
  CHECK(problem.size() < 2700);
}

TEST_CASE("errors come in many shapes") {
  for (const char* const body :
       {R"({"errors": [{"message": "No."}]})", R"({"errors": ["No."]})", R"({"errors": "No."})",
        R"({"error": {"message": "No."}})", R"({"error": "No."})", R"({"message": "No."})"}) {
    CHECK(judge(body, 200, 0).problem == "https://a/graphql answered with errors:\n  No.");
  }
  CHECK(judge(R"([{"message": "No."}])").problem ==
        "https://a/graphql answered with JSON that holds no schema; is it a GraphQL endpoint?");
  CHECK(judge(R"([{"message": )").problem ==
        "https://a/graphql answered with JSON that is broken or cut off, after 13 bytes");
}

}  // namespace
}  // namespace troupe::server
