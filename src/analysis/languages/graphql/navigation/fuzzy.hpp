// How well a name matches what somebody typed to find it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace troupe::graphql {

/// Better ones are less.
struct MatchQuality {
  enum class Rank : std::uint8_t {
    exact,          ///< to the letter
    exact_letters,  ///< but for the case
    prefix,         ///< the name begins with it, whatever the case
    humps,        ///< parts of it begin the words of the name: `PuReq`, `prr` for PullRequestReview
    substring,    ///< it stands somewhere in the name
    subsequence,  ///< its letters come in this order
  };
  Rank rank = Rank::exact;
  /// Among subsequences: over how many characters the letters are spread.
  std::uint32_t spread = 0;

  friend auto operator<=>(const MatchQuality&, const MatchQuality&) = default;
};

/// Compares one query with many names.
class FuzzyPattern {
 public:
  /// The text that is viewed has to live as long as the pattern.
  explicit FuzzyPattern(std::string_view query);

  /// Nothing when the letters of the query do not come in the name in this order. Everything
  /// matches the empty query, exactly. At most linear in |query| * |name|.
  [[nodiscard]] std::optional<MatchQuality> match(std::string_view name) const;

  /// Whether a name with these letters can match at all.
  [[nodiscard]] bool can_match(std::uint64_t letters) const { return (letters_ & ~letters) == 0; }

 private:
  std::string_view query_;
  std::uint64_t letters_ = 0;
};

/// The set of the letters (whatever their case), digits and `_` in a text.
[[nodiscard]] std::uint64_t letters_of(std::string_view text);

}  // namespace troupe::graphql
