// The handler does next to nothing itself: it looks at a counter until the recorder's own thread
// has written twice. If that thread is the one that broke, or waits for a lock that the broken one
// holds, the patience ends it. The message that killed the process has been noted before it was
// handled, so it is in the file.
#include "actors/trace_rescue.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>

#include "actors/trace_recorder.hpp"

namespace troupe::actors {

namespace {

constexpr std::array fatal_signals{SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr Duration patience = std::chrono::milliseconds(300);
std::atomic<TraceRecorder*> rescued = nullptr;

void rescue(int signal) {
  if (TraceRecorder* recorder = rescued.exchange(nullptr)) {
    recorder->rescue(patience);
  }
  // The default action is in place again (SA_RESETHAND), and follows when this returns.
  std::raise(signal);
}

}  // namespace

void rescue_on_fatal_signal(TraceRecorder* recorder) {
  rescued = recorder;
  struct sigaction action{};
  action.sa_handler = recorder == nullptr ? SIG_DFL : rescue;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigemptyset(&action.sa_mask);
  for (const int signal : fatal_signals) {
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace troupe::actors
