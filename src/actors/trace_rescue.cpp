// The handler does next to nothing itself: it looks at a counter until the recorder's own thread
// has written twice. If that thread is the one that broke, or waits for a lock that the broken one
// holds, the patience ends it. The message that killed the process has been noted before it was
// handled, so it is in the file.
#include "actors/trace_rescue.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstddef>

#include "actors/trace_recorder.hpp"

namespace troupe::actors {

namespace {

constexpr std::array fatal_signals{SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr Duration patience = std::chrono::milliseconds(300);
std::atomic<TraceRecorder*> rescued = nullptr;
/// What was to happen before we came, and will happen after us.
std::array<struct sigaction, fatal_signals.size()> before{};

void restore() {
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) {
    ::sigaction(fatal_signals[i], &before[i], nullptr);
  }
}

void rescue(int signal, siginfo_t* info, void* /*context*/) {
  if (TraceRecorder* recorder = rescued.exchange(nullptr)) {
    recorder->rescue(patience);
  }
  restore();
  // A fault happens once more when this returns; a signal that somebody sent does not.
  if (info->si_code <= 0) {
    ::raise(signal);
  }
}

}  // namespace

void rescue_on_fatal_signal(TraceRecorder* recorder) {
  const bool was_set = rescued.exchange(recorder) != nullptr;
  if (recorder == nullptr) {
    if (was_set) {
      restore();
    }
    return;
  }
  struct sigaction action{};
  action.sa_sigaction = rescue;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK);
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < fatal_signals.size(); ++i) {
    ::sigaction(fatal_signals[i], &action, was_set ? nullptr : &before[i]);
  }
}

}  // namespace troupe::actors
