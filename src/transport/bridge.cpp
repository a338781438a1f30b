// Three threads: the input's, which cuts frames and waits until each is sent; asio's, which owns
// the socket (a TLS stream must not be used by two at once); and this one, which writes to the
// output what asio has read, while asio waits for it.
#include "transport/bridge.hpp"

#include <array>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <asio.hpp>
#include <asio/ssl.hpp>

#include "protocol/framing.hpp"
#include "transport/input_reader.hpp"
#include "transport/streams.hpp"
#include "transport/write_fully.hpp"

namespace troupe::transport {

namespace {

base::Result<PlainStream> connect(asio::io_context& io, const Address& address) {
  PlainStream socket(io);
  asio::error_code error;
  if (const auto* local = std::get_if<UnixAddress>(&address)) {
    socket.connect(asio::local::stream_protocol::endpoint(local->path), error);
  } else {
    const auto& tcp = std::get<TcpAddress>(address);
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(tcp.host, std::to_string(tcp.port), error);
    for (const auto& entry : found) {
      asio::error_code ignored;
      socket.close(ignored);
      socket.connect(entry.endpoint(), error);
      if (!error) {
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        break;
      }
    }
  }
  if (error) {
    return base::failure(to_string(address) + ": " + error.message());
  }
  return socket;
}

base::Result<std::unique_ptr<asio::ssl::context>> make_context(const ClientTls& tls) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
  ::SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  context->set_verify_mode(asio::ssl::verify_peer);
  asio::error_code error;
  if (tls.authorities.empty()) {
    context->set_default_verify_paths(error);
  } else {
    context->load_verify_file(tls.authorities, error);
  }
  std::string_view file = tls.authorities;
  if (!error && !tls.certificate.empty()) {
    file = tls.certificate;
    context->use_certificate_chain_file(tls.certificate, error);
  }
  if (!error && !tls.certificate.empty()) {
    file = tls.key;
    context->use_private_key_file(tls.key, asio::ssl::context::pem, error);
  }
  if (error) {
    return base::failure(std::string(file) + ": " + error.message());
  }
  return context;
}

/// Both directions over one stream.
template <typename Stream>
class Bridge final : public InputSink {
 public:
  Bridge(asio::io_context& io, Stream& stream, const BridgeOptions& options)
      : io_(io), stream_(stream), options_(options) {}

  base::Result<void> run() {
    auto reader = InputReader::start(options_.input, {.body = options_.frame_bytes}, *this);
    if (!reader) {
      return std::unexpected(reader.error());
    }
    read();
    auto work = asio::make_work_guard(io_);
    std::thread thread([this] { io_.run(); });
    pass_on();
    close();
    reader->reset();
    work.reset();
    thread.join();
    return {};
  }

  // On the input's thread.
  void on_frame(std::shared_ptr<const std::string> body, Instant) override {
    const bool is_first = !std::exchange(is_introduced_, true);
    const std::string frame = protocol::encode_frame(is_first ? options_.introduce(*body) : *body);
    const auto sent = std::make_shared<std::promise<void>>();
    asio::post(io_, [this, &frame, sent] {
      if (is_closed_) {
        return sent->set_value();
      }
      asio::async_write(stream_, asio::buffer(frame),
                        [sent](const asio::error_code&, std::size_t) { sent->set_value(); });
    });
    sent->get_future().wait();
  }
  void on_framing_lost(const std::string& what) override {
    options_.log("framing was lost and is looked for: " + what);
  }
  void on_end() override {
    asio::post(io_, [this] {
      asio::error_code ignored;
      stream_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    });
  }

 private:
  void read() {
    stream_.async_read_some(asio::buffer(bytes_),
                            [this](const asio::error_code& error, std::size_t count) {
                              const std::scoped_lock lock(mutex_);
                              unwritten_ = count;
                              has_ended_ = static_cast<bool>(error);
                              changed_.notify_all();
                            });
  }
  /// Until the server closes, or nobody reads the output.
  void pass_on() {
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return unwritten_ > 0 || has_ended_; });
      const bool is_written =
          write_fully(options_.output, {bytes_.data(), std::exchange(unwritten_, 0)});
      if (has_ended_ || !is_written) {
        return;
      }
      asio::post(io_, [this] { read(); });
    }
  }
  /// Lets go of a frame that is being sent, too.
  void close() {
    asio::post(io_, [this] {
      is_closed_ = true;
      asio::error_code ignored;
      stream_.lowest_layer().close(ignored);
    });
  }

  asio::io_context& io_;
  Stream& stream_;
  const BridgeOptions& options_;
  bool is_introduced_ = false;  ///< the input's thread
  bool is_closed_ = false;      ///< asio's thread
  std::array<char, std::size_t{64} * 1024> bytes_{};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t unwritten_ = 0;  ///< under mutex_
  bool has_ended_ = false;     ///< under mutex_
};

/// Makes a TLS stream of a connection to `address` and has `use` do the rest with it.
template <typename Value, typename Use>
base::Result<Value> with_tls(PlainStream socket, const Address& address, const ClientTls& tls,
                             Use&& use) {
  const auto context = make_context(tls);
  if (!context) {
    return std::unexpected(context.error());
  }
  TlsStream stream(std::move(socket), **context);
  if (const auto* tcp = std::get_if<TcpAddress>(&address)) {
    stream.set_verify_callback(asio::ssl::host_name_verification(tcp->host));
    ::SSL_set_tlsext_host_name(stream.native_handle(), tcp->host.c_str());
  }
  asio::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  if (error) {
    return base::failure(to_string(address) + ": " + error.message());
  }
  return std::forward<Use>(use)(stream);
}

/// One question, one answer.
template <typename Stream>
class Inquiry {
 public:
  Inquiry(asio::io_context& io, Stream& stream) : io_(io), stream_(stream) {}

  base::Result<std::string> run(const std::string& body, Duration patience) {
    const std::string frame = protocol::encode_frame(body);
    asio::async_write(stream_, asio::buffer(frame),
                      [this](const asio::error_code& error, std::size_t) {
                        if (!error) {
                          read();
                        }
                      });
    io_.run_for(patience);
    if (!answer_) {
      return base::failure("the server did not answer");
    }
    return *answer_;
  }

 private:
  void read() {
    stream_.async_read_some(
        asio::buffer(bytes_), [this](const asio::error_code& error, std::size_t count) {
          decoder_.feed({bytes_.data(), count}, events_);
          const auto* frame = events_.empty() ? nullptr : std::get_if<protocol::Frame>(&events_[0]);
          if (frame != nullptr) {
            answer_ = *frame->body;
          } else if (!error && events_.empty()) {
            read();
          }
        });
  }

  asio::io_context& io_;
  Stream& stream_;
  std::array<char, std::size_t{64} * 1024> bytes_{};
  /// Whoever asks has chosen the server: its answer may be a large recording.
  protocol::FrameDecoder decoder_{{.body = std::size_t{1} << 30U}};
  std::vector<protocol::FrameEvent> events_;
  std::optional<std::string> answer_;
};

}  // namespace

base::Result<void> bridge(const BridgeOptions& options) {
  asio::io_context io(1);
  auto socket = connect(io, options.address);
  if (!socket) {
    return std::unexpected(socket.error());
  }
  if (!options.tls) {
    return Bridge<PlainStream>(io, *socket, options).run();
  }
  return with_tls<void>(std::move(*socket), options.address, *options.tls, [&](TlsStream& stream) {
    return Bridge<TlsStream>(io, stream, options).run();
  });
}

base::Result<std::string> ask(const Address& address, const std::optional<ClientTls>& tls,
                              const std::string& body, Duration patience) {
  asio::io_context io(1);
  auto socket = connect(io, address);
  if (!socket) {
    return std::unexpected(socket.error());
  }
  if (!tls) {
    return Inquiry<PlainStream>(io, *socket).run(body, patience);
  }
  return with_tls<std::string>(std::move(*socket), address, *tls, [&](TlsStream& stream) {
    return Inquiry<TlsStream>(io, stream).run(body, patience);
  });
}

}  // namespace troupe::transport
