// Taking turns: how much and how soon a connection is read while others are at work, too.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "transport/time.hpp"

namespace troupe::transport {

/// Which connections had something to say lately. Belongs to the server's thread.
class Activity {
 public:
  void note(const void* who, Instant at) {
    if (latest_[0].who != who) {
      latest_[1] = latest_[0];
    }
    latest_[0] = {.who = who, .at = at};
  }
  /// Whether somebody else had, since then.
  [[nodiscard]] bool others_since(const void* who, Instant then) const {
    return std::ranges::any_of(latest_, [&](const Entry& entry) {
      return entry.who != nullptr && entry.who != who && entry.at >= then;
    });
  }

 private:
  struct Entry {
    const void* who = nullptr;
    Instant at{};
  };
  std::array<Entry, 2> latest_;  ///< of two different ones, the newest first
};

/// One connection's turns. Who sends more in one go than any editor would, again and again, is read
/// in smaller and rarer turns, each rest twice as long as the one before; who is alone, or pauses,
/// is read at once. So a burst passes within milliseconds, and a flood takes less and less of the
/// processor from those who wait for single answers, and of its own client's. Knows no clock.
class Turns {
 public:
  static constexpr std::size_t flood_frames = 16;  ///< in one read
  static constexpr std::size_t whole_turn = std::size_t{64} * 1024;
  static constexpr std::size_t small_turn = std::size_t{4} * 1024;
  static constexpr Duration first_rest = std::chrono::milliseconds(1);
  /// A client that restores thousands of documents while somebody else types shall not take
  /// minutes.
  static constexpr Duration longest_rest = std::chrono::milliseconds(100);
  /// Others count as being at work for so long.
  static constexpr Duration attention = std::chrono::seconds(1);

  /// A read brought so many bytes and the ends of so many frames. How long to rest before the next
  /// one. A part of one large frame is no reason to.
  [[nodiscard]] Duration rest_after(std::size_t bytes, std::size_t frames, bool others_are_active) {
    is_inside_frame_ = frames == 0;
    if (is_inside_frame_) {
      return {};
    }
    const bool is_filled = bytes >= small_turn;
    if (!others_are_active || (frames < flood_frames && !is_filled)) {
      rest_ = {};
    } else if (frames >= flood_frames) {
      rest_ = std::clamp(2 * rest_, first_rest, longest_rest);
    }
    return rest_;
  }
  /// How many bytes the next read may take. The frames of a turn are work, and that of a small turn
  /// is over in milliseconds.
  [[nodiscard]] std::size_t bytes() const {
    return rest_ > 8 * first_rest && !is_inside_frame_ ? small_turn : whole_turn;
  }

 private:
  Duration rest_{};
  bool is_inside_frame_ = false;
};

}  // namespace troupe::transport
