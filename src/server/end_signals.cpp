#include "server/end_signals.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace troupe::server {

EndSignals::EndSignals() {
  sigemptyset(&set_);
  sigaddset(&set_, SIGTERM);
  sigaddset(&set_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  descriptor_ = ::signalfd(-1, &set_, SFD_CLOEXEC | SFD_NONBLOCK);
}

EndSignals::~EndSignals() {
  ::close(descriptor_);
}

void EndSignals::wait() const {
  pollfd polled{.fd = descriptor_, .events = POLLIN, .revents = 0};
  while (::poll(&polled, 1, -1) <= 0) {
  }
}

void EndSignals::let_through() const {
  signalfd_siginfo taken{};
  [[maybe_unused]] const ssize_t count = ::read(descriptor_, &taken, sizeof taken);
  pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
}

}  // namespace troupe::server
