#include "analysis/languages/graphql/features/wording.hpp"

#include <array>

#include <doctest/doctest.h>

namespace {

using namespace troupe::graphql;

TEST_CASE("source text fits on one line") {
  CHECK(one_line("[ Int ! ]\n !") == "[Int!]!");
  CHECK(one_line("{ a : 1,\n  b: [ 1, 2 ] }") == "{a: 1, b: [1, 2]}");
  CHECK(one_line("a # comment\n  b") == "a b");
  CHECK(one_line("# only") == "");
  CHECK(one_line("\"a  # b\"") == "\"a  # b\"");
  CHECK(one_line("\"\"\"a\n  b\"\"\"") == "\"\"\"a   b\"\"\"");
  CHECK(one_line("\"open") == "\"open");
  CHECK(one_line("\"a\\\"  b\"  c") == "\"a\\\"  b\" c");
}

TEST_CASE("names are enumerated up to a limit") {
  constexpr std::array<std::string_view, 5> names = {"A", "B", "C", "D", "E"};
  const std::span<const std::string_view> all(names);
  CHECK(enumerated(all.first(0), 3).empty());
  CHECK(enumerated(all.first(1), 3) == "`A`");
  CHECK(enumerated(all.first(2), 3) == "`A` and `B`");
  CHECK(enumerated(all.first(4), 3) == "`A`, `B`, `C` and `D`");
  CHECK(enumerated(all, 3) == "`A`, `B`, `C` and 2 more");
}

TEST_CASE("things are counted") {
  CHECK(counted(0, "field") == "0 fields");
  CHECK(counted(1, "field") == "1 field");
}

TEST_CASE("every directive location has a meaning") {
  CHECK(directive_locations().size() == 20);
  for (const std::string_view location : directive_locations()) {
    CHECK_FALSE(meaning_of_location(location).empty());
  }
  CHECK(meaning_of_location("NOWHERE").empty());
}

}  // namespace
