// A pair of SOCK_SEQPACKET sockets: a message and its descriptor stay together, and unlike with
// SOCK_DGRAM the end of the other side is told.
#include "transport/descriptor_passing.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace troupe::transport {

namespace {

constexpr std::size_t word_at_most = 256;

/// A message around a text, with room for one descriptor beside it. Stays where it is.
struct Envelope {
  Envelope(char* text, std::size_t size) : part{.iov_base = text, .iov_len = size} {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
  }
  Envelope(const Envelope&) = delete;
  Envelope& operator=(const Envelope&) = delete;
  ~Envelope() = default;

  iovec part;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
};

}  // namespace

DescriptorChannel make_descriptor_channel() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return {};
  }
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {.sender = ends[0], .receiver = ends[1]};
}

Passing pass_descriptor(int channel, int descriptor, std::string_view word) {
  // An empty message could not be told from the end.
  std::string text(word.substr(0, word_at_most - 1));
  text.push_back('\0');
  Envelope envelope(text.data(), text.size());
  cmsghdr* const header = CMSG_FIRSTHDR(&envelope.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  ssize_t sent = -1;
  do {
    sent = ::sendmsg(channel, &envelope.message, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0) {
    return Passing::done;
  }
  const bool is_full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS ||
                       errno == ENOMEM || errno == ETOOMANYREFS;
  return is_full ? Passing::full : Passing::broken;
}

PassedDescriptor take_descriptor(int channel) {
  std::array<char, word_at_most> text{};
  Envelope envelope(text.data(), text.size());
  ssize_t count = -1;
  do {
    count = ::recvmsg(channel, &envelope.message, MSG_CMSG_CLOEXEC);
  } while (count < 0 && errno == EINTR);
  PassedDescriptor passed;
  if (count <= 0) {
    passed.has_ended = count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
    return passed;
  }
  passed.word.assign(text.data(), static_cast<std::size_t>(count) - 1);
  const cmsghdr* const header = CMSG_FIRSTHDR(&envelope.message);
  if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
    std::memcpy(&passed.descriptor, CMSG_DATA(header), sizeof passed.descriptor);
  }
  return passed;
}

}  // namespace troupe::transport
