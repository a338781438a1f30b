#include "server/crash_handler.hpp"

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actors/work_mark.hpp"

namespace troupe::server {
namespace {

constexpr int not_told = 77;

struct Death {
  int signal = 0;  ///< 0: none
  std::string words;
  bool is_told = true;  ///< false: a sanitizer's handlers are in place
};

/// Lets a process of its own die by `die`, with the handler in place.
Death death_by(void (*die)()) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t process = ::fork();
  if (process == 0) {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS}) {
      std::signal(signal, SIG_DFL);  // Not the test program's.
    }
    if (!report_fatal_signals(pipe[1], actors::WorkMark::current)) {
      ::_exit(not_told);
    }
    die();
    ::_exit(0);
  }
  ::close(pipe[1]);
  Death death;
  std::array<char, 512> bytes{};
  for (ssize_t count = 0; (count = ::read(pipe[0], bytes.data(), bytes.size())) > 0;) {
    death.words.append(bytes.data(), static_cast<std::size_t>(count));
  }
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(process, &status, 0);
  death.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  death.is_told = !WIFEXITED(status) || WEXITSTATUS(status) != not_told;
  return death;
}

volatile std::uintptr_t nowhere = 0x1230;
void fault() {
  *reinterpret_cast<volatile int*>(nowhere) = 1;
}

volatile int levels = 1'000'000'000;
volatile int sink = 0;
/// More frames than any stack has room for.
void descend(int level) {
  std::array<volatile char, 4096> frame{};
  frame[0] = static_cast<char>(level);
  if (level < levels) {
    descend(level + 1);
  }
  sink = frame[0];
}

TEST_CASE("a fault is told with its address and a backtrace, and kills by its own signal") {
  const Death death = death_by(fault);
  if (death.is_told) {
    CHECK(death.signal == SIGSEGV);
    CHECK(death.words.starts_with("signal: 11 (SIGSEGV) at address 0x1230\nthread: "));
    CHECK(death.words.contains("backtrace:\n"));
    CHECK(death.words.contains("test_server("));
  }
}

TEST_CASE("faults of other threads and aborts are told, too") {
  const Death thread = death_by([] { std::thread(fault).join(); });
  if (!thread.is_told) {
    return;
  }
  CHECK(thread.signal == SIGSEGV);
  CHECK(thread.words.contains("at address 0x1230\n"));
  const Death abort = death_by([] { std::abort(); });
  CHECK(abort.signal == SIGABRT);
  CHECK(abort.words.starts_with("signal: 6 (SIGABRT) sent by a process\n"));
}

TEST_CASE("whom the thread worked for is told") {
  const Death death = death_by([] {
    const std::string who = "session 7, somebody";
    std::thread([&] {
      const actors::WorkMark mark(who);
      fault();
    }).join();
  });
  if (death.is_told) {
    CHECK(death.words.contains("\nat work for: session 7, somebody\nbacktrace:\n"));
  }
  CHECK_FALSE(death_by(fault).words.contains("at work for"));
}

TEST_CASE("an overflow of the first thread's stack is told") {
  const Death death = death_by([] { descend(0); });
  if (death.is_told) {
    CHECK(death.signal == SIGSEGV);
    CHECK(death.words.contains("backtrace:\n"));
  }
}

}  // namespace
}  // namespace troupe::server
