#include "analysis/languages/graphql/schema/suggestions.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace troupe::graphql {
namespace {

using Names = std::vector<std::string_view>;

Names suggest(std::string_view input, const Names& options) {
  return suggestion_list(input, options);
}

TEST_CASE("an option within 40 percent of the input by edits is suggested, and none beyond") {
  CHECK(suggest("abc", {"a", "ab", "abc"}) == Names{"abc", "ab", "a"});
  CHECK(suggest("input", {}).empty());
  CHECK(suggest("", {"a"}).empty());
  CHECK(suggest("dog", {"hippopotamus"}).empty());
}

TEST_CASE("a difference of case is one edit, a transposition too") {
  CHECK(suggest("verylongstring", {"VERYLONGSTRING"}) == Names{"VERYLONGSTRING"});
  CHECK(suggest("agr", {"arg"}) == Names{"arg"});
  CHECK(suggest("214365879", {"123456789"}) == Names{"123456789"});
}

TEST_CASE("equally close options come in natural order, numbers by their value") {
  CHECK(suggest("a", {"az", "ax", "ay"}) == Names{"ax", "ay", "az"});
  CHECK(suggest("field0", {"field10", "field2", "field1"}) == Names{"field1", "field2", "field10"});
  CHECK(natural_less("a2", "a10"));
  CHECK_FALSE(natural_less("a10", "a2"));
  CHECK(natural_less("a", "ab"));
}

TEST_CASE("at most five suggestions are named, the last one after an or") {
  CHECK(did_you_mean(Names{}) == "");
  CHECK(did_you_mean(Names{"A"}) == " Did you mean \"A\"?");
  CHECK(did_you_mean(Names{"A", "B"}) == " Did you mean \"A\" or \"B\"?");
  CHECK(did_you_mean(Names{"A", "B", "C"}) == " Did you mean \"A\", \"B\", or \"C\"?");
  CHECK(did_you_mean(Names{"A", "B", "C", "D", "E", "F"}) ==
        " Did you mean \"A\", \"B\", \"C\", \"D\", or \"E\"?");
  CHECK(did_you_mean(Names{"A"}, "the letter") == " Did you mean the letter \"A\"?");
}

TEST_CASE("a name of a megabyte is compared with nothing") {
  const std::string endless(1U << 20U, 'a');
  const std::string other(1U << 20U, 'b');
  CHECK(suggest(endless, {other}).empty());
}

}  // namespace
}  // namespace troupe::graphql
