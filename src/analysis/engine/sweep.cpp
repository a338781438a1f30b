// Mark and sweep over slots. Roots are the queries that somebody asked for lately and those that
// are being executed; what a root's memos have edges to is kept, so that they can still be
// verified. Inputs that hold something are kept in any case: only the owner removes what it set.
//
// Readers go on meanwhile. One may find a slot just before it is taken out of its table: what it
// publishes there serves its snapshot and is retired at once, since the slot is marked dead first.
// One may record an edge to a slot that is swept: the slot's number is used again only after all
// snapshots of that time are gone, and then with higher stamps, so that the edge holds no longer
// and its owner executes again.
#include <utility>
#include <vector>

#include "analysis/engine/chain_lock.hpp"
#include "analysis/engine/database.hpp"

namespace troupe::engine {

namespace detail {

namespace {

class Sweep {
 public:
  Sweep(Core& core, std::uint64_t unused_since)
      : core_(core), unused_since_(unused_since), marked_(core.nodes().end()) {}

  std::size_t run() {
    const std::vector<Ingredient*> ingredients = core_.ingredients();
    for (Ingredient* const ingredient : ingredients) {
      if (!ingredient->info().is_input) {
        ingredient->for_each([&](CellHead& head) {
          if (is_root(static_cast<QueryCell&>(head))) {
            mark(head.node);
          }
        });
      }
    }
    while (!waiting_.empty()) {
      const Node node = waiting_.back();
      waiting_.pop_back();
      mark_edges(node);
    }
    std::size_t swept = 0;
    for (Ingredient* const ingredient : ingredients) {
      ingredient->for_each([&](CellHead& head) {
        const bool is_kept = head.node >= marked_.size() || marked_[head.node];
        if (!is_kept) {
          swept += ingredient->info().is_input
                       ? sweep_input(*ingredient, static_cast<InputCell&>(head))
                       : sweep_query(*ingredient, static_cast<QueryCell&>(head));
        }
      });
    }
    return swept;
  }

 private:
  bool is_root(QueryCell& cell) const {
    if ((cell.claim.load(std::memory_order_acquire) & claim_bits::token) != 0) {
      return true;
    }
    for (Memo* memo = cell.memo.load(); is_memo(memo); memo = memo->next()) {
      if (memo->known_interval().verified_at() >= unused_since_) {
        return true;
      }
    }
    return false;
  }

  void mark(Node node) {
    if (node < marked_.size() && !marked_[node]) {
      marked_[node] = true;
      waiting_.push_back(node);
    }
  }

  void mark_edges(Node node) {
    const Chunk& chunk = core_.nodes().chunk_of(node);
    if (chunk.is_input) {
      return;
    }
    auto& cell = static_cast<QueryCell&>(chunk.cell(node));
    for (Memo* memo = cell.memo.load(); is_memo(memo); memo = memo->next()) {
      const Edge* const edges = memo->edges(chunk.ingredient->info().value_size);
      for (std::uint32_t i = 0; i < memo->edge_count(); ++i) {
        if (edges[i].stamp != never_stamp) {
          mark(edges[i].node);
        }
      }
    }
  }

  std::size_t sweep_query(Ingredient& ingredient, QueryCell& cell) {
    std::vector<Memo*> memos;
    {
      const ChainLock lock(cell);
      if ((cell.claim.load(std::memory_order_acquire) & claim_bits::token) != 0) {
        return 0;
      }
      Stamp last = cell.last_stamp.load(std::memory_order_relaxed);
      Memo* head = cell.memo.load();
      for (Memo* memo = head; is_memo(memo); memo = memo->next()) {
        memos.push_back(memo);
        last = memo->stamp() != never_stamp ? std::max(last, memo->stamp()) : last;
      }
      // A first memo is published without the lock.
      if (!cell.memo.compare_exchange_strong(head, &dead_memo, std::memory_order_seq_cst)) {
        return 0;
      }
      cell.last_stamp.store(last, std::memory_order_relaxed);
    }
    ingredient.unlink(cell);
    for (Memo* const memo : memos) {
      core_.retire_memo(ingredient, cell, *memo);
    }
    core_.epochs().retire(Retired::Kind::cell, &cell, &ingredient);
    return 1;
  }

  std::size_t sweep_input(Ingredient& ingredient, InputCell& cell) {
    Version* const version = cell.version.load();
    if (version != nullptr && (version->has_value || version->next.load() != nullptr)) {
      return 0;  // set, or a living snapshot may still see it set
    }
    cell.version.store(&dead_version, std::memory_order_seq_cst);
    ingredient.unlink(cell);
    if (version != nullptr) {
      version->retired.kind = Retired::Kind::version;
      version->retired.object = version;
      version->retired.owner = &ingredient;
      version->retired.epoch = core_.epochs().newest_epoch();
      version->visible_until = UINT64_MAX;
      core_.epochs().retire(version->retired);
    }
    core_.epochs().retire(Retired::Kind::cell, &cell, &ingredient);
    return 1;
  }

  Core& core_;
  std::uint64_t unused_since_;
  std::vector<bool> marked_;
  std::vector<Node> waiting_;
};

}  // namespace

}  // namespace detail

std::size_t Database::sweep(Revision unused_since) {
  reclaim();  // so that removed inputs have nothing but their removal left
  std::size_t swept = 0;
  {
    const Snapshot keeps_memos_alive = snapshot();
    swept = detail::Sweep(*core_, unused_since.value).run();
  }
  reclaim();
  return swept;
}

}  // namespace troupe::engine
