// One asio thread for all connections. Listening sockets are only waited for here: taking
// connections from them is plain system calls (listener.cpp), so that Unix sockets, TCP and sockets
// that were inherited are one thing.
#include "transport/socket_server.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <map>
#include <thread>

#include <unistd.h>

#include "transport/listener.hpp"
#include "transport/socket_connection.hpp"

namespace troupe::transport {

namespace {

constexpr Duration pause_without_descriptors = std::chrono::milliseconds(100);

base::Result<std::unique_ptr<asio::ssl::context>> make_tls_context(const TlsFiles& files) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  ::SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  asio::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) {
    return base::failure(files.certificate + ": " + error.message());
  }
  context->use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (error) {
    return base::failure(files.key + ": " + error.message());
  }
  if (!files.client_authorities.empty()) {
    context->load_verify_file(files.client_authorities, error);
    if (error) {
      return base::failure(files.client_authorities + ": " + error.message());
    }
    context->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }
  return context;
}

class AsioServer final : public SocketServer {
 public:
  AsioServer(SocketOptions options, Welcome welcome, std::vector<Listener> listeners,
             std::unique_ptr<asio::ssl::context> tls)
      : options_(std::move(options)),
        settings_{.limits_before_admission = options_.limits_before_admission,
                  .limits = options_.limits,
                  .outbound_bytes = options_.outbound_bytes,
                  .backlog_bytes = options_.backlog_bytes,
                  .admission_patience = options_.admission_patience,
                  .idle_timeout = options_.idle_timeout,
                  .activity = &activity_},
        welcome_(std::move(welcome)),
        tls_(std::move(tls)),
        work_(asio::make_work_guard(*io_)),
        pause_(*io_) {
    for (Listener& listener : listeners) {
      addresses_.push_back(listener.address());
      doors_.push_back(std::make_unique<Door>(*io_, std::move(listener)));
      wait_at(*doors_.back());
    }
    thread_ = std::thread([this] { io_->run(); });
  }
  ~AsioServer() override {
    stop_accepting();
    asio::post(*io_, [this] {
      work_.reset();
      // Each takes itself out of the map when it ends.
      while (!connections_.empty()) {
        const auto first = connections_.begin()->second;
        first->close();
        connections_.erase(connections_.begin());
      }
    });
    thread_.join();
  }
  AsioServer(const AsioServer&) = delete;
  AsioServer& operator=(const AsioServer&) = delete;

  [[nodiscard]] std::vector<Address> addresses() const override { return addresses_; }
  void stop_accepting() override {
    asio::post(*io_, [this] {
      pause_.cancel();
      doors_.clear();
    });
  }

 private:
  /// A listener, and how to wait for it. The descriptor is the listener's to close.
  struct Door {
    Door(asio::io_context& io, Listener taken)
        : listener(std::move(taken)), watch(io, listener.descriptor()) {}
    ~Door() { watch.release(); }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;
    Listener listener;
    asio::posix::stream_descriptor watch;
  };

  void wait_at(Door& door) {
    door.watch.async_wait(asio::posix::stream_descriptor::wait_read,
                          [this, &door](const asio::error_code& error) {
                            if (!error) {
                              take_from(door);
                            }
                          });
  }

  void take_from(Door& door) {
    Accepted accepted = accept_from(door.listener.descriptor());
    if (accepted.descriptor >= 0) {
      take(std::move(accepted));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      options_.log(std::string("no connection can be taken: ") + std::strerror(errno));
      pause_.expires_after(pause_without_descriptors);
      pause_.async_wait([this, &door](const asio::error_code& error) {
        if (!error) {
          wait_at(door);
        }
      });
      return;
    }
    wait_at(door);
  }

  void take(Accepted accepted) {
    if (accepted.is_stranger) {
      options_.log("refused: " + accepted.peer + " is not who runs this server");
      ::close(accepted.descriptor);
      return;
    }
    const bool is_tcp = accepted.family != AF_UNIX;
    PlainStream socket(*io_);
    asio::error_code error;
    socket.assign(asio::generic::stream_protocol(accepted.family, is_tcp ? IPPROTO_TCP : 0),
                  accepted.descriptor, error);
    if (error) {
      ::close(accepted.descriptor);
      return;
    }
    if (is_tcp && tls_) {
      start(TlsStream(std::move(socket), *tls_), std::move(accepted.peer));
    } else {
      start(std::move(socket), std::move(accepted.peer));
    }
  }

  template <typename Stream>
  void start(Stream stream, std::string peer) {
    auto connection = std::make_shared<SocketConnection<Stream>>(
        io_, std::move(stream), settings_, std::move(peer),
        [this](Connection* ended) { connections_.erase(ended); });
    connections_.emplace(connection.get(), connection);
    connection->start(welcome_(connection));
  }

  SocketOptions options_;
  ConnectionSettings settings_;
  Welcome welcome_;
  std::unique_ptr<asio::ssl::context> tls_;
  const std::shared_ptr<asio::io_context> io_ = std::make_shared<asio::io_context>(1);
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer pause_;
  std::vector<Address> addresses_;
  // The rest belongs to the thread.
  Activity activity_;
  std::vector<std::unique_ptr<Door>> doors_;
  std::map<Connection*, std::shared_ptr<ServedConnection>> connections_;
  std::thread thread_;
};

}  // namespace

base::Result<std::unique_ptr<SocketServer>> SocketServer::start(SocketOptions options,
                                                                Welcome welcome) {
  std::unique_ptr<asio::ssl::context> tls;
  if (options.tls) {
    auto context = make_tls_context(*options.tls);
    if (!context) {
      return std::unexpected(context.error());
    }
    tls = std::move(*context);
  }
  std::vector<Listener> listeners;
  for (const Address& address : options.addresses) {
    auto some = Listener::listen_on(address);
    if (!some) {
      return std::unexpected(some.error());
    }
    std::ranges::move(*some, std::back_inserter(listeners));
  }
  for (const int descriptor : options.inherited) {
    auto listener = Listener::adopt(descriptor);
    if (!listener) {
      return std::unexpected(listener.error());
    }
    listeners.push_back(std::move(*listener));
  }
  return std::make_unique<AsioServer>(std::move(options), std::move(welcome), std::move(listeners),
                                      std::move(tls));
}

}  // namespace troupe::transport
