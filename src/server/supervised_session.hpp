// What stands between a client and a server that may crash: the supervisor's mind, without
// processes and descriptors.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "actors/system.hpp"
#include "handlers/configuration.hpp"
#include "handlers/session_memory.hpp"
#include "protocol/json.hpp"
#include "protocol/message_outline.hpp"
#include "protocol/rpc.hpp"
#include "protocol/window.hpp"
#include "server/supervisor_leftovers.hpp"
#include "transport/time.hpp"

namespace troupe::server {

/// Where messages go. Every call returns at once.
class SupervisorPort {
 public:
  SupervisorPort() = default;
  SupervisorPort(const SupervisorPort&) = delete;
  SupervisorPort& operator=(const SupervisorPort&) = delete;
  virtual ~SupervisorPort() = default;

  virtual void to_client(std::string_view body) = 0;
  virtual void to_server(std::string_view body) = 0;
  virtual void log(handlers::LogLevel level, const std::string& line) = 0;
};

/// How a server's process ended.
struct ServerEnd {
  int exit_code = -1;  ///< -1: by a signal
  int signal = 0;
};
/// "signal 11 (SIGSEGV)", "exit code 3".
[[nodiscard]] std::string describe(const ServerEnd& end);
/// Whether a server that ended so is to be replaced. Exit codes from 3 on are defects.
[[nodiscard]] bool is_crash(const ServerEnd& end);

/// How often something crashed lately.
class CrashCount {
 public:
  static constexpr std::size_t of_a_server = 5;
  static constexpr transport::Duration window = std::chrono::minutes(3);

  explicit CrashCount(std::size_t at_most = of_a_server) : at_most_(at_most) {}
  /// Counts a crash. True: it is the last that is put up with.
  [[nodiscard]] bool add(transport::Instant at);

 private:
  std::size_t at_most_;
  std::deque<transport::Instant> times_;  ///< within the window
};

/// A message that passed, without what was in it.
struct PassedMessage {
  transport::Instant at{};
  bool from_client = false;
  std::string method;  ///< of answers: what they answer
  std::string id;      ///< as JSON; empty: none
  std::size_t bytes = 0;
  std::uint64_t session = 0;  ///< its number, where there are many
};

/// One session of a client with one server after the other. While all is well it passes messages on
/// and remembers what they come to. When the server crashes it answers what was in flight, tells
/// the client, and tells the next server everything that the last one knew. Of the requests of
/// servers it is the one that the client answers: their ids are numbered on from server to server,
/// so that no answer reaches the wrong one.
///
/// It starts no process and reads no clock; the caller does, between on_server_ended and recover.
/// Belongs to one thread.
class SupervisedSession {
 public:
  static constexpr std::size_t messages_kept = 32;

  /// `port` outlives this. `limits` are those of the servers.
  SupervisedSession(SupervisorPort& port, const actors::Limits& limits)
      : port_(port), reader_(limits.json_depth), memory_(limits.open_documents) {}

  void on_client_frame(const std::string& body, transport::Instant at);
  void on_server_frame(const std::string& body, transport::Instant at);
  void on_framing_lost(const std::string& what);
  /// The client said its last word, or is gone.
  void on_input_ended();

  enum class Verdict : std::uint8_t {
    finish,    ///< the session is over: exit with exit_code()
    restart,   ///< have a new server, then call recover
    stand_in,  ///< after `shutdown`: call recover; what the client still says is answered here
    give_up,   ///< too many crashes: call recover, then exit with exit_code()
  };
  /// The server's process is gone, and all that it wrote has been handed in. `too_often`: there
  /// will be no other one.
  [[nodiscard]] Verdict on_server_ended(const ServerEnd& end, transport::Instant at,
                                        bool too_often);
  /// Puts things right with the client and, after Verdict::restart, with the new server. `report`
  /// is the path of the crash report, empty when there is none.
  void recover(Verdict verdict, const ServerEnd& end, const std::string& report);
  /// No new server could be started: what recover does after Verdict::give_up.
  void give_up(const std::string& why);
  /// The server is there, but not for this session any more.
  void end(const std::string& why);

  /// Nothing is missing if the server ends the session now: the client said so.
  [[nodiscard]] bool expects_end() const { return exit_came_ || input_ended_; }
  /// Between Verdict::stand_in and the end.
  [[nodiscard]] bool is_standing_in() const { return !has_server_; }
  /// Set when the session is over: after Verdict::finish and give_up, or by the client's `exit`
  /// while standing in.
  [[nodiscard]] std::optional<int> exit_code() const { return exit_code_; }
  /// The newest last.
  [[nodiscard]] const std::deque<PassedMessage>& last_messages() const { return passed_; }
  /// The process that the client says it is.
  [[nodiscard]] std::optional<std::int64_t> client_process() const {
    return memory_.client_process();
  }
  [[nodiscard]] const handlers::SessionMemory& memory() const { return memory_; }
  [[nodiscard]] std::size_t requests_in_flight() const { return in_flight_.size(); }
  [[nodiscard]] std::size_t crashes() const { return crashes_; }

 private:
  struct InFlight {
    std::string method;
    std::size_t count = 1;  ///< a client may use an id twice at once; each is answered
  };
  /// A request to the client that has not been answered.
  struct Asked {
    std::string server_id;  ///< as JSON; empty: its server is gone, or it was ours
    std::optional<protocol::ProgressToken> token;  ///< of window/workDoneProgress/create
    std::vector<std::string> registrations;        ///< of client/registerCapability
  };

  void handle(const protocol::RequestMessage& request);
  void handle(const protocol::NotificationMessage& notification);
  void handle(const protocol::ResponseMessage& response);
  void handle(const protocol::InvalidMessage& invalid);
  void stand_in_for(const protocol::RequestMessage& request);

  void pass_answer(const protocol::MessageOutline& outline, const std::string& body);
  void pass_request(const protocol::MessageOutline& outline, const std::string& body);
  void pass_notification(const protocol::MessageOutline& outline, const std::string& body);
  /// False: the client need not be asked.
  bool prepare(const protocol::MessageOutline& outline, protocol::JsonValue params, Asked& asked);
  bool prepare_registrations(const protocol::MessageOutline& outline, protocol::JsonValue params,
                             Asked& asked);
  std::int64_t remember(Asked asked);
  void ask_client(std::string_view method, std::string_view params);
  void settle(const Asked& asked, bool refused);

  void answer_in_flight(Verdict verdict, const std::string& message);
  void replay();
  void tell(Verdict verdict, const std::string& what, const std::string& report);
  void send_message(std::string_view method, protocol::MessageType type, const std::string& text);
  void send_all(const std::vector<std::string>& bodies);
  void keep(bool from_client, std::string_view method, std::string_view id, std::size_t bytes);
  [[nodiscard]] protocol::JsonValue params_of(const std::string& body);

  SupervisorPort& port_;
  protocol::JsonReader reader_;
  handlers::SessionMemory memory_;
  Leftovers leftovers_;
  transport::Instant now_{};
  const std::string* body_ = nullptr;  ///< the client's message that is being handled

  enum class Stage : std::uint8_t { fresh, initializing, running, shut_down } stage_ = Stage::fresh;
  std::string initialize_id_;     ///< as JSON: the client's, in Stage::initializing
  bool awaits_replayed_ = false;  ///< the new server has not answered our `initialize`
  bool has_server_ = true;        ///< false: standing in
  bool input_ended_ = false;
  bool exit_came_ = false;
  std::optional<int> exit_code_;
  std::unordered_map<std::string, InFlight> in_flight_;  ///< by id, as JSON
  std::map<std::int64_t, Asked> asked_;                  ///< by the id that the client knows
  std::int64_t last_asked_ = 0;
  std::set<std::string_view> lost_;  ///< the refreshes that get what was lost with the server
  std::size_t crashes_ = 0;
  std::deque<PassedMessage> passed_;
};

}  // namespace troupe::server
