#include "protocol/path_map.hpp"

#include <string>

#include <doctest/doctest.h>

namespace troupe::protocol {
namespace {

PathMap container() {
  PathMap map;
  map.add("/home/me/my project/", "/workspace");
  map.add("/home/me/my project/vendor", "/opt/vendor");
  return map;
}

TEST_CASE("URIs are renamed both ways, however they are encoded") {
  const PathMap map = container();
  CHECK(map.to_server(R"({"uri":"file:///home/me/my%20project/a.graphql"})") ==
        R"({"uri":"file:///workspace/a.graphql"})");
  CHECK(map.to_server(R"({"uri": "file:\/\/\/home\/me\/my%20project\/a"})") ==
        R"({"uri": "file:\/\//workspace\/a"})");
  CHECK(map.to_server(R"({"rootUri":"file:///home/%6De/my%20project"})") ==
        R"({"rootUri":"file:///workspace"})");
  CHECK(map.to_client(R"({"uri":"file:///workspace/a%20b.graphql"})") ==
        R"({"uri":"file:///home/me/my%20project/a%20b.graphql"})");
}

TEST_CASE("the longest folder counts, and half a name is none") {
  const PathMap map = container();
  CHECK(map.to_server(R"(["file:///home/me/my%20project/vendor/x"])") ==
        R"(["file:///opt/vendor/x"])");
  CHECK(map.to_server(R"(["file:///home/me/my%20projects/x"])") ==
        R"(["file:///home/me/my%20projects/x"])");
  CHECK(map.to_client(R"(["file:///workspace2/x","/workspace/x"])") ==
        R"(["file:///workspace2/x","/workspace/x"])");
}

TEST_CASE("keys are renamed where they are URIs, and paths where paths stand") {
  const PathMap map = container();
  CHECK(map.to_client(R"({"changes" : {"file:///workspace/a" : [{"newText":"x"}]}})") ==
        R"({"changes" : {"file:///home/me/my%20project/a" : [{"newText":"x"}]}})");
  CHECK(map.to_server(R"({"rootPath":"/home/me/my project","rootUri":null})") ==
        R"({"rootPath":"/workspace","rootUri":null})");
  CHECK(map.to_client(R"({"globPattern":"/workspace/**/*.graphql"})") ==
        R"({"globPattern":"/home/me/my project/**/*.graphql"})");
}

TEST_CASE("text is never touched, whatever stands in it") {
  const PathMap map = container();
  for (const std::string body : {
           R"({"text":"file:///workspace/a"})",
           R"({"newText":"file:///workspace/a"})",
           R"({"contents":{"kind":"markdown","value":"file:///workspace/a"}})",
           R"({"contents":["file:///workspace/a","file:///workspace/b"]})",
           R"({"x":"say \"file:///workspace/a\""})",
           R"({"x":"\\","text":"\"uri\":\"file:///workspace\""})",
       }) {
    CHECK(map.to_client(body) == body);
  }
}

TEST_CASE("what is no JSON comes to no harm") {
  const PathMap map = container();
  for (const std::string body :
       {"", "\"", "{\"uri\":\"file:///worksp", "\"\\", "][\"a\"", "{\"a"}) {
    CHECK(map.to_client(body) == body);
  }
  CHECK(PathMap().to_server(R"({"uri":"file:///workspace"})") == R"({"uri":"file:///workspace"})");
}

}  // namespace
}  // namespace troupe::protocol
