#include "server/trace_inspect.hpp"

#include <map>
#include <variant>

#include "protocol/rpc.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Session;

/// The open documents and their versions, as the client's notifications tell.
class Documents {
 public:
  void see(const std::string& body) {
    protocol::JsonReader reader;
    const protocol::Message message = protocol::read_message(reader, body);
    const auto* notification = std::get_if<protocol::NotificationMessage>(&message);
    if (notification == nullptr || !notification->params) {
      return;
    }
    const protocol::JsonValue document = notification->params->find("textDocument");
    const std::string uri(document.find("uri").as_string().value_or(""));
    if (notification->method == "textDocument/didClose") {
      versions_.erase(uri);
    } else if (notification->method == "textDocument/didOpen" ||
               notification->method == "textDocument/didChange") {
      versions_[uri] = document.find("version").as_int().value_or(0);
    }
  }
  [[nodiscard]] std::string words() const {
    std::string text;
    for (const auto& [uri, version] : versions_) {
      text.append("  ")
          .append(uri)
          .append(" version ")
          .append(std::to_string(version))
          .append("\n");
    }
    return text;
  }

 private:
  std::map<std::string, std::int64_t> versions_;
};

struct ActorState {
  std::size_t handled = 0;
  const Delivery* last = nullptr;
};

std::string section(const std::string& title, const std::string& lines) {
  return title + (lines.empty() ? ": none\n" : ":\n" + lines);
}

}  // namespace

std::string session_state(const Session& session, std::uint64_t until,
                          const std::vector<std::string>& mail) {
  std::map<std::string, ActorState> actors;
  Documents documents;
  std::string requests;
  for (const Delivery& delivery : session.deliveries) {
    if (delivery.seq > until) {
      break;
    }
    ActorState& actor = actors[delivery.receiver];
    ++actor.handled;
    actor.last = &delivery;
    if (delivery.kind == "FrameArrived") {
      documents.see(delivery.details.text);
    }
  }
  std::uint64_t now = 0;
  if (until > 0 && until <= session.deliveries.size()) {
    const Delivery& last = session.deliveries[until - 1];
    now = last.ended.value_or(last.at);
  }
  for (const TracedRequest& request : traced_requests(session)) {
    if (request.seq <= until && (request.answered == 0 || request.answered > now)) {
      requests.append("  ").append(request.id).append(" ").append(request.method);
      requests.append(" (message ").append(std::to_string(request.seq)).append(")\n");
    }
  }
  std::string states;
  for (const auto& [path, state] : actors) {
    states.append("  ").append(path).append("  ").append(std::to_string(state.handled));
    states.append(" messages, the last: ").append(std::to_string(state.last->seq));
    states.append(" ").append(state.last->kind).append("\n");
  }
  std::string waiting;
  for (const std::string& line : mail) {
    waiting.append("  ").append(line).append("\n");
  }
  return "After message " + std::to_string(until) + "\n" + section("Actors", states) +
         section("Waiting in mailboxes", waiting) + section("Open documents", documents.words()) +
         section("Requests without an answer", requests);
}

}  // namespace troupe::server
