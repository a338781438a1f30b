#include "handlers/token_delta.hpp"

#include <random>

#include <doctest/doctest.h>

namespace troupe::handlers {
namespace {

using Data = std::vector<std::uint32_t>;
using Edits = std::vector<protocol::SemanticTokensEdit>;

Data applied(Data data, const Edits& edits) {
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    REQUIRE(edit->start + edit->deleteCount <= data.size());
    const auto at = data.begin() + edit->start;
    data.insert(data.erase(at, at + edit->deleteCount), edit->data.begin(), edit->data.end());
  }
  return data;
}

/// Tokens whose numbers all differ.
Data tokens(std::size_t count, std::uint32_t seed = 0) {
  Data data;
  for (std::size_t i = 0; i < count * 5; ++i) {
    data.push_back(seed + static_cast<std::uint32_t>(i));
  }
  return data;
}

std::size_t sent(const Edits& edits) {
  std::size_t numbers = 0;
  for (const auto& edit : edits) {
    numbers += edit.data.size();
  }
  return numbers;
}

TEST_CASE("the same tokens have the same id and need no edit") {
  for (const std::size_t count : {0U, 1U, 8U, 9U, 1000U, 5000U}) {
    const Data data = tokens(count);
    CHECK(token_result_id(data) == token_result_id(tokens(count)));
    const auto edits = token_edits(token_result_id(data), data);
    REQUIRE(edits);
    CHECK(edits->empty());
  }
  CHECK(token_result_id(tokens(10)) != token_result_id(tokens(10, 1)));
}

TEST_CASE("an id that is none of ours gives no edits") {
  const std::string good = token_result_id(tokens(20));
  for (const std::string& id :
       {std::string(), std::string("t"), std::string("x") + good.substr(1), good + "0",
        good.substr(0, good.size() - 1), std::string("t-1."), std::string("t99999999999999999999."),
        std::string("t18446744073709551615."), std::string("t20"), std::string("t20,")}) {
    CHECK_FALSE(token_edits(id, tokens(20)));
  }
}

TEST_CASE("other tokens altogether are not told as an edit") {
  CHECK_FALSE(token_edits(token_result_id(tokens(100)), tokens(100, 7777)));
  CHECK_FALSE(token_edits(token_result_id(tokens(0)), tokens(3)));
  CHECK_FALSE(token_edits(token_result_id(tokens(3)), tokens(0)));
}

TEST_CASE("an id is short, and an edit of one token small, however many there are") {
  for (const std::size_t count : {50U, 1000U, 20000U}) {
    const Data before = tokens(count);
    CHECK(token_result_id(before).size() < 1000);
    Data after = before;
    after[count / 2 * 5] += 1;
    const auto edits = token_edits(token_result_id(before), after);
    REQUIRE(edits);
    CHECK(applied(before, *edits) == after);
    CHECK(sent(*edits) <= 5 * std::max<std::size_t>(8, count / 128 + 1));
  }
}

TEST_CASE("applying the edits to the old tokens gives the new ones, whatever was changed") {
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  int edited = 0;
  for (int round = 0; round < 3000; ++round) {
    // Few different numbers, so that chunks repeat; sizes around those of chunks.
    Data before;
    const std::size_t count = below(round % 10 == 0 ? 3000 : 70);
    for (std::size_t i = 0; i < count * 5; ++i) {
      before.push_back(static_cast<std::uint32_t>(below(round % 3 == 0 ? 2 : 1000)));
    }
    Data after = before;
    for (std::size_t edits = below(4); edits > 0; --edits) {
      const std::size_t at = below(after.size() / 5 + 1) * 5;
      const std::size_t removed = std::min(below(12) * 5, after.size() - at);
      const auto place = after.begin() + static_cast<std::ptrdiff_t>(at);
      after.erase(place, place + static_cast<std::ptrdiff_t>(removed));
      const Data inserted = tokens(below(12), static_cast<std::uint32_t>(below(3)));
      after.insert(after.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(),
                   inserted.end());
    }
    if (const auto edits = token_edits(token_result_id(before), after)) {
      ++edited;
      REQUIRE(applied(before, *edits) == after);
    }
  }
  CHECK(edited > 1500);  // the property is not true for want of edits
}

}  // namespace
}  // namespace troupe::handlers
