// Claims make sure that a slot is executed once at a revision, and are where threads meet.
//
// The usual case has no company: a compare-and-swap puts a token (thread and depth on its stack)
// into the cell, another takes it out. Whoever finds a token of another frame goes to the board,
// under its mutex, and marks the claim as awaited; from then on the holder cannot give it back
// without the mutex, so that its frame can be looked at. Is the holder at another revision, its
// work is none of ours: nobody waits for another revision, and our claim is put on the board beside
// it. Is it at ours, we wait, unless the holder waits, through any number of threads, for a claim
// of our own: that is a cycle.
//
// Waiting is by one generation number for all: whatever may concern a waiting thread (a claim
// released, a request cancelled, a newer revision) counts it up. Waits are rare and threads are
// few.
//
// A thread's stack of frames holds still while the thread waits, so the path of a cycle can be read
// from the stacks of all threads that take part in it.
#include "analysis/engine/claims.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "analysis/engine/cancellation.hpp"
#include "analysis/engine/core.hpp"
#include "base/check.hpp"

namespace troupe::engine::detail {

namespace {

constexpr std::uint32_t max_threads = 1U << (30U - claim_bits::depth);

std::uint32_t thread_of(std::uint32_t token) {
  return token >> claim_bits::depth;
}
std::uint32_t depth_of(std::uint32_t token) {
  return token & ((1U << claim_bits::depth) - 1);
}

/// What all threads share: who they are, who waits, and the claims that found no room in their
/// cell.
struct Board {
  std::mutex mutex;
  std::atomic<std::uint32_t> generation{0};
  std::atomic<std::uint32_t> waiting{0};
  // Under the mutex. Thread 0 does not exist, so that no token is 0.
  std::vector<ThreadState*> threads{nullptr};
  std::vector<std::uint32_t> free_indexes;
  std::map<std::pair<const QueryCell*, std::uint64_t>, std::uint32_t> aside;

  /// Those who wait for a claim that is given back wait no more, even before they wake up: else the
  /// former holder could take itself for part of a cycle.
  void end_waits(std::uint32_t token) {
    for (ThreadState* const thread : threads) {
      if (thread != nullptr && thread->waits_for == token) {
        thread->waits_for = ThreadState::no_token;
      }
    }
  }
  void notify() {
    generation.fetch_add(1, std::memory_order_seq_cst);
    generation.notify_all();
  }
  [[nodiscard]] const Frame& frame(std::uint32_t token) const {
    return threads[thread_of(token)]->frame(depth_of(token));
  }
};

Board& board() {
  static auto* const the_board = new Board;  // outlives all threads
  return *the_board;
}

CycleStep step_of(const Frame& frame) {
  const Core& core = *frame.core.load(std::memory_order_relaxed);
  const Node node = frame.node.load(std::memory_order_relaxed);
  const Chunk& chunk = const_cast<Core&>(core).nodes().chunk_of(node);
  const IngredientInfo& info = chunk.ingredient->info();
  return {info.name, info.print_key(info.key_of(chunk.cell(node)))};
}

/// Throws. `depths` are where the cycle enters the stacks of `threads`, the last of which is this
/// one.
[[noreturn]] void throw_cycle(const ReadRequest& request, ThreadState& thread,
                              const std::vector<const ThreadState*>& threads,
                              const std::vector<std::uint32_t>& depths) {
  std::vector<CycleStep> path;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    // A thread's newest frame is the slot that it asks for, where the next one's part starts.
    for (std::uint32_t depth = depths[i]; depth + 1 < threads[i]->depth(); ++depth) {
      path.push_back(step_of(threads[i]->frame(depth)));
    }
  }
  const auto first = std::ranges::min_element(path, [](const CycleStep& a, const CycleStep& b) {
    return std::tie(a.query, a.key) < std::tie(b.query, b.key);
  });
  std::ranges::rotate(path, first);
  const Frame& newest = thread.frame(thread.depth() - 1);
  const Chunk& chunk = request.state->core->nodes().chunk_of(newest.node);
  request.state->core->emit(EventKind::cycle, request.state->revision, *chunk.ingredient,
                            chunk.cell(newest.node));
  throw Cancelled(CancelReason::cycle, std::move(path));
}

/// Throws if waiting for `token` would never end. Under the mutex.
void check_for_deadlock(const ReadRequest& request, ThreadState& thread, std::uint32_t token) {
  std::vector<const ThreadState*> threads;
  std::vector<std::uint32_t> depths;
  for (;;) {
    const ThreadState& holder = *board().threads[thread_of(token)];
    threads.push_back(&holder);
    depths.push_back(depth_of(token));
    if (&holder == &thread) {
      throw_cycle(request, thread, threads, depths);
    }
    if (holder.waits_for == ThreadState::no_token) {
      return;
    }
    token = holder.waits_for;
  }
}

/// Waits until something happened; the mutex is free meanwhile. `seen` was read before the claim
/// was marked as awaited.
void wait_for(const ReadRequest& request, ThreadState& thread, std::uint32_t token,
              std::uint32_t seen, std::unique_lock<std::mutex>& lock) {
  Board& all = board();
  check_for_deadlock(request, thread, token);
  thread.waits_for = token;
  all.waiting.fetch_add(1, std::memory_order_seq_cst);
  lock.unlock();
  const bool is_wanted =
      (request.cancel_flag == nullptr || !request.cancel_flag->load(std::memory_order_seq_cst)) &&
      (!request.cancel_when_stale || !request.state->stale.load(std::memory_order_seq_cst));
  if (is_wanted) {
    wait_for_change(all.generation, seen);
  }
  lock.lock();
  thread.waits_for = ThreadState::no_token;
  all.waiting.fetch_sub(1, std::memory_order_seq_cst);
  lock.unlock();
  check_cancellation(request);
}

/// Takes the claim out of the cell. One that stands aside moves in, so that whoever comes next at
/// its revision meets it there; its holder will not find it aside any more. Under the mutex.
void hand_over(QueryCell& cell) {
  Board& all = board();
  std::uint32_t next = 0;
  const auto aside = all.aside.lower_bound({&cell, 0});
  if (aside != all.aside.end() && aside->first.first == &cell) {
    next = aside->second | claim_bits::awaited;
    all.aside.erase(aside);
  }
  std::uint32_t bits = cell.claim.load(std::memory_order_relaxed);
  while (!cell.claim.compare_exchange_weak(bits, (bits & claim_bits::locked) | next,
                                           std::memory_order_acq_rel)) {
  }
}

/// The cell has another frame's claim.
ClaimResult claim_in_company(const ReadRequest& request, ThreadState& thread, QueryCell& cell) {
  Board& all = board();
  const Node node = cell.node;
  std::unique_lock lock(all.mutex);
  const std::uint32_t seen = all.generation.load(std::memory_order_seq_cst);
  std::uint32_t bits = cell.claim.load(std::memory_order_acquire);
  do {
    if ((bits & claim_bits::token) == 0) {
      return ClaimResult::changed;
    }
  } while (!cell.claim.compare_exchange_weak(bits, bits | claim_bits::awaited,
                                             std::memory_order_seq_cst));
  std::uint32_t holder = bits & claim_bits::token;
  if (all.frame(holder).revision.load(std::memory_order_relaxed) != request.state->revision) {
    const auto [place, is_new] =
        all.aside.try_emplace({&cell, request.state->revision}, thread.token());
    if (is_new) {
      return ClaimResult::acquired_aside;
    }
    holder = place->second;
  }
  if (thread_of(holder) != thread.index()) {
    const Chunk& chunk = request.state->core->nodes().chunk_of(node);
    request.state->core->emit(EventKind::will_block, request.state->revision, *chunk.ingredient,
                              cell);
  }
  wait_for(request, thread, holder, seen, lock);
  return ClaimResult::changed;
}

}  // namespace

ThreadState& ThreadState::current() {
  static thread_local ThreadState state;
  return state;
}

ThreadState::ThreadState() {
  Board& all = board();
  const std::lock_guard guard(all.mutex);
  if (!all.free_indexes.empty()) {
    index_ = all.free_indexes.back();
    all.free_indexes.pop_back();
    all.threads[index_] = this;
    return;
  }
  base::check(all.threads.size() < max_threads, "fewer than 4 096 threads are inside the engine");
  all.free_indexes.reserve(all.threads.size() + 1);  // so that giving an index back cannot fail
  all.threads.push_back(this);
  index_ = static_cast<std::uint32_t>(all.threads.size() - 1);
}

ThreadState::~ThreadState() {
  Board& all = board();
  const std::lock_guard guard(all.mutex);
  all.threads[index_] = nullptr;
  all.free_indexes.push_back(index_);
}

void ThreadState::grow(std::size_t stack_limit, const std::byte* here) {
  base::check(depth_ == 0 || static_cast<std::size_t>(stack_base_ - here) <= stack_limit,
              "queries call each other too deeply for the stack");
  if (depth_ == capacity_) {
    base::check(capacity_ / block_size < block_count, "queries call each other too deeply");
    blocks_[capacity_ / block_size] = std::make_unique<Block>();
    capacity_ += block_size;
  }
}

void ThreadState::grow_edges() {
  constexpr std::uint32_t smallest = 256;
  const std::uint32_t capacity = std::max(smallest, edge_capacity_ * 2);
  auto larger = std::make_unique<Edge[]>(capacity);
  std::copy_n(edges_.get(), edge_end_, larger.get());
  edges_ = std::move(larger);
  edge_capacity_ = capacity;
}

ClaimResult claim(const ReadRequest& request, ThreadState& thread, QueryCell& cell) {
  sync_point(SyncPoint::claim);
  std::uint32_t bits = cell.claim.load(std::memory_order_relaxed);
  while ((bits & (claim_bits::token | claim_bits::awaited)) == 0) {
    if (cell.claim.compare_exchange_weak(bits, bits | thread.token(), std::memory_order_acq_rel)) {
      return ClaimResult::acquired;
    }
  }
  return claim_in_company(request, thread, cell);
}

void release_claim(QueryCell& cell, std::uint64_t revision, std::uint32_t token,
                   ClaimResult how) noexcept {
  sync_point(SyncPoint::release);
  if (how == ClaimResult::acquired) {
    std::uint32_t bits = cell.claim.load(std::memory_order_relaxed);
    while ((bits & claim_bits::awaited) == 0) {
      if (cell.claim.compare_exchange_weak(bits, bits & claim_bits::locked,
                                           std::memory_order_acq_rel)) {
        return;
      }
    }
  }
  Board& all = board();
  const std::lock_guard guard(all.mutex);
  all.end_waits(token);
  if (how == ClaimResult::acquired || all.aside.erase({&cell, revision}) == 0) {
    hand_over(cell);
  }
  all.notify();
}

void wake_waiting() {
  Board& all = board();
  if (all.waiting.load(std::memory_order_seq_cst) != 0) {
    all.notify();
  }
}

void check_for_cycle(const ReadRequest& request, ThreadState& thread) {
  const std::uint32_t top = thread.depth() - 1;
  const Frame& newest = thread.frame(top);
  const Node node = newest.node.load(std::memory_order_relaxed);
  for (std::uint32_t depth = top; depth-- > 0;) {
    const Frame& frame = thread.frame(depth);
    if (frame.node.load(std::memory_order_relaxed) == node &&
        frame.revision.load(std::memory_order_relaxed) == request.state->revision &&
        frame.core.load(std::memory_order_relaxed) == request.state->core) {
      throw_cycle(request, thread, {&thread}, {depth});
    }
  }
}

}  // namespace troupe::engine::detail
