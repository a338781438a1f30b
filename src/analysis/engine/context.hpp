// What queries and features read through.
#pragma once

#include <cstdint>

#include "analysis/engine/core.hpp"
#include "analysis/engine/snapshot.hpp"

namespace troupe::engine {

/// The view of a database that `execute` gets, and that a feature makes from a snapshot to pass on:
///
///   Context context(snapshot);
///   return hover(context, file, offset);
///
/// The one that `execute` gets records what is read, the one made from a snapshot records nothing
/// and keeps the snapshot alive. Belongs to one thread; an `execute` must not hand its own to
/// another.
class Context {
 public:
  explicit Context(Snapshot snapshot)
      : snapshot_(std::move(snapshot)), request_(snapshot_.request()) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() = default;

  /// The query's value, or what the input holds. An input that is absent fails a check.
  template <Cached Q>
  [[nodiscard]] const typename Q::Value& get(const typename Q::Key& key);
  /// What the input holds; null if it is absent, which is recorded like a value.
  template <Input I>
  [[nodiscard]] const typename I::Value* find(const typename I::Key& key);

  /// For long loops: throws Cancelled if the request was.
  void checkpoint() const { detail::check_cancellation(request_); }
  [[nodiscard]] Revision revision() const { return Revision{request_.state->revision}; }

  /// The id of a value, the same for equal values; recorded nowhere, for it never changes.
  template <typename T>
  [[nodiscard]] Interned<T> intern(const T& value) {
    return Interned<T>(core()
                           .interned()
                           .table(detail::intern_info<T>)
                           .intern(&value, detail::mix(hash_of(value))));
  }
  template <typename T>
  [[nodiscard]] const T& lookup(Interned<T> id) const {
    return *static_cast<const T*>(
        core().interned().table(detail::intern_info<T>).lookup(id.index()));
  }

 private:
  friend class detail::Reader;
  template <Query Q>
  friend detail::Memo* detail::execute_query(Context& context, const void* key);

  /// The context of an execution.
  Context(const detail::ReadRequest& request, detail::ThreadState& thread)
      : request_(request), thread_(&thread) {
    trace_.first_edge = thread.edge_end();
  }

  [[nodiscard]] detail::Core& core() const { return *request_.state->core; }
  [[nodiscard]] detail::Trace* trace() { return thread_ != nullptr ? &trace_ : nullptr; }
  void record(detail::Edge edge, std::uint64_t valid_from, Durability durability) {
    trace_.note(valid_from, durability);
    thread_->record_once(edge, trace_.first_edge);
  }

  Snapshot snapshot_;  ///< empty inside an execution: the outermost context keeps it alive
  detail::ReadRequest request_;
  detail::ThreadState* thread_ = nullptr;  ///< null: records nothing
  detail::Trace trace_;
};

template <Cached Q>
const typename Q::Value& Context::get(const typename Q::Key& key) {
  using Value = typename Q::Value;
  if constexpr (Query<Q>) {
    const std::uint32_t hash = detail::mix(hash_of(key));
    detail::CellHead* const cell = detail::find_cell<Q>(core(), key, hash);
    if (const detail::Hit hit = detail::find_hit(cell, request_.state->revision);
        hit.memo != nullptr) [[likely]] {
      if (thread_ != nullptr) {
        record({cell->node, hit.memo->stamp()}, hit.interval.valid_from(),
               hit.interval.durability());
      }
      return *static_cast<const Value*>(hit.memo->value());
    }
    return *static_cast<const Value*>(
        core().fetch(request_, trace(), detail::ingredient_info<Q>, &key, hash, cell));
  } else {
    const Value* const value = find<Q>(key);
    base::check(value != nullptr, "an input that is read with get was set");
    return *value;
  }
}

template <Input I>
const typename I::Value* Context::find(const typename I::Key& key) {
  if (thread_ == nullptr) {
    return snapshot_.find<I>(key);
  }
  const std::uint32_t hash = detail::mix(hash_of(key));
  const auto* cell = static_cast<const detail::InputCell*>(detail::find_cell<I>(core(), key, hash));
  if (cell == nullptr || cell->is_dead()) [[unlikely]] {
    cell = &core().absent_input(detail::ingredient_info<I>, &key, hash);
  }
  const detail::InputReading reading = detail::read_input(*cell, request_.state->revision);
  record({cell->node, reading.stamp}, reading.valid_from, reading.durability);
  return reading.version != nullptr && reading.version->has_value
             ? static_cast<const typename I::Value*>(reading.version->value())
             : nullptr;
}

namespace detail {

/// Room for a memo whose value goes to `value()`, with the edges that the context has recorded.
[[nodiscard]] Memo* make_memo(const IngredientInfo& info, ThreadState& thread, const Trace& trace);
/// All the bytes of a memo, its value and edges included.
[[nodiscard]] std::size_t memo_size(const IngredientInfo& info, const Memo& memo);
/// Frees a memo that has no value yet.
void abandon_memo(const IngredientInfo& info, Memo& memo) noexcept;
/// A copy of a memo that has its interval, stamp and edges, but no value, and room for `next`.
[[nodiscard]] Memo* make_hollow_memo(const IngredientInfo& info, Memo& memo);

template <Query Q>
Memo* execute_query(Context& context, const void* key) {
  using Value = typename Q::Value;
  Value value = Q::execute(context, *static_cast<const typename Q::Key*>(key));
  Memo* const memo = make_memo(ingredient_info<Q>, *context.thread_, context.trace_);
  if constexpr (std::is_nothrow_move_constructible_v<Value>) {
    ::new (memo->value()) Value(std::move(value));
  } else {
    try {
      ::new (memo->value()) Value(std::move(value));
    } catch (...) {
      abandon_memo(ingredient_info<Q>, *memo);
      throw;
    }
  }
  return memo;
}

}  // namespace detail
}  // namespace troupe::engine
