// Everything in the handler is async-signal-safe: write(2), and glibc's backtrace functions, whose
// first call loads a library and is therefore made beforehand. Should the handler hang all the same
// (the heap's lock may be held by who broke), an alarm ends the process.
#include "server/crash_handler.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <execinfo.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace troupe::server {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

constexpr std::array fatal_signals{SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr unsigned patience_s = 2;
constexpr int frames_at_most = 64;

std::atomic<int> report_descriptor = -1;
std::atomic<const char* (*)()> whom_it_works_for = nullptr;
alignas(16) std::array<std::byte, std::size_t{64} * 1024> signal_stack;

void say(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno != EINTR) {
      return;
    }
    text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
}

void say(int descriptor, std::uint64_t number, int base) {
  std::array<char, 32> digits{};
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, base);
  say(descriptor, std::string_view(digits.data(), end));
}

std::string_view name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGILL:
      return "SIGILL";
    case SIGFPE:
      return "SIGFPE";
    default:
      return "SIGABRT";
  }
}

void write_report(int descriptor, int signal, const siginfo_t& info) {
  say(descriptor, "signal: ");
  say(descriptor, static_cast<std::uint64_t>(signal), 10);
  say(descriptor, " (");
  say(descriptor, name_of(signal));
  say(descriptor, info.si_code > 0 ? ") at address 0x" : ") sent by a process");
  if (info.si_code > 0) {
    say(descriptor, reinterpret_cast<std::uintptr_t>(info.si_addr), 16);
  }
  say(descriptor, "\nthread: ");
  say(descriptor, static_cast<std::uint64_t>(::syscall(SYS_gettid)), 10);
  say(descriptor, " of process ");
  say(descriptor, static_cast<std::uint64_t>(::getpid()), 10);
  const auto at_work_for = whom_it_works_for.load();
  const char* const who = at_work_for != nullptr ? at_work_for() : nullptr;
  if (who != nullptr) {
    say(descriptor, "\nat work for: ");
    say(descriptor, who);
  }
  say(descriptor, "\nbacktrace:\n");
  std::array<void*, frames_at_most> frames{};
  const int count = ::backtrace(frames.data(), frames_at_most);
  ::backtrace_symbols_fd(frames.data(), count, descriptor);
}

void report_crash(int signal, siginfo_t* info, void* /*context*/) {
  const int descriptor = report_descriptor.exchange(-1);
  if (descriptor >= 0) {
    std::signal(SIGALRM, SIG_DFL);
    ::alarm(patience_s);
    write_report(descriptor, signal, *info);
  }
  // The default action is in place again (SA_RESETHAND). A fault happens once more when this
  // returns; a signal that somebody sent does not.
  if (info->si_code <= 0) {
    ::raise(signal);
  }
}

}  // namespace

bool report_fatal_signals(int descriptor, const char* (*at_work_for)()) {
  if (sanitized) {
    return false;
  }
  std::array<void*, 1> frame{};
  ::backtrace(frame.data(), 1);
  whom_it_works_for = at_work_for;
  report_descriptor = descriptor;
  stack_t stack{};
  stack.ss_sp = signal_stack.data();
  stack.ss_size = signal_stack.size();
  ::sigaltstack(&stack, nullptr);
  struct sigaction action{};
  action.sa_sigaction = report_crash;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_SIGINFO | SA_ONSTACK;
  ::sigemptyset(&action.sa_mask);
  for (const int signal : fatal_signals) {
    ::sigaction(signal, &action, nullptr);
  }
  return true;
}

}  // namespace troupe::server
