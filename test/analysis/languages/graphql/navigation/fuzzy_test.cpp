#include "analysis/languages/graphql/navigation/fuzzy.hpp"

#include <string>

#include <doctest/doctest.h>

namespace {

using namespace troupe::graphql;
using Rank = MatchQuality::Rank;

std::optional<Rank> rank(std::string_view query, std::string_view name) {
  const FuzzyPattern pattern(query);
  const auto quality = pattern.match(name);
  // Letter sets must never sort out what matches.
  CHECK((!quality || pattern.can_match(letters_of(name))));
  return quality ? std::optional(quality->rank) : std::nullopt;
}

TEST_CASE("ranks go from equal names down to scattered letters") {
  CHECK(rank("User", "User") == Rank::exact);
  CHECK(rank("user", "User") == Rank::exact_letters);
  CHECK(rank("pullreq", "PullRequest") == Rank::prefix);
  CHECK(rank("plreq", "PullRequest") == Rank::subsequence);
  CHECK(rank("request", "PullRequest") == Rank::humps);
  CHECK(rank("ques", "PullRequest") == Rank::substring);
  CHECK(rank("pqt", "PullRequest") == Rank::subsequence);
  CHECK(rank("tp", "PullRequest") == std::nullopt);
  CHECK(rank("PullRequests", "PullRequest") == std::nullopt);
}

TEST_CASE("humps begin the words of camel case, snake case, capitals and numbers") {
  CHECK(rank("pure", "PullRequest") == Rank::humps);
  CHECK(rank("prrc", "PullRequestReviewComment") == Rank::humps);
  CHECK(rank("hpage", "HTMLPage") == Rank::humps);
  CHECK(rank("sc", "snake_case") == Rank::humps);
  CHECK(rank("osn", "ORDER_SOME_NODES") == Rank::humps);
  CHECK(rank("v4", "NodeV4") == Rank::humps);
  CHECK(rank("v2", "ProjectV2") == Rank::humps);
  CHECK(rank("review", "PullRequestReview") == Rank::humps);
}

TEST_CASE("a letter that could begin two words is tried with both") {
  CHECK(rank("prest", "PullRequestRest") == Rank::humps);
  CHECK(rank("aab", "AlphaAbAb") == Rank::humps);
}

TEST_CASE("scattered letters are better the closer they stand") {
  const FuzzyPattern pattern("ae");
  CHECK(pattern.match("zale")->spread < pattern.match("zallle")->spread);
}

TEST_CASE("the empty query matches everything") {
  CHECK(rank("", "Anything") == Rank::exact);
  CHECK(rank("", "") == Rank::exact);
  CHECK(rank("a", "") == std::nullopt);
}

TEST_CASE("queries that are no names match nothing, long names are matched") {
  CHECK(rank("a b", "ab") == std::nullopt);
  CHECK(rank("\xC3\xA9", "e") == std::nullopt);
  const std::string longest(100'000, 'a');
  CHECK(rank("aaab", longest) == std::nullopt);
  CHECK(rank("aaa", longest + "b") == Rank::prefix);
}

}  // namespace
