#include "actors/process_watch.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <utility>

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace troupe::actors {

namespace {

constexpr int poll_interval_ms = 500;

bool is_visible(std::int64_t process) {
  return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
}

}  // namespace

std::unique_ptr<ProcessWatch> ProcessWatch::start(std::int64_t process,
                                                  std::function<void()> on_death) {
  if (process <= 0 || process > std::numeric_limits<pid_t>::max() || !is_visible(process)) {
    return nullptr;
  }
  transport::Wake wake;
  if (!wake.is_open()) {
    return nullptr;
  }
  int descriptor = -1;
#ifdef SYS_pidfd_open
  descriptor = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(process), 0));
#endif
  return std::unique_ptr<ProcessWatch>(
      new ProcessWatch(process, descriptor, std::move(wake), std::move(on_death)));
}

ProcessWatch::ProcessWatch(std::int64_t process, int descriptor, transport::Wake wake,
                           std::function<void()> on_death)
    : process_(process),
      descriptor_(descriptor),
      wake_(std::move(wake)),
      on_death_(std::move(on_death)),
      thread_([this] { run(); }) {}

ProcessWatch::~ProcessWatch() {
  wake_.wake();
  thread_.join();
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

void ProcessWatch::run() {
  // poll(2) passes over negative descriptors.
  std::array<pollfd, 2> polled{pollfd{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0},
                               pollfd{.fd = descriptor_, .events = POLLIN, .revents = 0}};
  while (true) {
    ::poll(polled.data(), polled.size(), descriptor_ >= 0 ? -1 : poll_interval_ms);
    if (polled[0].revents != 0) {
      return;
    }
    if (polled[1].revents != 0 || (descriptor_ < 0 && !is_visible(process_))) {
      on_death_();
      return;
    }
  }
}

}  // namespace troupe::actors
