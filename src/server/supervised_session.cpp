// The rule that carries this file: a request of the client's is in `in_flight_` exactly while it is
// unanswered. Whoever answers it takes it out: the server's answer as it passes, or a crash. A
// server that died cannot answer any more, and the next one never heard of the request.
//
// The other way round, a request of a server's is in `asked_` while the client has not answered it,
// under an id of ours. When its server dies it stays there without that server's id: the answer is
// then taken note of, but passed on to nobody.
//
// A new server is told what the old one knew in one go, without waiting for its answer to
// `initialize`: it works off its messages in order, and the client's next ones come behind.
#include "server/supervised_session.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

#include "protocol/codec.hpp"
#include "protocol/diagnostics.hpp"
#include "protocol/lifecycle.hpp"
#include "protocol/window.hpp"

namespace troupe::server {

namespace {

using handlers::LogLevel;
using protocol::ErrorCode;
using protocol::JsonValue;
using protocol::MessageOutline;
using protocol::MessageType;

const protocol::RequestId replayed_initialize = "troupe/initialize-again";

/// Clients that never answer must not make us grow.
constexpr std::size_t asked_at_most = 1000;

/// The request that makes a client ask again for what `method` would have got it.
std::string_view refresh_for(std::string_view method) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> refreshes{{
      {"textDocument/codeLens", "workspace/codeLens/refresh"},
      {"textDocument/diagnostic", "workspace/diagnostic/refresh"},
      {"workspace/diagnostic", "workspace/diagnostic/refresh"},
      {"textDocument/inlayHint", "workspace/inlayHint/refresh"},
      {"textDocument/semanticTokens", "workspace/semanticTokens/refresh"},
  }};
  const auto* const found = std::ranges::find_if(
      refreshes, [&](const auto& each) { return method.starts_with(each.first); });
  return found == refreshes.end() ? std::string_view() : found->second;
}

/// Of a name that a client chose: enough to tell every method there is from it.
std::string_view beginning(std::string_view name) {
  constexpr std::size_t kept_at_most = 100;
  return name.substr(0, kept_at_most);
}

/// An answer of the client's under the id that the server gave its request.
std::string answer_under(std::string_view id, const protocol::ResponseMessage& response) {
  std::string body = R"({"jsonrpc":"2.0","id":)";
  body.append(id);
  if (response.error) {
    return body.append(",\"error\":").append(response.error->to_json()).append("}");
  }
  return body.append(",\"result\":")
      .append(response.result ? response.result->to_json() : "null")
      .append("}");
}

std::string null_answer(std::string_view id) {
  return std::string(R"({"jsonrpc":"2.0","id":)").append(id).append(",\"result\":null}");
}

std::string error_answer(std::string_view id, ErrorCode code, std::string_view message) {
  std::string body = R"({"jsonrpc":"2.0","id":)";
  body.append(id).append(",\"error\":");
  protocol::JsonWriter writer(body);
  writer.object([&] {
    writer.member("code", static_cast<std::int32_t>(code));
    writer.member("message", message);
  });
  return body.append("}");
}

}  // namespace

std::string describe(const ServerEnd& end) {
  if (end.exit_code >= 0) {
    return "exit code " + std::to_string(end.exit_code);
  }
  constexpr std::array<std::pair<int, const char*>, 8> names{{{SIGSEGV, "SIGSEGV"},
                                                              {SIGBUS, "SIGBUS"},
                                                              {SIGILL, "SIGILL"},
                                                              {SIGFPE, "SIGFPE"},
                                                              {SIGABRT, "SIGABRT"},
                                                              {SIGKILL, "SIGKILL"},
                                                              {SIGTRAP, "SIGTRAP"},
                                                              {SIGTERM, "SIGTERM"}}};
  std::string text = "signal " + std::to_string(end.signal);
  const auto* const known =
      std::ranges::find(names, end.signal, &std::pair<int, const char*>::first);
  return known == names.end() ? text : text.append(", ").append(known->second);
}

bool is_crash(const ServerEnd& end) {
  if (end.exit_code >= 0) {
    return end.exit_code > 2;
  }
  return end.signal != SIGTERM && end.signal != SIGINT && end.signal != SIGHUP;
}

bool CrashCount::add(transport::Instant at) {
  times_.push_back(at);
  std::erase_if(times_, [at](transport::Instant each) { return at - each > window; });
  return times_.size() >= at_most_;
}

// ---- From the client.

void SupervisedSession::on_client_frame(const std::string& body, transport::Instant at) {
  now_ = at;
  body_ = &body;
  std::visit([this](const auto& message) { handle(message); },
             protocol::read_message(reader_, body));
}

void SupervisedSession::handle(const protocol::RequestMessage& request) {
  const std::string id = request.id.to_string();
  keep(true, request.method, id, body_->size());
  if (!has_server_) {
    stand_in_for(request);
    return;
  }
  port_.to_server(*body_);
  const auto [known, is_new] =
      in_flight_.try_emplace(id, InFlight{.method = std::string(beginning(request.method))});
  if (!is_new) {
    ++known->second.count;
  } else if (request.method == "initialize" && stage_ == Stage::fresh) {
    memory_.note_initialize(request.params);
    stage_ = Stage::initializing;
    initialize_id_ = id;
  } else if (request.method == "shutdown" && stage_ == Stage::running) {
    stage_ = Stage::shut_down;
  }
}

/// After `shutdown`, by a server that is gone: what it would have said.
void SupervisedSession::stand_in_for(const protocol::RequestMessage& request) {
  port_.to_client(
      protocol::encode_error(request.id, ErrorCode::InvalidRequest, "the server was shut down"));
}

void SupervisedSession::handle(const protocol::NotificationMessage& notification) {
  keep(true, notification.method, "", body_->size());
  const bool is_exit = notification.method == "exit";
  exit_came_ = exit_came_ || is_exit;
  if (!has_server_) {
    if (is_exit) {
      exit_code_ = 0;
    }
    return;
  }
  port_.to_server(*body_);
  if (notification.method == "shutdown" && stage_ == Stage::running) {
    stage_ = Stage::shut_down;  // Kate sends it without an id.
  }
  memory_.note(notification.method, notification.params);
}

void SupervisedSession::handle(const protocol::ResponseMessage& response) {
  const auto* const number = response.id ? std::get_if<std::int64_t>(&response.id->value) : nullptr;
  const auto found = number != nullptr ? asked_.find(*number) : asked_.end();
  keep(true, "(answer)", response.id ? response.id->to_string() : "null", body_->size());
  if (found == asked_.end()) {
    port_.to_server(*body_);  // Which logs that it never asked.
    return;
  }
  const Asked asked = std::move(found->second);
  asked_.erase(found);
  if (!asked.server_id.empty()) {
    port_.to_server(asked.server_id == std::to_string(*number)
                        ? *body_
                        : answer_under(asked.server_id, response));
  }
  settle(asked, response.error.has_value());
}

void SupervisedSession::handle(const protocol::InvalidMessage& invalid) {
  keep(true, "(invalid)", invalid.id ? invalid.id->to_string() : "", body_->size());
  port_.to_server(*body_);  // Which says what is wrong with it.
}

void SupervisedSession::on_framing_lost(const std::string& what) {
  const std::string text = "framing was lost and is looked for: " + what;
  port_.log(LogLevel::warning, text);
  send_message("window/logMessage", MessageType::Warning, text);
}

void SupervisedSession::on_input_ended() {
  input_ended_ = true;
  if (!has_server_ && !exit_code_) {
    exit_code_ = 0;
  }
}

/// The client answered: what follows from that for what it holds.
void SupervisedSession::settle(const Asked& asked, bool refused) {
  if (refused) {
    for (const std::string& id : asked.registrations) {
      leftovers_.release(id);
    }
  }
  if (asked.token && refused) {
    leftovers_.drop_token(*asked.token);
  } else if (asked.token && !asked.server_id.empty()) {
    leftovers_.create_token(*asked.token);
  } else if (asked.token) {
    send_all(leftovers_.end_progress(*asked.token));
  }
}

// ---- From the server.

void SupervisedSession::on_server_frame(const std::string& body, transport::Instant at) {
  now_ = at;
  const MessageOutline outline = protocol::outline_message(body);
  switch (outline.kind) {
    case MessageOutline::Kind::result:
    case MessageOutline::Kind::error:
      pass_answer(outline, body);
      return;
    case MessageOutline::Kind::request:
      pass_request(outline, body);
      return;
    case MessageOutline::Kind::notification:
      pass_notification(outline, body);
      return;
    case MessageOutline::Kind::unknown:
      port_.to_client(body);
      return;
  }
}

void SupervisedSession::pass_answer(const MessageOutline& outline, const std::string& body) {
  const bool failed = outline.kind == MessageOutline::Kind::error;
  if (awaits_replayed_ && outline.id == replayed_initialize.to_string()) {
    awaits_replayed_ = false;
    if (failed) {
      port_.log(LogLevel::error, "the restarted server refused what the first one accepted");
    }
    return;
  }
  port_.to_client(body);
  const auto found = in_flight_.find(std::string(outline.id));
  keep(false, found == in_flight_.end() ? "(answer)" : found->second.method, outline.id,
       body.size());
  if (stage_ == Stage::initializing && outline.id == initialize_id_) {
    stage_ = failed ? Stage::fresh : Stage::running;
    if (failed) {
      memory_.forget_initialize();
    }
  }
  if (found != in_flight_.end() && --found->second.count == 0) {
    in_flight_.erase(found);
  }
}

void SupervisedSession::pass_request(const MessageOutline& outline, const std::string& body) {
  keep(false, outline.method, outline.id, body.size());
  Asked asked{.server_id = std::string(outline.id), .token = {}, .registrations = {}};
  const bool needs_look = outline.method == "client/registerCapability" ||
                          outline.method == "client/unregisterCapability" ||
                          outline.method == "window/workDoneProgress/create";
  if (needs_look && !prepare(outline, params_of(body), asked)) {
    return;
  }
  const std::string id = std::to_string(remember(std::move(asked)));
  if (id == outline.id) {
    port_.to_client(body);
  } else {
    port_.to_client(protocol::with_id(body, outline, id));
  }
}

bool SupervisedSession::prepare(const MessageOutline& outline, JsonValue params, Asked& asked) {
  if (outline.method == "client/registerCapability") {
    return prepare_registrations(outline, params, asked);
  }
  if (outline.method == "client/unregisterCapability") {
    leftovers_.note_unregistration(params);
    return true;
  }
  asked.token = protocol::decode_id(params.find("token"));
  if (asked.token && leftovers_.knows_token(*asked.token)) {
    // The client has not yet answered the same question of a server that died.
    port_.to_server(error_answer(outline.id, ErrorCode::RequestFailed, "the token is in use"));
    return false;
  }
  if (asked.token) {
    leftovers_.ask_token(*asked.token);
  }
  return true;
}

/// What the client holds already, it is not asked again; what it holds in another shape is taken
/// back first.
bool SupervisedSession::prepare_registrations(const MessageOutline& outline, JsonValue params,
                                              Asked& asked) {
  const std::vector<HeldRegistration> wanted = Leftovers::registrations_in(params);
  if (!wanted.empty() && std::ranges::all_of(wanted, [this](const HeldRegistration& each) {
        return leftovers_.holds(each);
      })) {
    port_.to_server(null_answer(outline.id));
    return false;
  }
  for (const HeldRegistration& each : wanted) {
    if (const HeldRegistration* const held = leftovers_.held(each.id)) {
      ask_client("client/unregisterCapability", protocol::to_json(protocol::UnregistrationParams{
                                                    {{.id = held->id, .method = held->method}}}));
    }
    leftovers_.hold(each);
    asked.registrations.push_back(each.id);
  }
  return true;
}

void SupervisedSession::pass_notification(const MessageOutline& outline, const std::string& body) {
  port_.to_client(body);
  keep(false, outline.method, "", body.size());
  constexpr std::size_t progress_at_most = 4096;  // Longer ones are partial results.
  if (outline.method == "textDocument/publishDiagnostics") {
    leftovers_.note_diagnostics(outline.params);
  } else if (outline.method == "$/progress" && body.size() <= progress_at_most) {
    leftovers_.note_progress(params_of(body));
  }
}

std::int64_t SupervisedSession::remember(Asked asked) {
  asked_.emplace(++last_asked_, std::move(asked));
  if (asked_.size() > asked_at_most) {
    asked_.erase(asked_.begin());
  }
  return last_asked_;
}

/// A request of our own; nobody waits for its answer.
void SupervisedSession::ask_client(std::string_view method, std::string_view params) {
  port_.to_client(protocol::encode_request(remember({}), method, params));
}

JsonValue SupervisedSession::params_of(const std::string& body) {
  const auto root = reader_.parse(body);
  return root ? root->find("params") : JsonValue();
}

// ---- Crashes.

SupervisedSession::Verdict SupervisedSession::on_server_ended(const ServerEnd& end,
                                                              transport::Instant at,
                                                              bool too_often) {
  now_ = at;
  if (!is_crash(end) || expects_end()) {
    this->end("the server ended (" + describe(end) + ")");
    if (!is_crash(end) && end.exit_code >= 0) {
      exit_code_ = end.exit_code;
    }
    return Verdict::finish;
  }
  ++crashes_;
  if (stage_ == Stage::shut_down) {
    return Verdict::stand_in;
  }
  return too_often ? Verdict::give_up : Verdict::restart;
}

void SupervisedSession::recover(Verdict verdict, const ServerEnd& end, const std::string& report) {
  if (stage_ == Stage::running) {
    send_all(leftovers_.end_progress());
  }
  const std::string what = describe(end);
  answer_in_flight(verdict, verdict == Verdict::give_up
                                ? "the server crashed (" + what + ") too often"
                                : "the server crashed (" + what + ") and was restarted");
  for (auto& [id, asked] : asked_) {
    asked.server_id.clear();
  }
  tell(verdict, what, report);
  has_server_ = verdict == Verdict::restart;
  if (verdict == Verdict::restart) {
    replay();
  } else if (verdict == Verdict::give_up) {
    exit_code_ = 1;
  }
}

void SupervisedSession::end(const std::string& why) {
  answer_in_flight(Verdict::finish, why);
  exit_code_ = stage_ == Stage::shut_down ? 0 : 1;
}

void SupervisedSession::give_up(const std::string& why) {
  answer_in_flight(Verdict::give_up, why);
  send_message("window/showMessage", MessageType::Error, why);
  port_.log(LogLevel::error, why);
  has_server_ = false;
  exit_code_ = 1;
}

/// But for `initialize` before a restart, which the next server answers: a client whose first
/// request fails does not try again.
void SupervisedSession::answer_in_flight(Verdict verdict, const std::string& message) {
  const bool spares_initialize = verdict == Verdict::restart && stage_ == Stage::initializing;
  std::map<std::string, InFlight> ordered(in_flight_.begin(), in_flight_.end());
  for (const auto& [id, request] : ordered) {
    if (spares_initialize && id == initialize_id_) {
      continue;
    }
    // A server that crashed in `shutdown` is down.
    const std::string body = request.method == "shutdown"
                                 ? null_answer(id)
                                 : error_answer(id, ErrorCode::InternalError, message);
    for (std::size_t i = 0; i < request.count; ++i) {
      port_.to_client(body);
    }
    const std::string_view refresh = refresh_for(request.method);
    if (memory_.takes(refresh)) {
      lost_.insert(refresh);
    }
    in_flight_.erase(id);
  }
}

void SupervisedSession::tell(Verdict verdict, const std::string& what, const std::string& report) {
  const std::string where = report.empty() ? "" : " Report: " + report;
  if (verdict == Verdict::give_up) {
    const std::string text = "Troupe crashed " + std::to_string(CrashCount::of_a_server) +
                             " times within " +
                             std::to_string(CrashCount::window / std::chrono::minutes(1)) +
                             " minutes (" + what + ") and is not started again." + where;
    port_.log(LogLevel::error, text);
    send_message("window/showMessage", MessageType::Error, text);
    return;
  }
  const std::string text =
      "Troupe crashed (" + what + ") and was restarted; open documents are as they were." + where;
  port_.log(LogLevel::warning, text);
  if (stage_ == Stage::running) {
    send_message(crashes_ == 1 ? "window/showMessage" : "window/logMessage", MessageType::Warning,
                 text);
  }
}

void SupervisedSession::send_message(std::string_view method, MessageType type,
                                     const std::string& text) {
  if (stage_ == Stage::running) {
    port_.to_client(protocol::encode_notification(
        method, protocol::to_json(protocol::ShowMessageParams{.type = type, .message = text})));
  }
}

void SupervisedSession::replay() {
  const bool was_answered = stage_ != Stage::initializing;
  const std::vector<std::string> bodies = memory_.replay(replayed_initialize);
  awaits_replayed_ = was_answered && !bodies.empty();
  bool is_first = true;
  for (const std::string& body : bodies) {
    // Under the client's id the client gets the answer.
    port_.to_server(std::exchange(is_first, false) && !was_answered
                        ? protocol::with_id(body, protocol::outline_message(body), initialize_id_)
                        : body);
  }
  const std::set<std::string> shown = leftovers_.documents_with_diagnostics();
  for (const std::string& uri : shown) {
    if (!memory_.is_open(uri)) {
      leftovers_.forget_diagnostics(uri);
      port_.to_client(protocol::encode_notification(
          "textDocument/publishDiagnostics",
          protocol::to_json(protocol::PublishDiagnosticsParams{.uri = uri})));
    }
  }
  for (const std::string_view refresh : std::exchange(lost_, {})) {
    ask_client(refresh, "");
  }
}

void SupervisedSession::send_all(const std::vector<std::string>& bodies) {
  for (const std::string& body : bodies) {
    port_.to_client(body);
  }
}

void SupervisedSession::keep(bool from_client, std::string_view method, std::string_view id,
                             std::size_t bytes) {
  if (passed_.size() == messages_kept) {
    passed_.pop_front();
  }
  passed_.push_back({.at = now_,
                     .from_client = from_client,
                     .method = std::string(beginning(method)),
                     .id = std::string(beginning(id)),
                     .bytes = bytes});
}

}  // namespace troupe::server
