// What a slot remembers: a query's value with the trace that justifies it, and an input's versions.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

#include "analysis/engine/revision.hpp"

namespace troupe::engine::detail {

using Node = std::uint32_t;   ///< dense number of a cell: one (query or input, key)
using Stamp = std::uint32_t;  ///< identifies a value within its cell

/// The stamp of an input that is absent; no value has it.
inline constexpr Stamp absent_stamp = 0;
/// Equal to no stamp, itself included: what a cell gives out after four billion values, and what an
/// execution records for a read that threw.
inline constexpr Stamp never_stamp = UINT32_MAX;

/// What an execution read: a cell, and the stamp it saw there.
struct Edge {
  Node node = 0;
  Stamp stamp = 0;
};

/// One value of a query, with its interval, stamp and edges, in one allocation:
///
///   [Memo* next]  only if has_next()
///   Memo          16 bytes
///   value         unless hollow; a hollow memo (evicted, I9) has its interval here instead, so
///   that
///                 the fast path, which looks at the first word alone, never takes it for a hit
///   Edge[]        in the order in which they were read
///
/// Value and edges never change once the memo is published; the interval grows (I3).
class Memo {
 public:
  static constexpr std::uint32_t hollow_flag = 1;  ///< has no value
  static constexpr std::uint32_t next_flag = 2;    ///< has room for `next`
  static constexpr std::uint32_t edge_unit = 4;    ///< the edge count starts at this bit

  constexpr Memo(Interval interval, Stamp stamp, std::uint32_t meta)
      : interval_(interval.bits()), stamp_(stamp), meta_(meta) {}

  /// The interval of a memo that has a value; covers nothing where there is none.
  [[nodiscard]] Interval interval() const {
    return Interval(interval_.load(std::memory_order_acquire));
  }
  /// The word in which the interval stands, wherever that is.
  [[nodiscard]] std::atomic<std::uint64_t>& interval_word() {
    return is_hollow() ? *reinterpret_cast<std::atomic<std::uint64_t>*>(this + 1) : interval_;
  }
  [[nodiscard]] Interval known_interval() {
    return Interval(interval_word().load(std::memory_order_acquire));
  }
  [[nodiscard]] Stamp stamp() const { return stamp_; }
  void set_stamp(Stamp stamp) { stamp_ = stamp; }  ///< before it is published
  [[nodiscard]] bool is_hollow() const { return (meta_ & hollow_flag) != 0; }
  [[nodiscard]] bool has_next() const { return (meta_ & next_flag) != 0; }
  [[nodiscard]] std::uint32_t edge_count() const { return meta_ / edge_unit; }

  /// REQUIRES: has_next().
  [[nodiscard]] std::atomic<Memo*>& next_link() {
    return *(reinterpret_cast<std::atomic<Memo*>*>(this) - 1);
  }
  [[nodiscard]] Memo* next() {
    return has_next() ? next_link().load(std::memory_order_seq_cst) : nullptr;
  }
  [[nodiscard]] const void* value() const { return this + 1; }
  [[nodiscard]] void* value() { return this + 1; }
  [[nodiscard]] Edge* edges(std::size_t value_size) {
    return reinterpret_cast<Edge*>(reinterpret_cast<std::byte*>(this + 1) +
                                   (is_hollow() ? sizeof(std::uint64_t) : value_size));
  }

 private:
  std::atomic<std::uint64_t> interval_;
  Stamp stamp_;
  std::uint32_t meta_;
};
static_assert(sizeof(Memo) == 16);

/// The bytes that a value takes inside a memo: edges stay aligned behind it.
constexpr std::size_t padded_value_size(std::size_t size) {
  return (size + 3) & ~std::size_t{3};
}

/// Stands in a cell that has no memo, so that the fast path need not ask; covers nothing.
inline constinit Memo no_memo{Interval(), absent_stamp, Memo::hollow_flag};
/// Stands in a cell that was taken out of its table and will be freed; covers nothing.
inline constinit Memo dead_memo{Interval(), absent_stamp, Memo::hollow_flag};

[[nodiscard]] inline bool is_memo(const Memo* memo) {
  return memo != nullptr && memo != &no_memo && memo != &dead_memo;
}

/// Memory for memos and versions: the tests of reclamation count and poison it.
[[nodiscard]] void* allocate(std::size_t bytes);
void deallocate(void* memory, std::size_t bytes) noexcept;

/// Something replaced that waits for the snapshots which may still look at it. They wait in
/// `Epochs`.
struct Retired {
  enum class Kind : std::uint8_t { memo, version, cell, block };

  Retired* link = nullptr;
  std::uint64_t epoch = 0;  ///< the newest epoch whose snapshots may reach it
  Kind kind = Kind::memo;
  bool value_gone = false;  ///< its value was destroyed ahead of the rest
  void* object = nullptr;
  void* owner = nullptr;  ///< the ingredient; unused for blocks

  static void* operator new(std::size_t bytes) { return allocate(bytes); }
  static void operator delete(void* item, std::size_t bytes) { deallocate(item, bytes); }
};

/// One version of an input. The chain is newest first; a version is visible from its revision up to
/// the one before its successor's. `newer` and `next` are the owner's and the reclaimer's business;
/// readers follow `next` no further than to the version that they see.
struct Version {
  Retired retired;
  std::atomic<Version*> next{nullptr};
  Version* newer = nullptr;
  std::uint64_t revision = 0;
  /// Since when the input holds this value; older than `revision` if only the durability changed
  /// then.
  std::uint64_t valid_from = 0;
  std::uint64_t visible_until = 0;  ///< set when it is superseded
  Stamp stamp = absent_stamp;
  Durability durability = Durability::low;
  bool has_value = false;  ///< false: a tombstone
  // The value follows at version_value_offset.

  [[nodiscard]] void* value();
  [[nodiscard]] const void* value() const;
};

/// Stands in an input's slot that was taken out of its table; no revision sees it.
inline constinit Version dead_version{{}, nullptr, nullptr, UINT64_MAX};

inline constexpr std::size_t version_value_offset =
    (sizeof(Version) + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);

inline void* Version::value() {
  return reinterpret_cast<std::byte*>(this) + version_value_offset;
}
inline const void* Version::value() const {
  return reinterpret_cast<const std::byte*>(this) + version_value_offset;
}

}  // namespace troupe::engine::detail
