// Most names fail the test of letter sets, most of the others the test for a subsequence; what is
// left is few, and gets the finer questions in the order of the ranks.
//
// Humps: a letter of the query either begins a word of the name or stands right behind the letter
// that was matched before it. Which of several ways leads on cannot be told while matching, so all
// places at which the letters so far can end are kept, in one pass over the name for each letter.
#include "analysis/languages/graphql/navigation/fuzzy.hpp"

#include <algorithm>
#include <bitset>

namespace troupe::graphql {
namespace {

/// Names longer than this have no humps.
constexpr std::size_t longest_with_humps = 128;

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}
constexpr bool is_upper(char letter) {
  return letter >= 'A' && letter <= 'Z';
}
constexpr bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool equal_letters(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

bool contains(std::string_view name, std::string_view part) {
  return !std::ranges::search(name, part, {}, lower, lower).empty() || part.empty();
}

/// Whether a word begins there: `Pull|Request`, `HTML|Page`, `snake_|case`, `v|4`.
bool begins_word(std::string_view name, std::size_t at) {
  if (at == 0 || name[at - 1] == '_') {
    return true;
  }
  if (is_upper(name[at])) {
    const bool ends_capitals = at + 1 < name.size() && !is_upper(name[at + 1]) &&
                               name[at + 1] != '_' && !is_digit(name[at + 1]);
    return !is_upper(name[at - 1]) || ends_capitals;
  }
  // In a word of capitals each one may stand for itself: `ID`, `PULL_REQUEST` is told by its `_`.
  return is_digit(name[at]) && !is_digit(name[at - 1]);
}

bool matches_humps(std::string_view query, std::string_view name) {
  if (name.size() > longest_with_humps) {
    return false;
  }
  std::bitset<longest_with_humps> ends;  // where the letters so far can have ended
  for (std::size_t i = 0; i < query.size(); ++i) {
    std::bitset<longest_with_humps> next;
    bool is_behind = i == 0;  // some place before `at` is such an end
    for (std::size_t at = 0; at < name.size(); ++at) {
      const bool is_adjacent = i > 0 && at > 0 && ends.test(at - 1);
      is_behind = is_behind || is_adjacent;
      if (lower(name[at]) == lower(query[i]) &&
          (is_adjacent || (is_behind && begins_word(name, at)))) {
        next.set(at);
      }
    }
    ends = next;
  }
  return ends.any();
}

/// Over how many characters a subsequence is spread, where it ends first; nothing when it is none.
std::optional<std::uint32_t> spread_of(std::string_view query, std::string_view name) {
  std::size_t matched = 0;
  std::size_t end = 0;
  while (end < name.size() && matched < query.size()) {
    matched += lower(name[end]) == lower(query[matched]) ? 1 : 0;
    ++end;
  }
  if (matched < query.size()) {
    return std::nullopt;
  }
  std::size_t begin = end;
  while (matched > 0) {
    --begin;
    matched -= lower(name[begin]) == lower(query[matched - 1]) ? 1 : 0;
  }
  return static_cast<std::uint32_t>(end - begin);
}

}  // namespace

std::uint64_t letters_of(std::string_view text) {
  std::uint64_t letters = 0;
  for (const char character : text) {
    const char letter = lower(character);
    if (letter >= 'a' && letter <= 'z') {
      letters |= std::uint64_t{1} << static_cast<unsigned>(letter - 'a');
    } else if (is_digit(letter)) {
      letters |= std::uint64_t{1} << static_cast<unsigned>(26 + letter - '0');
    } else if (letter == '_') {
      letters |= std::uint64_t{1} << 36U;
    } else {
      letters |= std::uint64_t{1} << 37U;  // whatever names cannot have
    }
  }
  return letters;
}

FuzzyPattern::FuzzyPattern(std::string_view query) : query_(query), letters_(letters_of(query)) {}

std::optional<MatchQuality> FuzzyPattern::match(std::string_view name) const {
  using Rank = MatchQuality::Rank;
  if (query_.empty()) {
    return MatchQuality{};
  }
  const auto spread = spread_of(query_, name);
  if (!spread) {
    return std::nullopt;
  }
  if (name.size() == query_.size()) {
    return MatchQuality{name == query_ ? Rank::exact : Rank::exact_letters, 0};
  }
  if (equal_letters(name.substr(0, query_.size()), query_)) {
    return MatchQuality{Rank::prefix, 0};
  }
  if (matches_humps(query_, name)) {
    return MatchQuality{Rank::humps, 0};
  }
  if (contains(name, query_)) {
    return MatchQuality{Rank::substring, 0};
  }
  return MatchQuality{Rank::subsequence, *spread};
}

}  // namespace troupe::graphql
