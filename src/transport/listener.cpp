#include "transport/listener.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "transport/descriptor_passing.hpp"
#include "transport/socket_server.hpp"

namespace troupe::transport {

namespace {

constexpr int backlog = 128;

std::string system_error() {
  return std::strerror(errno);
}

const sockaddr* generic(const sockaddr_storage& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // NOLINT: that is how sockets are called
}
sockaddr* generic(sockaddr_storage& address) {
  return reinterpret_cast<sockaddr*>(&address);  // NOLINT: as above
}

sockaddr_storage unix_storage(const std::string& path) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  path.copy(static_cast<char*>(name.sun_path), sizeof name.sun_path - 1);
  sockaddr_storage storage{};
  std::memcpy(&storage, &name, sizeof name);
  return storage;
}

/// Whether somebody answers at a socket's file.
bool is_served(const sockaddr_storage& address) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const bool served =
      ::connect(probe, generic(address), sizeof(sockaddr_un)) == 0 || errno == EAGAIN;
  ::close(probe);
  return served;
}

/// Removes what a server that is gone has left at `path`; an error if it is something else.
base::Result<void> clear_path(const std::string& path, const sockaddr_storage& address) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) {
    return {};
  }
  if (!S_ISSOCK(status.st_mode)) {
    return base::failure(path + " exists and is no socket");
  }
  if (is_served(address)) {
    return base::failure(path + ": another server listens there");
  }
  ::unlink(path.c_str());
  return {};
}

std::string text_of(const sockaddr_storage& address, socklen_t length, std::uint16_t& port) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  if (::getnameinfo(generic(address), length, host.data(), host.size(), service.data(),
                    service.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "?";
  }
  port = static_cast<std::uint16_t>(std::strtoul(service.data(), nullptr, 10));
  return host.data();
}

/// Where a bound socket really is: the port may have been chosen by the system.
Address bound_address(int descriptor) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  ::getsockname(descriptor, generic(address), &length);
  if (address.ss_family == AF_UNIX) {
    sockaddr_un name{};
    std::memcpy(&name, &address, sizeof name);
    return UnixAddress{std::string(static_cast<const char*>(name.sun_path))};
  }
  TcpAddress tcp;
  tcp.host = text_of(address, length, tcp.port);
  return tcp;
}

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

base::Result<AddressList> resolve(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (code != 0) {
    return base::failure(host + ": " + ::gai_strerror(code));
  }
  return AddressList(found, &::freeaddrinfo);
}

bool is_loopback(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in name{};
    std::memcpy(&name, &address, sizeof name);
    return (ntohl(name.sin_addr.s_addr) >> 24U) == 127;
  }
  sockaddr_in6 name{};
  std::memcpy(&name, &address, sizeof name);
  return address.sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&name.sin6_addr);
}

void set_option(int descriptor, int level, int option, int value) {
  ::setsockopt(descriptor, level, option, &value, sizeof value);
}

/// Small frames go out at once, and a peer whose machine is gone is noticed within a minute.
void tune_tcp(int descriptor) {
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, 30);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, 10);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, 3);
}

}  // namespace

base::Result<bool> is_loopback(const std::string& host) {
  const auto list = resolve(host, 0);
  if (!list) {
    return std::unexpected(list.error());
  }
  for (const addrinfo* each = list->get(); each != nullptr; each = each->ai_next) {
    if (!is_loopback(*each->ai_addr)) {
      return false;
    }
  }
  return true;
}

Listener::Listener(Listener&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      address_(std::move(other.address_)),
      is_channel_(other.is_channel_),
      device_(other.device_),
      inode_(other.inode_) {}

Listener& Listener::operator=(Listener&& other) noexcept {
  if (this != &other) {
    release();
    descriptor_ = std::exchange(other.descriptor_, -1);
    address_ = std::move(other.address_);
    is_channel_ = other.is_channel_;
    device_ = other.device_;
    inode_ = other.inode_;
  }
  return *this;
}

Listener::~Listener() {
  release();
}

void Listener::release() {
  if (descriptor_ < 0) {
    return;
  }
  ::close(std::exchange(descriptor_, -1));
  const auto* local = std::get_if<UnixAddress>(&address_);
  struct stat status{};
  if (local != nullptr && inode_ != 0 && ::lstat(local->path.c_str(), &status) == 0 &&
      status.st_dev == device_ && status.st_ino == inode_) {
    ::unlink(local->path.c_str());
  }
}

base::Result<Listener> Listener::listen_on_path(const std::string& path) {
  const sockaddr_storage name = unix_storage(path);
  if (const auto cleared = clear_path(path, name); !cleared) {
    return std::unexpected(cleared.error());
  }
  Listener listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                    UnixAddress{path});
  // Before it has a name, so that there is no moment in which others could connect.
  ::fchmod(listener.descriptor_, S_IRUSR | S_IWUSR);
  if (::bind(listener.descriptor_, generic(name), sizeof(sockaddr_un)) != 0 ||
      ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 ||
      ::listen(listener.descriptor_, backlog) != 0) {
    return base::failure(path + ": " + system_error());
  }
  struct stat status{};
  if (::lstat(path.c_str(), &status) == 0) {
    listener.device_ = status.st_dev;
    listener.inode_ = status.st_ino;
  }
  return listener;
}

base::Result<std::vector<Listener>> Listener::listen_on(const Address& address) {
  std::vector<Listener> listeners;
  if (const auto* local = std::get_if<UnixAddress>(&address)) {
    auto listener = listen_on_path(local->path);
    if (!listener) {
      return std::unexpected(listener.error());
    }
    listeners.push_back(std::move(*listener));
    return listeners;
  }
  const auto& tcp = std::get<TcpAddress>(address);
  const auto list = resolve(tcp.host, tcp.port);
  if (!list) {
    return std::unexpected(list.error());
  }
  for (const addrinfo* each = list->get(); each != nullptr; each = each->ai_next) {
    const int descriptor = ::socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    Listener listener(descriptor, address);
    set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (each->ai_family == AF_INET6) {
      set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    }
    if (descriptor < 0 || ::bind(descriptor, each->ai_addr, each->ai_addrlen) != 0 ||
        ::listen(descriptor, backlog) != 0) {
      return base::failure(to_string(address) + ": " + system_error());
    }
    listener.address_ = bound_address(descriptor);
    listeners.push_back(std::move(listener));
  }
  return listeners;
}

base::Result<Listener> Listener::adopt(int descriptor) {
  int listens = 0;
  socklen_t length = sizeof listens;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 || listens == 0) {
    return base::failure("descriptor " + std::to_string(descriptor) +
                         " of the service manager is no listening socket");
  }
  const int flags = ::fcntl(descriptor, F_GETFL);
  ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return Listener(descriptor, bound_address(descriptor));
}

Listener Listener::of_channel(int descriptor) {
  ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
  ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  Listener listener(descriptor, UnixAddress{});
  listener.is_channel_ = true;
  return listener;
}

namespace {

Accepted take_from_channel(int channel) {
  PassedDescriptor passed = take_descriptor(channel);
  Accepted accepted{.descriptor = passed.descriptor,
                    .family = AF_UNIX,
                    .peer = std::move(passed.word),
                    .is_stranger = false};
  if (accepted.descriptor < 0) {
    errno = passed.has_ended ? ESHUTDOWN : EAGAIN;
  } else {
    ::fcntl(accepted.descriptor, F_SETFL, O_NONBLOCK);
  }
  return accepted;
}

}  // namespace

Accepted accept_from(const Listener& listener) {
  if (listener.is_channel()) {
    return take_from_channel(listener.descriptor());
  }
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  Accepted accepted;
  accepted.descriptor =
      ::accept4(listener.descriptor(), generic(address), &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (accepted.descriptor < 0) {
    return accepted;
  }
  accepted.family = address.ss_family;
  if (accepted.family == AF_UNIX) {
    ucred who{};
    socklen_t size = sizeof who;
    const bool known = ::getsockopt(accepted.descriptor, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0;
    accepted.is_stranger = !known || (who.uid != ::geteuid() && who.uid != 0);
    accepted.peer = "user " + std::to_string(who.uid) + ", process " + std::to_string(who.pid);
  } else {
    tune_tcp(accepted.descriptor);
    TcpAddress peer;
    peer.host = text_of(address, length, peer.port);
    accepted.peer = to_string(peer);
  }
  return accepted;
}

}  // namespace troupe::transport
