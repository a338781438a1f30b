// Where the threads of a session leave what they note for its recorder.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "actors/trace_kinds.hpp"

namespace troupe::actors {

/// One thing that a thread noted.
struct TraceNote {
  enum class Type : std::uint8_t { actor, begin, end, written, armed, logged };
  Type type = Type::end;
  std::uint64_t seq = 0;
  std::uint64_t first = 0;  ///< an actor, ticks of a begin or end, a time, a level
  std::string_view text{};  ///< of others than a begin
};

/// A note of type begin.
struct TraceBegin {
  std::uint64_t seq = 0;
  std::uint64_t at = 0;  ///< ticks
  std::uint64_t receiver = 0;
  std::uint64_t sender = 0;
  std::uint64_t waited = 0;  ///< ticks
  std::size_t kind = 0;
  TraceTaken taken{};
};

/// A queue of notes from one thread to one other. Neither ever waits for the other one.
class TraceLane {
 public:
  /// Keeps `capacity` bytes that were not taken, and what is put in beyond that it loses.
  explicit TraceLane(std::size_t capacity);
  ~TraceLane();
  TraceLane(const TraceLane&) = delete;
  TraceLane& operator=(const TraceLane&) = delete;

  /// On the thread that notes. Copies the text; the other thread may see the note when this
  /// returns. Actors' notes are never lost.
  void put(const TraceNote& note);
  /// The same, and takes the object away.
  void put(TraceBegin& begin);
  /// On the thread that notes: it was the last time.
  void abandon() { abandoned_.store(true, std::memory_order_release); }

  /// On the thread that takes: calls `visit` with each note that was put before the call, and
  /// perhaps some more, in that order: TraceNotes and TraceBegins. Texts are there until it
  /// returns. Whether there was any.
  template <typename Visit>
  bool take_all(const Visit& visit);
  /// The highest number of a message of which a note was lost since the last call; 0: none was.
  [[nodiscard]] std::uint64_t take_loss() {
    return lost_.load(std::memory_order_relaxed) == 0
               ? 0
               : lost_.exchange(0, std::memory_order_relaxed);
  }
  /// Once this is true, the next take_all() takes the last note.
  [[nodiscard]] bool is_abandoned() const { return abandoned_.load(std::memory_order_acquire); }

 private:
  struct Chunk {
    explicit Chunk(std::size_t all);
    std::size_t size;
    std::unique_ptr<std::byte[]> bytes;
    std::atomic<std::size_t> filled = 0;  ///< so far the other thread may read
    std::atomic<Chunk*> next = nullptr;   ///< when this one will not change any more
  };
  struct Head;
  struct Route;
  std::byte* begin_note(const Head& head, std::size_t weight);
  void end_note() { filling_->filled.store(position_, std::memory_order_release); }
  void add_chunk(std::size_t size);
  void lose(std::uint64_t seq);
  static TraceNote::Type type_of(const std::byte* at);
  static std::size_t read(std::byte* at, TraceNote& note);
  static std::size_t read(std::byte* at, TraceBegin& begin);
  [[nodiscard]] Chunk* last_chunk() const;
  void give_back(Chunk* chunk);
  static void destroy(Chunk* chunk);

  // The thread that notes.
  alignas(64) Chunk* filling_;
  std::size_t position_ = 0;  ///< in it
  std::uint64_t put_ = 0;     ///< bytes, ever
  std::uint64_t put_limit_;   ///< beyond which it has to look what was taken
  std::size_t capacity_;
  Chunk* spare_ = nullptr;

  // The thread that takes.
  alignas(64) Chunk* taking_;
  std::size_t taken_to_ = 0;    ///< in it
  std::uint64_t taken_ = 0;     ///< bytes, ever
  std::size_t given_back_ = 0;  ///< chunks that may still be in returned_

  // Both.
  alignas(64) std::atomic<std::uint64_t> told_taken_ = 0;
  std::atomic<Chunk*> returned_ = nullptr;  ///< a list of chunks to be filled again
  std::atomic<std::uint64_t> lost_ = 0;
  std::atomic<bool> abandoned_ = false;
};

template <typename Visit>
bool TraceLane::take_all(const Visit& visit) {
  const std::uint64_t before = taken_;
  // No further: a thread that notes faster than this one takes is not waited for.
  const Chunk* const last = last_chunk();
  while (true) {
    const std::size_t filled = taking_->filled.load(std::memory_order_acquire);
    while (taken_to_ < filled) {
      std::byte* const at = taking_->bytes.get() + taken_to_;
      std::size_t size = 0;
      if (type_of(at) == TraceNote::Type::begin) {
        TraceBegin begin;
        size = read(at, begin);
        taken_ += begin.taken.weight;
        visit(std::as_const(begin));
      } else {
        TraceNote note;
        size = read(at, note);
        visit(std::as_const(note));
      }
      taken_to_ += size;
      taken_ += size;
    }
    told_taken_.store(taken_, std::memory_order_relaxed);
    if (taking_ == last) {
      return taken_ != before;
    }
    give_back(std::exchange(taking_, taking_->next.load(std::memory_order_acquire)));
    taken_to_ = 0;
  }
}

/// The lanes of one recorder.
class TraceLanes {
 public:
  explicit TraceLanes(std::size_t lane_capacity);
  ~TraceLanes() = default;
  TraceLanes(const TraceLanes&) = delete;
  TraceLanes& operator=(const TraceLanes&) = delete;

  /// As TraceLane::put, on any thread.
  void put(const TraceNote& note);
  void put(TraceBegin& begin);

  /// On the recorder's thread, or when there is none: calls `visit` with every lane. Lanes of
  /// threads that have ended go when `visit` has emptied them.
  template <typename Visit>
  void for_each(const Visit& visit) {
    admit();
    std::erase_if(lanes_, [&](const std::shared_ptr<TraceLane>& lane) {
      const bool is_last = lane->is_abandoned();
      visit(*lane);
      return is_last;
    });
  }

 private:
  TraceLane* mine();
  TraceLane* find_mine();
  void admit();

  std::uint64_t id_;  ///< of all that a process ever has
  std::size_t lane_capacity_;
  std::vector<std::shared_ptr<TraceLane>> lanes_;  ///< the recorder's thread's
  std::mutex mutex_;
  std::vector<std::shared_ptr<TraceLane>> new_;  ///< under mutex_
};

}  // namespace troupe::actors
