// One asio thread for all connections. Listening sockets are only waited for here: taking
// connections from them is plain system calls (listener.cpp), so that Unix sockets, TCP and sockets
// that were inherited are one thing.
#include "transport/socket_server.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "transport/listener.hpp"
#include "transport/socket_connection.hpp"

namespace troupe::transport {

namespace {

constexpr Duration pause_without_descriptors = std::chrono::milliseconds(100);

/// For who is trusted.
constexpr protocol::FrameLimits any_frame{
    .header_block = std::size_t{8} << 10U,
    .body = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())};
ConnectionSettings for_the_trusted(std::size_t outbound_bytes, std::size_t backlog_bytes) {
  return {.limits_before_admission = any_frame,
          .limits = any_frame,
          .outbound_bytes = outbound_bytes,
          .backlog_bytes = backlog_bytes,
          .admission_patience = {},
          .idle_timeout = {},
          .activity = nullptr,
          .reads_to_the_end = false};
}

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
                  .activity = &activity_,
                  .reads_to_the_end = false},
        welcome_(std::move(welcome)),
        tls_(std::move(tls)),
        work_(asio::make_work_guard(*io_)),
        pause_(*io_) {
    for (Listener& listener : listeners) {
      if (!listener.is_channel()) {
        addresses_.push_back(listener.address());
      }
      doors_.push_back(std::make_unique<Door>(*io_, std::move(listener)));
      wait_at(*doors_.back());
    }
    thread_ = std::thread([this] { io_->run(); });
  }
  ~AsioServer() override {
    stop_accepting();
    asio::post(*io_, [this] {
      work_.reset();
      for (const auto& watch : watches_) {
        watch->cancel();
      }
      for (const auto& timer : timers_) {
        timer->cancel();
      }
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

  void post(std::function<void()> task) override { asio::post(*io_, std::move(task)); }
  void after(Duration delay, std::function<void()> task) override {
    const auto timer = *timers_.insert(std::make_shared<asio::steady_timer>(*io_, delay)).first;
    timer->async_wait([this, timer, task = std::move(task)](const asio::error_code& error) {
      timers_.erase(timer);
      if (!error) {
        task();
      }
    });
  }
  void watch(int descriptor, std::function<void()> task) override {
    const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0) {
      return after(pause_without_descriptors, [this, descriptor, task = std::move(task)]() mutable {
        watch(descriptor, std::move(task));
      });
    }
    const auto watch =
        *watches_.insert(std::make_shared<asio::posix::stream_descriptor>(*io_, own)).first;
    watch->async_wait(asio::posix::stream_descriptor::wait_read,
                      [this, watch, task = std::move(task)](const asio::error_code& error) {
                        watches_.erase(watch);
                        if (!error) {
                          task();
                        }
                      });
  }
  std::shared_ptr<Connection> adopt(int descriptor, std::unique_ptr<ConnectionSink> sink) override {
    PlainStream socket(*io_);
    socket.assign(asio::generic::stream_protocol(AF_UNIX, 0), descriptor);
    ConnectionSettings settings =
        for_the_trusted(std::numeric_limits<std::size_t>::max(), options_.backlog_bytes);
    settings.reads_to_the_end = true;
    return start(std::move(socket), settings, "a process of ours",
                 [&](const auto&) { return std::move(sink); });
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
    Accepted accepted = accept_from(door.listener);
    if (accepted.descriptor >= 0) {
      take(std::move(accepted),
           door.listener.is_channel()
               ? for_the_trusted(settings_.outbound_bytes, settings_.backlog_bytes)
               : settings_);
    } else if (errno == ESHUTDOWN) {
      return;
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

  void take(Accepted accepted, const ConnectionSettings& settings) {
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
      start(TlsStream(std::move(socket), *tls_), settings, std::move(accepted.peer), welcome_);
    } else {
      start(std::move(socket), settings, std::move(accepted.peer), welcome_);
    }
  }

  template <typename Stream, typename MakeSink>
  std::shared_ptr<Connection> start(Stream stream, const ConnectionSettings& settings,
                                    std::string peer, const MakeSink& make_sink) {
    auto connection = std::make_shared<SocketConnection<Stream>>(
        io_, std::move(stream), settings, std::move(peer),
        [this](Connection* ended) { connections_.erase(ended); });
    connections_.emplace(connection.get(), connection);
    connection->start(make_sink(connection));
    return connection;
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
  std::set<std::shared_ptr<asio::posix::stream_descriptor>> watches_;
  std::set<std::shared_ptr<asio::steady_timer>> timers_;
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
  if (options.channel) {
    listeners.push_back(Listener::of_channel(*options.channel));
  }
  return std::make_unique<AsioServer>(std::move(options), std::move(welcome), std::move(listeners),
                                      std::move(tls));
}

}  // namespace troupe::transport
