// What a session writes: answers, notifications, and requests of its own. Nothing is sent that the
// client did not declare, and no request of ours is ever waited for.
#include <array>
#include <string>
#include <utility>

#include "actors/protocol_core.hpp"
#include "base/seeded_defects.hpp"
#include "handlers/watched_files.hpp"
#include "protocol/codec.hpp"
#include "protocol/framing.hpp"
#include "protocol/window.hpp"
#include "protocol/workspace.hpp"

namespace troupe::actors {

namespace {

using protocol::JsonWriter;

constexpr Duration progress_interval = std::chrono::milliseconds(100);
constexpr const char* watchers_id = "troupe/watched-files";
constexpr const char* configuration_id = "troupe/configuration";

std::string encode_publication(const DocumentReport& report, bool with_version) {
  std::string json;
  JsonWriter writer(json);
  writer.object([&] {
    writer.member("uri", report.uri);
    if (report.version && with_version) {
      writer.member("version", *report.version);
    }
    writer.key("diagnostics");
    const std::size_t many = 1500;
    const bool is_lost =
        report.items.size() > many && base::defect_strikes("publication-long-lost");
    writer.raw(is_lost ? "[]" : report.items);
  });
  return json;
}

unsigned percentage_of(std::size_t done, std::size_t total) {
  return total == 0 ? 0 : static_cast<unsigned>(done * 100 / total);
}

}  // namespace

void ProtocolCore::answer(const protocol::RequestId& id, std::string_view method,
                          Instant received_at, const handlers::Response& response) {
  being_handled_.reset();
  port_.answered(method, now_ - received_at, response.has_value());
  const auto* number = std::get_if<std::int64_t>(&id.value);
  if (number != nullptr && method == "textDocument/references" &&
      base::defect_strikes("answer-with-other-id")) {
    send_body(protocol::encode_response({*number + 1}, response.value_or("null")));
    return;
  }
  if (!response && method == "textDocument/rename" && base::defect_strikes("error-as-null")) {
    send_body(protocol::encode_response(id, "null"));
    return;
  }
  send_body(response ? protocol::encode_response(id, *response)
                     : protocol::encode_error(id, response.error()));
  if (trace_ != protocol::TraceValue::Off) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(now_ - received_at);
    trace("Sending response '" + std::string(method) + " - (" + id.to_string() + ")'. It took " +
          std::to_string(took.count()) + "ms.");
  }
}

void ProtocolCore::answer_in_flight(const RequestInFlight& request,
                                    const handlers::Response& response) {
  if (request.progress_begun) {
    send_progress(*request.work_done_token, R"({"kind":"end"})");
  }
  answer(request.id, request.method, request.received_at, response);
}

void ProtocolCore::fail(const protocol::RequestId& id, std::string_view method,
                        protocol::ErrorCode code, std::string message) {
  answer(id, method, now_,
         std::unexpected(
             protocol::ResponseError{.code = code, .message = std::move(message), .data = {}}));
}

void ProtocolCore::send_body(std::string_view body, std::string diagnostics_of) {
  port_.write({.bytes = protocol::encode_frame(body), .diagnostics_of = std::move(diagnostics_of)});
}

void ProtocolCore::send_notification(std::string_view method, std::string_view params) {
  send_body(protocol::encode_notification(method, params));
}

void ProtocolCore::send_progress(const protocol::ProgressToken& token, std::string_view value) {
  send_notification("$/progress", protocol::to_json(protocol::ProgressParams{
                                      .token = token, .value = {std::string(value)}}));
}

void ProtocolCore::on_partial_result(JobId job, std::string_view value) {
  const RequestInFlight* request = requests_.find(job);
  if (request != nullptr && request->partial_result_token) {
    send_progress(*request->partial_result_token, value);
  }
}

void ProtocolCore::on_progress(JobId job, std::string_view message, unsigned percentage,
                               Instant at) {
  RequestInFlight* request = requests_.find(job);
  if (request == nullptr || !request->work_done_token ||
      (request->progress_begun && at - request->progress_at < progress_interval)) {
    return;
  }
  request->progress_at = at;
  if (!std::exchange(request->progress_begun, true)) {
    send_progress(*request->work_done_token,
                  protocol::to_json(protocol::WorkDoneProgressBegin{.title = request->method,
                                                                    .cancellable = true,
                                                                    .message = std::string(message),
                                                                    .percentage = percentage}));
    return;
  }
  send_progress(
      *request->work_done_token,
      protocol::to_json(protocol::WorkDoneProgressReport{
          .cancellable = true, .message = std::string(message), .percentage = percentage}));
}

void ProtocolCore::on_diagnostics(const DocumentReport& report) {
  if (!finished_ && session_) {
    const bool with_version = session_->capabilities.textDocument.publishDiagnostics.versionSupport;
    send_body(protocol::encode_notification("textDocument/publishDiagnostics",
                                            encode_publication(report, with_version)),
              report.uri);
  }
}

namespace {

/// What a client keeps for a document until that document is edited, although it depends on others:
/// the request that gets it, the one of ours that says to ask again, and who takes that.
struct Decoration {
  std::string_view asked_by;  ///< a method, or all that begin so
  ClientRequest::Kind kind;
  std::string_view refresh;
  protocol::RefreshCapability protocol::WorkspaceClientCapabilities::* capability;
};

using Workspace = protocol::WorkspaceClientCapabilities;

constexpr std::array<Decoration, 3> decorations{{
    {"textDocument/codeLens", ClientRequest::Kind::refresh_code_lenses,
     "workspace/codeLens/refresh", &Workspace::codeLens},
    {"textDocument/inlayHint", ClientRequest::Kind::refresh_inlay_hints,
     "workspace/inlayHint/refresh", &Workspace::inlayHint},
    {"textDocument/semanticTokens", ClientRequest::Kind::refresh_semantic_tokens,
     "workspace/semanticTokens/refresh", &Workspace::semanticTokens},
}};

}  // namespace

void ProtocolCore::note_decoration(std::string_view method) {
  for (const Decoration& decoration : decorations) {
    if (method.starts_with(decoration.asked_by)) {
      decorations_shown_.insert(decoration.kind);
    }
  }
}

/// Has the client ask again for what it shows and cannot know to be old: after the workspace was
/// read from the disk, after a document was saved. Not after each edit: with two documents side by
/// side every letter in the one would fetch all of the other.
void ProtocolCore::refresh_decorations() {
  if (!may_ask_client()) {
    return;
  }
  for (const Decoration& decoration : decorations) {
    const bool is_taken = (session_->capabilities.workspace.*decoration.capability).refreshSupport;
    if (is_taken && decorations_shown_.erase(decoration.kind) > 0) {
      send_body(
          protocol::encode_request(client_requests_.add({decoration.kind}), decoration.refresh));
    }
  }
}

void ProtocolCore::on_diagnostics_refresh() {
  refresh_decorations();
  if (may_ask_client() && session_->capabilities.workspace.diagnostics.refreshSupport &&
      !client_requests_.is_waiting_for(ClientRequest::Kind::refresh_diagnostics)) {
    send_body(
        protocol::encode_request(client_requests_.add({ClientRequest::Kind::refresh_diagnostics}),
                                 "workspace/diagnostic/refresh"));
  }
}

void ProtocolCore::on_output_recovered(const std::vector<std::string>& documents) {
  port_.log(LogLevel::warning,
            "the client read too slowly: diagnostics were dropped and are sent again");
  port_.republish(documents);
}

void ProtocolCore::on_framing_lost(std::string_view what) {
  on_log(LogLevel::warning, "framing was lost and is looked for: " + std::string(what));
}

void ProtocolCore::on_log(LogLevel level, std::string_view text) {
  port_.log(level, text);
  if (session_ && client_is_ready_ && !finished_ && level >= client_log_level_) {
    const protocol::MessageType type = level == LogLevel::error     ? protocol::MessageType::Error
                                       : level == LogLevel::warning ? protocol::MessageType::Warning
                                                                    : protocol::MessageType::Info;
    send_notification("window/logMessage", protocol::to_json(protocol::LogMessageParams{
                                               .type = type, .message = std::string(text)}));
  }
}

void ProtocolCore::trace(std::string_view message) {
  if (trace_ != protocol::TraceValue::Off && session_) {
    send_notification("$/logTrace", protocol::to_json(protocol::LogTraceParams{
                                        .message = std::string(message), .verbose = {}}));
  }
}

template <typename Value>
void ProtocolCore::ask_client(ClientRequest::Kind kind, std::string_view method,
                              const Value& params) {
  send_body(
      protocol::encode_request(client_requests_.add({kind}), method, protocol::to_json(params)));
}

void ProtocolCore::register_capabilities() {
  if (!session_->capabilities.workspace.didChangeConfiguration.dynamicRegistration) {
    return;
  }
  const protocol::DidChangeConfigurationRegistrationOptions options{.section = "troupe"};
  ask_client(ClientRequest::Kind::register_capability, "client/registerCapability",
             protocol::RegistrationParams{
                 {{.id = configuration_id,
                   .method = "workspace/didChangeConfiguration",
                   .registerOptions = protocol::RawJson{protocol::to_json(options)}}}});
}

void ProtocolCore::on_watch_patterns(const std::vector<ide::FilePatterns>& patterns) {
  if (patterns != watch_patterns_) {
    watch_patterns_ = patterns;
    register_watchers();
  }
}

void ProtocolCore::register_watchers() {
  const auto& watching = session_->capabilities.workspace.didChangeWatchedFiles;
  if (!may_ask_client() || !watching.dynamicRegistration || watch_patterns_.empty()) {
    return;
  }
  const std::string method = "workspace/didChangeWatchedFiles";
  if (std::exchange(watchers_registered_, true)) {
    ask_client(ClientRequest::Kind::unregister_capability, "client/unregisterCapability",
               protocol::UnregistrationParams{{{.id = watchers_id, .method = method}}});
  }
  const protocol::DidChangeWatchedFilesRegistrationOptions options{
      handlers::file_system_watchers(watch_patterns_, session_->capabilities)};
  ask_client(ClientRequest::Kind::register_capability, "client/registerCapability",
             protocol::RegistrationParams{
                 {{.id = watchers_id,
                   .method = method,
                   .registerOptions = protocol::RawJson{protocol::to_json(options)}}}});
}

void ProtocolCore::ask_configuration() {
  if (may_ask_client() && session_->capabilities.workspace.configuration) {
    ask_client(ClientRequest::Kind::configuration, "workspace/configuration",
               protocol::ConfigurationParams{{{.scopeUri = {}, .section = "troupe"}}});
  }
}

void ProtocolCore::handle(const protocol::ResponseMessage& response) {
  const std::optional<ClientRequest> request =
      response.id ? client_requests_.take(*response.id) : std::nullopt;
  if (!request) {
    port_.log(LogLevel::warning, "the client answered a request that was never made");
    return;
  }
  on_client_answer(*request, response);
}

void ProtocolCore::on_client_answer(const ClientRequest& request,
                                    const protocol::ResponseMessage& response) {
  if (response.error) {
    port_.log(LogLevel::info, "the client refused a request: " + response.error->to_json());
    return;
  }
  if (request.kind == ClientRequest::Kind::configuration && response.result) {
    for (const protocol::JsonValue item : response.result->items()) {
      apply_settings(protocol::RawJson{item.to_json()});
      break;
    }
  } else if (request.kind == ClientRequest::Kind::create_load_progress && loading_) {
    load_display_ = LoadDisplay::shown;
    send_progress(load_token(), protocol::to_json(protocol::WorkDoneProgressBegin{
                                    .title = "Loading the workspace",
                                    .cancellable = false,
                                    .message = {},
                                    .percentage = 0}));
  }
}

protocol::ProgressToken ProtocolCore::load_token() const {
  return "troupe/load-" + std::to_string(loads_shown_);
}

void ProtocolCore::on_load_progress(std::size_t done, std::size_t total, bool finished) {
  loading_ = !finished;
  if (finished) {
    refresh_decorations();
    if (std::exchange(load_display_, LoadDisplay::none) == LoadDisplay::shown) {
      send_progress(load_token(), R"({"kind":"end"})");
    }
  } else if (load_display_ == LoadDisplay::shown) {
    send_progress(load_token(), protocol::to_json(protocol::WorkDoneProgressReport{
                                    .cancellable = false,
                                    .message = std::to_string(done) + "/" + std::to_string(total),
                                    .percentage = percentage_of(done, total)}));
  } else if (load_display_ == LoadDisplay::none && may_ask_client() &&
             session_->capabilities.window.workDoneProgress) {
    load_display_ = LoadDisplay::asked;
    ++loads_shown_;
    ask_client(ClientRequest::Kind::create_load_progress, "window/workDoneProgress/create",
               protocol::WorkDoneProgressCreateParams{load_token()});
  }
}

}  // namespace troupe::actors
