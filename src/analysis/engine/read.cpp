// Reading: find a memo that covers the snapshot's revision, or bring one up to date, or execute.
//
// Verifying traces. A memo's edges say what its execution read and which stamps it saw. At whatever
// revision the same reads give the same stamps, the same execution would give the same value; so a
// trace may be tried at any revision, newer or older, and which memo is tried is a matter of taste:
// the newest that started to hold no later than ours. Edges are compared in the order in which they
// were read, because what was read later may only have been read on account of what was read
// before: an edge is followed only if the execution would follow it too. That is also why a cycle
// among verified edges is a real one.
//
// What deep verification learns is an interval: the value holds from the newest valid_from of the
// dependencies up to our revision. If that joins the memo's interval, the memo's grows. If not,
// something changed and changed back in between (A-B-A) and nobody looked; then the memo's interval
// moves, and where a snapshot old enough to want the former one lives, that is kept in
// OlderIntervals. The durability moves with the interval, in the same word: it is a property of the
// reads at verified_at.
//
// Locking. Hits take none. A slot's first memo is published by compare-and-swap alone. After that a
// chain of memos exists, and whoever changes it holds the cell's lock (a bit of its claim): so that
// values can be compared without being retired meanwhile, and nothing is retired twice. No query
// runs under it.
#include <algorithm>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#include "analysis/engine/chain_lock.hpp"
#include "analysis/engine/context.hpp"
#include "analysis/engine/core.hpp"
#include "base/check.hpp"
#include "base/seeded_defects.hpp"

namespace troupe::engine::detail {

namespace {

/// A slot on the thread's stack.
class FrameScope {
 public:
  FrameScope(ThreadState& thread, const ReadRequest& request, Node node) : thread_(thread) {
    thread.push(*request.state->core, request.state->revision, node,
                request.state->core->options().stack_limit);
  }
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;
  ~FrameScope() { thread_.pop(); }

 private:
  ThreadState& thread_;
};

class ClaimScope {
 public:
  ClaimScope(QueryCell& cell, std::uint64_t revision, std::uint32_t token, ClaimResult how)
      : cell_(cell), revision_(revision), token_(token), how_(how) {}
  ClaimScope(const ClaimScope&) = delete;
  ClaimScope& operator=(const ClaimScope&) = delete;
  ~ClaimScope() { release_claim(cell_, revision_, token_, how_); }

 private:
  QueryCell& cell_;
  std::uint64_t revision_;
  std::uint32_t token_;
  ClaimResult how_;
};

/// A memo and the interval by which it covers the revision that is read. No memo: the cell is dead.
struct Outcome {
  Memo* memo = nullptr;
  Interval interval;
};

/// What deep verification has seen of the dependencies so far.
struct Held {
  std::uint64_t valid_from = 1;
  Durability durability = Durability::high;

  void note(std::uint64_t from, Durability read_durability) {
    valid_from = std::max(valid_from, from);
    durability = std::min(durability, read_durability);
  }
};

/// Whether the edge leads to what its slot was before it was swept and used again, or nowhere.
/// Asked after a look into the slot: one that shows the present life shows this too; one that shows
/// the former life, still in place, came before the sweep, which then waits for our snapshot.
bool is_of_former_life(const Chunk& chunk, Edge edge) {
  const std::atomic<Stamp>* const former = chunk.former_stamps.load(std::memory_order_acquire);
  return edge.stamp == never_stamp ||
         (former != nullptr &&
          edge.stamp <= former[edge.node % Chunk::cells].load(std::memory_order_acquire));
}

/// The interval of a value that holds in both, as far as they meet; `fresh` else.
Interval join(Interval fresh, Interval other) {
  const bool meets = fresh.valid_from() <= other.verified_at() + 1 &&
                     other.valid_from() <= fresh.verified_at() + 1;
  if (!meets) {
    return fresh;
  }
  const Interval& newer = other.verified_at() > fresh.verified_at() ? other : fresh;
  return {std::min(fresh.valid_from(), other.valid_from()), newer.verified_at(),
          newer.durability()};
}

/// The durability shortcut: if nothing as durable changed since the memo was verified, it holds.
bool take_shortcut(const SnapshotState& state, Memo& memo, Interval& interval) {
  std::atomic<std::uint64_t>& word = memo.interval_word();
  std::uint64_t bits = word.load(std::memory_order_acquire);
  for (;;) {
    const Interval held(bits);
    const std::uint64_t changed = state.last_changed[static_cast<std::size_t>(held.durability())];
    if (bits == 0 || held.verified_at() >= state.revision ||
        (changed > held.verified_at() && !has_defect(Defect::stale_candidate_shortcut))) {
      return false;
    }
    interval = Interval(held.valid_from(), state.revision, held.durability(), held.has_older());
    sync_point(SyncPoint::raise_interval);
    if (word.compare_exchange_weak(bits, interval.bits(), std::memory_order_seq_cst)) {
      return true;
    }
  }
}

}  // namespace

/// Reads for one request on one thread.
class Reader {
 public:
  Reader(const ReadRequest& request, ThreadState& thread)
      : core_(*request.state->core),
        request_(request),
        thread_(thread),
        revision_(request.state->revision) {}

  /// A memo of the cell that covers our revision; with its value if that is wanted.
  Outcome bring_up_to_date(Ingredient& ingredient, QueryCell& cell, bool wants_value);
  /// Adds the cell of a key that has none and executes it. No memo: another thread was faster.
  Outcome execute_unknown(Ingredient& ingredient, const void* key, std::uint32_t hash,
                          CellHead*& found);

 private:
  /// What a look at a cell's chain finds.
  struct Look {
    Outcome covering;           ///< answers
    Memo* candidate = nullptr;  ///< may be verified
    bool must_refill = false;   ///< the candidate covers, but its value was evicted
    bool is_dead = false;
  };
  Look look_at(QueryCell& cell, bool wants_value);
  Outcome verify_any(Ingredient& ingredient, QueryCell& cell, Memo& candidate);
  bool verify(Ingredient& ingredient, QueryCell& cell, Memo& memo, Held& held);
  bool holds(Edge edge, Held& held);
  bool raise(Memo& memo, const Held& held, Interval& interval);
  Outcome execute(Ingredient& ingredient, QueryCell& cell);
  Outcome publish(Ingredient& ingredient, QueryCell& cell, Memo& memo, const Trace& trace);
  Outcome publish_beside(Ingredient& ingredient, QueryCell& cell, Memo& memo, Held held);
  Memo* find_equal(Ingredient& ingredient, QueryCell& cell, const Memo& memo);
  void link(Ingredient& ingredient, QueryCell& cell, Memo*& memo, Interval interval);
  std::vector<Memo*> split_chain(QueryCell& cell, Interval interval, std::vector<Memo*>& dropped);

  Core& core_;
  const ReadRequest& request_;
  ThreadState& thread_;
  const std::uint64_t revision_;
};

Reader::Look Reader::look_at(QueryCell& cell, bool wants_value) {
  Look look;
  sync_point(SyncPoint::read_memo);
  Memo* const head = cell.memo.load(std::memory_order_seq_cst);
  if (head == &dead_memo) {
    look.is_dead = true;
    return look;
  }
  if (is_memo(head) && !head->is_hollow() && head->next() == nullptr) [[likely]] {
    const Interval interval = head->interval();
    if (!interval.has_older()) {
      look.covering = interval.covers(revision_) ? Outcome{head, interval} : Outcome{};
      look.candidate = interval.bits() != 0 ? head : nullptr;
      return look;
    }
  }
  std::uint64_t best = 0;
  for (Memo* memo = head; is_memo(memo); memo = memo->next()) {
    Interval interval = memo->known_interval();
    if (!interval.covers(revision_) && interval.has_older()) {
      const Interval older = core_.older_intervals().find(*memo, revision_);
      interval = older.covers(revision_) ? older : interval;
    }
    if (interval.covers(revision_)) {
      if (!wants_value || !memo->is_hollow()) {
        look.covering = {memo, interval};
        return look;
      }
      look.candidate = memo;
      look.must_refill = true;
      best = UINT64_MAX;
    }
    const std::uint64_t from = interval.valid_from();
    if (interval.bits() != 0 && best != UINT64_MAX &&
        (look.candidate == nullptr || (from <= revision_ && (from > best || best > revision_)))) {
      look.candidate = memo;
      best = from;
    }
  }
  return look;
}

Outcome Reader::bring_up_to_date(Ingredient& ingredient, QueryCell& cell, bool wants_value) {
  check_cancellation(request_);
  for (;;) {
    const Look look = look_at(cell, wants_value);
    if (look.covering.memo != nullptr || look.is_dead) {
      return look.covering;
    }
    Memo* const candidate = look.candidate;
    bool must_refill = look.must_refill;
    if (candidate != nullptr && !must_refill) {
      Interval interval;
      if (take_shortcut(*request_.state, *candidate, interval)) {
        core_.emit(EventKind::did_reuse, revision_, ingredient, cell);
        if (!wants_value || !candidate->is_hollow()) {
          return {candidate, interval};
        }
        must_refill = true;
      }
    }
    const FrameScope frame(thread_, request_, cell.node);
    if (candidate != nullptr && !must_refill) {
      const Outcome outcome = verify_any(ingredient, cell, *candidate);
      if (outcome.memo != nullptr && (!wants_value || !outcome.memo->is_hollow())) {
        return outcome;
      }
    }
    const ClaimResult how = claim(request_, thread_, cell);
    if (how == ClaimResult::changed) {
      continue;
    }
    const ClaimScope claimed(cell, revision_, thread_.token(), how);
    // Between our look and the claim another thread may have finished what we are about to start.
    const Look again = look_at(cell, wants_value);
    if (again.covering.memo != nullptr) {
      return again.covering;
    }
    return execute(ingredient, cell);
  }
}

/// Deep verification of the candidate, and if that fails of whatever else the slot remembers.
Outcome Reader::verify_any(Ingredient& ingredient, QueryCell& cell, Memo& candidate) {
  Memo* memo = &candidate;
  Memo* next = cell.memo.load(std::memory_order_seq_cst);
  while (memo != nullptr) {
    Held held;
    Interval interval;
    if (verify(ingredient, cell, *memo, held) && raise(*memo, held, interval)) {
      core_.emit(EventKind::did_validate, revision_, ingredient, cell);
      return {memo, interval};
    }
    while (next == &candidate) {
      next = next->next();
    }
    memo = is_memo(next) ? next : nullptr;
    next = memo != nullptr ? memo->next() : nullptr;
  }
  return {};
}

bool Reader::verify(Ingredient& ingredient, QueryCell& cell, Memo& memo, Held& held) {
  const std::uint32_t depth = thread_.depth();
  constexpr std::uint32_t first_look = 128;
  if ((cell.claim.load(std::memory_order_relaxed) & claim_bits::token) >> claim_bits::depth ==
          thread_.index() ||
      (depth >= first_look && (depth & (depth - 1)) == 0)) [[unlikely]] {
    // Endless verification meets itself further down the stack when the depth is next a power of
    // two.
    check_for_cycle(request_, thread_);
  }
  sync_point(SyncPoint::verify);
  Edge* const edges = memo.edges(ingredient.info().value_size);
  const std::uint32_t count = memo.edge_count();
  if (has_defect(Defect::edges_out_of_order)) {
    for (std::uint32_t i = count; i-- > 0;) {
      if (!holds(edges[i], held)) {
        return false;
      }
    }
    return true;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!holds(edges[i], held)) {
      return false;
    }
  }
  return true;
}

bool Reader::holds(Edge edge, Held& held) {
  const Chunk& chunk = core_.nodes().chunk_of(edge.node);
  CellHead& head = chunk.cell(edge.node);
  if (chunk.is_input) {
    const auto& input = static_cast<const InputCell&>(head);
    if (input.is_dead() || is_of_former_life(chunk, edge)) [[unlikely]] {
      return false;
    }
    const InputReading reading = read_input(input, revision_);
    held.note(reading.valid_from, reading.durability);
    if (reading.stamp != edge.stamp && reading.durability == Durability::low &&
        base::defect_strikes("engine-stale-read")) {
      return true;
    }
    return reading.stamp == edge.stamp;
  }
  auto& cell = static_cast<QueryCell&>(head);
  Memo* memo = cell.memo.load(std::memory_order_seq_cst);
  if (is_of_former_life(chunk, edge)) [[unlikely]] {
    return false;
  }
  Interval interval = memo->interval();
  if (!interval.covers(revision_)) {
    try {
      const Outcome outcome = bring_up_to_date(*chunk.ingredient, cell, false);
      if (outcome.memo == nullptr) {
        return false;
      }
      memo = outcome.memo;
      interval = outcome.interval;
    } catch (const Cancelled&) {
      throw;
    } catch (...) {
      return false;  // what depends on it shall meet the exception itself
    }
  }
  held.note(interval.valid_from(), interval.durability());
  if (memo->stamp() != edge.stamp && base::defect_strikes("engine-changed-result-ignored")) {
    return true;
  }
  return memo->stamp() == edge.stamp;
}

/// Makes the memo cover our revision, which it does if its dependencies were as `held` says. False:
/// the memo was retired and its value destroyed meanwhile.
bool Reader::raise(Memo& memo, const Held& held, Interval& interval) {
  std::atomic<std::uint64_t>& word = memo.interval_word();
  std::uint64_t bits = word.load(std::memory_order_seq_cst);
  const Interval here(held.valid_from, revision_, held.durability);
  for (;;) {
    const Interval before(bits);
    if (bits == 0) {
      return false;
    }
    if (before.covers(revision_)) {
      interval = before;
      return true;
    }
    Interval after = before.with_older();
    interval = here;
    if (revision_ < before.valid_from()) {
      core_.older_intervals().add(memo, here, core_.epochs().oldest_revision());
    } else if (here.valid_from() <= before.verified_at() + 1 ||
               has_defect(Defect::no_contiguity_check)) {
      interval = after = Interval(std::min(before.valid_from(), here.valid_from()), revision_,
                                  held.durability, before.has_older());
    } else {
      const bool is_wanted = core_.epochs().oldest_revision() <= before.verified_at();
      if (is_wanted) {
        core_.older_intervals().add(memo, before, core_.epochs().oldest_revision());
      }
      interval = after =
          Interval(here.valid_from(), revision_, held.durability, is_wanted || before.has_older());
    }
    sync_point(SyncPoint::raise_interval);
    if (has_defect(Defect::torn_interval)) {
      word.store(
          Interval(before.valid_from(), after.verified_at(), after.durability(), after.has_older())
              .bits());
      sync_point(SyncPoint::raise_interval);
      word.store(after.bits());
      return true;
    }
    if (word.compare_exchange_weak(bits, after.bits(), std::memory_order_seq_cst)) {
      return true;
    }
  }
}

Outcome Reader::execute(Ingredient& ingredient, QueryCell& cell) {
  core_.emit(EventKind::will_execute, revision_, ingredient, cell);
  Context context(request_, thread_);
  context.trace_.has_predecessor = is_memo(cell.memo.load(std::memory_order_relaxed));
  struct EdgesScope {
    ThreadState& thread;
    std::uint32_t end;
    ~EdgesScope() { thread.cut_edges(end); }
  } const edges{thread_, context.trace_.first_edge};
  Memo* memo = nullptr;
  try {
    memo = ingredient.info().execute(context, ingredient.key_of(cell));
  } catch (const Cancelled&) {
    core_.emit(EventKind::cancelled, revision_, ingredient, cell);
    throw;
  }
  if (context.trace_.was_cancelled) [[unlikely]] {
    core_.free_memo(ingredient.info(), *memo);
    core_.emit(EventKind::cancelled, revision_, ingredient, cell);
    throw Cancelled(context.trace_.cancel_reason);
  }
  core_.emit(EventKind::did_execute, revision_, ingredient, cell);
  return publish(ingredient, cell, *memo, context.trace_);
}

Outcome Reader::publish(Ingredient& ingredient, QueryCell& cell, Memo& memo, const Trace& trace) {
  Held held{trace.valid_from, trace.durability};
  if (has_defect(Defect::interval_from_execution)) {
    held.valid_from = 1;
  } else if (has_defect(Defect::interval_starts_at_execution)) {
    held.valid_from = revision_;
  }
  sync_point(SyncPoint::publish);
  Memo* none = &no_memo;
  const Interval interval(held.valid_from, revision_, held.durability);
  memo.set_stamp(cell.last_stamp.load(std::memory_order_relaxed) + 1);
  memo.interval_word().store(interval.bits(), std::memory_order_relaxed);
  if (!trace.has_predecessor &&
      cell.memo.compare_exchange_strong(none, &memo, std::memory_order_seq_cst)) {
    return {&memo, interval};
  }
  return publish_beside(ingredient, cell, memo, held);
}

Memo* Reader::find_equal(Ingredient& ingredient, QueryCell& cell, const Memo& memo) {
  const IngredientInfo& info = ingredient.info();
  for (Memo* other = cell.memo.load(std::memory_order_seq_cst); is_memo(other);
       other = other->next()) {
    if (other->is_hollow()) {
      Interval interval = other->known_interval();
      if (interval.has_older() && !interval.covers(revision_)) {
        interval = core_.older_intervals().find(*other, revision_);
      }
      if (interval.covers(revision_)) {
        return other;
      }
    } else if (has_defect(Defect::stamp_without_comparison) ||
               (info.values_equal != nullptr && info.values_equal(other->value(), memo.value()))) {
      return has_defect(Defect::early_cutoff_forgotten) ? nullptr : other;
    }
  }
  return nullptr;
}

/// Publishes into a slot that has memos already.
Outcome Reader::publish_beside(Ingredient& ingredient, QueryCell& cell, Memo& memo, Held held) {
  const ChainLock lock(cell);
  Stamp last = cell.last_stamp.load(std::memory_order_relaxed);
  for (Memo* other = cell.memo.load(std::memory_order_seq_cst); is_memo(other);
       other = other->next()) {
    last = other->stamp() != never_stamp ? std::max(last, other->stamp()) : last;
  }
  Memo* equal = nullptr;
  try {
    equal = find_equal(ingredient, cell, memo);
  } catch (...) {
    core_.free_memo(ingredient.info(), memo);
    throw;
  }
  Interval interval(held.valid_from, revision_, held.durability);
  if (equal != nullptr) {
    core_.emit(EventKind::early_cutoff, revision_, ingredient, cell);
    const Interval other = equal->known_interval();
    if (!equal->is_hollow() && other.covers(revision_)) {
      core_.free_memo(ingredient.info(), memo);
      return {equal, other};
    }
    memo.set_stamp(equal->stamp());
    interval = join(interval, other);
  } else {
    last = last >= never_stamp - 1 ? never_stamp - 1 : last + 1;
    memo.set_stamp(last == never_stamp - 1 ? never_stamp : last);
  }
  cell.last_stamp.store(last, std::memory_order_relaxed);
  Memo* published = &memo;
  link(ingredient, cell, published, interval);
  return {published, interval};
}

/// Which memos of a chain stay beside one that covers `interval`; the others go to `dropped`. A
/// memo stays if a living snapshot would choose it: it is the newest that holds from no later than
/// that revision.
std::vector<Memo*> Reader::split_chain(QueryCell& cell, Interval interval,
                                       std::vector<Memo*>& dropped) {
  std::vector<Memo*> kept;
  Memo* const head = cell.memo.load(std::memory_order_seq_cst);
  const std::uint64_t oldest = core_.epochs().oldest_revision();
  bool needs_look = false;
  for (Memo* memo = head; is_memo(memo); memo = memo->next()) {
    const Interval other = memo->known_interval();
    const bool is_newer = other.verified_at() > revision_;
    if (!is_newer && oldest >= revision_) {
      dropped.push_back(memo);
      continue;
    }
    needs_look = needs_look || !is_newer;
    kept.push_back(memo);
  }
  std::vector<std::uint64_t> live;
  if (!needs_look || !core_.epochs().try_alone([&] { core_.epochs().live_revisions(live); })) {
    return kept;
  }
  const auto is_needed = [&](Memo* memo) {
    const Interval own = memo->known_interval();
    if (own.has_older() && core_.older_intervals().any_covered(*memo, live)) {
      return true;
    }
    return std::ranges::any_of(live, [&](std::uint64_t revision) {
      if (own.covers(revision)) {
        return !interval.covers(revision);
      }
      const auto is_better = [&](Interval other) {
        return other.valid_from() <= revision && other.valid_from() > own.valid_from();
      };
      return own.valid_from() <= revision && !is_better(interval) &&
             std::ranges::none_of(kept, [&](Memo* other) {
               return other != memo && is_better(other->known_interval());
             });
    });
  };
  std::vector<Memo*> needed;
  for (Memo* const memo : kept) {
    (is_needed(memo) ? needed : dropped).push_back(memo);
  }
  return needed;
}

/// Puts a memo into a slot that has others, and takes out those that nobody needs any more. Under
/// the cell's lock. The memo may move in memory: one that was made for an empty slot has no room
/// for `next`.
void Reader::link(Ingredient& ingredient, QueryCell& cell, Memo*& memo, Interval interval) {
  const IngredientInfo& info = ingredient.info();
  memo->interval_word().store(interval.bits(), std::memory_order_relaxed);
  Memo* const head = cell.memo.load(std::memory_order_seq_cst);
  if (head == &dead_memo) {
    // The slot was swept while we executed. The value serves our snapshot and goes with it.
    core_.retire_memo(ingredient, cell, *memo);
    return;
  }
  if (is_memo(head) && head->next() == nullptr && core_.epochs().oldest_revision() >= revision_ &&
      head->known_interval().verified_at() <= revision_) {
    // The usual case: one memo, and no older snapshot that could want it.
    cell.memo.store(memo, std::memory_order_seq_cst);
    core_.retire_memo(ingredient, cell, *head);
    return;
  }
  std::vector<Memo*> dropped;
  std::vector<Memo*> chain = split_chain(cell, interval, dropped);
  if (!chain.empty() && !memo->has_next()) {
    memo = core_.with_link(info, *memo);
  }
  const bool goes_second = !chain.empty() && chain.front()->has_next() &&
                           chain.front()->known_interval().verified_at() > revision_;
  chain.insert(chain.begin() + (goes_second ? 1 : 0), memo);
  for (std::size_t i = chain.size(); i-- > 0;) {
    Memo* const next = i + 1 < chain.size() ? chain[i + 1] : nullptr;
    if (chain[i]->has_next()) {
      chain[i]->next_link().store(next, std::memory_order_seq_cst);
    }
  }
  cell.memo.store(chain.front(), std::memory_order_seq_cst);
  for (Memo* const gone : dropped) {
    core_.retire_memo(ingredient, cell, *gone);
  }
}

void check_cancellation(const ReadRequest& request) {
  if (request.cancel_flag != nullptr && request.cancel_flag->load(std::memory_order_relaxed))
      [[unlikely]] {
    throw Cancelled(CancelReason::requested);
  }
  if (request.cancel_when_stale && request.state->stale.load(std::memory_order_relaxed))
      [[unlikely]] {
    throw Cancelled(CancelReason::stale);
  }
}

namespace {

/// Whether a miss has to throw.
bool is_cancelled(const ReadRequest& request) {
  return (request.cancel_flag != nullptr && request.cancel_flag->load(std::memory_order_relaxed)) ||
         (request.cancel_when_stale && request.state->stale.load(std::memory_order_relaxed));
}

/// The memo at the head of the cell by the durability shortcut, if that is all it takes.
Outcome try_shortcut(const ReadRequest& request, Ingredient& ingredient, QueryCell& cell) {
  Memo* const memo = cell.memo.load(std::memory_order_seq_cst);
  Interval interval;
  if (!is_memo(memo) || memo->is_hollow() || !take_shortcut(*request.state, *memo, interval)) {
    return {};
  }
  request.state->core->emit(EventKind::did_reuse, request.state->revision, ingredient, cell);
  return {memo, interval};
}

}  // namespace

/// Adds the cell and executes its query, or finds that another thread has just added it.
Outcome Reader::execute_unknown(Ingredient& ingredient, const void* key, std::uint32_t hash,
                                CellHead*& found) {
  check_cancellation(request_);
  const FrameScope frame(thread_, request_, 0);
  bool is_new = false;
  found = &ingredient.find_or_add(key, hash, thread_.token(), is_new);
  if (!is_new) {
    return {};
  }
  thread_.set_node(found->node);
  const ClaimScope claimed(static_cast<QueryCell&>(*found), revision_, thread_.token(),
                           ClaimResult::acquired);
  return execute(ingredient, static_cast<QueryCell&>(*found));
}

const void* Core::fetch(const ReadRequest& request, Trace* trace, IngredientInfo& info,
                        const void* key, std::uint32_t hash, CellHead* found) {
  Ingredient& cells = ingredient(info);
  Outcome outcome;
  if (found != nullptr && !is_cancelled(request)) {
    outcome = try_shortcut(request, cells, static_cast<QueryCell&>(*found));
    if (outcome.memo != nullptr && trace == nullptr) {
      return outcome.memo->value();
    }
  }
  ThreadState& thread = ThreadState::current();
  Reader reader(request, thread);
  try {
    while (outcome.memo == nullptr) {
      if (found == nullptr) {
        outcome = reader.execute_unknown(cells, key, hash, found);
      }
      if (outcome.memo == nullptr) {
        outcome = reader.bring_up_to_date(cells, static_cast<QueryCell&>(*found), true);
      }
      if (outcome.memo == nullptr) {
        found = cells.find(key, hash);  // the cell was swept
      }
    }
  } catch (const Cancelled& cancelled) {
    if (trace != nullptr) {
      trace->was_cancelled = true;
      trace->cancel_reason = cancelled.reason();
    }
    throw;
  } catch (...) {
    if (trace != nullptr) {
      // Should the execution return all the same, its value holds here and now, and is not
      // verified.
      trace->note(request.state->revision, Durability::low);
      thread.record({0, never_stamp});
    }
    throw;
  }
  if (trace != nullptr) {
    trace->note(outcome.interval.valid_from(), outcome.interval.durability());
    thread.record_once({found->node, outcome.memo->stamp()}, trace->first_edge);
  }
  return outcome.memo->value();
}

const InputCell& Core::absent_input(IngredientInfo& info, const void* key, std::uint32_t hash) {
  Ingredient& cells = ingredient(info);
  for (;;) {
    bool is_new = false;
    const auto& cell = static_cast<const InputCell&>(cells.find_or_add(key, hash, 0, is_new));
    if (!cell.is_dead()) [[likely]] {
      return cell;
    }
    spin_wait(0);  // it is being swept and leaves the table in a moment
  }
}

}  // namespace troupe::engine::detail
