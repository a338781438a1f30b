#include "base/uri.hpp"

#include <doctest/doctest.h>

using namespace troupe::base;

TEST_CASE("a file URI gives its decoded, normalised path") {
  CHECK(path_of_uri("file:///a/b%20c.graphql") == "/a/b c.graphql");
  CHECK(path_of_uri("file://localhost/a/./x/../b") == "/a/b");
  CHECK(path_of_uri("FILE:///a//b/") == "/a/b");
  CHECK(path_of_uri("file:/a/b") == "/a/b");
  CHECK(path_of_uri("file:///%E2%82%AC") == "/\u20AC");
}

TEST_CASE("what is no local file has no path") {
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
  CHECK_FALSE(path_of_uri("file://server/share"));
  CHECK_FALSE(path_of_uri("file:///a%2"));
  CHECK_FALSE(path_of_uri("file:///a%zz"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
  CHECK_FALSE(path_of_uri(""));
}

TEST_CASE("a path and its URI go back and forth") {
  for (const char* path : {"/", "/a/b.graphql", "/a b/#?%.g", "/\u00E9/\U0001F600"}) {
    CHECK(path_of_uri(uri_of_path(path)) == path);
  }
  CHECK(uri_of_path("/a b") == "file:///a%20b");
}

TEST_CASE("a document that is no file keeps its URI as its name") {
  CHECK(document_path("untitled:Untitled-1") == "untitled:Untitled-1");
  CHECK(document_path("file:///a/b") == "/a/b");
}

TEST_CASE("a path is below a directory only past its separator") {
  CHECK(path_below("/a/b/c", "/a/b") == "c");
  CHECK(path_below("/a/b/c", "/a/b/") == "c");
  CHECK(path_below("/a", "/") == "a");
  CHECK_FALSE(path_below("/a/bc", "/a/b"));
  CHECK_FALSE(path_below("/a/b", "/a/b"));
}
