// The handler does next to nothing itself: it looks at counters until the recorders' own threads
// have written twice. If one of these threads is the one that broke, or waits for a lock that the
// broken one holds, the patience ends it. The message that killed the process has been noted before
// it was handled, so it is in the file.
//
// Recorders stand in a list whose members are never given back, only used again, so that a handler
// can walk it at any moment. A recorder that is about to go while a handler may look at it waits:
// the process is at its end anyway.
#include "actors/trace_rescue.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <mutex>

#include <time.h>
#include <unistd.h>

#include "actors/trace_recorder.hpp"

namespace troupe::actors {

namespace {

constexpr std::array fatal_signals{SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr Duration patience = std::chrono::milliseconds(300);

struct Place {
  std::atomic<TraceRecorder*> recorder = nullptr;
  Place* next = nullptr;
};
std::atomic<Place*> places = nullptr;
std::atomic<bool> is_rescuing = false;

std::mutex mutex;
std::size_t recorders = 0;  ///< under mutex
/// What was to happen before we came, and will happen after us.
std::array<struct sigaction, fatal_signals.size()> before{};

void restore() {
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) {
    ::sigaction(fatal_signals[i], &before[i], nullptr);
  }
}

void rescue(int signal, siginfo_t* info, void* /*context*/) {
  rescue_now(true);
  restore();
  // A fault happens once more when this returns; a signal that somebody sent does not.
  if (info->si_code <= 0) {
    ::raise(signal);
  }
}

void take_signals() {
  struct sigaction action{};
  action.sa_sigaction = rescue;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK);
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) {
    ::sigaction(fatal_signals[i], &action, &before[i]);
  }
}

template <typename Do>
void for_each_place(const Do& act) {
  for (Place* place = places; place != nullptr; place = place->next) {
    act(*place);
  }
}

bool all_are_rescued() noexcept {
  bool all = true;
  for_each_place([&](const Place& place) {
    const TraceRecorder* recorder = place.recorder;
    all = all && (recorder == nullptr || recorder->is_rescued());
  });
  return all;
}

}  // namespace

void rescue_on_fatal_signal(TraceRecorder& recorder) {
  const std::scoped_lock lock(mutex);
  if (recorders++ == 0) {
    take_signals();
  }
  Place* free = nullptr;
  for_each_place([&](Place& place) { free = place.recorder == nullptr ? &place : free; });
  if (free == nullptr) {
    free = new Place;  // NOLINT(cppcoreguidelines-owning-memory): never given back
    free->next = places;
    free->recorder = &recorder;
    places = free;
  }
  free->recorder = &recorder;
}

void rescue_no_more(TraceRecorder& recorder) {
  const std::scoped_lock lock(mutex);
  bool was_known = false;
  for_each_place([&](Place& place) {
    TraceRecorder* expected = &recorder;
    was_known = place.recorder.compare_exchange_strong(expected, nullptr) || was_known;
  });
  while (is_rescuing) {
    ::pause();
  }
  if (was_known && --recorders == 0) {
    restore();
  }
}

void rescue_now(bool is_crash) noexcept {
  if (is_rescuing.exchange(true)) {
    return;
  }
  for_each_place([is_crash](const Place& place) {
    if (TraceRecorder* recorder = place.recorder) {
      recorder->begin_rescue(is_crash);
    }
  });
  constexpr Duration step = std::chrono::milliseconds(5);
  for (Duration waited{}; waited < patience && !all_are_rescued(); waited += step) {
    const timespec pause{.tv_sec = 0, .tv_nsec = step.count()};
    ::nanosleep(&pause, nullptr);
  }
}

bool is_being_rescued() noexcept {
  return is_rescuing.load(std::memory_order_relaxed);
}

}  // namespace troupe::actors
