// An immutable view of a database at one revision.
#pragma once

#include <cstdint>
#include <utility>

#include "analysis/engine/cancellation.hpp"
#include "analysis/engine/core.hpp"
#include "base/check.hpp"

namespace troupe::engine {

namespace detail {

/// Finds the cell of a key without a lock; null if there is none.
template <Cached T>
[[nodiscard]] inline CellHead* find_cell(const Core& core, const typename T::Key& key,
                                         std::uint32_t hash) {
  using Key = typename T::Key;
  const Ingredient* const ingredient = core.find_ingredient(ingredient_info<T>);
  if (ingredient == nullptr) [[unlikely]] {
    return nullptr;
  }
  constexpr std::size_t at = key_offset(cell_size, alignof(Key));
  return ingredient->table().find(hash, [&](const CellHead& cell) {
    return *reinterpret_cast<const Key*>(reinterpret_cast<const std::byte*>(&cell) + at) == key;
  });
}

/// A memo that answers at this revision without more ado.
struct Hit {
  const Memo* memo = nullptr;  ///< null: there is none
  Interval interval;
};

[[nodiscard]] inline Hit find_hit(const CellHead* cell, std::uint64_t revision) {
  if (cell == nullptr) [[unlikely]] {
    return {};
  }
  const Memo* const memo =
      static_cast<const QueryCell*>(cell)->memo.load(std::memory_order_seq_cst);
  const Interval interval = memo->interval();
  return interval.covers(revision) ? Hit{memo, interval} : Hit{};
}

}  // namespace detail

/// A handle on one revision: copyable, movable, usable from any thread (one handle by one thread at
/// a time; give each thread its copy). What `get` and `find` return stays valid until the last copy
/// of this handle is dropped (I4). It also carries what cancels the work done through it. Outliving
/// the database is allowed: its last snapshot frees what is left.
///
/// Cancelled comes out of `get` and `find` only where something must be computed: a hit never
/// throws.
class Snapshot {
 public:
  /// A handle on nothing, to be assigned to. Everything but assignment fails a check.
  Snapshot() = default;
  Snapshot(const Snapshot& other) : token_(other.token_), on_stale_(other.on_stale_) {
    if (other.state_ != nullptr) {
      other.state_->references.fetch_add(1, std::memory_order_relaxed);
      state_ = other.state_;
    }
  }
  Snapshot(Snapshot&& other) noexcept
      : state_(std::exchange(other.state_, nullptr)),
        token_(std::move(other.token_)),
        on_stale_(other.on_stale_) {}
  Snapshot& operator=(const Snapshot& other) {
    if (this != &other) {
      *this = Snapshot(other);
    }
    return *this;
  }
  Snapshot& operator=(Snapshot&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(token_, other.token_);
    std::swap(on_stale_, other.on_stale_);
    return *this;
  }
  ~Snapshot() { drop(); }

  [[nodiscard]] Revision revision() const { return Revision{state().revision}; }
  /// Whether a newer revision exists.
  [[nodiscard]] bool is_stale() const { return state().stale.load(std::memory_order_acquire); }

  /// The query's value at this revision, or what the input holds. An input that is absent fails a
  /// check.
  template <Cached Q>
  [[nodiscard]] const typename Q::Value& get(const typename Q::Key& key) const;
  /// What the input holds; null if it was never set or has been removed.
  template <Input I>
  [[nodiscard]] const typename I::Value* find(const typename I::Key& key) const;

  /// The value behind an id that this database gave out.
  template <typename T>
  [[nodiscard]] const T& lookup(Interned<T> id) const {
    return *static_cast<const T*>(
        state().core->interned().table(detail::intern_info<T>).lookup(id.index()));
  }

  /// The same revision for a request that `token` cancels, and a newer revision too if asked for.
  [[nodiscard]] Snapshot with_cancellation(CancellationToken token,
                                           OnStale on_stale = OnStale::finish) const {
    Snapshot copy(*this);
    copy.token_ = std::move(token);
    copy.on_stale_ = on_stale;
    return copy;
  }

 private:
  friend class Database;
  friend class Context;
  explicit Snapshot(detail::SnapshotState& state) : state_(&state) {}

  [[nodiscard]] detail::SnapshotState& state() const {
    base::check(state_ != nullptr, "a snapshot handle is used after it was given away");
    return *state_;
  }
  [[nodiscard]] detail::ReadRequest request() const {
    return {&state(), token_.flag_.get(), on_stale_ == OnStale::cancel};
  }
  void drop() noexcept;

  detail::SnapshotState* state_ = nullptr;
  CancellationToken token_;
  OnStale on_stale_ = OnStale::finish;
};

template <Cached Q>
const typename Q::Value& Snapshot::get(const typename Q::Key& key) const {
  using Value = typename Q::Value;
  if constexpr (Query<Q>) {
    const std::uint32_t hash = detail::mix(hash_of(key));
    const detail::SnapshotState& at = state();
    detail::CellHead* const cell = detail::find_cell<Q>(*at.core, key, hash);
    if (const detail::Hit hit = detail::find_hit(cell, at.revision); hit.memo != nullptr)
        [[likely]] {
      return *static_cast<const Value*>(hit.memo->value());
    }
    return *static_cast<const Value*>(
        at.core->fetch(request(), nullptr, detail::ingredient_info<Q>, &key, hash, cell));
  } else {
    const Value* const value = find<Q>(key);
    base::check(value != nullptr, "an input that is read with get was set");
    return *value;
  }
}

template <Input I>
const typename I::Value* Snapshot::find(const typename I::Key& key) const {
  const detail::SnapshotState& at = state();
  const auto* const cell = static_cast<const detail::InputCell*>(
      detail::find_cell<I>(*at.core, key, detail::mix(hash_of(key))));
  if (cell == nullptr) {
    return nullptr;
  }
  const detail::Version* const version = detail::read_input(*cell, at.revision).version;
  return version != nullptr && version->has_value
             ? static_cast<const typename I::Value*>(version->value())
             : nullptr;
}

}  // namespace troupe::engine
