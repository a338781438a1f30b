// Memory for memos: many, small, and freed on other threads than they were made on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "analysis/engine/spin_lock.hpp"

namespace troupe::engine::detail {

/// Blocks of up to max_block bytes, without a header each: they come from slabs of equal blocks,
/// and a slab that is empty goes back to the heap. Threads are spread over shards by number; a
/// block goes back to the shard it came from. One for the process.
class BlockPool {
 public:
  static constexpr std::size_t max_block = 512;

  static BlockPool& instance();

  /// REQUIRES: bytes <= max_block. Aligned to 8, and to 16 if `bytes` is a multiple of 16.
  [[nodiscard]] void* allocate(std::size_t bytes, std::uint32_t thread);
  static void free(void* block) noexcept;

 private:
  static constexpr std::size_t slab_size = std::size_t{16} << 10U;
  static constexpr std::size_t unit = 8;
  static constexpr std::size_t shard_count = 8;

  struct Bin;
  struct FreeBlock {
    FreeBlock* next;
  };
  /// Stands at the start of a slab.
  struct alignas(64) Slab {
    Bin* bin = nullptr;
    Slab* next = nullptr;  ///< among the bin's slabs that have room
    Slab* previous = nullptr;
    FreeBlock* freed = nullptr;
    std::uint32_t fresh_at = sizeof(Slab);  ///< offset of the first block that was never used
    std::uint32_t used = 0;
    std::uint32_t block_size = 0;

    [[nodiscard]] bool is_full() const {
      return freed == nullptr && fresh_at + block_size > slab_size;
    }
  };
  struct alignas(64) Bin {
    SpinLock lock;
    Slab* roomy = nullptr;

    void add(Slab& slab);
    void remove(Slab& slab);
  };

  std::array<std::array<Bin, max_block / unit + 1>, shard_count> shards_;
};

}  // namespace troupe::engine::detail
