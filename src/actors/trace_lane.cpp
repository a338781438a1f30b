// A lane is a list of chunks. One thread fills the last of them and hangs the next one on; the
// other reads from the first one on and gives back what it has read. Whatever is not atomic is
// handed over by one of three pairs, each of a store that releases and a load that acquires:
//
// `filled`: the thread that notes writes a note's bytes, then stores how far the chunk is filled.
// Who loads that sees the bytes, and reads no further.
//
// `next`: it stores the last `filled` of a chunk, then hangs the next one on. Who has seen the next
// one and loads that `filled` afterwards has all there is in the chunk, which from then on belongs
// to it.
//
// `returned_`: who has read a chunk puts it in front of a list. The thread that notes takes the
// list as a whole, so no chunk can leave and come back between a load and an exchange; it sees the
// chunk as it was left, its objects destroyed.
//
// How much was taken, and the number of what was lost, are numbers that stand for nothing but
// themselves: relaxed. An old amount makes a lane look fuller than it is, by what is being taken.
//
// A note is a head, the numbers that it has, perhaps an object, perhaps a text: from 32 bytes on,
// some eighty for a message. Short texts are copied into it rather than held: a note waits for a
// fifth of a second, and whatever it holds meanwhile is memory that nobody uses again while it is
// still in a cache, and that is given back on another thread than the one that will want it.
//
// Which lane is whose: a thread remembers the last recorder that it noted for, by a number that is
// never used twice, and where its lane is. A thread that notes for several ones finds the lane in a
// list of its own when it changes. The thread and the recorder own a lane together; whichever goes
// last frees it.
#include "actors/trace_lane.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace troupe::actors {

namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 15U;
/// What is given back and kept, at most: enough for 200 ms of a busy session.
constexpr std::size_t most_spare = 8;

constexpr std::uint8_t holds_object = 1U << 0U;
constexpr std::uint8_t hashes_text = 1U << 1U;

struct Held {
  std::shared_ptr<const void> object;
  std::size_t weight;
};

constexpr std::size_t alignment = alignof(Held);
constexpr std::size_t aligned(std::size_t size) {
  return (size + alignment - 1) / alignment * alignment;
}

template <typename Value>
std::byte* write(std::byte* at, const Value& value) {
  static_assert(std::is_trivially_copyable_v<Value> && sizeof value % alignment == 0);
  std::memcpy(at, &value, sizeof value);
  return at + sizeof value;
}

template <typename Value>
std::byte* read_value(std::byte* at, Value& value) {
  static_assert(std::is_trivially_copyable_v<Value> && sizeof value % alignment == 0);
  std::memcpy(&value, at, sizeof value);
  return at + sizeof value;
}

void write_text(std::byte* at, std::string_view text) {
  if (!text.empty()) {
    std::memcpy(at, text.data(), text.size());
  }
}

std::string_view text_at(const std::byte* at, std::size_t size) {
  return {reinterpret_cast<const char*>(at), size};
}

}  // namespace

struct TraceLane::Head {
  std::uint32_t size = 0;  ///< of the whole note
  std::uint32_t text = 0;  ///< bytes of it
  std::uint64_t seq = 0;
  std::uint64_t first = 0;
  TraceNote::Type type = TraceNote::Type::end;
  // Of a begin:
  std::uint8_t flags = 0;
  std::uint16_t kind = 0;
  std::uint16_t fields = 0;
  std::uint16_t numbers = 0;
};

/// Of a begin, behind the head.
struct TraceLane::Route {
  std::uint64_t receiver = 0;
  std::uint64_t sender = 0;
  std::uint64_t waited = 0;
};

TraceLane::Chunk::Chunk(std::size_t all)
    : size(all), bytes(std::make_unique_for_overwrite<std::byte[]>(all)) {}

TraceLane::TraceLane(std::size_t capacity)
    : filling_(new Chunk(chunk_size)),
      put_limit_(capacity),
      capacity_(capacity),
      taking_(filling_) {}

TraceLane::~TraceLane() {
  take_all([](const auto&) {});
  destroy(taking_);
  for (Chunk* list : {spare_, returned_.load(std::memory_order_acquire)}) {
    while (list != nullptr) {
      destroy(std::exchange(list, list->next.load(std::memory_order_relaxed)));
    }
  }
}

TraceLane::Chunk* TraceLane::last_chunk() const {
  Chunk* last = taking_;
  while (Chunk* const next = last->next.load(std::memory_order_acquire)) {
    last = next;
  }
  return last;
}

void TraceLane::destroy(Chunk* chunk) {
  const std::unique_ptr<Chunk> owned(chunk);
}

void TraceLane::put(const TraceNote& note) {
  const Head head{.size = static_cast<std::uint32_t>(sizeof head + aligned(note.text.size())),
                  .text = static_cast<std::uint32_t>(note.text.size()),
                  .seq = note.seq,
                  .first = note.first,
                  .type = note.type};
  if (std::byte* const at = begin_note(head, 0)) [[likely]] {
    write_text(at, note.text);
    end_note();
  }
}

void TraceLane::put(TraceBegin& begin) {
  TraceTaken& taken = begin.taken;
  const bool holds = taken.object != nullptr;
  const std::size_t numbers = taken.count * sizeof(std::uint64_t);
  const std::size_t size = sizeof(Head) + sizeof(Route) + numbers + (holds ? sizeof(Held) : 0) +
                           aligned(taken.text.size());
  const Head head{.size = static_cast<std::uint32_t>(size),
                  .text = static_cast<std::uint32_t>(taken.text.size()),
                  .seq = begin.seq,
                  .first = begin.at,
                  .type = TraceNote::Type::begin,
                  .flags = static_cast<std::uint8_t>((holds ? holds_object : 0U) |
                                                     (taken.is_text_hashed ? hashes_text : 0U)),
                  .kind = static_cast<std::uint16_t>(begin.kind),
                  .fields = taken.fields,
                  .numbers = taken.count};
  std::byte* at = begin_note(head, holds ? taken.weight : 0);
  if (at == nullptr) [[unlikely]] {
    return;
  }
  at = write(at, Route{.receiver = begin.receiver, .sender = begin.sender, .waited = begin.waited});
  for (std::size_t index = 0; index < taken.count; ++index) {
    at = write(at, taken.numbers[index]);
  }
  if (holds) {
    ::new (at) Held{.object = std::move(taken.object), .weight = taken.weight};
    at += sizeof(Held);
  }
  write_text(at, taken.text);
  end_note();
}

/// Where the note goes on behind its head; null: it is lost.
inline std::byte* TraceLane::begin_note(const Head& head, std::size_t weight) {
  if (put_ >= put_limit_) [[unlikely]] {
    put_limit_ = told_taken_.load(std::memory_order_relaxed) + capacity_;
    if (put_ >= put_limit_ && head.type != TraceNote::Type::actor) {
      lose(head.seq);
      return nullptr;
    }
  }
  put_ += head.size + weight;
  if (filling_->size - position_ < head.size) [[unlikely]] {
    add_chunk(head.size);
  }
  std::byte* const at = filling_->bytes.get() + position_;
  position_ += head.size;
  return write(at, head);
}

/// The next `size` bytes have room in it.
void TraceLane::add_chunk(std::size_t size) {
  if (spare_ == nullptr) {
    spare_ = returned_.exchange(nullptr, std::memory_order_acquire);
  }
  Chunk* chunk = nullptr;
  if (size <= chunk_size && spare_ != nullptr) {
    chunk = std::exchange(spare_, spare_->next.load(std::memory_order_relaxed));
    chunk->filled.store(0, std::memory_order_relaxed);
    chunk->next.store(nullptr, std::memory_order_relaxed);
  } else {
    chunk = new Chunk(std::max(size, chunk_size));
  }
  filling_->next.store(chunk, std::memory_order_release);
  filling_ = chunk;
  position_ = 0;
}

/// Only this thread makes the number greater, and only the other one makes it 0.
void TraceLane::lose(std::uint64_t seq) {
  if (lost_.load(std::memory_order_relaxed) < seq) {
    lost_.store(seq, std::memory_order_relaxed);
  }
}

TraceNote::Type TraceLane::type_of(const std::byte* at) {
  TraceNote::Type type{};
  std::memcpy(&type, at + offsetof(Head, type), sizeof type);
  return type;
}

std::size_t TraceLane::read(std::byte* at, TraceNote& note) {
  Head head;
  at = read_value(at, head);
  note = {.type = head.type, .seq = head.seq, .first = head.first, .text = text_at(at, head.text)};
  return head.size;
}

std::size_t TraceLane::read(std::byte* at, TraceBegin& begin) {
  Head head;
  Route route;
  at = read_value(read_value(at, head), route);
  begin.seq = head.seq;
  begin.at = head.first;
  begin.receiver = route.receiver;
  begin.sender = route.sender;
  begin.waited = route.waited;
  begin.kind = head.kind;
  TraceTaken& taken = begin.taken;
  taken.fields = head.fields;
  taken.count = head.numbers;
  for (std::size_t index = 0; index < taken.count; ++index) {
    at = read_value(at, taken.numbers.at(index));
  }
  if ((head.flags & holds_object) != 0) {
    Held* const held = std::launder(reinterpret_cast<Held*>(at));
    taken.object = std::move(held->object);
    taken.weight = held->weight;
    std::destroy_at(held);
    at += sizeof(Held);
  }
  taken.is_text_hashed = (head.flags & hashes_text) != 0;
  taken.text = text_at(at, head.text);
  return head.size;
}

void TraceLane::give_back(Chunk* chunk) {
  Chunk* first = returned_.load(std::memory_order_relaxed);
  given_back_ = first == nullptr ? 0 : given_back_;
  if (chunk->size != chunk_size || given_back_ >= most_spare) {
    return destroy(chunk);
  }
  ++given_back_;
  do {
    chunk->next.store(first, std::memory_order_relaxed);
  } while (!returned_.compare_exchange_weak(first, chunk, std::memory_order_release,
                                            std::memory_order_relaxed));
}

namespace {

struct Mine {
  std::uint64_t lanes;  ///< whose; 0: nobody's
  TraceLane* lane;
};
/// The last one that this thread used.
thread_local constinit Mine newest{.lanes = 0, .lane = nullptr};
thread_local constinit bool is_over = false;

/// All that this thread has.
class Owned {
 public:
  Owned() = default;
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    for (const auto& [lanes, lane] : all_) {
      lane->abandon();
    }
    newest = {.lanes = 0, .lane = nullptr};
    is_over = true;
  }
  [[nodiscard]] TraceLane* find(std::uint64_t lanes) const {
    const auto found = std::ranges::find(all_, lanes, &Entry::first);
    return found == all_.end() ? nullptr : found->second.get();
  }
  void add(std::uint64_t lanes, std::shared_ptr<TraceLane> lane) {
    // Recorders that are gone have let go of theirs.
    std::erase_if(all_, [](const Entry& entry) { return entry.second.use_count() == 1; });
    all_.emplace_back(lanes, std::move(lane));
  }

 private:
  using Entry = std::pair<std::uint64_t, std::shared_ptr<TraceLane>>;
  std::vector<Entry> all_;
};

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

TraceLanes::TraceLanes(std::size_t lane_capacity) : id_(next_id()), lane_capacity_(lane_capacity) {}

void TraceLanes::put(const TraceNote& note) {
  if (TraceLane* const lane = mine()) [[likely]] {
    lane->put(note);
  }
}

void TraceLanes::put(TraceBegin& begin) {
  if (TraceLane* const lane = mine()) [[likely]] {
    lane->put(begin);
  }
}

/// Null: the thread is at its very end.
inline TraceLane* TraceLanes::mine() {
  return newest.lanes == id_ ? newest.lane : find_mine();
}

TraceLane* TraceLanes::find_mine() {
  if (is_over) {
    return nullptr;
  }
  static thread_local Owned owned;
  TraceLane* lane = owned.find(id_);
  if (lane == nullptr) {
    const auto made = std::make_shared<TraceLane>(lane_capacity_);
    lane = made.get();
    owned.add(id_, made);
    const std::scoped_lock lock(mutex_);
    new_.push_back(made);
  }
  newest = {.lanes = id_, .lane = lane};
  return lane;
}

void TraceLanes::admit() {
  const std::scoped_lock lock(mutex_);
  std::ranges::move(new_, std::back_inserter(lanes_));
  new_.clear();
}

}  // namespace troupe::actors
