// A crash is heard of twice: the wire ends, and then the process. Until both have happened nothing
// is decided: what the server wrote before it died must be passed on, or it would be answered
// twice. A wire that ends although the process lives on was closed by the server, after the
// client's last word or because of something that the client did.
#include "server/supervised_client.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "actors/socket_service.hpp"
#include "protocol/framing.hpp"

namespace troupe::server {

namespace {

using handlers::LogLevel;
using transport::Connection;
using transport::ConnectionSink;
using transport::Duration;
using transport::Instant;

/// What may wait for either side before the other one is not read any more.
constexpr std::size_t waiting_at_most = std::size_t{4} << 20U;
/// From the end of the wire to that of the process, if it has crashed.
constexpr Duration dying_patience = std::chrono::seconds(1);

/// What the server is asked for by who wants no session.
std::optional<std::string> question_of(const actors::Admission::Verdict& verdict) {
  if (verdict.status_for) {
    return protocol::encode_request(*verdict.status_for, "$/troupe/status");
  }
  if (verdict.trace_for) {
    const auto& session = verdict.trace_for->session;
    return protocol::encode_request(
        verdict.trace_for->id, "$/troupe/trace",
        session ? "{\"session\":" + std::to_string(*session) + "}" : std::string("{}"));
  }
  return std::nullopt;
}

}  // namespace

class SupervisedClient::ClientSink final : public ConnectionSink {
 public:
  explicit ClientSink(std::shared_ptr<SupervisedClient> client) : client_(std::move(client)) {}
  void on_frame(std::shared_ptr<const std::string> body, Instant at) override {
    client_->on_client_frame(body, at);
  }
  void on_input_end(Instant /*at*/) override {
    if (client_->stage_ == Stage::door) {
      client_->connection_->close();
    } else {
      client_->on_input_ended();
    }
  }
  void on_output_recovered(std::vector<std::string> /*documents*/) override {}
  [[nodiscard]] bool has_room() override { return client_->server_has_room(); }
  void on_written() override { client_->on_client_written(); }
  void on_closed(const std::string& why) override { client_->on_client_closed(why); }

 private:
  std::shared_ptr<SupervisedClient> client_;
};

class SupervisedClient::WireSink final : public ConnectionSink {
 public:
  explicit WireSink(std::shared_ptr<SupervisedClient> client) : client_(std::move(client)) {}
  void on_frame(std::shared_ptr<const std::string> body, Instant at) override {
    client_->on_wire_frame(*body, at);
  }
  void on_input_end(Instant /*at*/) override { end(); }
  void on_output_recovered(std::vector<std::string> /*documents*/) override {}
  [[nodiscard]] bool has_room() override { return client_->client_has_room(); }
  void on_written() override { client_->on_wire_written(); }
  void on_closed(const std::string& /*why*/) override { end(); }

 private:
  void end() {
    if (!std::exchange(has_ended_, true)) {
      client_->on_wire_ended();
      client_->board_.on_wire_ended();
    }
  }
  std::shared_ptr<SupervisedClient> client_;
  bool has_ended_ = false;
};

SupervisedClient::SupervisedClient(Switchboard& board, std::shared_ptr<Connection> connection,
                                   std::uint64_t number, const actors::Limits& limits)
    : board_(board), connection_(std::move(connection)), number_(number), session_(*this, limits) {
  board_.log(LogLevel::info, "connected: " + connection_->peer());
}

std::unique_ptr<ConnectionSink> SupervisedClient::sink() {
  return std::make_unique<ClientSink>(shared_from_this());
}

// ---- The client.

void SupervisedClient::on_client_frame(const std::shared_ptr<const std::string>& body, Instant at) {
  if (stage_ == Stage::door) {
    introduce(body, at);
  } else if (stage_ == Stage::session) {
    guarded([&] { session_.on_client_frame(*body, at); });
    finish_if_over();
  }
}

/// A defect in here must not end the session that is to be saved.
template <typename Handle>
void SupervisedClient::guarded(Handle handle) {
  try {
    handle();
  } catch (const std::exception& failure) {
    log(LogLevel::error, std::string("the supervisor lost track: ") + failure.what());
  }
}

void SupervisedClient::introduce(const std::shared_ptr<const std::string>& body, Instant at) {
  actors::Admission::Verdict verdict = board_.admission().judge(body);
  if (auto question = question_of(verdict)) {
    stage_ = Stage::visit;
    question_ = {.id = verdict.status_for ? *verdict.status_for : verdict.trace_for->id,
                 .body = std::move(*question)};
    connection_->admit();
    return ask();
  }
  if (!verdict.message) {
    return refuse(verdict.answer, "no token, or a wrong one");
  }
  if (!board_.take_place()) {
    return refuse(board_.admission().refusal(
                      *body, "this server has as many sessions as it may have at once"),
                  "too many sessions");
  }
  has_place_ = true;
  stage_ = Stage::session;
  connection_->admit();
  open_wire();
  on_client_frame(verdict.message, at);
}

void SupervisedClient::refuse(const std::string& answer, std::string_view why) {
  board_.log(LogLevel::warning, "refused: " + connection_->peer() + ": " + std::string(why));
  to_client(answer);
  finish(actors::refusal_patience);
}

void SupervisedClient::ask() {
  open_wire();
  to_server(question_->body);
}

void SupervisedClient::on_input_ended() {
  input_ended_ = true;
  if (wire_ && stage_ == Stage::session) {
    wire_->end_output();
  }
  if (stage_ == Stage::session) {
    session_.on_input_ended();
    finish_if_over();
  }
}

void SupervisedClient::on_client_closed(const std::string& why) {
  board_.log(LogLevel::info, "closed: " + connection_->peer() + (why.empty() ? "" : ": " + why));
  stage_ = Stage::over;
  drop_wire();
  board_.on_gone(*this);
}

void SupervisedClient::finish_if_over() {
  if (stage_ == Stage::session && session_.exit_code()) {
    finish(actors::farewell_patience);
  }
}

void SupervisedClient::finish(Duration patience) {
  stage_ = Stage::over;
  drop_wire();
  connection_->finish(patience);
}

// ---- The server.

void SupervisedClient::open_wire() {
  ++wires_;
  client_waits_ = false;
  server_waits_ = false;
  is_reading_out_ = false;
  wire_ = board_.connect("session " + std::to_string(number_) + ", " + connection_->peer(),
                         std::make_unique<WireSink>(shared_from_this()));
  if (!wire_) {
    wait_for_another();
  }
}

void SupervisedClient::drop_wire() {
  if (const auto wire = std::exchange(wire_, nullptr)) {
    wire->close();
  }
}

void SupervisedClient::on_wire_frame(const std::string& body, Instant at) {
  if (stage_ == Stage::visit) {
    to_client(body);
    finish(actors::trace_patience);
  } else if (stage_ == Stage::session) {
    guarded([&] { session_.on_server_frame(body, at); });
  }
}

void SupervisedClient::on_wire_ended() {
  drop_wire();
  if (stage_ == Stage::session && session_.expects_end()) {
    return end_session("the server ended the session");
  }
  if (stage_ != Stage::over) {
    wait_for_another();
  }
}

/// If the server has crashed, there will be another wire soon.
void SupervisedClient::wait_for_another() {
  board_.after(dying_patience, [self = shared_from_this(), wires = wires_] {
    if (self->wires_ == wires && !self->session_.is_standing_in()) {
      self->end_session("the server ended the session");
    }
  });
}

void SupervisedClient::end_session(const std::string& why) {
  if (stage_ == Stage::session) {
    session_.end(why);
    finish_if_over();
  } else if (stage_ == Stage::visit) {
    to_client(protocol::encode_error(question_->id, protocol::ErrorCode::RequestFailed, why));
    finish(actors::refusal_patience);
  }
}

void SupervisedClient::read_out() {
  is_reading_out_ = true;
  if (wire_) {
    wire_->read_on();
  }
}

void SupervisedClient::cut_wire() {
  if (wire_) {
    wire_->close();
  }
}

SupervisedClient::Verdict SupervisedClient::on_server_ended(const ServerEnd& end, Instant at,
                                                            bool too_often) {
  if (stage_ != Stage::session) {
    return is_crash(end) && !too_often ? Verdict::restart : Verdict::finish;
  }
  const Verdict verdict = session_.on_server_ended(end, at, too_often);
  finish_if_over();
  return verdict;
}

void SupervisedClient::recover(Verdict verdict, const ServerEnd& end, const std::string& report) {
  if (stage_ == Stage::visit) {
    return verdict == Verdict::restart ? ask() : end_session("there is no server any more");
  }
  if (stage_ != Stage::session) {
    return;
  }
  if (verdict == Verdict::restart) {
    open_wire();
  }
  session_.recover(verdict, end, report);
  connection_->read_on();
  finish_if_over();
}

void SupervisedClient::give_up(const std::string& why) {
  if (stage_ == Stage::session) {
    session_.give_up(why);
    finish_if_over();
  } else {
    end_session(why);
  }
}

// ---- Both.

void SupervisedClient::to_client(std::string_view body) {
  connection_->send({.bytes = protocol::encode_frame(body), .diagnostics_of = {}});
}

void SupervisedClient::to_server(std::string_view body) {
  if (wire_) {
    wire_->send({.bytes = protocol::encode_frame(body), .diagnostics_of = {}});
  }
}

void SupervisedClient::log(LogLevel level, const std::string& line) {
  board_.log(level, "session " + std::to_string(number_) + ": " + line);
}

bool SupervisedClient::server_has_room() {
  client_waits_ = wire_ && wire_->pending() > waiting_at_most;
  return !client_waits_;
}

bool SupervisedClient::client_has_room() {
  server_waits_ = !is_reading_out_ && connection_->pending() > waiting_at_most;
  return !server_waits_;
}

void SupervisedClient::on_wire_written() {
  if (client_waits_ && server_has_room()) {
    connection_->read_on();
  }
}

void SupervisedClient::on_client_written() {
  if (server_waits_ && client_has_room() && wire_) {
    wire_->read_on();
  }
}

}  // namespace troupe::server
