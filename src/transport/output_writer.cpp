// How writing never blocks although the descriptor may (its flags are shared with the processes on
// the other side of a pipe or terminal, so O_NONBLOCK is not ours to set): a pipe that polls as
// writable takes PIPE_BUF bytes without blocking, and a socket is asked with MSG_DONTWAIT.
#include "transport/output_writer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace troupe::transport {

namespace {

bool writable_now(int descriptor) {
  pollfd polled{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&polled, 1, 0) > 0;
}

}  // namespace

base::Result<std::unique_ptr<OutputWriter>> OutputWriter::start(int descriptor,
                                                                std::size_t limit_bytes,
                                                                Events events) {
  Wake wake;
  if (!wake.is_open()) {
    return base::failure("cannot watch the output: no eventfd");
  }
  return std::unique_ptr<OutputWriter>(
      new OutputWriter(descriptor, std::move(wake), limit_bytes, std::move(events)));
}

OutputWriter::OutputWriter(int descriptor, Wake wake, std::size_t limit_bytes, Events events)
    : descriptor_(descriptor),
      wake_(std::move(wake)),
      events_(std::move(events)),
      queue_(limit_bytes) {
  struct stat status{};
  is_socket_ = ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
  thread_ = std::thread([this] { run(); });
}

OutputWriter::~OutputWriter() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  wake_.wake();
  thread_.join();
}

void OutputWriter::send(Outbound item) {
  std::string failure;
  bool queued = false;
  {
    const std::scoped_lock lock(mutex_);
    if (broken_) {
      return;
    }
    const bool at_once = queue_.empty() && !writing_;
    if (!at_once || !write_at_once(item.bytes)) {
      // A frame of which a part is out may not be replaced by another.
      if (at_once) {
        item.diagnostics_of.clear();
      }
      if (!broken_ && !queue_.push(std::move(item))) {
        broken_ = true;
        failure = "the client does not read: too much is waiting for it";
      }
      queued = true;
    }
    if (broken_ && failure.empty()) {
      failure = "the client closed its end";
    }
  }
  if (queued) {
    changed_.notify_all();
  }
  if (!failure.empty()) {
    events_.on_broken(failure);
  }
}

bool OutputWriter::flush(Duration patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return broken_ || (queue_.empty() && !writing_); });
  return !broken_ && queue_.empty() && !writing_;
}

/// Writes what goes without waiting; keeps the rest in `bytes`. True: nothing is left.
bool OutputWriter::write_at_once(std::string& bytes) {
  std::string_view rest = bytes;
  Progress progress = Progress::some;
  while (!rest.empty() && progress == Progress::some) {
    progress = writable_now(descriptor_) ? write_some(rest) : Progress::none;
  }
  broken_ = progress == Progress::broken;
  bytes.erase(0, bytes.size() - rest.size());
  return bytes.empty();
}

/// Writes a piece of `bytes` and drops it from them. REQUIRES: the descriptor polled as writable.
OutputWriter::Progress OutputWriter::write_some(std::string_view& bytes) const {
  const ssize_t count =
      is_socket_
          ? ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL)
          : ::write(descriptor_, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
  if (count >= 0) {
    bytes.remove_prefix(static_cast<std::size_t>(count));
    return Progress::some;
  }
  if (errno == EINTR) {
    return Progress::some;
  }
  return errno == EAGAIN || errno == EWOULDBLOCK ? Progress::none : Progress::broken;
}

void OutputWriter::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stop_ || (!broken_ && !queue_.empty()); });
    if (stop_) {
      return;
    }
    const std::string bytes = *queue_.pop();
    writing_ = true;
    lock.unlock();
    write_fully(bytes);
    lock.lock();
    writing_ = false;
    std::vector<std::string> shed;
    if (queue_.empty()) {
      shed = queue_.take_shed();
    }
    lock.unlock();
    changed_.notify_all();
    if (!shed.empty()) {
      events_.on_recovered(std::move(shed));
    }
    lock.lock();
  }
}

void OutputWriter::write_fully(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!wait_for_room()) {
      return;
    }
    if (write_some(bytes) == Progress::broken) {
      give_up("the client closed its end");
      return;
    }
  }
}

/// False: the thread shall end.
bool OutputWriter::wait_for_room() const {
  std::array<pollfd, 2> polled{pollfd{.fd = descriptor_, .events = POLLOUT, .revents = 0},
                               pollfd{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0}};
  while (true) {
    const int ready = ::poll(polled.data(), polled.size(), -1);
    if ((polled[1].revents & POLLIN) != 0) {
      return false;
    }
    if (polled[0].revents != 0 || (ready < 0 && errno != EINTR)) {
      return true;
    }
  }
}

void OutputWriter::give_up(const std::string& why) {
  {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(broken_, true)) {
      return;
    }
  }
  events_.on_broken(why);
}

}  // namespace troupe::transport
