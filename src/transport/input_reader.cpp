// A plain thread that polls the input and an eventfd. A broker of CAF's would need a socket, and a
// thread that sits in read(2) could not be stopped.
#include "transport/input_reader.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <variant>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace troupe::transport {

base::Result<std::unique_ptr<InputReader>> InputReader::start(int descriptor,
                                                              protocol::FrameLimits limits,
                                                              InputSink& sink,
                                                              std::size_t backlog_bytes) {
  const int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (wake < 0) {
    return base::failure("cannot watch the input: no eventfd");
  }
  return std::unique_ptr<InputReader>(
      new InputReader(descriptor, wake, limits, sink, backlog_bytes));
}

InputReader::InputReader(int descriptor, int wake, protocol::FrameLimits limits, InputSink& sink,
                         std::size_t backlog_bytes)
    : descriptor_(descriptor),
      wake_(wake),
      decoder_(limits),
      backlog_(backlog_bytes),
      sink_(sink),
      thread_([this] { run(); }) {}

InputReader::~InputReader() {
  const std::uint64_t one = 1;
  // An eventfd takes the number unless it is full of them, and then it is readable, too.
  [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
  thread_.join();
  ::close(wake_);
}

void InputReader::run() {
  std::array<char, std::size_t{64} * 1024> buffer{};
  std::vector<protocol::FrameEvent> events;
  while (wait_for_room() && wait_for_input()) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
      continue;
    }
    if (count <= 0) {
      decoder_.finish(events);
      hand_over(events);
      sink_.on_end();
      return;
    }
    decoder_.feed(std::string_view(buffer.data(), static_cast<std::size_t>(count)), events);
    hand_over(events);
  }
}

/// False: the thread shall end.
bool InputReader::wait_for_room() const {
  constexpr int pause_ms = 2;
  pollfd polled{.fd = wake_, .events = POLLIN, .revents = 0};
  while (!backlog_.has_room()) {
    if (::poll(&polled, 1, pause_ms) > 0) {
      return false;
    }
  }
  return true;
}

/// False: the thread shall end.
bool InputReader::wait_for_input() const {
  std::array<pollfd, 2> polled{pollfd{.fd = descriptor_, .events = POLLIN, .revents = 0},
                               pollfd{.fd = wake_, .events = POLLIN, .revents = 0}};
  while (true) {
    const int ready = ::poll(polled.data(), polled.size(), -1);
    if (ready < 0 && errno != EINTR) {
      return true;  // Let read(2) say what is wrong.
    }
    if ((polled[1].revents & POLLIN) != 0) {
      return false;
    }
    if (polled[0].revents != 0) {
      return true;
    }
  }
}

void InputReader::hand_over(std::vector<protocol::FrameEvent>& events) {
  const Instant now = monotonic_now();
  for (protocol::FrameEvent& event : events) {
    if (auto* frame = std::get_if<protocol::Frame>(&event)) {
      sink_.on_frame(backlog_.counted(std::move(frame->body)), now);
    } else {
      sink_.on_framing_lost(std::get<protocol::FrameError>(event).message);
    }
  }
  events.clear();
}

}  // namespace troupe::transport
