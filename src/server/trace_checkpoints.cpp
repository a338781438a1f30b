#include "server/trace_checkpoints.hpp"

#include <array>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

#include "base/check.hpp"

namespace troupe::server {

Checkpoints::Arrival Checkpoints::hold(std::uint64_t position, std::uint64_t target) {
  Arrival arrival{.target = target, .died_of = 0};
  for (;;) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
      return arrival;
    }
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child <= 0) {
      ::close(pipe[0]);
      if (child < 0) {
        ::close(pipe[1]);
        return arrival;
      }
      if (up_ >= 0) {
        ::close(up_);
      }
      up_ = pipe[1];
      return arrival;
    }
    ::close(pipe[1]);
    std::uint64_t wanted = 0;
    const bool is_told = ::read(pipe[0], &wanted, sizeof(wanted)) == ssize_t{sizeof(wanted)};
    ::close(pipe[0]);
    int status = 0;
    static_cast<void>(::waitpid(child, &status, 0));
    if (is_told && wanted < position) {
      seek(wanted);
    }
    if (!is_told && !WIFSIGNALED(status)) {
      leave(WEXITSTATUS(status));
    }
    arrival = is_told ? Arrival{.target = wanted, .died_of = 0}
                      : Arrival{.target = position, .died_of = WTERMSIG(status)};
  }
}

void Checkpoints::seek(std::uint64_t target) const {
  base::check(up_ >= 0, "there is a checkpoint before this place");
  std::fflush(nullptr);
  static_cast<void>(::write(up_, &target, sizeof(target)));
  ::_exit(0);
}

void Checkpoints::leave(int code) {
  std::fflush(nullptr);
  ::_exit(code);
}

}  // namespace troupe::server
