// What a session says and when: the protocol actor's mind, without an actor around it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actors/client_requests.hpp"
#include "actors/documents.hpp"
#include "actors/job.hpp"
#include "actors/log.hpp"
#include "actors/request_table.hpp"
#include "actors/system.hpp"
#include "actors/time.hpp"
#include "handlers/configuration.hpp"
#include "handlers/handler.hpp"
#include "protocol/json.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/rpc.hpp"
#include "transport/outbound_queue.hpp"

namespace troupe::actors {

/// What a session does to the world. Every call returns at once.
class ProtocolPort {
 public:
  ProtocolPort() = default;
  ProtocolPort(const ProtocolPort&) = delete;
  ProtocolPort& operator=(const ProtocolPort&) = delete;
  virtual ~ProtocolPort() = default;

  virtual void write(transport::Outbound frame) = 0;
  virtual void change_buffer(std::shared_ptr<const BufferChange> change, Instant at) = 0;
  virtual void submit(std::shared_ptr<const Job> job) = 0;
  virtual void cancel(JobId job) = 0;
  virtual void set_folders(std::vector<std::string> folders, bool client_watches, Instant at) = 0;
  virtual void paths_changed(std::vector<std::string> paths, Instant at) = 0;
  virtual void set_diagnostics_mode(std::shared_ptr<const handlers::Session> session,
                                    Duration delay) = 0;
  virtual void republish(std::vector<std::string> documents) = 0;
  virtual void watch_process(std::int64_t process) = 0;
  /// on_status() is to be called with the answer to this request.
  virtual void gather_status(const protocol::RequestId& id) = 0;
  /// The same, with a recording of the session saved. None: it was a notification.
  virtual void save_trace(const std::optional<protocol::RequestId>& id) = 0;
  /// For what the session counts: a request was answered.
  virtual void answered(std::string_view method, Duration took, bool well) = 0;
  virtual void arm_timer(Instant due) = 0;
  virtual void log(LogLevel level, std::string_view text) = 0;
  /// Once, and last.
  virtual void finish(int exit_code) = 0;
};

/// What a session is made with. The function is handlers::find_request_handler but in tests.
struct ProtocolSettings {
  const ide::LanguageSet* languages = nullptr;
  Limits limits;
  const handlers::RequestHandler* (*find_handler)(std::string_view method) = nullptr;
};

/// One session: life cycle, capabilities, the requests in flight, ours that wait for the client's
/// answer, order and limits. It runs no analysis, applies no edit and answers every request exactly
/// once. Belongs to one thread.
class ProtocolCore {
 public:
  /// `port` outlives this.
  ProtocolCore(ProtocolSettings settings, ProtocolPort& port);

  // What arrives.
  void on_frame(const std::string& body, Instant at);
  void on_framing_lost(std::string_view what);
  void on_input_ended(Instant at);
  void on_status(const std::string& answer) { send_body(answer); }
  void on_output_broken(std::string_view why);
  void on_output_recovered(const std::vector<std::string>& documents);
  void on_client_died();
  void on_timer(Instant at);
  void on_job_finished(JobId job, const JobOutcome& outcome, Instant at);
  void on_partial_result(JobId job, std::string_view value);
  void on_progress(JobId job, std::string_view message, unsigned percentage, Instant at);
  void on_diagnostics(const DocumentReport& report);
  void on_diagnostics_refresh();
  void on_load_progress(std::size_t done, std::size_t total, bool finished);
  void on_watch_patterns(const std::vector<ide::FilePatterns>& patterns);
  void on_log(LogLevel level, std::string_view text);
  /// Handling the last message threw `what`: its request, if it was one, is answered, and the
  /// session goes on.
  void on_failure(std::string_view what);

  [[nodiscard]] std::size_t requests_in_flight() const { return requests_.size(); }
  [[nodiscard]] bool finished() const { return finished_; }

 private:
  enum class Stage : std::uint8_t { uninitialized, running, shut_down };
  using Params = std::optional<protocol::JsonValue>;

  void handle(const protocol::RequestMessage& request);
  void handle(const protocol::NotificationMessage& notification);
  void handle(const protocol::ResponseMessage& response);
  void handle(const protocol::InvalidMessage& invalid);

  void initialize(const protocol::RequestId& id, Params params);
  void adopt(const protocol::InitializeParams& params);
  void initialized();
  void shut_down();
  void exit();

  void start_request(const protocol::RequestMessage& request,
                     const handlers::RequestHandler& handler);
  bool make_room(const std::string& method, const std::string& document);
  void submit(RequestInFlight request, const handlers::RequestHandler& handler,
              handlers::Work work);
  void cancel_request(Params params);

  void open_document(Params params);
  void change_document(Params params);
  void close_document(Params params);
  void save_document(Params params);
  void change_folders(Params params);
  void change_watched_files(Params params);
  void change_configuration(Params params);
  void set_trace(Params params);
  void save_trace(Params /*params*/) { port_.save_trace({}); }

  /// Between `initialized` and `shutdown`: requests of ours are welcome.
  [[nodiscard]] bool may_ask_client() const { return client_is_ready_ && stage_ == Stage::running; }
  void note_decoration(std::string_view method);
  void refresh_decorations();

  void register_capabilities();
  void register_watchers();
  void ask_configuration();
  void apply_settings(const protocol::RawJson& settings);
  void on_client_answer(const ClientRequest& request, const protocol::ResponseMessage& response);
  template <typename Value>
  void ask_client(ClientRequest::Kind kind, std::string_view method, const Value& params);

  void answer(const protocol::RequestId& id, std::string_view method, Instant received_at,
              const handlers::Response& response);
  void answer_in_flight(const RequestInFlight& request, const handlers::Response& response);
  void fail(const protocol::RequestId& id, std::string_view method, protocol::ErrorCode code,
            std::string message);
  void send_body(std::string_view body, std::string diagnostics_of = {});
  void send_notification(std::string_view method, std::string_view params);
  void send_progress(const protocol::ProgressToken& token, std::string_view value);
  void trace(std::string_view message);
  void invalid_notification(std::string_view method, const base::Error& error);
  [[nodiscard]] protocol::ProgressToken load_token() const;
  void end_if_drained();
  void finish(int exit_code);

  ProtocolSettings settings_;
  ProtocolPort& port_;
  protocol::JsonReader reader_;
  Instant now_{};
  Stage stage_ = Stage::uninitialized;
  bool client_is_ready_ = false;  ///< `initialized` came
  bool input_ended_ = false;
  bool finished_ = false;
  std::optional<protocol::RequestId> being_handled_;  ///< the request that on_frame works on
  protocol::TraceValue trace_ = protocol::TraceValue::Off;
  std::shared_ptr<const handlers::Session> session_;  ///< from `initialize` on
  std::vector<std::string> folders_;
  JobIds job_ids_{JobIds::Owner::protocol};
  RequestTable requests_;
  ClientRequests client_requests_;
  /// What the client has asked for since it was last told to ask again.
  std::set<ClientRequest::Kind> decorations_shown_;
  std::vector<ide::FilePatterns> watch_patterns_;
  bool watchers_registered_ = false;
  LogLevel client_log_level_ = LogLevel::info;
  enum class LoadDisplay : std::uint8_t { none, asked, shown };
  bool loading_ = false;  ///< the workspace is being loaded
  LoadDisplay load_display_ = LoadDisplay::none;
  std::uint64_t loads_shown_ = 0;  ///< numbers their tokens
};

}  // namespace troupe::actors
