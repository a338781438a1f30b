#include "analysis/engine/core.hpp"

#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "analysis/engine/block_pool.hpp"
#include "analysis/engine/change_set.hpp"
#include "analysis/engine/context.hpp"
#include "base/check.hpp"

namespace troupe::engine::detail {

namespace {

/// Raw memory for a memo, constructed but for its value (or interval) and edges.
Memo* place_memo(const IngredientInfo& info, std::size_t value_size, std::uint32_t edge_count,
                 std::uint32_t flags) {
  const bool has_next = (flags & Memo::next_flag) != 0;
  const std::size_t before = has_next ? info.link_space : 0;
  const std::size_t bytes = before + sizeof(Memo) + value_size + edge_count * sizeof(Edge);
  auto* const memory = static_cast<std::byte*>(
      allocate((bytes + info.link_space - 1) / info.link_space * info.link_space));
  if (has_next) {
    ::new (memory + before - sizeof(std::atomic<Memo*>)) std::atomic<Memo*>(nullptr);
  }
  return ::new (memory + before)
      Memo(Interval(), absent_stamp, flags | (edge_count * Memo::edge_unit));
}

/// Removes repeated nodes from edges, keeping the first of each. Returns how many are left.
std::uint32_t deduplicate(Edge* edges, std::uint32_t count) {
  constexpr std::uint32_t too_few_to_matter = 8;
  if (count <= too_few_to_matter) {
    return count;
  }
  std::vector<Node> seen(std::bit_ceil(std::size_t{count} * 2), 0);  // node + 1, open addressing
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Node mark = edges[i].node + 1;
    std::size_t at = mix(mark) & (seen.size() - 1);
    while (seen[at] != 0 && seen[at] != mark) {
      at = (at + 1) & (seen.size() - 1);
    }
    if (seen[at] == 0 || edges[i].stamp == never_stamp) {
      seen[at] = mark;
      edges[kept++] = edges[i];
    }
  }
  return kept;
}

}  // namespace

std::size_t memo_size(const IngredientInfo& info, const Memo& memo) {
  const std::size_t value_size = memo.is_hollow() ? sizeof(std::uint64_t) : info.value_size;
  const std::size_t bytes = sizeof(Memo) + value_size + memo.edge_count() * sizeof(Edge) +
                            (memo.has_next() ? info.link_space : 0);
  return (bytes + info.link_space - 1) / info.link_space * info.link_space;  // aligned like that
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TROUPE_ENGINE_POOL 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TROUPE_ENGINE_POOL 0
#endif
#endif
#ifndef TROUPE_ENGINE_POOL
#define TROUPE_ENGINE_POOL 1
#endif

namespace {

/// Sanitizers are to see each memo as an allocation of its own.
[[maybe_unused]] constexpr bool is_pooled(std::size_t bytes) {
  return TROUPE_ENGINE_POOL != 0 && bytes <= BlockPool::max_block;
}

}  // namespace

#ifdef TROUPE_ENGINE_TESTING

namespace {

/// What was freed while memory was to be poisoned. It is not given out again, so that whoever still
/// reads it meets poison and not somebody else's values.
struct Quarantine {
  std::mutex mutex;
  std::vector<std::unique_ptr<std::byte[]>> blocks;
};
Quarantine quarantine;

}  // namespace

std::atomic<std::size_t> allocated_bytes{0};

void empty_quarantine() {
  const std::lock_guard guard(quarantine.mutex);
  quarantine.blocks.clear();
}

void* allocate(std::size_t bytes) {
  allocated_bytes += bytes;
  return new std::byte[bytes];
}

void deallocate(void* memory, std::size_t bytes) noexcept {
  allocated_bytes -= bytes;
  std::unique_ptr<std::byte[]> block(static_cast<std::byte*>(memory));
  if (poison_freed_memory) {
    constexpr int poison = 0xDD;
    std::memset(memory, poison, bytes);
    const std::lock_guard guard(quarantine.mutex);
    quarantine.blocks.push_back(std::move(block));
  }
}

#else

void* allocate(std::size_t bytes) {
  return is_pooled(bytes) ? BlockPool::instance().allocate(bytes, ThreadState::current().index())
                          : ::operator new(bytes);
}

void deallocate(void* memory, std::size_t bytes) noexcept {
  if (is_pooled(bytes)) {
    BlockPool::free(memory);
  } else {
    ::operator delete(memory);
  }
}

#endif

Memo* make_memo(const IngredientInfo& info, ThreadState& thread, const Trace& trace) {
  Edge* const edges = thread.edges() + trace.first_edge;
  const std::uint32_t count = deduplicate(edges, thread.edge_end() - trace.first_edge);
  Memo* const memo =
      place_memo(info, info.value_size, count, trace.has_predecessor ? Memo::next_flag : 0);
  std::uninitialized_copy_n(edges, count, memo->edges(info.value_size));
  return memo;
}

void abandon_memo(const IngredientInfo& info, Memo& memo) noexcept {
  deallocate(reinterpret_cast<std::byte*>(&memo) - (memo.has_next() ? info.link_space : 0),
             memo_size(info, memo));
}

Memo* make_hollow_memo(const IngredientInfo& info, Memo& memo) {
  const std::uint32_t count = memo.edge_count();
  Memo* const hollow =
      place_memo(info, sizeof(std::uint64_t), count, Memo::next_flag | Memo::hollow_flag);
  hollow->set_stamp(memo.stamp());
  const Interval known = memo.known_interval();
  ::new (hollow->value()) std::atomic<std::uint64_t>(
      Interval(known.valid_from(), known.verified_at(), known.durability()).bits());
  std::uninitialized_copy_n(memo.edges(info.value_size), count, hollow->edges(info.value_size));
  return hollow;
}

Core::Core(const Options& options) : options_(options), epochs_(*this) {}

Core::~Core() {
  epochs_.destroy_all();
  for (Ingredient* const ingredient : ingredients()) {
    free_cells_of(*ingredient);
  }
  for (std::atomic<Ingredient*>& ingredient : ingredients_) {
    delete ingredient.load(std::memory_order_relaxed);
  }
}

void Core::free_cells_of(Ingredient& ingredient) {
  const IngredientInfo& info = ingredient.info();
  ingredient.for_each([&](CellHead& head) {
    if (info.is_input) {
      Version* version = static_cast<InputCell&>(head).version.load(std::memory_order_relaxed);
      while (version != nullptr) {
        Version* const next = version->next.load(std::memory_order_relaxed);
        free_version(info, *version);
        version = next;
      }
    } else {
      Memo* memo = static_cast<QueryCell&>(head).memo.load(std::memory_order_relaxed);
      while (is_memo(memo)) {
        Memo* const next = memo->next();
        free_memo(info, *memo);
        memo = next;
      }
    }
    if (info.destroy_key != nullptr) {
      info.destroy_key(const_cast<void*>(info.key_of(head)));
    }
  });
}

void Core::drop_user() {
  if (users_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    delete this;
  }
}

Ingredient& Core::ingredient(IngredientInfo& info) {
  if (Ingredient* const found = find_ingredient(info)) [[likely]] {
    return *found;
  }
  static std::atomic<std::uint32_t> next_index{1};
  const std::lock_guard guard(ingredients_mutex_);
  std::uint32_t index = info.index.load(std::memory_order_acquire);
  if (index == 0) {
    const std::uint32_t fresh = next_index.fetch_add(1, std::memory_order_relaxed);
    base::check(fresh < max_ingredients, "fewer than 1 024 input and query types exist");
    // Databases number types together; another one may have been faster, and then a number is lost.
    index = info.index.compare_exchange_strong(index, fresh) ? fresh : index;
  }
  if (ingredients_[index].load(std::memory_order_relaxed) == nullptr) {
    ingredients_[index].store(new Ingredient(*this, info), std::memory_order_release);
  }
  return *ingredients_[index].load(std::memory_order_relaxed);
}

std::vector<Ingredient*> Core::ingredients() const {
  std::vector<Ingredient*> found;
  for (const std::atomic<Ingredient*>& ingredient : ingredients_) {
    if (Ingredient* const one = ingredient.load(std::memory_order_acquire)) {
      found.push_back(one);
    }
  }
  return found;
}

void Core::emit_event(EventKind kind, std::uint64_t revision, const Ingredient& ingredient,
                      const CellHead& cell) const {
  options_.listener->on_event({kind, Revision{revision}, ingredient.info().name,
                               ingredient.info().print_key, ingredient.key_of(cell)});
}

void Core::retire_memo(Ingredient& ingredient, const QueryCell& cell, Memo& memo) {
  emit(EventKind::retired, memo.known_interval().verified_at(), ingredient, cell);
  epochs_.retire(Retired::Kind::memo, &memo, &ingredient);
}

void Core::free_memo(const IngredientInfo& info, Memo& memo, bool has_value) {
  if (memo.known_interval().has_older()) {
    older_intervals_.erase(memo);
  }
  if (has_value && !memo.is_hollow() && info.destroy_value != nullptr) {
    info.destroy_value(memo.value());
  }
  abandon_memo(info, memo);
}

Memo* Core::with_link(const IngredientInfo& info, Memo& memo) {
  const std::uint32_t count = memo.edge_count();
  Memo* const roomy = place_memo(info, info.value_size, count, Memo::next_flag);
  roomy->set_stamp(memo.stamp());
  roomy->interval_word().store(memo.interval().bits(), std::memory_order_relaxed);
  info.move_value(roomy->value(), memo.value());
  std::uninitialized_copy_n(memo.edges(info.value_size), count, roomy->edges(info.value_size));
  free_memo(info, memo);
  return roomy;
}

void Core::destroy_value(Retired& item) {
  const auto& ingredient = *static_cast<const Ingredient*>(item.owner);
  void* const value = item.kind == Retired::Kind::memo
                          ? static_cast<Memo*>(item.object)->value()
                          : static_cast<Version*>(item.object)->value();
  item.value_gone = true;
  if (ingredient.info().destroy_value != nullptr) {
    ingredient.info().destroy_value(value);
  }
}

void Core::destroy(Retired& item) {
  switch (item.kind) {
    case Retired::Kind::version: {
      auto& version = *static_cast<Version*>(item.object);
      // The oldest go first, so nothing stands behind this one.
      if (version.newer != nullptr) {
        version.newer->next.store(nullptr, std::memory_order_release);
      }
      free_version(static_cast<const Ingredient*>(item.owner)->info(), version);  // and `item`
      return;
    }
    case Retired::Kind::memo:
      free_memo(static_cast<const Ingredient*>(item.owner)->info(),
                *static_cast<Memo*>(item.object), !item.value_gone);
      break;
    case Retired::Kind::cell:
      static_cast<Ingredient*>(item.owner)->free_cell(*static_cast<CellHead*>(item.object));
      break;
    case Retired::Kind::block:
      KeyTable::free_array(item.object);
      break;
  }
  delete &item;
}

}  // namespace troupe::engine::detail
