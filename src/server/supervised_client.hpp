// A client over a socket whose server may crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "actors/admission.hpp"
#include "protocol/rpc.hpp"
#include "server/supervised_session.hpp"
#include "transport/socket_server.hpp"
#include "transport/time.hpp"

namespace troupe::server {

class SupervisedClient;

/// What clients need of the supervisor that they share. Outlives them; belongs to the transport's
/// thread.
class Switchboard {
 public:
  Switchboard() = default;
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;
  virtual ~Switchboard() = default;

  /// A connection of its own to the server, trusted by it; `who` is for its log. Null: there is no
  /// server at this moment. on_wire_ended is to be called when `sink` has heard of its end.
  virtual std::shared_ptr<transport::Connection> connect(
      std::string_view who, std::unique_ptr<transport::ConnectionSink> sink) = 0;
  virtual void on_wire_ended() = 0;
  /// False: there are as many sessions as there may be. What was taken is given back by on_gone.
  [[nodiscard]] virtual bool take_place() = 0;
  /// The last that is heard of a client.
  virtual void on_gone(SupervisedClient& client) = 0;
  virtual void after(transport::Duration delay, std::function<void()> task) = 0;
  virtual void log(handlers::LogLevel level, const std::string& line) = 0;
  [[nodiscard]] virtual actors::Admission& admission() = 0;
};

/// Stands between one client's connection and one connection after the other to servers ("wires").
/// It lets the client in, and from then on a SupervisedSession decides what passes. Neither side is
/// read faster than the other takes it. Belongs to the transport's thread; its connections' sinks
/// keep it alive.
class SupervisedClient final : public std::enable_shared_from_this<SupervisedClient>,
                               private SupervisorPort {
 public:
  using Verdict = SupervisedSession::Verdict;

  /// `number` is for reports; `limits` are those of the servers.
  SupervisedClient(Switchboard& board, std::shared_ptr<transport::Connection> connection,
                   std::uint64_t number, const actors::Limits& limits);

  /// For the client's connection.
  [[nodiscard]] std::unique_ptr<transport::ConnectionSink> sink();

  /// Null: it has none (yet).
  [[nodiscard]] const SupervisedSession* session() const {
    return stage_ == Stage::session ? &session_ : nullptr;
  }
  [[nodiscard]] bool has_place() const { return has_place_; }
  [[nodiscard]] std::uint64_t number() const { return number_; }

  /// The server crashed at its work for this client. True: once too often.
  [[nodiscard]] bool count_own_crash(transport::Instant at) { return own_crashes_.add(at); }
  static constexpr std::size_t own_crashes_at_most = 3;

  // The server's process is gone, in this order:
  /// What it wrote is read, whether the client takes it or not.
  void read_out();
  /// Whatever the wire may still say is not waited for.
  void cut_wire();
  [[nodiscard]] Verdict on_server_ended(const ServerEnd& end, transport::Instant at,
                                        bool too_often);
  /// As SupervisedSession::recover. After Verdict::restart there is a new server.
  void recover(Verdict verdict, const ServerEnd& end, const std::string& report);
  /// In its place: there is no new server.
  void give_up(const std::string& why);

  /// As if the client had said its last word: what it asked for is answered, then it is closed.
  void on_input_ended();

 private:
  class ClientSink;
  class WireSink;
  enum class Stage : std::uint8_t {
    door,     ///< has said nothing
    visit,    ///< waits for an answer of the server and wants no session
    session,  ///< was let in
    over,     ///< what is queued is written, nothing is read
  };

  // From the client.
  void on_client_frame(const std::shared_ptr<const std::string>& body, transport::Instant at);
  void on_client_closed(const std::string& why);
  void introduce(const std::shared_ptr<const std::string>& body, transport::Instant at);
  void refuse(const std::string& answer, std::string_view why);
  void ask();
  // From the server.
  void on_wire_frame(const std::string& body, transport::Instant at);
  void on_wire_ended();
  // Both take what the other one sends.
  [[nodiscard]] bool server_has_room();
  [[nodiscard]] bool client_has_room();
  void on_wire_written();
  void on_client_written();

  void to_client(std::string_view body) override;
  void to_server(std::string_view body) override;
  void log(handlers::LogLevel level, const std::string& line) override;

  template <typename Handle>
  void guarded(Handle handle);
  void open_wire();
  void drop_wire();
  void wait_for_another();
  void end_session(const std::string& why);
  void finish_if_over();
  void finish(transport::Duration patience);

  Switchboard& board_;
  const std::shared_ptr<transport::Connection> connection_;
  const std::uint64_t number_;
  Stage stage_ = Stage::door;
  bool has_place_ = false;
  /// In Stage::visit: what it asks for.
  struct Question {
    protocol::RequestId id;
    std::string body;
  };
  std::optional<Question> question_;
  SupervisedSession session_;
  CrashCount own_crashes_{own_crashes_at_most};
  std::shared_ptr<transport::Connection> wire_;  ///< null: its end was heard of, or there is none
  std::size_t wires_ = 0;                        ///< so far
  bool input_ended_ = false;
  bool is_reading_out_ = false;
  bool client_waits_ = false;  ///< nothing is read from it until the server takes what it said
  bool server_waits_ = false;  ///< the other way round
};

}  // namespace troupe::server
