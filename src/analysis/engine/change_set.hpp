// What one write applies.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include "analysis/engine/hash.hpp"
#include "analysis/engine/query.hpp"

namespace troupe::engine {

namespace detail {

class Ingredient;

void* allocate_version(std::size_t value_size);
void free_version(const IngredientInfo& info, Version& version);

/// One change that waits to be applied.
struct PendingChange {
  PendingChange* next = nullptr;
  IngredientInfo* info = nullptr;
  const void* key = nullptr;
  Version* version = nullptr;  ///< null once the database has taken it
  std::uint32_t hash = 0;
  void (*destroy)(PendingChange*) = nullptr;
  // Set by apply:
  Ingredient* ingredient = nullptr;
  CellHead* cell = nullptr;  ///< null: nothing to do
};

template <typename Key>
struct KeyedChange : PendingChange {
  explicit KeyedChange(Key&& change_key) : stored(std::move(change_key)) { key = &stored; }
  Key stored;
};

}  // namespace detail

/// Inputs to set and to remove together: after `Database::apply` all of it holds, before, none.
/// Move only; may be filled on any thread. A later change of the same input wins over an earlier
/// one.
class ChangeSet {
 public:
  ChangeSet() = default;
  ChangeSet(const ChangeSet&) = delete;
  ChangeSet& operator=(const ChangeSet&) = delete;
  ChangeSet(ChangeSet&& other) noexcept
      : first_(std::exchange(other.first_, nullptr)), last_(std::exchange(other.last_, nullptr)) {}
  ChangeSet& operator=(ChangeSet&& other) noexcept {
    std::swap(first_, other.first_);
    std::swap(last_, other.last_);
    return *this;
  }
  ~ChangeSet() { clear(); }

  template <Input I>
  void set(typename I::Key key, typename I::Value value, Durability durability = Durability::low) {
    auto& change = add<I>(std::move(key));
    change.version = make_version<I>(std::move(value), durability);
  }
  template <Input I>
  void remove(typename I::Key key) {
    add<I>(std::move(key)).version = make_tombstone();
  }
  [[nodiscard]] bool empty() const { return first_ == nullptr; }
  void clear() noexcept;

 private:
  friend class Database;

  template <Input I>
  detail::PendingChange& add(typename I::Key&& key) {
    using Change = detail::KeyedChange<typename I::Key>;
    auto* const change = new Change(std::move(key));
    change->info = &detail::ingredient_info<I>;
    change->destroy = [](detail::PendingChange* pending) { delete static_cast<Change*>(pending); };
    change->hash = detail::mix(hash_of(change->stored));
    (last_ != nullptr ? last_->next : first_) = change;
    last_ = change;
    return *change;
  }
  template <Input I>
  static detail::Version* make_version(typename I::Value&& value, Durability durability) {
    void* const memory = detail::allocate_version(sizeof(typename I::Value));
    auto* const version = ::new (memory) detail::Version;
    version->durability = durability;
    version->has_value = true;
    ::new (version->value()) typename I::Value(std::move(value));
    return version;
  }
  static detail::Version* make_tombstone();

  detail::PendingChange* first_ = nullptr;
  detail::PendingChange* last_ = nullptr;
};

}  // namespace troupe::engine
