#include "base/glob.hpp"

#include <doctest/doctest.h>

using troupe::base::Glob;

TEST_CASE("a star stays within its segment") {
  CHECK(Glob("*.graphql").matches("a.graphql"));
  CHECK_FALSE(Glob("*.graphql").matches("x/a.graphql"));
  CHECK(Glob("src/*/a?c.g*").matches("src/x/abc.graphql"));
  CHECK_FALSE(Glob("src/?").matches("src/"));
}

TEST_CASE("a double star crosses segments, none included") {
  CHECK(Glob("**/*.graphql").matches("a.graphql"));
  CHECK(Glob("**/*.graphql").matches("x/y/a.graphql"));
  CHECK(Glob("src/**/q/*.gql").matches("src/a/q/b/q/c.gql"));
  CHECK(Glob("src/**").matches("src/a/b"));
  CHECK_FALSE(Glob("src/**").matches("lib/a"));
  CHECK(Glob("**/a/**/b").matches("a/b"));
  CHECK_FALSE(Glob("**/a/**/b").matches("ab"));
}

TEST_CASE("braces are alternatives and may nest") {
  const Glob glob("./{src,lib}/**/*.{graphql,g{q,}l}");
  CHECK(glob.matches("src/x.graphql"));
  CHECK(glob.matches("lib/a/x.gql"));
  CHECK(glob.matches("lib/a/x.gl"));
  CHECK_FALSE(glob.matches("bin/x.gql"));
  CHECK(Glob("a{b").matches("a{b"));
}

TEST_CASE("classes match one character of the segment") {
  CHECK(Glob("[a-c]x").matches("bx"));
  CHECK_FALSE(Glob("[!a-c]x").matches("bx"));
  CHECK(Glob("[!a-c]x").matches("dx"));
  CHECK_FALSE(Glob("a[!b]c").matches("a/c"));
  CHECK(Glob("a[b").matches("a[b"));
}

TEST_CASE("a hostile pattern is matched in no time") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) {
    pattern += "a*";
  }
  CHECK_FALSE(Glob(pattern + "b").matches(std::string(5000, 'a')));
  std::string braces;
  for (int i = 0; i < 40; ++i) {
    braces += "{a,b}";
  }
  CHECK_FALSE(Glob(braces).matches("c"));
}
