// The type-erased store of interned values.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "analysis/engine/cell.hpp"
#include "analysis/engine/key_table.hpp"
#include "analysis/engine/query.hpp"
#include "analysis/engine/spin_lock.hpp"

namespace troupe::engine::detail {

/// What the store knows of an interned type.
struct InternFacts {
  std::uint32_t stride = 0;
  std::uint32_t value_at = 0;
  void (*copy)(void* to, const void* from) = nullptr;
  void (*destroy)(void*) = nullptr;
  bool (*equal)(const void*, const void*) = nullptr;
};

/// One for each type in the program.
struct InternInfo : InternFacts {
  constexpr explicit InternInfo(const InternFacts& facts) : InternFacts(facts) {}
  std::atomic<std::uint32_t> index{0};  ///< number of the type, as in IngredientInfo
};

template <typename T>
constexpr InternFacts intern_facts() {
  static_assert(alignof(T) <= 16);
  constexpr std::size_t alignment = alignof(T) > 8 ? alignof(T) : 8;
  InternFacts info;
  info.value_at = static_cast<std::uint32_t>(key_offset(intern_cell_size, alignof(T)));
  info.stride = static_cast<std::uint32_t>((info.value_at + sizeof(T) + alignment - 1) / alignment *
                                           alignment);
  info.copy = [](void* to, const void* from) { ::new (to) T(*static_cast<const T*>(from)); };
  info.destroy = destructor_of<T>();
  info.equal = [](const void* left, const void* right) -> bool {
    return *static_cast<const T*>(left) == *static_cast<const T*>(right);
  };
  return info;
}

template <typename T>
inline constinit InternInfo intern_info{intern_facts<T>()};

/// The interned values of one type. Append-only; looking up and finding take no lock.
class InternTable {
 public:
  explicit InternTable(const InternInfo& info) : info_(info) {}
  InternTable(const InternTable&) = delete;
  InternTable& operator=(const InternTable&) = delete;
  ~InternTable();

  std::uint32_t intern(const void* value, std::uint32_t hash);
  /// REQUIRES: `index` was given out by this table.
  [[nodiscard]] const void* lookup(std::uint32_t index) const {
    const std::uint32_t at = index + first_segment;
    const auto width = static_cast<std::uint32_t>(std::bit_width(at));
    return segments_[width - first_width].load(std::memory_order_acquire) +
           std::size_t{at - (1U << (width - 1))} * info_.stride + info_.value_at;
  }
  [[nodiscard]] std::uint32_t size() const { return size_.load(std::memory_order_acquire); }
  [[nodiscard]] std::size_t memory() const;

 private:
  static constexpr std::uint32_t first_segment = 32;
  static constexpr std::size_t first_width = 6;
  static constexpr std::size_t segment_count = 27;

  [[nodiscard]] const CellHead* find(const void* value, std::uint32_t hash) const;

  const InternInfo& info_;
  KeyTable table_;
  std::array<std::atomic<std::byte*>, segment_count> segments_{};
  std::atomic<std::uint32_t> size_{0};
  SpinLock lock_;
  std::vector<KeyTable::Array*>
      outgrown_;  ///< freed with the table: together smaller than the current
};

/// The tables of a database, one for each type.
class InternTables {
 public:
  InternTables() = default;
  InternTables(const InternTables&) = delete;
  InternTables& operator=(const InternTables&) = delete;
  ~InternTables();

  [[nodiscard]] InternTable& table(InternInfo& info) {
    InternTable* const found =
        tables_[info.index.load(std::memory_order_relaxed)].load(std::memory_order_acquire);
    return found != nullptr ? *found : add(info);
  }
  [[nodiscard]] std::size_t memory() const;

 private:
  static constexpr std::size_t max_tables = 256;

  InternTable& add(InternInfo& info);

  std::array<std::atomic<InternTable*>, max_tables> tables_{};
  std::mutex mutex_;
};

}  // namespace troupe::engine::detail
