// Writing. Everything that can fail or take long comes first: finding cells, comparing values. Then
// the new versions are linked into their chains, where no snapshot sees them yet, for all are of
// older revisions; and one store makes the new state current. No lock is taken that anyone holds
// while running user code, and nobody is waited for; where the collector is busy, the writer goes
// without.
//
// When does a change touch a memo of durability d? Only if the memo read the input, and then the
// input was at least that durable when it was read. So changes count at the durability that the
// input had; for a changed value at the new one too, should that be higher.
#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "analysis/engine/change_set.hpp"
#include "analysis/engine/core.hpp"
#include "base/seeded_defects.hpp"

namespace troupe::engine {

namespace detail {

namespace {

/// How much of what waits to be freed a write looks at.
constexpr std::size_t apply_budget = 64;
constexpr int writes_between_collections = 8;
/// How many earlier versions a new value is compared with.
constexpr int versions_compared = 8;

using Changed = std::array<std::uint64_t, durability_count>;

/// Of several changes of one input the last one counts; the others are marked as taken.
void drop_overtaken(PendingChange* first) {
  if (first->next == nullptr) {
    return;
  }
  std::vector<PendingChange*> changes;
  for (PendingChange* change = first; change != nullptr; change = change->next) {
    if (change->cell != nullptr) {
      changes.push_back(change);
    }
  }
  std::ranges::stable_sort(changes, {},
                           [](const PendingChange* change) { return change->cell->node; });
  for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
    if (changes[i]->cell == changes[i + 1]->cell) {
      changes[i]->cell = nullptr;
    }
  }
}

bool has_value(const Version* version) {
  return version != nullptr && version->has_value;
}

/// The stamp that the change's value has or had in the input; absent_stamp if it is a new one.
Stamp find_stamp(Epochs& epochs, const PendingChange& change, const Version* current) {
  const auto equals = [&](const Version& other) {
    return change.info->values_equal != nullptr && other.has_value && !other.retired.value_gone &&
           change.info->values_equal(other.value(), change.version->value());
  };
  if (current == nullptr) {
    return absent_stamp;
  }
  if (current->has_value && equals(*current)) {
    return current->stamp;
  }
  Stamp stamp = absent_stamp;
  if (current->next.load(std::memory_order_relaxed) != nullptr) {
    // Alone, so that no older value is destroyed under our eyes.
    epochs.try_alone([&] {
      const Version* other = current->next.load(std::memory_order_relaxed);
      for (int i = 0; other != nullptr && i < versions_compared && stamp == absent_stamp; ++i) {
        stamp = equals(*other) ? other->stamp : absent_stamp;
        other = other->next.load(std::memory_order_relaxed);
      }
    });
  }
  return stamp;
}

/// Settles what a change comes to: its stamp and durability. False: nothing changes.
bool prepare(Core& core, PendingChange& change) {
  const auto& cell = static_cast<const InputCell&>(*change.cell);
  const Version* const current = cell.version.load(std::memory_order_relaxed);
  Version& version = *change.version;
  if (!version.has_value) {
    // An absent input is not durable, whatever it was: its slot may be swept, and then nobody
    // knows.
    version.durability = Durability::low;
    version.stamp = cell.absent.load(std::memory_order_relaxed);
    return has_value(current);
  }
  version.stamp = find_stamp(core.epochs(), change, current);
  return !has_value(current) || current->stamp != version.stamp ||
         current->durability != version.durability || version.stamp == never_stamp;
}

/// Links the change's version into its chain. Does not fail.
void link(PendingChange& change, std::uint64_t revision, Changed& changed) {
  auto& cell = static_cast<InputCell&>(*change.cell);
  Version* const current = cell.version.load(std::memory_order_relaxed);
  Version& version = *std::exchange(change.version, nullptr);
  if (version.has_value && version.stamp == absent_stamp) {
    cell.last_stamp = std::min(cell.last_stamp + 1, never_stamp - 1);
    version.stamp = cell.last_stamp == never_stamp - 1 ? never_stamp : cell.last_stamp;
  }
  const Durability before = current != nullptr ? current->durability : Durability::low;
  const bool is_same_value =
      current != nullptr && current->stamp == version.stamp && version.stamp != never_stamp;
  Durability counts_at = is_same_value ? before : std::max(before, version.durability);
  if (current != nullptr && counts_at == Durability::medium &&
      base::defect_strikes("engine-durable-change-untold")) {
    counts_at = Durability::low;
  }
  for (std::size_t d = 0; d <= static_cast<std::size_t>(counts_at); ++d) {
    changed[d] = revision;
  }
  version.revision = revision;
  version.valid_from = is_same_value ? current->valid_from : revision;
  version.next.store(current, std::memory_order_relaxed);
  if (current != nullptr) {
    current->newer = &version;
    current->visible_until = revision - 1;
  }
  sync_point(SyncPoint::apply_link);
  cell.version.store(&version, std::memory_order_release);
}

}  // namespace

Revision Core::apply(PendingChange* first) {
  for (PendingChange* change = first; change != nullptr; change = change->next) {
    Ingredient& cells = ingredient(*change->info);
    change->ingredient = &cells;
    change->cell = cells.find(change->key, change->hash);
    if (change->cell == nullptr && change->version->has_value) {
      bool is_new = false;
      change->cell = &cells.find_or_add(change->key, change->hash, 0, is_new);
    }
  }
  if (first == nullptr) {
    return Revision{epochs_.current().revision};
  }
  drop_overtaken(first);
  const std::uint64_t before = epochs_.current().revision;
  bool any = false;
  for (PendingChange* change = first; change != nullptr; change = change->next) {
    if (change->cell == nullptr) {
      continue;
    }
    if (prepare(*this, *change)) {
      any = true;
    } else {
      emit(EventKind::input_unchanged, before, *change->ingredient, *change->cell);
      change->cell = nullptr;
    }
  }
  if (!any) {
    return Revision{before};
  }
  commit(first, before + 1);
  return Revision{before + 1};
}

void Core::commit(PendingChange* first, std::uint64_t revision) {
  const std::uint64_t epoch = epochs_.current().epoch;
  Changed changed = epochs_.current().last_changed;
  for (PendingChange* change = first; change != nullptr; change = change->next) {
    if (change->cell != nullptr) {
      link(*change, revision, changed);
      emit(EventKind::input_set, revision, *change->ingredient, *change->cell);
    }
  }
  epochs_.publish(revision, changed);
  if (options_.listener != nullptr) {
    options_.listener->on_event({EventKind::revision, Revision{revision}, {}});
  }
  for (PendingChange* change = first; change != nullptr; change = change->next) {
    if (change->cell == nullptr) {
      continue;
    }
    Version* const now = static_cast<InputCell&>(*change->cell).version.load();
    if (Version* const superseded = now->next.load(std::memory_order_relaxed)) {
      superseded->retired.kind = Retired::Kind::version;
      superseded->retired.object = superseded;
      superseded->retired.owner = change->ingredient;
      // Only snapshots up to the former state walk as far as to this version.
      superseded->retired.epoch = epoch;
      epochs_.retire(superseded->retired);
      emit(EventKind::retired, revision, *change->ingredient, *change->cell);
    }
  }
  // Not each time: where nobody reads, that is most of what a write costs.
  if (++writes_since_collection_ == writes_between_collections) {
    writes_since_collection_ = 0;
    epochs_.collect(apply_budget);
  }
}

namespace {

/// A multiple of 16, for values that are aligned like that.
std::size_t version_size(std::size_t value_size) {
  constexpr std::size_t alignment = 16;
  return (version_value_offset + padded_value_size(value_size) + alignment - 1) / alignment *
         alignment;
}

}  // namespace

void* allocate_version(std::size_t value_size) {
  return allocate(version_size(value_size));
}

void free_version(const IngredientInfo& info, Version& version) {
  if (version.has_value && !version.retired.value_gone && info.destroy_value != nullptr) {
    info.destroy_value(version.value());
  }
  deallocate(&version, version_size(version.has_value ? info.value_size : 0));
}

}  // namespace detail

detail::Version* ChangeSet::make_tombstone() {
  return ::new (detail::allocate_version(0)) detail::Version;
}

void ChangeSet::clear() noexcept {
  for (detail::PendingChange* change = std::exchange(first_, nullptr); change != nullptr;) {
    detail::PendingChange* const next = change->next;
    if (change->version != nullptr) {
      detail::free_version(*change->info, *change->version);
    }
    change->destroy(change);
    change = next;
  }
  last_ = nullptr;
}

}  // namespace troupe::engine
