#include "server/schema_fetch_headers.hpp"

#include <doctest/doctest.h>

namespace troupe::server {
namespace {

const Environment environment = {{"TOKEN", "abc-def-123"}, {"EMPTY", ""}, {"_a1", "under"},
                                 {"SPACED", " wide \n"},   {"B", "beta"}, {"LINES", "one\ntwo"}};

std::string line(const std::string& header) {
  const std::vector<std::string> given = {header};
  const auto headers = expand_headers(given, environment);
  return headers ? headers->lines.front() : headers.error().message;
}

TEST_CASE("variables are expanded with and without braces, and white space around is dropped") {
  CHECK(line("Authorization: Bearer $TOKEN") == "Authorization: Bearer abc-def-123");
  CHECK(line("X:${TOKEN}x$_a1") == "X: abc-def-123xunder");
  CHECK(line(" X-Y \t:  a  ") == "X-Y: a");
  CHECK(line("X: <$B$B>") == "X: <betabeta>");
}

TEST_CASE("a dollar that names nothing stands for itself, and so do two") {
  CHECK(line("X: $") == "X: $");
  CHECK(line("X: $5 $-") == "X: $5 $-");
  CHECK(line("X: $$TOKEN") == "X: $TOKEN");
}

TEST_CASE("a variable without a value is named, and no message holds a value") {
  CHECK(line("X: $NONE") ==
        "the environment variable NONE, which the header X is to hold, is not set");
  CHECK(line("X: a${EMPTY}") ==
        "the environment variable EMPTY, which the header X is to hold, is empty");
  CHECK(line("X: ${TOKEN") == "the header X: '${' needs a name and '}' behind it");
  CHECK(line("X: ${}") == "the header X: '${' needs a name and '}' behind it");
  CHECK(line("X: ${TOKEN:-secret}") == "the header X: '${' needs a name and '}' behind it");
  CHECK(line("X: $LINES") ==
        "the value of the header X has a line break or another control character in it");
}

TEST_CASE("what is no header, or not for hands, is refused") {
  for (const char* const bad : {"", ":", "secret-token", ": secret", "A B: secret", "Ä: secret"}) {
    CHECK(line(bad) == "--header takes 'Name: value'; there is no name with a colon behind it");
  }
  CHECK(line("X:") == "the header X has no value");
  CHECK(line("Content-LENGTH: 7") == "the header Content-LENGTH cannot be set by hand");
}

TEST_CASE("values, variables and words in them are secrets, short ones and Bearer are not") {
  const std::vector<std::string> given = {"A: Bearer $TOKEN", "B: yes", "C: x${TOKEN}y plain-word"};
  const auto headers = expand_headers(given, environment);
  REQUIRE(headers.has_value());
  CHECK(headers->secrets == std::vector<std::string>{"xabc-def-123y plain-word",
                                                     "Bearer abc-def-123", "xabc-def-123y",
                                                     "abc-def-123", "plain-word"});
  CHECK(without_secrets("yes, Bearer abc-def-123 or abc-def-1234; plain-word", headers->secrets) ==
        "yes, *** or ***4; ***");
  CHECK(without_secrets("nothing", {}) == "nothing");
}

}  // namespace
}  // namespace troupe::server
