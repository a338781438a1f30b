// Listening sockets, by hand: who may connect is decided here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "transport/address.hpp"

namespace troupe::transport {

/// A socket that takes connections. Closes it when it goes, and removes the file of a Unix socket
/// that it made, unless another server has put its own there.
class Listener {
 public:
  /// One listener for each address that `address` stands for (a host may have several).
  [[nodiscard]] static base::Result<std::vector<Listener>> listen_on(const Address& address);
  /// A socket that the service manager has made. Fails when it does not listen.
  [[nodiscard]] static base::Result<Listener> adopt(int descriptor);
  /// The receiving end of a channel (descriptor_passing.hpp), through which another process of
  /// ours hands over connections that it trusts. It is ours from now on.
  [[nodiscard]] static Listener of_channel(int descriptor);

  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&& other) noexcept;
  ~Listener();

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] const Address& address() const { return address_; }
  [[nodiscard]] bool is_channel() const { return is_channel_; }

 private:
  Listener(int descriptor, Address address)
      : descriptor_(descriptor), address_(std::move(address)) {}
  [[nodiscard]] static base::Result<Listener> listen_on_path(const std::string& path);
  void release();

  int descriptor_ = -1;
  Address address_;
  bool is_channel_ = false;
  std::uint64_t device_ = 0;  ///< of the file that was made, with its inode; 0: none was
  std::uint64_t inode_ = 0;
};

/// A connection that was taken.
struct Accepted {
  int descriptor = -1;  ///< the caller's from now on
  int family = 0;       ///< AF_UNIX, AF_INET or AF_INET6
  std::string peer;     ///< for logs
  /// Unix sockets: another user's process, who has no business here.
  bool is_stranger = false;
};

/// Takes the next connection without waiting; a negative descriptor: there is none. Sets errno, to
/// ESHUTDOWN when none will ever come.
[[nodiscard]] Accepted accept_from(const Listener& listener);

}  // namespace troupe::transport
