// A connection over any of asio's streams. Included by the one file that instantiates it.
#pragma once

#include <array>
#include <cctype>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <asio.hpp>
#include <asio/ssl.hpp>

#include "transport/backlog.hpp"
#include "transport/socket_server.hpp"
#include "transport/streams.hpp"
#include "transport/turns.hpp"

namespace troupe::transport {

/// What the server needs of connections of both kinds, on its thread.
class ServedConnection : public Connection {
 public:
  virtual void start(std::unique_ptr<ConnectionSink> sink) = 0;
};

/// How connections of one server behave.
struct ConnectionSettings {
  protocol::FrameLimits limits_before_admission;
  protocol::FrameLimits limits;
  std::size_t outbound_bytes = 0;
  std::size_t backlog_bytes = 0;
  Duration admission_patience{};  ///< zero: it is admitted from the start
  Duration idle_timeout{};
  /// Of all connections of the server, which it belongs to; null: this one takes no turns.
  Activity* activity = nullptr;
  bool reads_to_the_end = false;  ///< also when nothing can be written any more
};

/// Reads whatever waits to be written, in turns with the others. All handlers run on the server's
/// one thread, which also owns everything but what is marked as under the mutex. Alive as long as
/// an operation of it is under way: handlers hold it.
template <typename Stream>
class SocketConnection final : public ServedConnection,
                               public std::enable_shared_from_this<SocketConnection<Stream>> {
 public:
  /// `on_end` is called on the server's thread, after the sink was told.
  SocketConnection(std::shared_ptr<asio::io_context> io, Stream stream,
                   const ConnectionSettings& settings, std::string peer,
                   std::function<void(Connection*)> on_end)
      : io_(std::move(io)),
        stream_(std::move(stream)),
        settings_(settings),
        peer_(std::move(peer)),
        on_end_(std::move(on_end)),
        decoder_(settings.limits_before_admission),
        deadline_(*io_),
        idle_(*io_),
        breather_(*io_),
        backlog_(settings.backlog_bytes),
        queue_(settings.outbound_bytes) {}

  void start(std::unique_ptr<ConnectionSink> sink) override {
    sink_ = std::move(sink);
    is_admitted_ = settings_.admission_patience.count() == 0;
    if (!is_admitted_) {
      arm(deadline_, settings_.admission_patience, "the client did not introduce itself in time");
    }
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](const asio::error_code& error) {
                                if (error) {
                                  self->end("the TLS handshake failed: " + error.message());
                                } else {
                                  self->read();
                                }
                              });
    } else {
      read();
    }
  }

  void send(Outbound item) override {
    {
      const std::scoped_lock lock(mutex_);
      if (is_closed_) {
        return;
      }
      is_overfull_ = is_overfull_ || !queue_.push(std::move(item));
      if (std::exchange(is_writing_, true)) {
        return;
      }
    }
    post([](SocketConnection& self) { self.write(); });
  }
  void admit() override {
    post([](SocketConnection& self) {
      self.is_admitted_ = true;
      self.decoder_.set_limits(self.settings_.limits);
      self.deadline_.cancel();
      self.watch_idleness();
    });
  }
  void finish(Duration patience) override {
    post([patience](SocketConnection& self) {
      self.is_finishing_ = true;
      self.arm(self.deadline_, patience, "the client did not read its last answers");
      self.end_if_finished();
    });
  }
  void close() override {
    post([](SocketConnection& self) { self.end("closed"); });
  }
  void end_output() override {
    post([](SocketConnection& self) {
      self.ends_output_ = true;
      self.end_if_finished();
    });
  }
  void read_on() override {
    post([](SocketConnection& self) {
      if (std::exchange(self.is_paused_, false)) {
        self.read_when_there_is_room();
      }
    });
  }
  [[nodiscard]] std::size_t pending() const override {
    const std::scoped_lock lock(mutex_);
    return queue_.bytes();
  }
  [[nodiscard]] const std::string& peer() const override { return peer_; }

 private:
  template <typename Action>
  void post(Action action) {
    asio::post(*io_, [self = this->shared_from_this(), action = std::move(action)] {
      if (!self->has_ended_) {
        action(*self);
      }
    });
  }

  void arm(asio::steady_timer& timer, Duration time, std::string why) {
    timer.expires_after(time);
    timer.async_wait([self = this->shared_from_this(), &timer,
                      why = std::move(why)](const asio::error_code& error) {
      // Between its expiry and this call it may have been armed anew.
      if (!error && timer.expiry() <= asio::steady_timer::clock_type::now()) {
        self->end(why);
      }
    });
  }
  void watch_idleness() {
    if (settings_.idle_timeout.count() > 0) {
      arm(idle_, settings_.idle_timeout, "nothing came from the client for too long");
    }
  }

  void read() {
    stream_.async_read_some(
        asio::buffer(input_, turns_.bytes()),
        [self = this->shared_from_this()](const asio::error_code& error, std::size_t count) {
          if (!self->has_ended_) {
            self->on_read(error, count);
          }
        });
  }
  void on_read(const asio::error_code& error, std::size_t count) {
    if (error) {
      if (error != asio::error::eof && error != asio::ssl::error::stream_truncated) {
        end("the connection broke: " + error.message());
      } else if (is_admitted_) {
        sink_->on_input_end(monotonic_now());
      } else {
        end("the client went away before it introduced itself");
      }
      return;
    }
    if (is_finishing_) {
      return read();  // and forget: the peer may have to write before it reads our last words
    }
    const std::string_view bytes(input_.data(), count);
    if (!begins_like_lsp(bytes)) {
      return end("the first bytes are no LSP header");
    }
    decoder_.feed(bytes, events_);
    const Instant now = monotonic_now();
    const std::size_t frames = events_.size();
    for (protocol::FrameEvent& event : events_) {
      if (auto* frame = std::get_if<protocol::Frame>(&event)) {
        sink_->on_frame(backlog_.counted(std::move(frame->body)), now);
      } else {
        return end("framing was lost: " + std::get<protocol::FrameError>(event).message);
      }
    }
    events_.clear();
    if (is_admitted_) {
      watch_idleness();
    }
    rest_and_read(count, frames, now);
  }

  void rest_and_read(std::size_t count, std::size_t frames, Instant now) {
    if (settings_.activity == nullptr) {
      return read_when_there_is_room();
    }
    const Duration rest = turns_.rest_after(
        count, frames, settings_.activity->others_since(this, now - Turns::attention));
    if (frames > 0) {
      settings_.activity->note(this, now);
    }
    if (rest == Duration{}) {
      return read_when_there_is_room();
    }
    pause(rest);
  }

  /// Frames are read faster than they are handled only up to a point: a flood stays the client's.
  /// Handling them never waits for this client, so the wait ends.
  void read_when_there_is_room() {
    constexpr std::chrono::milliseconds step{2};
    if (!sink_->has_room()) {
      is_paused_ = true;
      return;
    }
    if (backlog_.has_room()) {
      return read();
    }
    pause(step);
  }
  void pause(Duration time) {
    breather_.expires_after(time);
    breather_.async_wait([self = this->shared_from_this()](const asio::error_code& error) {
      if (!error && !self->has_ended_) {
        self->read_when_there_is_room();
      }
    });
  }

  /// Whether the first bytes of all, which may come one by one, can be those of a header.
  bool begins_like_lsp(std::string_view bytes) {
    constexpr std::string_view beginning = "content-";
    for (const char c : bytes.substr(0, beginning.size() - recognised_)) {
      if (std::tolower(static_cast<unsigned char>(c)) != beginning[recognised_]) {
        return false;
      }
      ++recognised_;
    }
    return true;
  }

  /// Takes what is queued into output_: small frames together, a large one by itself and as it is,
  /// for all other connections wait while something is copied. Under the mutex.
  void take_output() {
    constexpr std::size_t large = std::size_t{64} << 10U;
    if (output_.capacity() > 2 * large) {
      output_ = {};
    }
    output_.clear();
    while (output_.size() < large) {
      std::optional<std::string> frame =
          put_off_ ? std::exchange(put_off_, std::nullopt) : queue_.pop();
      if (!frame) {
        return;
      }
      if (frame->size() < large) {
        output_.append(*frame);
      } else if (output_.empty()) {
        output_ = std::move(*frame);
      } else {
        put_off_ = std::move(frame);
        return;
      }
    }
  }

  /// Writes what is queued. REQUIRES: is_writing_.
  void write() {
    std::vector<std::string> shed;
    bool is_overfull = false;
    {
      const std::scoped_lock lock(mutex_);
      take_output();
      if (output_.empty()) {
        is_writing_ = false;
        shed = queue_.take_shed();
      }
      is_overfull = is_overfull_;
    }
    if (is_overfull) {
      return end("the client does not read: too much is waiting for it");
    }
    if (output_.empty()) {
      if (!shed.empty()) {
        sink_->on_output_recovered(std::move(shed));
      }
      return end_if_finished();
    }
    asio::async_write(
        stream_, asio::buffer(output_),
        [self = this->shared_from_this()](const asio::error_code& error, std::size_t) {
          if (self->has_ended_) {
            return;
          }
          if (!error) {
            self->sink_->on_written();
            self->write();
          } else if (self->settings_.reads_to_the_end) {
            self->drop_output();
          } else {
            self->end("the client closed its end: " + error.message());
          }
        });
  }

  /// Nobody takes it.
  void drop_output() {
    const std::scoped_lock lock(mutex_);
    is_closed_ = true;
    queue_ = OutboundQueue(settings_.outbound_bytes);
    put_off_.reset();
  }

  void end_if_finished() {
    const bool is_writing = [this] {
      const std::scoped_lock lock(mutex_);
      return is_writing_;
    }();
    if (is_finishing_ && !is_writing && !std::exchange(has_said_goodbye_, true)) {
      say_goodbye();
    } else if (ends_output_ && !is_writing) {
      asio::error_code ignored;
      stream_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    }
  }
  /// A TLS client is told that nothing was cut off.
  void say_goodbye() {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      stream_.async_shutdown(
          [self = this->shared_from_this()](const asio::error_code&) { self->end({}); });
    } else {
      end({});
    }
  }

  void end(const std::string& why) {
    if (std::exchange(has_ended_, true)) {
      return;
    }
    {
      const std::scoped_lock lock(mutex_);
      is_closed_ = true;
    }
    deadline_.cancel();
    idle_.cancel();
    breather_.cancel();
    asio::error_code ignored;
    stream_.lowest_layer().shutdown(asio::socket_base::shutdown_both, ignored);
    stream_.lowest_layer().close(ignored);
    sink_->on_closed(why);
    sink_.reset();
    on_end_(this);
  }

  /// Kept: whoever sends last may outlive the server.
  const std::shared_ptr<asio::io_context> io_;
  Stream stream_;
  const ConnectionSettings settings_;
  const std::string peer_;
  std::function<void(Connection*)> on_end_;
  std::unique_ptr<ConnectionSink> sink_;
  protocol::FrameDecoder decoder_;
  std::vector<protocol::FrameEvent> events_;
  Turns turns_;
  std::array<char, Turns::whole_turn> input_{};
  std::string output_;           ///< what is being written
  asio::steady_timer deadline_;  ///< of the introduction, and of the last words
  asio::steady_timer idle_;
  asio::steady_timer breather_;
  const Backlog backlog_;
  std::size_t recognised_ = 0;  ///< of the first bytes
  bool is_admitted_ = false;
  bool is_finishing_ = false;
  bool ends_output_ = false;
  bool is_paused_ = false;  ///< nothing is read until read_on()
  bool has_said_goodbye_ = false;
  bool has_ended_ = false;
  mutable std::mutex mutex_;
  OutboundQueue queue_;                 ///< under mutex_
  std::optional<std::string> put_off_;  ///< under mutex_: a frame to be written before the others
  bool is_writing_ = false;             ///< under mutex_: a write is posted or under way
  bool is_overfull_ = false;            ///< under mutex_
  bool is_closed_ = false;              ///< under mutex_
};

}  // namespace troupe::transport
