// A descriptor that others share may block, and its flags are not ours: a pipe that polls as
// writable takes PIPE_BUF bytes without blocking, and a socket is asked with MSG_DONTWAIT.
#include "server/supervisor_outlet.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "protocol/framing.hpp"

namespace troupe::server {

Outlet::Outlet(int descriptor, Kind kind) : descriptor_(descriptor), kind_(kind) {
  struct stat status{};
  is_socket_ = ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

void Outlet::send(std::string_view body) {
  if (is_broken_) {
    return;
  }
  if (bytes_.empty()) {
    bytes_ = protocol::encode_frame(body);
  } else {
    bytes_.append(protocol::encode_frame(body));
  }
  flush();
}

void Outlet::flush() {
  while (!is_broken_ && written_ < bytes_.size()) {
    const long count = write_some(std::string_view(bytes_).substr(written_));
    if (count >= 0) {
      written_ += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      break;
    } else if (errno != EINTR) {
      is_broken_ = true;
    }
  }
  constexpr std::size_t worth_moving = std::size_t{1} << 20U;
  if (is_broken_ || written_ == bytes_.size()) {
    bytes_.clear();
    written_ = 0;
  } else if (written_ > worth_moving) {
    bytes_.erase(0, std::exchange(written_, 0));
  }
}

void Outlet::reset(int descriptor) {
  *this = Outlet(descriptor, kind_);
}

/// As write(2).
long Outlet::write_some(std::string_view rest) const {
  if (kind_ == Kind::own) {
    return ::write(descriptor_, rest.data(), rest.size());
  }
  if (is_socket_) {
    return ::send(descriptor_, rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  pollfd polled{.fd = descriptor_, .events = POLLOUT, .revents = 0};
  if (::poll(&polled, 1, 0) <= 0) {
    errno = EAGAIN;
    return -1;
  }
  return ::write(descriptor_, rest.data(), std::min<std::size_t>(rest.size(), PIPE_BUF));
}

}  // namespace troupe::server
