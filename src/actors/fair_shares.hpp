// Which sessions have taken so much of the processors that others go first.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "actors/time.hpp"

namespace troupe::actors {

/// Told now and then what each session has used, it says who is to stand behind the others: who has
/// lately taken more than a person at an editor has worked out for her, beside somebody who is at
/// work, too, and takes less than half of that. A session that is alone, or beside silent ones, or
/// beside equals, never stands behind. Knows no clock and no threads.
class FairShares {
 public:
  /// What was used is forgotten at this pace: after so long two thirds of it.
  static constexpr Duration memory = std::chrono::seconds(1);
  /// Of one processor, in the long run. Fast typing in a document of 200 KB takes 0.05.
  static constexpr double much = 0.2;
  /// Who stands behind does so until it takes less than this.
  static constexpr double little = 0.1;
  /// Who said something within so long is at work.
  static constexpr Duration attention = std::chrono::seconds(1);

  struct Session {
    std::uint64_t number = 0;
    Duration used{};   ///< processor time since its beginning
    Instant latest{};  ///< when its client said something
  };
  struct Change {
    std::uint64_t session = 0;
    bool stands_behind = false;
    bool operator==(const Change&) const = default;
  };
  /// Who changes places. `sessions`: all that there are.
  [[nodiscard]] std::vector<Change> look(Instant now, std::span<const Session> sessions);
  /// Whether to look again soon: somebody is at work, or stands behind.
  [[nodiscard]] bool is_worth_looking() const { return is_worth_looking_; }

 private:
  struct Account {
    Duration used{};
    double rate = 0;  ///< of one processor
    bool stands_behind = false;
    bool is_there = false;
  };
  Instant looked_at_{};
  bool is_worth_looking_ = false;
  std::map<std::uint64_t, Account> accounts_;
};

}  // namespace troupe::actors
