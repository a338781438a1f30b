// Revisions, durabilities and validity intervals: the engine's notion of time.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace troupe::engine {

/// Number of the state after the n-th applied change set. A fresh database is at revision 1. At
/// most 2^40 - 1 revisions exist (34 years of a thousand edits a second).
struct Revision {
  std::uint64_t value = 1;

  friend constexpr auto operator<=>(const Revision&, const Revision&) = default;
};

/// How seldom an input changes: open documents are low, workspace files medium, built-ins and
/// libraries high. A query is as durable as the least durable thing it read.
enum class Durability : std::uint8_t { low, medium, high };

inline constexpr std::size_t durability_count = 3;

namespace detail {

/// Revisions `[valid_from, verified_at]` at which a value is known to hold, and the durability of
/// what it was computed from, in one word, so that they are read and written as one atomic unit
/// (I3).
///
/// Layout: verified_at in the upper 40 bits, then 21 bits of `verified_at - valid_from`, a bit that
/// says whether `OlderIntervals` has more, and the durability. A longer interval forgets its oldest
/// revisions, which is always sound: an interval that claims less makes nothing but work.
class Interval {
 public:
  static constexpr std::uint64_t max_length = (1U << 21U) - 1;

  constexpr Interval() = default;  ///< covers nothing: no revision is 0
  constexpr explicit Interval(std::uint64_t bits) : bits_(bits) {}
  constexpr Interval(std::uint64_t valid_from, std::uint64_t verified_at, Durability durability,
                     bool has_older = false)
      : bits_((verified_at << 24U) | (std::min(verified_at - valid_from, max_length) << 3U) |
              (has_older ? older_bit : 0U) | static_cast<std::uint64_t>(durability)) {}

  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }
  [[nodiscard]] constexpr std::uint64_t verified_at() const { return bits_ >> 24U; }
  [[nodiscard]] constexpr std::uint64_t length() const { return (bits_ >> 3U) & max_length; }
  [[nodiscard]] constexpr std::uint64_t valid_from() const { return verified_at() - length(); }
  [[nodiscard]] constexpr Durability durability() const {
    return static_cast<Durability>(bits_ & 3U);
  }
  [[nodiscard]] constexpr bool has_older() const { return (bits_ & older_bit) != 0; }
  [[nodiscard]] constexpr Interval with_older() const { return Interval(bits_ | older_bit); }
  /// One subtraction and one comparison: a revision after verified_at wraps around.
  [[nodiscard]] constexpr bool covers(std::uint64_t revision) const {
    return verified_at() - revision <= length();
  }

  friend constexpr bool operator==(Interval, Interval) = default;

 private:
  static constexpr std::uint64_t older_bit = 4;

  std::uint64_t bits_ = 0;
};

}  // namespace detail
}  // namespace troupe::engine
