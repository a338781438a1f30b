// Linear probing over tagged pointers. The entry of a cell is written with release after the cell
// is complete, so that a reader which finds it may use it. Erased entries keep probing sequences
// whole; they go when the array is next rebuilt. An array that is full to four fifths is rebuilt:
// twice as large where that many cells live, of the same size where erased entries filled it. The
// old array stays readable until it is retired and freed.
#include "analysis/engine/key_table.hpp"

#include <algorithm>
#include <new>

namespace troupe::engine::detail {

namespace {

constexpr std::uint32_t smallest_capacity = 8;

}  // namespace

KeyTable::KeyTable() : array_(make_array(smallest_capacity)) {}

KeyTable::~KeyTable() {
  free_array(array_.load(std::memory_order_relaxed));
}

KeyTable::Array* KeyTable::make_array(std::uint32_t capacity) {
  static_assert(sizeof(Array) % alignof(std::uint64_t) == 0);
  void* const memory = ::operator new(sizeof(Array) + capacity * sizeof(std::uint64_t));
  auto* const array = ::new (memory)
      Array{static_cast<std::uint32_t>(32 - std::countr_zero(capacity)), capacity - 1, 0, 0};
  for (std::uint32_t i = 0; i < capacity; ++i) {
    ::new (array->entries() + i) std::atomic<std::uint64_t>(empty);
  }
  return array;
}

void KeyTable::free_array(void* array) {
  ::operator delete(array);
}

void KeyTable::place(Array& array, CellHead& cell) {
  std::uint32_t at = cell.hash >> array.shift;
  while (array.entries()[at & array.mask].load(std::memory_order_relaxed) != empty) {
    ++at;
  }
  const std::uint64_t tag = static_cast<std::uint16_t>(cell.hash);
  array.entries()[at & array.mask].store(
      reinterpret_cast<std::uint64_t>(&cell) | (tag << tag_shift), std::memory_order_release);
  ++array.used;
}

KeyTable::Array* KeyTable::insert(CellHead& cell) {
  Array* const array = array_.load(std::memory_order_relaxed);
  if ((array->used + 1) * std::uint64_t{5} <= (array->mask + 1) * std::uint64_t{4}) {
    place(*array, cell);
    ++live_;
    return nullptr;
  }
  const bool is_crowded = (live_ + 1) * std::uint64_t{2} > array->mask + 1;
  Array* const larger = make_array((array->mask + 1) * (is_crowded ? 2 : 1));
  for (std::uint32_t i = 0; i <= array->mask; ++i) {
    const std::uint64_t entry = array->entries()[i].load(std::memory_order_relaxed);
    if (entry != empty && entry != erased) {
      place(*larger, *cell_of(entry));
    }
  }
  place(*larger, cell);
  ++live_;
  array_.store(larger, std::memory_order_seq_cst);
  return array;
}

void KeyTable::erase(const CellHead& cell) {
  Array* const array = array_.load(std::memory_order_relaxed);
  for (std::uint32_t at = cell.hash >> array->shift;; ++at) {
    std::atomic<std::uint64_t>& entry = array->entries()[at & array->mask];
    const std::uint64_t bits = entry.load(std::memory_order_relaxed);
    if (bits == empty) {
      return;
    }
    if (bits != erased && (bits & pointer_mask) == reinterpret_cast<std::uint64_t>(&cell)) {
      entry.store(erased, std::memory_order_seq_cst);
      --live_;
      return;
    }
  }
}

std::size_t KeyTable::memory() const {
  return sizeof(Array) + (array_.load(std::memory_order_acquire)->mask + 1) * sizeof(std::uint64_t);
}

}  // namespace troupe::engine::detail
