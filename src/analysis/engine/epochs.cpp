// Reclamation by epochs, with the epochs counted by the snapshots themselves.
//
// Whoever unlinks something (a sequentially consistent store) reads the newest epoch afterwards and
// tags the thing with it. A snapshot of a later epoch was taken from a state that was published
// after that read, and so, in the one order of all sequentially consistent operations, looks into
// slots only after the unlinking: it cannot find the thing. Once no state up to the tag is alive,
// the thing is freed.
//
// A snapshot that is held for long would keep all that later revisions replace, thousands of
// versions of a text that is being typed, say. So the values, which are what is large, go earlier:
// a value is looked at only by snapshots whose revision lies in its interval. When none of these is
// alive, the value is destroyed and the rest (edges and links, at which others may still look)
// waits for its epoch. A memo's interval may still be raised by a reader that found it before it
// was unlinked; therefore the interval is emptied by compare-and-swap first, after which such a
// reader starts over.
//
// States are kept in a list in the order of their epochs. The owner appends; the collector alone
// takes out. A state's references never rise again from zero, since acquire() refuses to be the
// first.
#include "analysis/engine/epochs.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "analysis/engine/core.hpp"

namespace troupe::engine::detail {

namespace {

constexpr std::size_t drop_budget = 1024;

}  // namespace

Epochs::Epochs(Core& core) : core_(core) {
  SnapshotState* const first = make_state();
  first->revision = 1;
  first->core = &core;
  first->references.store(1, std::memory_order_release);
  oldest_ = first;
  current_.store(first, std::memory_order_seq_cst);
  core.add_user();
}

void Epochs::destroy_all() {
  for (take_incoming(); !pending_.empty(); take_incoming()) {
    Retired* const item = pending_.front();
    pending_.pop_front();
    core_.destroy(*item);
  }
}

Epochs::~Epochs() {
  for (SnapshotState* const list : {oldest_, recycled_.load(std::memory_order_relaxed)}) {
    for (SnapshotState* state = list; state != nullptr;) {
      delete std::exchange(state, state->newer.load(std::memory_order_relaxed));
    }
  }
}

SnapshotState* Epochs::make_state() {
  // Only the owner takes from this list, so its head cannot be taken and come back meanwhile.
  SnapshotState* head = recycled_.load(std::memory_order_acquire);
  while (head != nullptr &&
         !recycled_.compare_exchange_weak(head, head->newer.load(std::memory_order_relaxed),
                                          std::memory_order_acquire)) {
  }
  return head != nullptr ? head : new SnapshotState;
}

void Epochs::recycle(SnapshotState& state) {
  SnapshotState* head = recycled_.load(std::memory_order_relaxed);
  do {
    state.newer.store(head, std::memory_order_relaxed);
  } while (!recycled_.compare_exchange_weak(head, &state, std::memory_order_release));
}

SnapshotState* Epochs::acquire() {
  for (;;) {
    sync_point(SyncPoint::take_snapshot);
    SnapshotState* const state = current_.load(std::memory_order_seq_cst);
    std::uint64_t count = state->references.load(std::memory_order_relaxed);
    while (count != 0) {
      if (state->references.compare_exchange_weak(count, count + 1, std::memory_order_seq_cst)) {
        return state;
      }
    }
  }
}

void Epochs::release(SnapshotState& state) {
  sync_point(SyncPoint::drop_snapshot);
  if (state.references.fetch_sub(1, std::memory_order_seq_cst) == 1) {
    collect(drop_budget);
    core_.drop_user();
  }
}

void Epochs::publish(std::uint64_t revision,
                     const std::array<std::uint64_t, durability_count>& changed) {
  SnapshotState& before = current();
  SnapshotState* const state = make_state();
  state->stale.store(false, std::memory_order_relaxed);
  state->epoch = before.epoch + 1;
  state->revision = revision;
  state->last_changed = changed;
  state->core = &core_;
  state->newer.store(nullptr, std::memory_order_relaxed);
  // In this order: a thread that still looks at this state's former life may acquire it as soon as
  // there is a reference, and by then the newest epoch has to be its own.
  epoch_.store(state->epoch, std::memory_order_seq_cst);
  state->references.store(1, std::memory_order_release);
  before.newer.store(state, std::memory_order_release);
  sync_point(SyncPoint::apply_publish);
  current_.store(state, std::memory_order_release);
  if (revision != before.revision) {
    before.stale.store(true, std::memory_order_seq_cst);
    wake_waiting();
  }
  if (before.references.fetch_sub(1, std::memory_order_seq_cst) != 1) {
    core_.add_user();  // both are alive; else one took the other's place
  }
}

void Epochs::retire(Retired& item) {
  sync_point(SyncPoint::retire);
  Retired* head = incoming_.load(std::memory_order_relaxed);
  do {
    item.link = head;
  } while (!incoming_.compare_exchange_weak(head, &item, std::memory_order_release));
}

void Epochs::retire(Retired::Kind kind, void* object, void* owner) {
  auto* const item = new Retired;
  item->kind = kind;
  item->object = object;
  item->owner = owner;
  item->epoch = newest_epoch();
  retire(*item);
}

void Epochs::leave() {
  collecting_.store(false, std::memory_order_seq_cst);
  // Somebody may have found us busy since we last looked.
  const std::size_t asked = requested_.load(std::memory_order_seq_cst);
  if (asked != 0) {
    collect(asked);
  }
}

void Epochs::collect(std::size_t budget) {
  requested_.store(budget, std::memory_order_seq_cst);
  for (std::size_t asked = budget; asked != 0 && try_enter();
       asked = requested_.load(std::memory_order_seq_cst)) {
    requested_.store(0, std::memory_order_seq_cst);
    collect_alone(asked);
    collecting_.store(false, std::memory_order_seq_cst);
  }
}

void Epochs::collect_alone(std::size_t budget) {
  sync_point(SyncPoint::reclaim);
  take_incoming();  // before looking at who lives: what arrives later may be known to newer states
  drop_dead_states();
  const std::uint64_t oldest = live_.front().first;
  while (budget > 0 && !pending_.empty() &&
         (pending_.front()->epoch < oldest || has_defect(Defect::value_freed_early))) {
    Retired* const item = pending_.front();
    pending_.pop_front();
    --budget;
    core_.destroy(*item);
  }
  destroy_values_early(budget);
}

void Epochs::take_incoming() {
  Retired* item = incoming_.exchange(nullptr, std::memory_order_acquire);
  const std::size_t before = pending_.size();
  for (; item != nullptr; item = item->link) {
    pending_.push_back(item);
  }
  std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(before), pending_.end());
}

void Epochs::drop_dead_states() {
  live_.clear();
  SnapshotState* previous = nullptr;
  for (SnapshotState* state = oldest_; state != nullptr;) {
    SnapshotState* const newer = state->newer.load(std::memory_order_acquire);
    if (newer != nullptr && state->references.load(std::memory_order_seq_cst) == 0) {
      if (previous != nullptr) {
        previous->newer.store(newer, std::memory_order_release);
      } else {
        oldest_ = newer;
      }
      recycle(*state);
    } else {
      live_.emplace_back(state->epoch, state->revision);
      previous = state;
    }
    state = newer;
  }
  oldest_revision_.store(live_.front().second, std::memory_order_release);
}

bool Epochs::can_destroy_value(const Retired& item, std::uint64_t& interval_bits) const {
  const auto is_alive = [this](std::uint64_t from, std::uint64_t to) {
    return std::ranges::any_of(
        live_, [=](const auto& live) { return from <= live.second && live.second <= to; });
  };
  if (item.value_gone) {
    return false;
  }
  if (item.kind == Retired::Kind::version) {
    const auto& version = *static_cast<const Version*>(item.object);
    return version.has_value && (!is_alive(version.revision, version.visible_until) ||
                                 has_defect(Defect::version_trimmed_early));
  }
  if (item.kind == Retired::Kind::memo) {
    const auto& memo = *static_cast<const Memo*>(item.object);
    const Interval interval = memo.interval();
    interval_bits = interval.bits();
    return !memo.is_hollow() && interval_bits != 0 && !interval.has_older() &&
           !is_alive(interval.valid_from(), interval.verified_at());
  }
  return false;
}

void Epochs::destroy_values_early(std::size_t budget) {
  for (budget = std::min(budget, pending_.size()); budget > 0; --budget) {
    cursor_ = cursor_ + 1 < pending_.size() ? cursor_ + 1 : 0;
    Retired& item = *pending_[cursor_];
    std::uint64_t bits = 0;
    if (!can_destroy_value(item, bits)) {
      continue;
    }
    if (item.kind == Retired::Kind::memo) {
      if (static_cast<const Ingredient*>(item.owner)->info().destroy_value == nullptr ||
          !static_cast<Memo*>(item.object)
               ->interval_word()
               .compare_exchange_strong(bits, 0, std::memory_order_seq_cst)) {
        continue;
      }
    }
    Core::destroy_value(item);
  }
}

void Epochs::live_revisions(std::vector<std::uint64_t>& revisions) {
  revisions.clear();
  for (SnapshotState* state = oldest_; state != nullptr;
       state = state->newer.load(std::memory_order_acquire)) {
    if (state->references.load(std::memory_order_seq_cst) != 0) {
      revisions.push_back(state->revision);
    }
  }
}

std::size_t Epochs::live_states() {
  std::size_t count = 0;
  for (SnapshotState* state = oldest_; state != nullptr;
       state = state->newer.load(std::memory_order_acquire)) {
    count += state->references.load(std::memory_order_seq_cst) != 0 ? 1 : 0;
  }
  return count;
}

const std::deque<Retired*>& Epochs::pending() {
  take_incoming();
  return pending_;
}

}  // namespace troupe::engine::detail
