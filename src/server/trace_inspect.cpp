#include "server/trace_inspect.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
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

/// Jobs that somebody still waits for, and how far each has come.
class Jobs {
 public:
  void see(const Delivery& delivery) {
    if (!delivery.details.job) {
      return;
    }
    const std::uint64_t id = *delivery.details.job;
    if (delivery.kind == "SubmitJob") {
      jobs_[id] = {.label = delivery.details.text, .state = "given a snapshot"};
    } else if (delivery.kind == "RunJob") {
      const bool is_worker = delivery.receiver.find("/worker.") != std::string::npos;
      Job& job = jobs_[id];
      job.label = job.label.empty() ? delivery.details.text : job.label;
      job.state = is_worker ? "done by " + std::string(actor_name(delivery.receiver)) +
                                  ", its end is on its way"
                            : "waits for a worker, or is given to one";
    } else if (delivery.kind == "CancelJob") {
      jobs_[id].state.append(", cancelled");
    } else if (delivery.kind == "JobFinished") {
      jobs_.erase(id);
    }
  }
  [[nodiscard]] std::string words() const {
    constexpr std::uint64_t owner_bits = 56;
    std::string text;
    for (const auto& [id, job] : jobs_) {
      text.append("  ").append(std::to_string(id >> owner_bits)).append(".");
      text.append(std::to_string(id & ((std::uint64_t{1} << owner_bits) - 1))).append(" ");
      text.append(job.label).append("  ").append(job.state).append("\n");
    }
    return text;
  }

 private:
  struct Job {
    std::string label;
    std::string state;
  };
  std::map<std::uint64_t, Job> jobs_;
};

constexpr std::size_t name_width = 32;
constexpr std::size_t number_width = 10;

std::string cell(std::string text, std::size_t width, bool right = true) {
  const std::size_t missing = width - std::min(width, text.size());
  return text.insert(right ? 0 : text.size(), missing, ' ');
}

std::string row(const std::string& name, const std::vector<std::string>& cells) {
  std::string line = "  " + cell(name, name_width, false);
  for (const std::string& text : cells) {
    line.append(cell(text, number_width));
  }
  return line.append("\n");
}

std::vector<std::string> numbers(std::initializer_list<std::uint64_t> values) {
  std::vector<std::string> cells;
  cells.reserve(values.size());
  std::ranges::transform(values, std::back_inserter(cells),
                         [](std::uint64_t value) { return std::to_string(value); });
  return cells;
}

/// What is remembered of each query, and when it was last computed, found to hold or dropped.
std::string memo_table(const actors::EngineState& engine) {
  std::string table;
  for (const engine::MemoryUse& use : engine.memory.by_type) {
    if (use.slots == 0) {
      continue;
    }
    const auto found = engine.all.find(use.name);
    const actors::QueryWork work = found == engine.all.end() ? actors::QueryWork() : found->second;
    table.append(
        row(std::string(use.name) + (use.is_input ? " (input)" : ""),
            numbers({use.values, use.engine_bytes + use.value_bytes, work.last_revision})));
  }
  return table.empty() ? table : row("", {"values", "bytes", "revision"}) + table;
}

std::string work_table(const actors::EngineWork& work) {
  std::string table;
  for (const auto& [name, done] : work) {
    table.append(row(name, numbers({done.executed, done.same, done.verified, done.reused,
                                    done.cancelled, done.set, done.evicted})));
  }
  return table.empty() ? table
                       : row("", {"executed", "the same", "verified", "reused", "cancelled", "set",
                                  "evicted"}) +
                             table;
}

std::string section(const std::string& title, const std::string& lines) {
  return title + (lines.empty() ? ": none\n" : ":\n" + lines);
}

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 400;
  return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

/// The part of two texts that begins shortly before they differ.
std::string difference(const actors::Divergence& parted) {
  if (parted.recorded.empty() && parted.replayed.empty()) {
    return {};
  }
  constexpr std::size_t before = 60;
  const auto differ = std::ranges::mismatch(parted.recorded, parted.replayed);
  const auto at = static_cast<std::size_t>(differ.in1 - parted.recorded.begin());
  const std::size_t from = at > before ? at - before : 0;
  const std::string dots = from > 0 ? "..." : "";
  return "  recorded: " + dots + shortened(parted.recorded.substr(from)) + "\n  replayed: " + dots +
         shortened(parted.replayed.substr(from)) + "\n";
}

}  // namespace

std::string divergence_words(const Session& session, const actors::Divergence& parted) {
  const Delivery& delivery = session.deliveries[parted.seq - 1];
  return "It goes another way at message " + delivery_line(session, delivery) + parted.what + "\n" +
         difference(parted);
}

std::string session_state(const Session& session, std::uint64_t until,
                          const std::vector<std::string>& mail, const actors::EngineState& engine) {
  std::map<std::string, ActorState> actors;
  Documents documents;
  Jobs jobs;
  std::multimap<std::uint64_t, std::string_view> timers;
  std::string requests;
  for (const Delivery& delivery : session.deliveries) {
    if (delivery.seq > until) {
      break;
    }
    ActorState& actor = actors[delivery.receiver];
    ++actor.handled;
    actor.last = &delivery;
    jobs.see(delivery);
    for (const std::uint64_t due : delivery.armed) {
      timers.emplace(due, delivery.receiver);
    }
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
  std::string armed;
  for (auto timer = timers.upper_bound(now); timer != timers.end(); ++timer) {
    armed.append("  ").append(timer->second).append("  in ");
    armed.append(duration_words(timer->first - now)).append("\n");
  }
  std::string waiting;
  for (const std::string& line : mail) {
    waiting.append("  ").append(line).append("\n");
  }
  return "After message " + std::to_string(until) + "\n" + section("Actors", states) +
         section("Waiting in mailboxes", waiting) + section("Jobs", jobs.words()) +
         section("Timers", armed) + section("Open documents", documents.words()) +
         section("Requests without an answer", requests) + "Engine: revision " +
         std::to_string(engine.revision) + ", " + std::to_string(engine.memory.total_bytes()) +
         " bytes, " + std::to_string(engine.memory.live_snapshots) + " revisions in use\n" +
         section("Remembered", memo_table(engine)) +
         section("Done by the engine during this message", work_table(engine.recent));
}

}  // namespace troupe::server
