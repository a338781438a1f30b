// A recording that is kept in memory, as much of it as there is room for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::actors {

/// The newest blocks of a recording. What it hands out is a trace file: the whole one while nothing
/// had to be dropped, one that begins in the middle afterwards. Belongs to one thread.
class TraceRing {
 public:
  /// Holds `capacity` bytes of blocks, and what is said to keep_always() beside them.
  explicit TraceRing(std::size_t capacity) : capacity_(capacity) {}

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
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
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
  void drop_carried();

  std::size_t capacity_;
  std::size_t bytes_ = 0;  ///< of blocks and carried ones
  std::uint64_t next_ = 1;
  std::uint64_t gap_ = 0;  ///< the highest number of a message that was dropped
  std::string always_;
  /// Made of dropped ones: blobs that blocks which are still there refer to.
  std::vector<Block> carried_;
  std::deque<Block> blocks_;
  std::map<std::uint64_t, std::uint64_t> blobs_;  ///< those that are there; the last block's number
                                                  ///< that refers to each
};

}  // namespace troupe::actors
