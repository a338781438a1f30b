// Cells are handed out from chunks of sixty-four, so that a node number finds its cell by one look
// into the directory, and reused after a sweep. The key is copied into its cell before the table
// knows of it.
#include "analysis/engine/ingredient.hpp"

#include <mutex>
#include <new>

#include "analysis/engine/core.hpp"
#include "base/check.hpp"

namespace troupe::engine::detail {

NodeDirectory::~NodeDirectory() {
  for (std::size_t segment = 0; segment < segment_count; ++segment) {
    Chunk* const chunks = segments_[segment].load(std::memory_order_relaxed);
    for (std::size_t i = 0; chunks != nullptr && i < (std::size_t{first_segment} << segment); ++i) {
      delete[] chunks[i].former_stamps.load(std::memory_order_relaxed);
    }
    delete[] chunks;
  }
}

Node NodeDirectory::add(std::byte* base, Ingredient& ingredient, std::uint32_t stride,
                        bool is_input) {
  const std::lock_guard guard(lock_);
  base::check(chunk_count_ < (1U << (32U - Chunk::bits)) - 1, "there are fewer than 2^32 slots");
  const std::uint32_t at = chunk_count_ + first_segment;
  const auto width = static_cast<std::uint32_t>(std::bit_width(at));
  std::atomic<Chunk*>& segment = segments_[width - first_width];
  if (segment.load(std::memory_order_relaxed) == nullptr) {
    segment.store(new Chunk[std::size_t{1} << (width - 1)], std::memory_order_release);
  }
  Chunk& chunk = segment.load(std::memory_order_relaxed)[at - (1U << (width - 1))];
  chunk.base = base;
  chunk.ingredient = &ingredient;
  chunk.stride = stride;
  chunk.is_input = is_input;
  return chunk_count_++ << Chunk::bits;
}

Node NodeDirectory::end() {
  const std::lock_guard guard(lock_);
  return chunk_count_ << Chunk::bits;
}

std::size_t NodeDirectory::memory() const {
  std::size_t bytes = sizeof(*this);
  for (std::size_t segment = 0; segment < segment_count; ++segment) {
    if (segments_[segment].load(std::memory_order_acquire) != nullptr) {
      bytes += (std::size_t{first_segment} << segment) * sizeof(Chunk);
    }
  }
  return bytes;
}

Ingredient::~Ingredient() {
  for (std::byte* const chunk : chunks_) {
    ::operator delete(chunk);
  }
}

CellHead* Ingredient::find(const void* key, std::uint32_t hash) const {
  return table_.find(
      hash, [&](const CellHead& cell) { return info_.keys_equal(info_.key_of(cell), key); });
}

CellHead& Ingredient::find_or_add(const void* key, std::uint32_t hash, std::uint32_t claim,
                                  bool& is_new) {
  const std::lock_guard guard(lock_);
  if (CellHead* const found = find(key, hash)) {
    is_new = false;
    return *found;
  }
  is_new = true;
  return add(key, hash, claim);
}

CellHead* Ingredient::take_place() {
  if (!free_cells_.empty()) {
    CellHead* const cell = free_cells_.back();
    free_cells_.pop_back();
    return cell;
  }
  if (left_in_chunk_ == 0) {
    chunks_.reserve(chunks_.size() + 1);
    auto* const base =
        static_cast<std::byte*>(::operator new(std::size_t{Chunk::cells} * info_.cell_stride));
    chunks_.push_back(base);
    next_node_ = core_.nodes().add(base, *this, info_.cell_stride, info_.is_input);
    left_in_chunk_ = Chunk::cells;
  }
  const Node node = next_node_;
  void* const place =
      chunks_.back() + std::size_t{Chunk::cells - left_in_chunk_} * info_.cell_stride;
  ++next_node_;
  --left_in_chunk_;
  CellHead* cell = nullptr;
  if (info_.is_input) {
    cell = ::new (place) InputCell;
  } else {
    cell = ::new (place) QueryCell;
  }
  cell->node = node;
  return cell;
}

CellHead& Ingredient::add(const void* key, std::uint32_t hash, std::uint32_t claim) {
  free_cells_.reserve(free_cells_.size() + 1);
  CellHead* const cell = take_place();
  void* const key_place = reinterpret_cast<std::byte*>(cell) + info_.key_at;
  KeyTable::Array* outgrown = nullptr;
  bool has_key = false;
  try {
    info_.copy_key(key_place, key);
    has_key = true;
    cell->hash = hash;
    if (!info_.is_input) {
      static_cast<QueryCell*>(cell)->claim.store(claim, std::memory_order_relaxed);
    }
    outgrown = table_.insert(*cell);
  } catch (...) {
    if (has_key && info_.destroy_key != nullptr) {
      info_.destroy_key(key_place);
    }
    free_cells_.push_back(cell);
    throw;
  }
  ++live_cells_;
  if (outgrown != nullptr) {
    core_.epochs().retire(Retired::Kind::block, outgrown, nullptr);
  }
  return *cell;
}

void Ingredient::list_cells(std::vector<CellHead*>& cells) {
  const std::lock_guard guard(lock_);
  cells.reserve(live_cells_);
  table_.for_each([&](CellHead& cell) { cells.push_back(&cell); });
}

void Ingredient::unlink(const CellHead& cell) {
  const std::lock_guard guard(lock_);
  table_.erase(cell);
  --live_cells_;
}

void Ingredient::free_cell(CellHead& cell) {
  Chunk& chunk = core_.nodes().chunk_of(cell.node);
  const std::lock_guard guard(lock_);
  free_cells_.reserve(free_cells_.size() + 1);
  std::atomic<Stamp>* former = chunk.former_stamps.load(std::memory_order_relaxed);
  if (former == nullptr) {
    former = new std::atomic<Stamp>[Chunk::cells]();
    chunk.former_stamps.store(former, std::memory_order_release);
  }
  const std::uint32_t at = cell.node % Chunk::cells;
  if (info_.destroy_key != nullptr) {
    info_.destroy_key(reinterpret_cast<std::byte*>(&cell) + info_.key_at);
  }
  // Edges of that life may still lead here, so the slot changes under the eyes of readers: first
  // the stamps say so, then the slot comes alive again.
  if (info_.is_input) {
    auto& input = static_cast<InputCell&>(cell);
    former[at].store(input.last_stamp, std::memory_order_release);
    input.absent.store(++input.last_stamp, std::memory_order_relaxed);
    input.version.store(nullptr, std::memory_order_seq_cst);
  } else {
    auto& query = static_cast<QueryCell&>(cell);
    former[at].store(query.last_stamp.load(std::memory_order_relaxed), std::memory_order_release);
    query.claim.store(0, std::memory_order_relaxed);
    query.memo.store(&no_memo, std::memory_order_seq_cst);
  }
  free_cells_.push_back(&cell);
}

std::size_t Ingredient::cell_count() {
  const std::lock_guard guard(lock_);
  return live_cells_;
}

std::size_t Ingredient::memory() {
  const std::lock_guard guard(lock_);
  return sizeof(*this) + table_.memory() +
         chunks_.size() * Chunk::cells * std::size_t{info_.cell_stride};
}

}  // namespace troupe::engine::detail
