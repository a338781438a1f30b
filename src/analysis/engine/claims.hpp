// Who executes which slot, and who waits for whom (I6, I8).
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "analysis/engine/cell.hpp"

namespace troupe::engine {
struct CycleStep;
}

namespace troupe::engine::detail {

class Core;
struct ReadRequest;

/// One slot that a thread is busy with, as other threads may see it: while the slot's claim is
/// marked as awaited, or the thread itself waits, it does not change.
struct Frame {
  std::atomic<const Core*> core{nullptr};
  std::atomic<std::uint64_t> revision{0};
  std::atomic<Node> node{0};
};

/// The bits of QueryCell::claim: a token names a frame of a thread.
namespace claim_bits {
inline constexpr std::uint32_t depth = 18;
inline constexpr std::uint32_t token = (1U << 30U) - 1;
inline constexpr std::uint32_t awaited = 1U << 30U;  ///< to be released with word to those who wait
inline constexpr std::uint32_t locked = 1U << 31U;   ///< the chain of memos is being changed
}  // namespace claim_bits

/// What the engine keeps for a thread: the stack of slots it is busy with and the edges that their
/// executions have read so far. At most 4 095 threads at a time are inside the engine.
class ThreadState {
 public:
  /// The calling thread's.
  static ThreadState& current();

  ThreadState();
  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;
  ~ThreadState();

  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] std::uint32_t depth() const { return depth_; }
  /// The token of the newest frame.
  [[nodiscard]] std::uint32_t token() const { return (index_ << claim_bits::depth) | (depth_ - 1); }
  [[nodiscard]] const Frame& frame(std::uint32_t at) const {
    return (*blocks_[at / block_size])[at % block_size];
  }
  /// REQUIRES (checked): the stack is not used up, `stack_limit` bytes from where it was entered.
  void push(const Core& core, std::uint64_t revision, Node node, std::size_t stack_limit) {
    const auto* const here = static_cast<const std::byte*>(__builtin_frame_address(0));
    if (depth_ == 0) {
      stack_base_ = here;
    }
    if (depth_ == capacity_ || static_cast<std::size_t>(stack_base_ - here) > stack_limit)
        [[unlikely]] {
      grow(stack_limit, here);
    }
    Frame& frame = (*blocks_[depth_ / block_size])[depth_ % block_size];
    frame.core.store(&core, std::memory_order_relaxed);
    frame.revision.store(revision, std::memory_order_relaxed);
    frame.node.store(node, std::memory_order_relaxed);
    ++depth_;
  }
  void pop() { --depth_; }
  /// For a frame that was pushed before its cell existed.
  void set_node(Node node) {
    (*blocks_[(depth_ - 1) / block_size])[(depth_ - 1) % block_size].node.store(
        node, std::memory_order_relaxed);
  }

  // The stack of edges.
  void record(Edge edge) {
    if (edge_end_ == edge_capacity_) [[unlikely]] {
      grow_edges();
    }
    edges_[edge_end_++] = edge;
  }
  /// Records an edge unless it was among the last few of this execution: reading something several
  /// times in a row is common, and make_memo removes the rest.
  void record_once(Edge edge, std::uint32_t first_edge) {
    const std::uint32_t look_back = std::min(edge_end_ - first_edge, std::uint32_t{3});
    for (std::uint32_t i = 1; i <= look_back; ++i) {
      if (edges_[edge_end_ - i].node == edge.node) {
        return;
      }
    }
    record(edge);
  }
  [[nodiscard]] std::uint32_t edge_end() const { return edge_end_; }
  [[nodiscard]] Edge* edges() { return edges_.get(); }
  void cut_edges(std::uint32_t end) { edge_end_ = end; }

  /// The token of the frame that this thread waits for, or no_token. Under the claim board's mutex.
  static constexpr std::uint32_t no_token = claim_bits::token;
  std::uint32_t waits_for = no_token;

 private:
  static constexpr std::uint32_t block_size = 256;
  static constexpr std::uint32_t block_count = (1U << claim_bits::depth) / block_size;
  using Block = std::array<Frame, block_size>;

  void grow(std::size_t stack_limit, const std::byte* here);
  void grow_edges();

  std::uint32_t index_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t capacity_ = 0;
  const std::byte* stack_base_ = nullptr;
  std::unique_ptr<Edge[]> edges_;
  std::uint32_t edge_end_ = 0;
  std::uint32_t edge_capacity_ = 0;
  std::array<std::unique_ptr<Block>, block_count> blocks_;
};

/// What became of an attempt to claim a slot.
enum class ClaimResult : std::uint8_t {
  acquired,        ///< in the cell itself
  acquired_aside,  ///< another revision has the cell; the claim stands on the board
  changed,         ///< somebody else executed it at this revision, or gave up: look again
};

/// Claims the cell for the thread's newest frame. Waits where another thread executes the same slot
/// at the same revision; throws Cancelled where that would close a cycle, or when the request is
/// cancelled.
[[nodiscard]] ClaimResult claim(const ReadRequest& request, ThreadState& thread, QueryCell& cell);
/// Gives back what `claim` gave to the frame that `token` names.
void release_claim(QueryCell& cell, std::uint64_t revision, std::uint32_t token,
                   ClaimResult how) noexcept;
/// Wakes all who wait for a claim, so that they look at their cancellation.
void wake_waiting();
/// Throws a cycle's Cancelled if the newest frame's slot is already further down the thread's
/// stack.
void check_for_cycle(const ReadRequest& request, ThreadState& thread);

}  // namespace troupe::engine::detail
