// A recording that is kept in memory, as much of it as there is room for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "actors/trace_past.hpp"

namespace troupe::actors {

/// The newest blocks of a recording, and what those that had to be dropped came to. What it hands
/// out is a trace file: the whole one while nothing was dropped, one that begins in the middle,
/// with a checkpoint, afterwards. Belongs to one thread.
class TraceRing {
 public:
  /// Holds `capacity` bytes, but for one block: of blocks and of what stands for those that were
  /// dropped; and what is said to keep_always() beside them. What was dropped is given up if it
  /// takes more than three quarters. `documents_at_most`: that the session looks at.
  explicit TraceRing(std::size_t capacity, std::size_t documents_at_most = 10'000)
      : capacity_(capacity), past_(documents_at_most) {}

  /// What a block holds, as far as it matters when others are dropped.
  struct Facts {
    std::uint64_t last_seq = 0;        ///< the highest number of a message in it
    std::vector<std::uint64_t> blobs;  ///< hashes of the blobs in it
    std::vector<std::uint64_t> uses;   ///< hashes of the blobs that it refers to
  };

  /// Encoded records that every part of the recording is to be read with: the header, kinds,
  /// actors, variables. They are in blocks as well.
  void keep_always(std::string_view records) { always_.append(records); }
  void append(std::string block, const Facts& facts);
  /// Drops the oldest blocks beyond it.
  void set_capacity(std::size_t capacity);
  /// Messages up to number `seq` were lost: what is there is of no use to what follows.
  void begin_after(std::uint64_t seq);

  /// Whether the text with this hash need not be written again.
  [[nodiscard]] bool has_blob(std::uint64_t hash) const { return blobs_.contains(hash); }
  [[nodiscard]] bool is_whole() const { return gap_ == 0; }
  [[nodiscard]] std::size_t bytes() const { return bytes_ + carried_bytes_ + past_.bytes(); }
  /// All of it, as a trace file.
  [[nodiscard]] std::string file() const;

 private:
  struct Block {
    std::uint64_t number = 0;
    std::uint64_t last_seq = 0;
    std::string bytes;
    std::vector<std::uint64_t> blobs;
  };
  void fit();
  void drop_oldest();
  [[nodiscard]] std::size_t most_beside_blocks() const { return capacity_ / 4 * 3; }
  [[nodiscard]] bool is_used(std::uint64_t hash) const;
  void carry(const std::vector<protocol::trace::Record>& records);
  void thin_out();
  void forget_unused(const Block& block);
  void drop_carried();

  std::size_t capacity_;
  TracePast past_;
  std::size_t bytes_ = 0;          ///< of blocks
  std::size_t carried_bytes_ = 0;  ///< of carried ones
  std::uint64_t next_ = 1;
  std::uint64_t gap_ = 0;  ///< the highest number of a message that was dropped
  std::string always_;
  /// Made of dropped ones: blobs that blocks which are still there, or the past, refer to.
  std::vector<Block> carried_;
  std::deque<Block> blocks_;
  std::map<std::uint64_t, std::uint64_t> blobs_;  ///< those that are there; the last block's number
                                                  ///< that refers to each
};

}  // namespace troupe::actors
