// A slab is aligned to its size, so that a block finds its slab by masking its address. Blocks are
// taken from the slab's list of freed ones, or carved from its untouched end, so that pages which
// are not needed yet are not touched. A bin keeps one empty slab, lest a block that comes and goes
// at the edge brings a slab with it each time.
#include "analysis/engine/block_pool.hpp"

#include <mutex>
#include <new>

namespace troupe::engine::detail {

BlockPool& BlockPool::instance() {
  static auto* const pool = new BlockPool;  // memos may outlive other statics
  return *pool;
}

void BlockPool::Bin::add(Slab& slab) {
  slab.next = roomy;
  slab.previous = nullptr;
  if (roomy != nullptr) {
    roomy->previous = &slab;
  }
  roomy = &slab;
}

void BlockPool::Bin::remove(Slab& slab) {
  (slab.previous != nullptr ? slab.previous->next : roomy) = slab.next;
  if (slab.next != nullptr) {
    slab.next->previous = slab.previous;
  }
}

void* BlockPool::allocate(std::size_t bytes, std::uint32_t thread) {
  const std::size_t rounded = (bytes + unit - 1) / unit * unit;
  Bin& bin = shards_[thread % shard_count][rounded / unit];
  const std::lock_guard guard(bin.lock);
  Slab* slab = bin.roomy;
  if (slab == nullptr) [[unlikely]] {
    slab = ::new (::operator new(slab_size, std::align_val_t{slab_size})) Slab;
    slab->bin = &bin;
    slab->block_size = static_cast<std::uint32_t>(rounded);
    bin.add(*slab);
  }
  void* block = slab->freed;
  if (block != nullptr) {
    slab->freed = slab->freed->next;
  } else {
    block = reinterpret_cast<std::byte*>(slab) + slab->fresh_at;
    slab->fresh_at += slab->block_size;
  }
  ++slab->used;
  if (slab->is_full()) [[unlikely]] {
    bin.remove(*slab);
  }
  return block;
}

void BlockPool::free(void* block) noexcept {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the slab's address is the block's, masked
  auto* const slab = reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(block) &
                                             ~(std::uintptr_t{slab_size} - 1));
  Bin& bin = *slab->bin;
  Slab* unused = nullptr;
  {
    const std::lock_guard guard(bin.lock);
    if (slab->is_full()) {
      bin.add(*slab);
    }
    slab->freed = ::new (block) FreeBlock{slab->freed};
    --slab->used;
    const bool is_only_one = slab->next == nullptr && slab->previous == nullptr;
    if (slab->used == 0 && !is_only_one) {
      bin.remove(*slab);
      unused = slab;
    }
  }
  if (unused != nullptr) {
    unused->~Slab();
    ::operator delete(unused, std::align_val_t{slab_size});
  }
}

}  // namespace troupe::engine::detail
