// The socket transport: listens, accepts, and cuts what comes into frames.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "protocol/framing.hpp"
#include "transport/address.hpp"
#include "transport/outbound_queue.hpp"
#include "transport/time.hpp"

namespace troupe::transport {

/// One client's connection. Every function may be called on any thread, at any time, and returns at
/// once; after the end they do nothing.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  /// Queues a frame; diagnostics give way to newer ones, as OutboundQueue says.
  virtual void send(Outbound item) = 0;
  /// The client is who it should be: its frames may be as large as anybody's, and it has all the
  /// time in the world.
  virtual void admit() = 0;
  /// Writes what is queued, for `patience` at most, and closes. Nothing more is read.
  virtual void finish(Duration patience) = 0;
  /// Closes at once.
  virtual void close() = 0;
  /// Who is at the other end: an address, or a user and a process.
  [[nodiscard]] virtual const std::string& peer() const = 0;
};

/// What a connection tells. Called on the server's one thread, in order; must not block.
class ConnectionSink {
 public:
  ConnectionSink() = default;
  ConnectionSink(const ConnectionSink&) = delete;
  ConnectionSink& operator=(const ConnectionSink&) = delete;
  virtual ~ConnectionSink() = default;

  virtual void on_frame(std::shared_ptr<const std::string> body, Instant at) = 0;
  /// The client sends no more. It may still read.
  virtual void on_input_end(Instant at) = 0;
  /// Everything is written; meanwhile diagnostics of these documents were shed.
  virtual void on_output_recovered(std::vector<std::string> documents) = 0;
  /// Once, and last. `why` is for a log; empty: finish() was asked for and is done.
  virtual void on_closed(const std::string& why) = 0;
};

struct TlsFiles {
  std::string certificate;  ///< PEM, with the chain behind it
  std::string key;          ///< PEM
  /// PEM: clients must show a certificate that one of these signed; empty: none is asked for.
  std::string client_authorities;
};

struct SocketOptions {
  std::vector<Address> addresses;
  std::vector<int> inherited;   ///< listening sockets of the service manager; ours from now on
  std::optional<TlsFiles> tls;  ///< for TCP
  protocol::FrameLimits limits_before_admission;
  protocol::FrameLimits limits;
  std::size_t outbound_bytes = std::size_t{64} << 20U;
  std::size_t backlog_bytes = std::size_t{4} << 20U;  ///< of frames that nobody has handled yet
  /// From the connection to admit(), the TLS handshake included.
  Duration admission_patience = std::chrono::seconds(10);
  Duration idle_timeout{};  ///< without a byte from the client; zero: none
  /// Called on the server's thread with what is worth a log line.
  std::function<void(const std::string&)> log = [](const std::string&) {};
};

/// Accepts connections and serves all of them on one thread. It closes those that speak something
/// else than LSP with their first bytes (a web page that sends HTTP to a port it guessed), those of
/// other users on Unix sockets, and those in which framing is lost: on a socket, unlike a pipe,
/// there is no reason for it but a broken or a hostile client.
class SocketServer {
 public:
  /// Makes what tells about a connection. Called on the server's thread.
  using Welcome = std::function<std::unique_ptr<ConnectionSink>(std::shared_ptr<Connection>)>;

  /// Fails when an address cannot be listened on or the TLS files cannot be used. A Unix socket
  /// that a dead server left behind is replaced; one that is served is not. New ones have mode
  /// 0600.
  [[nodiscard]] static base::Result<std::unique_ptr<SocketServer>> start(SocketOptions options,
                                                                         Welcome welcome);
  SocketServer() = default;
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;
  /// Closes everything; every sink has heard on_closed. Removes the Unix sockets it made.
  virtual ~SocketServer() = default;

  /// What is listened on, with the ports that the system chose for port 0.
  [[nodiscard]] virtual std::vector<Address> addresses() const = 0;
  /// No new connections from now on; those that are there stay.
  virtual void stop_accepting() = 0;
};

/// Whether every address that `host` stands for is this machine's loopback. Fails when the name
/// cannot be resolved.
[[nodiscard]] base::Result<bool> is_loopback(const std::string& host);

}  // namespace troupe::transport
