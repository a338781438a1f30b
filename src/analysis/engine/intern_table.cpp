// Segments double in size and never move, so that a reference to an interned value lasts as long as
// the database. A value is complete before its entry in the key table is, and size_ counts it after
// both.
#include "analysis/engine/intern_table.hpp"

#include <mutex>

#include "base/check.hpp"

namespace troupe::engine::detail {

InternTable::~InternTable() {
  for (std::uint32_t i = 0; i < size(); ++i) {
    if (info_.destroy != nullptr) {
      info_.destroy(const_cast<void*>(lookup(i)));
    }
  }
  for (std::atomic<std::byte*>& segment : segments_) {
    ::operator delete(segment.load(std::memory_order_relaxed));
  }
  for (KeyTable::Array* const array : outgrown_) {
    KeyTable::free_array(array);
  }
}

const CellHead* InternTable::find(const void* value, std::uint32_t hash) const {
  return table_.find(hash, [&](const CellHead& cell) {
    return info_.equal(reinterpret_cast<const std::byte*>(&cell) + info_.value_at, value);
  });
}

std::uint32_t InternTable::intern(const void* value, std::uint32_t hash) {
  if (const CellHead* const found = find(value, hash)) {
    return found->node;
  }
  const std::lock_guard guard(lock_);
  if (const CellHead* const found = find(value, hash)) {
    return found->node;
  }
  const std::uint32_t index = size_.load(std::memory_order_relaxed);
  const std::uint32_t at = index + first_segment;
  base::check(at > index && at < UINT32_MAX, "fewer than 2^32 values of a type are interned");
  const auto segment = static_cast<std::size_t>(std::bit_width(at)) - first_width;
  const std::uint32_t segment_size = first_segment << segment;
  if (segments_[segment].load(std::memory_order_relaxed) == nullptr) {
    segments_[segment].store(
        static_cast<std::byte*>(::operator new(std::size_t{segment_size} * info_.stride)),
        std::memory_order_release);
  }
  std::byte* const place = segments_[segment].load(std::memory_order_relaxed) +
                           std::size_t{at - segment_size} * info_.stride;
  auto* const cell = ::new (place) CellHead{hash, index};
  info_.copy(place + info_.value_at, value);
  size_.store(index + 1, std::memory_order_release);
  outgrown_.reserve(outgrown_.size() + 1);
  if (KeyTable::Array* const outgrown = table_.insert(*cell)) {
    outgrown_.push_back(outgrown);
  }
  return index;
}

std::size_t InternTable::memory() const {
  std::size_t bytes = sizeof(*this) + table_.memory();
  for (std::size_t i = 0; i < segment_count; ++i) {
    if (segments_[i].load(std::memory_order_acquire) != nullptr) {
      bytes += (std::size_t{first_segment} << i) * info_.stride;
    }
  }
  return bytes;
}

InternTables::~InternTables() {
  for (std::atomic<InternTable*>& table : tables_) {
    delete table.load(std::memory_order_relaxed);
  }
}

InternTable& InternTables::add(InternInfo& info) {
  static std::atomic<std::uint32_t> next_index{1};
  const std::lock_guard guard(mutex_);
  std::uint32_t index = info.index.load(std::memory_order_acquire);
  if (index == 0) {
    const std::uint32_t fresh = next_index.fetch_add(1, std::memory_order_relaxed);
    base::check(fresh < max_tables, "fewer types are interned than there are tables");
    // Databases number types together; another one may have been faster, and then a number is lost.
    index = info.index.compare_exchange_strong(index, fresh) ? fresh : index;
  }
  if (tables_[index].load(std::memory_order_relaxed) == nullptr) {
    tables_[index].store(new InternTable(info), std::memory_order_release);
  }
  return *tables_[index].load(std::memory_order_relaxed);
}

std::size_t InternTables::memory() const {
  std::size_t bytes = sizeof(*this);
  for (const std::atomic<InternTable*>& table : tables_) {
    if (const InternTable* const found = table.load(std::memory_order_acquire)) {
      bytes += found->memory();
    }
  }
  return bytes;
}

}  // namespace troupe::engine::detail
