#include "transport/text_service.hpp"

#include <array>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "transport/write_fully.hpp"

namespace troupe::transport {

namespace {

constexpr std::size_t longest_request = std::size_t{8} << 10U;

/// Reads and writes wait for a second at most.
void limit_waiting(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  ::fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK);
  const timeval second{.tv_sec = 1, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof second);
}

/// The request up to its empty line; cut off when it is too long or does not come.
std::string read_request(int descriptor) {
  std::string request;
  std::array<char, 1024> bytes{};
  while (request.size() < longest_request && !request.contains("\r\n\r\n") &&
         !request.contains("\n\n")) {
    const ssize_t count = ::recv(descriptor, bytes.data(), bytes.size(), 0);
    if (count <= 0) {
      break;
    }
    request.append(bytes.data(), static_cast<std::size_t>(count));
  }
  return request;
}

}  // namespace

base::Result<std::unique_ptr<TextService>> TextService::start(const std::string& path,
                                                              std::string content_type,
                                                              MakeText make) {
  auto listeners = Listener::listen_on(UnixAddress{path});
  if (!listeners) {
    return std::unexpected(listeners.error());
  }
  Wake wake;
  if (!wake.is_open()) {
    return base::failure("cannot serve " + path + ": no eventfd");
  }
  return std::unique_ptr<TextService>(new TextService(
      std::move(listeners->front()), std::move(wake), std::move(content_type), std::move(make)));
}

TextService::TextService(Listener listener, Wake wake, std::string content_type, MakeText make)
    : listener_(std::move(listener)),
      wake_(std::move(wake)),
      content_type_(std::move(content_type)),
      make_(std::move(make)),
      thread_([this] { run(); }) {}

TextService::~TextService() {
  wake_.wake();
  thread_.join();
}

void TextService::run() {
  while (true) {
    std::array<pollfd, 2> polled{
        pollfd{.fd = listener_.descriptor(), .events = POLLIN, .revents = 0},
        pollfd{.fd = wake_.descriptor(), .events = POLLIN, .revents = 0}};
    ::poll(polled.data(), polled.size(), -1);
    if ((polled[1].revents & POLLIN) != 0) {
      return;
    }
    const Accepted accepted = accept_from(listener_);
    if (accepted.descriptor < 0) {
      continue;
    }
    if (!accepted.is_stranger) {
      answer(accepted.descriptor);
    }
    ::close(accepted.descriptor);
  }
}

void TextService::answer(int descriptor) const {
  limit_waiting(descriptor);
  const std::string request = read_request(descriptor);
  if (!request.starts_with("GET ")) {
    write_fully(descriptor, "HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  const std::string text = make_();
  write_fully(descriptor, "HTTP/1.0 200 OK\r\nContent-Type: " + content_type_ +
                              "\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" +
                              text);
}

}  // namespace troupe::transport
