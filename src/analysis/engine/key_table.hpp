// From keys to cells.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "analysis/engine/cell.hpp"

namespace troupe::engine::detail {

/// A hash table of cells: open addressing, eight bytes an entry (a pointer with sixteen bits of the
/// hash on top). Finding takes no lock and writes nothing; it may run on any number of threads,
/// also while one inserts. Inserting, erasing and growing are for one thread at a time (the
/// ingredient's lock).
class KeyTable {
 public:
  struct Array {
    std::uint32_t shift;  ///< the upper bits of a hash are its position
    std::uint32_t mask;
    std::uint32_t used;  ///< entries that are not empty, erased ones included
    std::uint32_t padding;

    [[nodiscard]] std::atomic<std::uint64_t>* entries() {
      return reinterpret_cast<std::atomic<std::uint64_t>*>(this + 1);
    }
  };

  KeyTable();
  KeyTable(const KeyTable&) = delete;
  KeyTable& operator=(const KeyTable&) = delete;
  ~KeyTable();

  /// The cell of this hash for which `matches(cell)` holds, or null.
  template <typename Matches>
  [[nodiscard]] CellHead* find(std::uint32_t hash, Matches&& matches) const {
    Array* array = array_.load(std::memory_order_seq_cst);
    std::atomic<std::uint64_t>* const entries = array->entries();
    const auto tag = static_cast<std::uint16_t>(hash);
    for (std::uint32_t at = hash >> array->shift;; ++at) {
      const std::uint64_t entry = entries[at & array->mask].load(std::memory_order_seq_cst);
      if (entry == empty) {
        return nullptr;
      }
      if (static_cast<std::uint16_t>(entry >> tag_shift) == tag && entry != erased) {
        auto* const cell = cell_of(entry);
        if (matches(*cell)) [[likely]] {
          return cell;
        }
      }
    }
  }

  /// Adds a cell whose key is not there yet. Returns the array that it outgrew, for the caller to
  /// retire: readers may still be in it. REQUIRES: the caller alone writes.
  [[nodiscard]] Array* insert(CellHead& cell);
  /// Takes out a cell that is there. REQUIRES: the caller alone writes.
  void erase(const CellHead& cell);

  /// REQUIRES: the caller alone writes.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    Array* const array = array_.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i <= array->mask; ++i) {
      const std::uint64_t entry = array->entries()[i].load(std::memory_order_acquire);
      if (entry != empty && entry != erased) {
        visit(*cell_of(entry));
      }
    }
  }

  static void free_array(void* array);
  [[nodiscard]] std::size_t memory() const;

 private:
  static constexpr std::uint64_t empty = 0;
  static constexpr std::uint64_t erased = 1;
  static constexpr int tag_shift = 48;
  static constexpr std::uint64_t pointer_mask = (std::uint64_t{1} << tag_shift) - 1;

  static CellHead* cell_of(std::uint64_t entry) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): entries are pointers with a tag
    return reinterpret_cast<CellHead*>(entry & pointer_mask);
  }
  static Array* make_array(std::uint32_t capacity);
  static void place(Array& array, CellHead& cell);

  std::atomic<Array*> array_;
  std::uint32_t live_ = 0;
};

}  // namespace troupe::engine::detail
