// One input or query type in one database: its cells and the table that finds them.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/engine/key_table.hpp"
#include "analysis/engine/query.hpp"
#include "analysis/engine/spin_lock.hpp"

namespace troupe::engine::detail {

class Core;
class Ingredient;

/// Sixty-four cells of one ingredient with neighbouring node numbers.
struct Chunk {
  static constexpr std::uint32_t bits = 6;
  static constexpr std::uint32_t cells = 1U << bits;

  std::byte* base = nullptr;
  Ingredient* ingredient = nullptr;
  std::uint32_t stride = 0;
  bool is_input = false;
  /// For chunks in which cells were freed and used again: the last stamp of the former life of
  /// each. An edge with a stamp up to that one is of the former life and holds no longer.
  std::atomic<std::atomic<Stamp>*> former_stamps{nullptr};

  [[nodiscard]] CellHead& cell(Node node) const {
    return *reinterpret_cast<CellHead*>(base + std::size_t{node & (cells - 1)} * stride);
  }
};

/// Finds the cell of a node number. Chunks are added, never moved, so finding takes no lock:
/// segment s holds 64 * 2^s of them.
class NodeDirectory {
 public:
  NodeDirectory() = default;
  NodeDirectory(const NodeDirectory&) = delete;
  NodeDirectory& operator=(const NodeDirectory&) = delete;
  ~NodeDirectory();

  [[nodiscard]] Chunk& chunk_of(Node node) const {
    const std::uint32_t at = (node >> Chunk::bits) + first_segment;
    const auto width = static_cast<std::uint32_t>(std::bit_width(at));
    return segments_[width - first_width].load(std::memory_order_acquire)[at - (1U << (width - 1))];
  }
  /// Adds a chunk and returns its first node number.
  Node add(std::byte* base, Ingredient& ingredient, std::uint32_t stride, bool is_input);
  /// One past the highest node number.
  [[nodiscard]] Node end();
  [[nodiscard]] std::size_t memory() const;

 private:
  static constexpr std::uint32_t first_segment = 64;
  static constexpr std::size_t first_width = 7;  ///< bit_width(first_segment)
  static constexpr std::size_t segment_count = 21;

  std::array<std::atomic<Chunk*>, segment_count> segments_{};
  SpinLock lock_;
  std::uint32_t chunk_count_ = 0;
};

/// The cells of one type. Finding is lock-free and inline; adding takes the ingredient's lock.
class Ingredient {
 public:
  Ingredient(Core& core, const IngredientInfo& info) : core_(core), info_(info) {}
  Ingredient(const Ingredient&) = delete;
  Ingredient& operator=(const Ingredient&) = delete;
  ~Ingredient();

  [[nodiscard]] const IngredientInfo& info() const { return info_; }
  [[nodiscard]] const KeyTable& table() const { return table_; }
  [[nodiscard]] const void* key_of(const CellHead& cell) const { return info_.key_of(cell); }
  [[nodiscard]] CellHead* find(const void* key, std::uint32_t hash) const;
  /// The cell of a key, made if there is none; then it starts with `claim` (see claims.hpp).
  CellHead& find_or_add(const void* key, std::uint32_t hash, std::uint32_t claim, bool& is_new);

  /// Calls visit(cell) for each cell in the table. A reader may add cells meanwhile, which may be
  /// missed.
  template <typename Visit>
  void for_each(Visit&& visit) {
    std::vector<CellHead*> cells;
    list_cells(cells);
    for (CellHead* const cell : cells) {
      visit(*cell);
    }
  }
  /// Takes a cell out of the table, so that it is found no more.
  void unlink(const CellHead& cell);
  /// Gives an unlinked cell's place to the next key. REQUIRES: no living snapshot can reach it.
  void free_cell(CellHead& cell);

  [[nodiscard]] std::size_t cell_count();
  /// Chunks and table, without what cells refer to.
  [[nodiscard]] std::size_t memory();

 private:
  CellHead& add(const void* key, std::uint32_t hash, std::uint32_t claim);
  CellHead* take_place();
  void list_cells(std::vector<CellHead*>& cells);

  Core& core_;
  const IngredientInfo& info_;
  KeyTable table_;
  SpinLock lock_;
  // Under the lock:
  std::vector<std::byte*> chunks_;
  Node next_node_ = 0;
  std::uint32_t left_in_chunk_ = 0;
  std::vector<CellHead*> free_cells_;
  std::size_t live_cells_ = 0;
};

}  // namespace troupe::engine::detail
