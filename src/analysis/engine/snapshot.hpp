// An immutable view of a database at one revision.
#pragma once

#include <cstdint>
#include <utility>

#include "analysis/engine/cancellation.hpp"
#include "analysis/engine/core.hpp"
#include "base/check.hpp"

namespace troupe::engine {

namespace detail {

/// Finds the memo of a query that answers at this revision without more ado, or null.
template <typename Q>
[[nodiscard]] inline const typename Q::Value* find_hit(const Core& core, std::uint64_t revision,
                                                       const typename Q::Key& key,
                                                       std::uint32_t hash, Edge* edge,
                                                       Interval* interval) {
  using Key = typename Q::Key;
  const Ingredient* const ingredient = core.find_ingredient(ingredient_info<Q>);
  if (ingredient == nullptr) [[unlikely]] {
    return nullptr;
  }
  constexpr std::size_t at = key_offset(cell_size, alignof(Key));
  const CellHead* const found = ingredient->table().find(hash, [&](const CellHead& cell) {
    return *reinterpret_cast<const Key*>(reinterpret_cast<const std::byte*>(&cell) + at) == key;
  });
  if (found == nullptr) [[unlikely]] {
    return nullptr;
  }
  const Memo* const memo =
      static_cast<const QueryCell*>(found)->memo.load(std::memory_order_seq_cst);
  const Interval covered = memo->interval();
  if (!covered.covers(revision)) [[unlikely]] {
    return nullptr;
  }
  if (edge != nullptr) {
    *edge = {found->node, memo->stamp()};
    *interval = covered;
  }
  return static_cast<const typename Q::Value*>(memo->value());
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
    detail::SnapshotState& at = state();
    if (const Value* const hit =
            detail::find_hit<Q>(*at.core, at.revision, key, hash, nullptr, nullptr)) [[likely]] {
      return *hit;
    }
    return *static_cast<const Value*>(
        at.core->fetch(request(), nullptr, detail::ingredient_info<Q>, &key, hash));
  } else {
    const Value* const value = find<Q>(key);
    base::check(value != nullptr, "an input that is read with get was set");
    return *value;
  }
}

template <Input I>
const typename I::Value* Snapshot::find(const typename I::Key& key) const {
  return static_cast<const typename I::Value*>(state().core->find_input(
      request(), nullptr, detail::ingredient_info<I>, &key, detail::mix(hash_of(key))));
}

}  // namespace troupe::engine
