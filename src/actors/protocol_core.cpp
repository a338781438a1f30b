// Life cycle, requests and answers of a session. (Notifications stand in
// protocol_notifications.cpp, what we send of our own accord in protocol_outgoing.cpp.)
//
// The rule that carries this file: a request is in `requests_` exactly while it is unanswered, and
// only who took it out of there may answer it. So a result that comes after its cancellation, its
// deadline or the end finds nothing and is dropped.
#include "actors/protocol_core.hpp"

#include <string>
#include <utility>
#include <variant>

#include "base/seeded_defects.hpp"
#include "base/uri.hpp"
#include "handlers/initialize.hpp"
#include "protocol/codec.hpp"

namespace troupe::actors {

namespace {

using protocol::ErrorCode;
using protocol::ResponseError;

constexpr Duration last_replies_patience = std::chrono::milliseconds(500);

/// The document that a request is about; empty when it names none.
std::string document_of(std::optional<protocol::JsonValue> params) {
  const auto document = params ? params->get("textDocument") : std::nullopt;
  const auto uri = document ? document->get("uri") : std::nullopt;
  return std::string(uri ? uri->as_string().value_or("") : "");
}

std::optional<protocol::ProgressToken> token_of(std::optional<protocol::JsonValue> params,
                                                std::string_view name) {
  const auto token = params ? params->get(name) : std::nullopt;
  return token ? protocol::decode_id(*token) : std::nullopt;
}

}  // namespace

ProtocolCore::ProtocolCore(ProtocolSettings settings, ProtocolPort& port)
    : settings_(settings), port_(port), reader_(settings_.limits.json_depth) {}

void ProtocolCore::on_frame(const std::string& body, Instant at) {
  now_ = at;
  if (finished_) {
    return;
  }
  std::visit([this](const auto& message) { handle(message); },
             protocol::read_message(reader_, body));
  being_handled_.reset();
  if (reader_.repaired()) {
    on_log(LogLevel::warning, "a message held text that is no Unicode; U+FFFD stands in its place");
  }
}

void ProtocolCore::handle(const protocol::InvalidMessage& invalid) {
  on_log(LogLevel::warning, "the client sent an invalid message: " + invalid.message);
  if (invalid.answerable && !base::defect_strikes("invalid-unanswered")) {
    send_body(protocol::encode_error(invalid.id, invalid.code, invalid.message));
  }
}

void ProtocolCore::handle(const protocol::RequestMessage& request) {
  if (requests_.contains(request.id)) {
    fail(request.id, request.method, ErrorCode::InvalidRequest,
         "the id " + request.id.to_string() + " is that of a request in flight");
    return;
  }
  being_handled_ = request.id;
  trace("Received request '" + std::string(request.method) + " - (" + request.id.to_string() +
        ")'.");
  if (request.method == "initialize") {
    initialize(request.id, request.params);
  } else if (stage_ == Stage::uninitialized) {
    fail(request.id, request.method, ErrorCode::ServerNotInitialized,
         "the session begins with 'initialize'");
  } else if (stage_ == Stage::shut_down) {
    fail(request.id, request.method, ErrorCode::InvalidRequest, "the server was shut down");
  } else if (request.method == "shutdown") {
    shut_down();
    answer(request.id, request.method, now_, "null");
  } else if (request.method == "$/troupe/status") {
    port_.gather_status(request.id);
    being_handled_.reset();
  } else if (request.method == "$/troupe/trace") {
    port_.save_trace(request.id);
    being_handled_.reset();
  } else if (const handlers::RequestHandler* handler = settings_.find_handler(request.method)) {
    start_request(request, *handler);
  } else if (!base::defect_strikes("unknown-unanswered")) {
    fail(request.id, request.method, ErrorCode::MethodNotFound,
         "unknown request '" + std::string(request.method) + "'");
  }
}

void ProtocolCore::initialize(const protocol::RequestId& id, Params params) {
  if (stage_ != Stage::uninitialized) {
    fail(id, "initialize", ErrorCode::InvalidRequest, "the session was initialized before");
    return;
  }
  const auto decoded = protocol::decode<protocol::InitializeParams>(params);
  if (!decoded) {
    fail(id, "initialize", ErrorCode::InvalidParams, decoded.error().message);
    return;
  }
  adopt(*decoded);
  if (decoded->processId) {
    // Before the answer: a client that has it may be gone at once, and a process that is gone
    // cannot be told from one that is invisible from here.
    port_.watch_process(*decoded->processId);
  }
  if (decoded->workDoneToken) {
    // The token ends with the answer, and loading begins behind it: this is all there is to tell.
    send_progress(
        *decoded->workDoneToken,
        protocol::to_json(protocol::WorkDoneProgressBegin{
            .title = "Starting Troupe", .cancellable = false, .message = {}, .percentage = {}}));
    send_progress(*decoded->workDoneToken, R"({"kind":"end"})");
  }
  const protocol::InitializeResult result = handlers::initialize_result(*session_);
  answer(id, "initialize", now_, protocol::to_json(result));
  const protocol::ClientCapabilities& client = session_->capabilities;
  port_.set_diagnostics_mode(session_,
                             std::chrono::milliseconds(settings_.limits.diagnostics_delay_ms));
  if (decoded->initializationOptions) {
    apply_settings(*decoded->initializationOptions);
  }
  port_.set_folders(folders_, client.workspace.didChangeWatchedFiles.dynamicRegistration, now_);
}

void ProtocolCore::adopt(const protocol::InitializeParams& params) {
  stage_ = Stage::running;
  trace_ = params.trace;
  for (const protocol::WorkspaceFolder& root : protocol::workspace_roots(params)) {
    if (std::optional<std::string> path = base::path_of_uri(root.uri)) {
      folders_.push_back(std::move(*path));
    }
  }
  session_ = std::make_shared<const handlers::Session>(
      handlers::make_session(params, *settings_.languages));
}

void ProtocolCore::shut_down() {
  stage_ = Stage::shut_down;
}

void ProtocolCore::exit() {
  finish(stage_ == Stage::shut_down ? 0 : 1);
}

void ProtocolCore::start_request(const protocol::RequestMessage& request,
                                 const handlers::RequestHandler& handler) {
  auto work = handler.decode(request.params.value_or(protocol::JsonValue()), session_);
  if (!work) {
    answer(request.id, request.method, now_, std::unexpected(work.error()));
    return;
  }
  const std::string document = document_of(request.params);
  if (!make_room(std::string(request.method), document)) {
    fail(request.id, request.method, ErrorCode::RequestFailed,
         "too many requests are waiting for their answers");
    return;
  }
  note_decoration(request.method);
  submit({.id = request.id,
          .job = job_ids_.next(),
          .method = std::string(request.method),
          .document = document,
          .cancel = {},
          .received_at = now_,
          .work_done_token = token_of(request.params, "workDoneToken"),
          .partial_result_token = token_of(request.params, "partialResultToken"),
          .progress_begun = false,
          .progress_at = {}},
         handler, std::move(*work));
}

/// At the limit an older request of the same kind about the same document gives way.
bool ProtocolCore::make_room(const std::string& method, const std::string& document) {
  if (requests_.size() < settings_.limits.requests_in_flight) {
    return true;
  }
  std::optional<RequestInFlight> superseded = requests_.take_superseded(method, document);
  if (!superseded) {
    return false;
  }
  superseded->cancel.cancel();
  port_.cancel(superseded->job);
  const bool wants_modified = session_->capabilities.general.staleRequestSupport.has_value();
  answer_in_flight(*superseded, std::unexpected(ResponseError{
                                    .code = wants_modified ? ErrorCode::ContentModified
                                                           : ErrorCode::RequestFailed,
                                    .message = "a newer request of the same kind took its place",
                                    .data = {}}));
  return true;
}

void ProtocolCore::submit(RequestInFlight request, const handlers::RequestHandler& handler,
                          handlers::Work work) {
  auto job = std::make_shared<Job>();
  job->id = request.job;
  job->lane = handler.lane;
  job->on_stale = engine::OnStale::finish;
  job->cancel = request.cancel;
  job->received_at = request.received_at;
  job->patience = std::chrono::milliseconds(handler.lane == handlers::Lane::interactive
                                                ? settings_.limits.interactive_deadline_ms
                                                : settings_.limits.workspace_deadline_ms);
  job->label = request.method;
  job->wants_partial_results = request.partial_result_token.has_value();
  job->run = [work = std::move(work)](engine::Context& context, handlers::Reporter& reporter) {
    return JobResult(work(context, reporter));
  };
  requests_.add(std::move(request));
  port_.submit(std::move(job));
}

void ProtocolCore::cancel_request(Params params) {
  const auto decoded = protocol::decode<protocol::CancelParams>(params);
  if (!decoded) {
    invalid_notification("$/cancelRequest", decoded.error());
    return;
  }
  if (base::has_seeded_defects && requests_.contains(decoded->id) &&
      base::defect_strikes("cancellation-lost")) {
    return;
  }
  std::optional<RequestInFlight> request = requests_.take(decoded->id);
  if (!request) {
    return;  // Answered already, or never heard of.
  }
  request->cancel.cancel();
  port_.cancel(request->job);
  if (base::defect_strikes("cancelled-unanswered")) {
    return;
  }
  answer_in_flight(*request,
                   std::unexpected(ResponseError{
                       .code = ErrorCode::RequestCancelled, .message = "cancelled", .data = {}}));
}

void ProtocolCore::on_job_finished(JobId job, const JobOutcome& outcome, Instant at) {
  now_ = at;
  std::optional<RequestInFlight> request = requests_.take(job);
  if (!request) {
    return;
  }
  ResponseError error;
  if (const auto* result = std::get_if<JobResult>(&outcome)) {
    if (requests_.size() > 1 && base::defect_strikes("answer-lost-among-many")) {
      return;
    }
    answer_in_flight(*request, std::get<handlers::Response>(*result));
  } else if (const auto* failed = std::get_if<JobFailed>(&outcome)) {
    error.code = ErrorCode::InternalError;
    error.message = "internal error in job " + std::to_string(job.value & 0xFFFFFFFFFFFFFFU) +
                    ": " + failed->what;
    on_log(LogLevel::error, request->method + ": " + error.message);
    answer_in_flight(*request, std::unexpected(error));
  } else if (const auto* overdue = std::get_if<JobOverdue>(&outcome)) {
    error.code = ErrorCode::RequestFailed;
    error.message =
        "no answer within " +
        std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(overdue->patience).count()) +
        " seconds";
    answer_in_flight(*request, std::unexpected(error));
  } else {
    error.code = ErrorCode::RequestFailed;
    error.message = "the work was stopped";
    answer_in_flight(*request, std::unexpected(error));
  }
  end_if_drained();
}

void ProtocolCore::on_failure(std::string_view what) {
  on_log(LogLevel::error, "a message could not be handled: " + std::string(what));
  if (being_handled_) {
    const protocol::RequestId id = *std::exchange(being_handled_, std::nullopt);
    static_cast<void>(requests_.take(id));
    send_body(protocol::encode_error(id, ErrorCode::InternalError,
                                     "internal error: " + std::string(what)));
  }
  end_if_drained();
}

void ProtocolCore::on_input_ended(Instant at) {
  now_ = at;
  input_ended_ = true;
  if (!finished_ && requests_.size() > 0) {
    port_.arm_timer(at + last_replies_patience);
  }
  end_if_drained();
}

void ProtocolCore::on_output_broken(std::string_view why) {
  port_.log(LogLevel::warning, why);
  finish(1);
}

void ProtocolCore::on_client_died() {
  port_.log(LogLevel::info, "the client's process ended");
  exit();
}

void ProtocolCore::on_timer(Instant at) {
  now_ = at;
  if (input_ended_) {
    exit();
  }
}

/// After the end of the input what is in flight is still answered.
void ProtocolCore::end_if_drained() {
  if (input_ended_ && requests_.size() == 0) {
    exit();
  }
}

void ProtocolCore::finish(int exit_code) {
  if (std::exchange(finished_, true)) {
    return;
  }
  for (const RequestInFlight& request : requests_.take_all()) {
    engine::CancellationSource(request.cancel).cancel();
    port_.cancel(request.job);
    answer_in_flight(
        request, std::unexpected(ResponseError{
                     .code = ErrorCode::RequestFailed, .message = "the session ends", .data = {}}));
  }
  port_.finish(exit_code);
}

}  // namespace troupe::actors
