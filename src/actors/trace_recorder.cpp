// What a message costs: three readings of the processor's clock and two notes in the lane of the
// thread that handles it (trace_lane.cpp), some hundred bytes together. Nobody waits for anybody.
// Everything else is done by the recorder's thread. While there is something to do it looks by
// itself, for to wake it would cost more than to record; after a while of silence it sleeps, and
// the next note wakes it.
//
// Who notes something and does not see that the thread sleeps leaves it alone, so the thread,
// before it sleeps, must have seen what that one noted. A fence between the note and the look would
// see to it, at a price for each note. Instead the thread says that it sleeps, rests once more, for
// a twentieth of a second or longer, and only then looks at the lanes for the last time. What is
// put in after that is put in by somebody who sees a store that is as old as this rest.
//
// Blocks for a file are written at once, so that a process that is killed leaves them behind. Those
// in memory are filled before they are deflated.
#include "actors/trace_recorder.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "actors/limit_names.hpp"
#include "actors/messages.hpp"
#include "actors/session_threads.hpp"
#include "actors/trace_rescue.hpp"
#include "base/check.hpp"
#include "protocol/trace_file.hpp"

namespace troupe::actors {

namespace {

namespace trace = protocol::trace;

constexpr std::chrono::milliseconds file_interval(50);
constexpr std::chrono::milliseconds memory_interval(200);
/// How long nothing happens before the thread sleeps.
constexpr std::chrono::milliseconds silence(1000);
constexpr std::size_t block_size = std::size_t{1} << 18U;
// What waits for the thread: more where the recording is what the user wants.
constexpr std::size_t file_lane_bytes = std::size_t{32} << 20U;
constexpr std::size_t memory_lane_bytes = std::size_t{4} << 20U;

/// What this thread is handling; 0: nothing.
thread_local std::uint64_t current_seq = 0;

std::uint64_t number_of(Instant at) {
  return static_cast<std::uint64_t>(at.count());
}

// An arrival: 12 bits of the address above 52 bits of ticks.
constexpr unsigned tag_shift = 52;
constexpr std::uint64_t ticks_mask = (std::uint64_t{1} << tag_shift) - 1;
std::uint64_t mix(const void* address) {
  constexpr std::uint64_t prime = 0x9E3779B97F4A7C15U;
  return reinterpret_cast<std::uintptr_t>(address) * prime;
}

std::vector<std::pair<std::string, std::uint64_t>> settings_of(const SessionConfig& config) {
  std::vector<std::pair<std::string, std::uint64_t>> settings;
  visit_limits(config.limits,
               [&](const char* name, std::uint64_t limit) { settings.emplace_back(name, limit); });
  settings.emplace_back("interactive_workers", config.interactive_workers);
  settings.emplace_back("batch_workers", config.batch_workers);
  settings.emplace_back("watch_files", config.watch_files ? 1 : 0);
  return settings;
}

trace::Header make_header(const SessionConfig& config, std::string_view version) {
  trace::Header header;
  header.version = version;
  for (const auto& language : config.languages->all()) {
    header.languages.emplace_back(language->id());
  }
  header.started_unix_ms =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count());
  header.started = number_of(config.now());
  header.settings = settings_of(config);
  return header;
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

/// Notes what is armed.
class TraceRecorder::Timing final : public Timers {
 public:
  Timing(TraceRecorder& recorder, Timers& inner) : recorder_(recorder), inner_(inner) {}
  void arm(Instant due, std::function<void(Instant now)> fire) override {
    recorder_.put({.type = TraceNote::Type::armed, .seq = current_seq, .first = number_of(due)});
    inner_.arm(due, std::move(fire));
  }

 private:
  TraceRecorder& recorder_;
  Timers& inner_;
};

TraceRecorder::TraceRecorder(SessionConfig& config, std::string_view version, Append append)
    : TraceRecorder(config, std::move(append), nullptr, {}, version) {}

TraceRecorder::TraceRecorder(SessionConfig& config, std::string_view version, const Memory& memory)
    : TraceRecorder(config, nullptr,
                    std::make_unique<TraceRing>(memory.bytes, config.limits.open_documents), memory,
                    version) {}

TraceRecorder::TraceRecorder(SessionConfig& config, Append append, std::unique_ptr<TraceRing> ring,
                             Memory memory, std::string_view version)
    : append_(std::move(append)),
      ring_(std::move(ring)),
      memory_(std::move(memory)),
      environment_(config.environment),
      lanes_(ring_ ? memory_lane_bytes : file_lane_bytes),
      arrivals_(std::make_unique<std::array<std::atomic<std::uint64_t>, arrivals_size>>()),
      capacity_(memory_.bytes),
      ring_capacity_(memory_.bytes) {
  ::sem_init(&wakener_, 0, 0);
  failed_ = append_ && !append_(trace::file_magic());
  write_always(make_header(config, version));
  for (std::size_t number = 1; number <= trace_kinds(); ++number) {
    write_always(trace::Kind{number, std::string(trace_kind(number).name)});
  }
  if (append_) {
    append_block();
  }
  watch(config);
  thread_ = std::thread([this] { run(); });
}

TraceRecorder::~TraceRecorder() {
  stop();
  ::sem_destroy(&wakener_);
}

void TraceRecorder::stop() {
  if (thread_.joinable()) {
    stop_ = true;
    wake();
    thread_.join();
  }
}

void TraceRecorder::watch(SessionConfig& config) {
  if (config.timers != nullptr) {
    timers_ = std::make_unique<Timing>(*this, *config.timers);
    config.timers = timers_.get();
  }
  config.write = [this, inner = std::move(config.write)](auto frame) {
    const std::string_view bytes = frame.bytes;
    put({.type = TraceNote::Type::written,
         .seq = current_seq,
         .text = bytes.substr(bytes.find("\r\n\r\n") + 4)});
    inner(std::move(frame));
  };
  config.log = [this, inner = std::move(config.log)](LogLevel level, std::string_view text) {
    put({.type = TraceNote::Type::logged,
         .seq = current_seq,
         .first = static_cast<std::uint64_t>(level),
         .text = text});
    inner(level, text);
  };
}

void TraceRecorder::on_actor(caf::actor_id actor, const std::string& path) {
  put({.type = TraceNote::Type::actor, .first = actor, .text = path});
}

void TraceRecorder::on_sent(const compat::MailboxElement& element) {
  const std::uint64_t hash = mix(&element);
  (*arrivals_)[hash % arrivals_size].store(
      (hash >> tag_shift) << tag_shift | (trace_ticks() & ticks_mask), std::memory_order_relaxed);
}

void TraceRecorder::on_begin(std::uint64_t seq, caf::actor_id receiver,
                             const compat::MailboxElement& element) {
  current_seq = seq;
  TraceBegin begin{.seq = seq, .receiver = receiver};
  begin.kind = take_message(element, begin.taken);
  begin.sender = element.sender ? element.sender->id() : 0;
  begin.at = trace_ticks();
  const std::uint64_t hash = mix(&element);
  const std::uint64_t arrival = (*arrivals_)[hash % arrivals_size].load(std::memory_order_relaxed);
  if (arrival >> tag_shift == hash >> tag_shift) {
    const std::uint64_t waited = (begin.at - arrival) & ticks_mask;
    begin.waited =
        waited <= ticks_mask / 2 ? waited : 0;  // Processors' clocks may differ a little.
  }
  if (!is_being_rescued()) [[likely]] {
    lanes_.put(begin);
    wake_if_asleep();
  }
}

void TraceRecorder::on_end(std::uint64_t seq) {
  put({.type = TraceNote::Type::end, .seq = seq, .first = trace_ticks()});
  current_seq = 0;
}

inline void TraceRecorder::put(const TraceNote& note) {
  // What a dying process still does is kept from its client, and is no part of the session.
  if (!is_being_rescued()) [[likely]] {
    lanes_.put(note);
    wake_if_asleep();
  }
}

inline void TraceRecorder::wake_if_asleep() {
  if (is_asleep_.load(std::memory_order_relaxed)) [[unlikely]] {
    wake();
  }
}

void TraceRecorder::dump(std::function<void(std::string file, bool is_whole)> done) {
  base::check(ring_ != nullptr, "what is dumped is in memory");
  {
    const std::scoped_lock lock(mutex_);
    dumps_.push_back(std::move(done));
  }
  has_dumps_ = true;
  wake();
}

void TraceRecorder::finish(int exit_code) {
  if (!thread_.joinable()) {
    return;
  }
  stop();
  drain();
  serve_dumps();
  write(trace::Finish{static_cast<std::uint64_t>(exit_code)});
  append_block();
}

void TraceRecorder::begin_rescue(bool is_crash) noexcept {
  rescue_ = is_crash ? Rescue::wanted_after_crash : Rescue::wanted;
  wake();
}

void TraceRecorder::wake() noexcept {
  is_asleep_.store(false, std::memory_order_relaxed);
  ::sem_post(&wakener_);
}

void TraceRecorder::run() {
  // Whoever waits for an answer comes first, even where a file is what the user asked for.
  constexpr int behind_most = 10;
  if (ring_) {
    put_behind_others(::gettid());
  } else {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), behind_most);
  }
  const auto patience = silence / (ring_ ? memory_interval : file_interval);
  for (auto silent = patience; !stop_;) {
    const bool is_tired = silent >= patience;
    if (is_tired) {
      is_asleep_ = true;
    }
    rest();
    const Rescue rescue = rescue_;
    silent = drain() ? 0 : silent + 1;
    serve_dumps();
    fit_ring();
    if (rescue == Rescue::wanted || rescue == Rescue::wanted_after_crash) {
      if (ring_ && rescue == Rescue::wanted_after_crash) {
        append_block();
        memory_.on_crash(ring_->file());
      }
      rescue_ = Rescue::done;
    }
    if (is_tired && silent > 0) {
      sleep_until_woken();
      silent = 0;
    }
    is_asleep_ = false;
  }
}

bool TraceRecorder::has_orders() const {
  const Rescue rescue = rescue_;
  return stop_ || has_dumps_ || rescue == Rescue::wanted || rescue == Rescue::wanted_after_crash;
}

/// Until it is time to look, or somebody wants something.
void TraceRecorder::rest() {
  timespec until{};
  ::clock_gettime(CLOCK_MONOTONIC, &until);
  const auto pause = std::chrono::nanoseconds(ring_ ? memory_interval : file_interval);
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t ends = until.tv_nsec + pause.count();
  until.tv_sec += ends / second;
  until.tv_nsec = ends % second;
  while (!has_orders() && ::sem_clockwait(&wakener_, CLOCK_MONOTONIC, &until) == 0) {
  }
}

/// Costs nothing while nothing is noted. REQUIRES: it was said a while ago that the thread sleeps.
void TraceRecorder::sleep_until_woken() {
  while (is_asleep_ && !has_orders()) {
    ::sem_wait(&wakener_);
  }
}

/// Lanes are emptied one after another, so an item that another one led to may be a round behind
/// it: readers put them in order, and mind what is missing in the last round before a crash.
/// Whether there was anything.
bool TraceRecorder::drain() {
  bool found = false;
  scale_.adjust();
  lanes_.for_each([&](TraceLane& lane) { found = drain_lane(lane) || found; });
  if (!ring_) {
    append_block();
  }
  blocks_of_drain_ = 0;
  return found;
}

bool TraceRecorder::drain_lane(TraceLane& lane) {
  const bool found = lane.take_all([this](const auto& note) {
    write_note(note);
    if (block_.size() >= block_size) {
      append_block();
    }
  });
  if (const std::uint64_t lost = lane.take_loss(); lost > 0) {
    note_loss(lost);
  }
  return found;
}

void TraceRecorder::serve_dumps() {
  if (!ring_ || !has_dumps_.exchange(false)) {
    return;
  }
  std::vector<std::function<void(std::string, bool)>> dumps;
  {
    const std::scoped_lock lock(mutex_);
    dumps.swap(dumps_);
  }
  append_block();
  for (const auto& done : dumps) {
    done(ring_->file(), ring_->is_whole());
  }
}

void TraceRecorder::set_capacity(std::size_t bytes) {
  if (capacity_.exchange(bytes) != bytes) {
    wake();
  }
}

void TraceRecorder::fit_ring() {
  if (!ring_) {
    return;
  }
  if (const std::size_t wanted = capacity_; wanted != ring_capacity_) {
    ring_capacity_ = wanted;
    ring_->set_capacity(wanted);
  }
  bytes_in_memory_ = ring_->bytes();
}

/// In memory the newest part is worth more than what came before the gap.
void TraceRecorder::note_loss(std::uint64_t seq) {
  if (!ring_) {
    return write(trace::Gap{seq});
  }
  ring_->begin_after(std::max(seq, facts_.last_seq));
  block_.clear();
  facts_ = {};
  kept_.clear();
}

void TraceRecorder::write_note(const TraceNote& note) {
  facts_.last_seq = std::max(facts_.last_seq, note.seq);
  const auto text = [&] { return std::string(note.text); };
  switch (note.type) {
    case TraceNote::Type::actor:
      return write_always(trace::Actor{note.first, text()});
    case TraceNote::Type::begin:
      return;  // Has a note of its own.
    case TraceNote::Type::end:
      return write(trace::End{note.seq, scale_.nanoseconds(note.first)});
    case TraceNote::Type::written:
      return write(trace::Written{note.seq, text()});
    case TraceNote::Type::armed:
      return write(trace::Armed{note.seq, note.first});
    case TraceNote::Type::logged:
      return write(trace::Logged{note.seq, note.first, text()});
  }
}

void TraceRecorder::write_note(const TraceBegin& note) {
  facts_.last_seq = std::max(facts_.last_seq, note.seq);
  trace::Begin begin{.seq = note.seq,
                     .receiver = note.receiver,
                     .sender = note.sender,
                     .kind = note.kind,
                     .at = scale_.nanoseconds(note.at),
                     .waited = scale_.nanoseconds_between(note.waited),
                     .details = details_of(note.kind, note.taken,
                                           [this](std::string_view text) { return keep(text); })};
  if (note.sender == 0) {
    note_variables(begin.details.text);
  }
  write(std::move(begin));
}

void TraceRecorder::write(const trace::Record& record) {
  trace::encode(block_, record);
}

void TraceRecorder::write_always(const trace::Record& record) {
  write(record);
  if (ring_) {
    std::string bytes;
    trace::encode(bytes, record);
    ring_->keep_always(bytes);
  }
}

/// Of the environment only what texts refer to, as `${NAME...`, gets into the trace: the rest is
/// nobody's business.
void TraceRecorder::note_variables(std::string_view text) {
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at)) {
    at += 2;
    std::size_t end = at;
    while (end < text.size() && is_name(text[end])) {
      ++end;
    }
    const auto found = environment_.find(text.substr(at, end - at));
    if (found != environment_.end() && variables_.insert(found->first).second) {
      write_always(trace::Variable{found->first, found->second});
    }
  }
}

std::uint64_t TraceRecorder::keep(std::string_view text) {
  const std::uint64_t hash = trace::content_hash(text);
  const bool is_there = kept_.contains(hash) || (ring_ && ring_->has_blob(hash));
  if (!is_there) {
    kept_.insert(hash);
    note_variables(text);
    write(trace::Blob{hash, std::string(text)});
    facts_.blobs.push_back(hash);
  }
  facts_.uses.push_back(hash);
  return hash;
}

/// In a flood, deflating all that goes to a file would take a whole processor: then blocks are
/// stored as they are.
void TraceRecorder::append_block() {
  using trace::Packing;
  constexpr std::size_t deflated_blocks = 1;
  if (ring_ && !block_.empty()) {
    ring_->append(trace::encode_block(block_), facts_);
    kept_.clear();
  } else if (!block_.empty() && !failed_) {
    const Packing packing =
        blocks_of_drain_++ < deflated_blocks ? Packing::deflated : Packing::stored;
    failed_ = !append_(trace::encode_block(block_, packing));
  }
  facts_ = {};
  block_.clear();
}

}  // namespace troupe::actors
