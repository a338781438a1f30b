// Eviction replaces a memo by a hollow one: edges, stamp and interval stay, the value goes.
// Dependents are verified against the hollow memo as before. Where its value is asked for, the
// query runs again, and if the hollow memo covers the revision, the new value must be the old one
// and takes over its stamp.
#include <utility>

#include "analysis/engine/chain_lock.hpp"
#include "analysis/engine/context.hpp"
#include "analysis/engine/database.hpp"

namespace troupe::engine {

namespace {

using detail::Memo;

/// Puts hollow memos in the place of a cell's unused ones. Returns how many.
std::size_t evict_cell(detail::Core& core, detail::Ingredient& ingredient, detail::QueryCell& cell,
                       std::uint64_t unused_since) {
  if (!detail::is_memo(cell.memo.load(std::memory_order_acquire))) {
    return 0;
  }
  std::size_t evicted = 0;
  const detail::ChainLock lock(cell);
  std::atomic<Memo*>* link = &cell.memo;
  for (Memo* memo = link->load(); detail::is_memo(memo);) {
    Memo* const next = memo->next();
    if (!memo->is_hollow() && memo->known_interval().verified_at() < unused_since) {
      Memo* const hollow = detail::make_hollow_memo(ingredient.info(), *memo);
      hollow->next_link().store(next, std::memory_order_relaxed);
      link->store(hollow, std::memory_order_seq_cst);
      core.emit(EventKind::evicted, memo->known_interval().verified_at(), ingredient, cell);
      core.retire_memo(ingredient, cell, *memo);
      memo = hollow;
      ++evicted;
    }
    if (next == nullptr) {
      break;
    }
    link = &memo->next_link();
    memo = next;
  }
  return evicted;
}

std::size_t evict_ingredient(detail::Core& core, detail::Ingredient& ingredient,
                             std::uint64_t unused_since) {
  std::size_t evicted = 0;
  if (!ingredient.info().is_input) {
    ingredient.for_each([&](detail::CellHead& head) {
      evicted += evict_cell(core, ingredient, static_cast<detail::QueryCell&>(head), unused_since);
    });
  }
  return evicted;
}

}  // namespace

std::size_t Database::evict(Revision unused_since) {
  std::size_t evicted = 0;
  for (detail::Ingredient* const ingredient : core_->ingredients()) {
    evicted += evict_ingredient(*core_, *ingredient, unused_since.value);
  }
  reclaim();
  return evicted;
}

std::size_t Database::evict_type(const detail::IngredientInfo& info, Revision unused_since) {
  detail::Ingredient* const ingredient = core_->find_ingredient(info);
  const std::size_t evicted =
      ingredient != nullptr ? evict_ingredient(*core_, *ingredient, unused_since.value) : 0;
  reclaim();
  return evicted;
}

}  // namespace troupe::engine
