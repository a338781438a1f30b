#include "server/trace_view.hpp"

#include <array>
#include <cstdio>
#include <utility>
#include <variant>

#include "protocol/rpc.hpp"
#include "server/whole_text.hpp"

namespace troupe::server {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Outcome;
using protocol::trace::Session;
using Type = FrameSummary::Type;

std::string outcome_words(std::uint64_t outcome) {
  static constexpr std::array words{"result", "cancelled", "failed", "overdue", "stale"};
  return outcome < words.size() ? words.at(outcome) : "?";
}

/// What a message is about.
std::string subject(const Delivery& delivery) {
  if (delivery.kind == "FrameArrived") {
    return frame_words(delivery.details.text);
  }
  std::string words;
  const auto add = [&](const std::string& part) {
    words.append(words.empty() ? "" : " ").append(part);
  };
  constexpr std::uint64_t owner_bits = 56;
  if (delivery.details.job) {
    add("job " + std::to_string(*delivery.details.job >> owner_bits) + "." +
        std::to_string(*delivery.details.job & ((std::uint64_t{1} << owner_bits) - 1)));
  }
  if (delivery.details.outcome) {
    add(outcome_words(*delivery.details.outcome));
  }
  if (!delivery.details.text.empty()) {
    add(delivery.details.text);
  }
  if (!delivery.details.files.empty()) {
    add(std::to_string(delivery.details.files.size()) + " files");
  }
  if (!delivery.details.paths.empty()) {
    add(std::to_string(delivery.details.paths.size()) + " paths");
  }
  return words;
}

/// Follows requests through the messages of a session.
class Follower {
 public:
  void see(const Delivery& delivery) {
    if (delivery.kind == "FrameArrived") {
      see_frame(delivery);
    } else if (delivery.kind == "SubmitJob" && delivery.details.job) {
      see_submission(delivery);
    } else if (delivery.kind == "RunJob" && delivery.details.job &&
               delivery.receiver.find("/worker.") != std::string::npos) {
      if (const auto found = by_job_.find(*delivery.details.job); found != by_job_.end()) {
        requests[found->second].started = delivery.at;
        requests[found->second].computed = delivery.ended.value_or(0);
      }
    }
    for (const std::string& body : delivery.written) {
      see_answer(delivery, body);
    }
  }
  std::vector<TracedRequest> requests;

 private:
  void see_frame(const Delivery& delivery) {
    const FrameSummary frame = summarize_frame(delivery.details.text);
    if (frame.type != Type::request) {
      return;
    }
    by_id_[frame.id] = requests.size();
    unsubmitted_.push_back(requests.size());
    TracedRequest request;
    request.id = frame.id;
    request.method = frame.method;
    request.arrived = delivery.details.stamp.value_or(delivery.at);
    request.handled = delivery.at;
    request.seq = delivery.seq;
    requests.push_back(std::move(request));
  }
  /// Jobs carry the time at which their request arrived, and its method; those of one moment and
  /// one method come in the order of the requests.
  void see_submission(const Delivery& delivery) {
    for (auto waiting = unsubmitted_.begin(); waiting != unsubmitted_.end(); ++waiting) {
      const TracedRequest& request = requests[*waiting];
      if (request.arrived == delivery.details.stamp && request.method == delivery.details.text) {
        by_job_[*delivery.details.job] = *waiting;
        unsubmitted_.erase(waiting);
        return;
      }
    }
  }
  void see_answer(const Delivery& delivery, const std::string& body) {
    const FrameSummary frame = summarize_frame(body);
    const auto found = by_id_.find(frame.id);
    if (!frame.method.empty() || found == by_id_.end()) {
      return;
    }
    TracedRequest& request = requests[found->second];
    request.answered = delivery.ended.value_or(delivery.at);
    request.error = frame.code;
    std::erase(unsubmitted_, found->second);
    by_id_.erase(found);
  }

  std::map<std::string, std::size_t> by_id_;
  std::map<std::uint64_t, std::size_t> by_job_;
  std::vector<std::size_t> unsubmitted_;
};

}  // namespace

base::Result<Session> load_trace(const std::string& path) {
  const std::optional<std::string> bytes = read_whole_file(path);
  if (!bytes) {
    return base::failure("cannot read " + path);
  }
  auto session = protocol::trace::read_session(*bytes);
  if (!session) {
    return base::failure(path + ": " + session.error().message);
  }
  return session;
}

base::Result<Session> load_whole_trace(const std::string& path) {
  auto session = load_trace(path);
  if (!session || session->has_beginning() || session->can_resume()) {
    return session;
  }
  const auto& resumption = session->resumption;
  return base::failure(
      path + " begins in the middle" +
      (session->deliveries.empty()
           ? std::string()
           : ", with message " + std::to_string(session->deliveries.front().seq)) +
      ", and nothing can be run again from there: " +
      (resumption ? resumption->checkpoint.obstacle : "what came before was no longer in memory") +
      "; 'troupe trace export' and 'troupe trace stats' show what is there");
}

FrameSummary summarize_frame(const std::string& body) {
  protocol::JsonReader reader;
  const protocol::Message message = protocol::read_message(reader, body);
  if (const auto* request = std::get_if<protocol::RequestMessage>(&message)) {
    return {.type = Type::request,
            .id = request->id.to_string(),
            .method = std::string(request->method),
            .code = {}};
  }
  if (const auto* notification = std::get_if<protocol::NotificationMessage>(&message)) {
    return {.type = Type::notification,
            .id = {},
            .method = std::string(notification->method),
            .code = {}};
  }
  if (const auto* response = std::get_if<protocol::ResponseMessage>(&message)) {
    FrameSummary summary{.type = response->error ? Type::error : Type::response,
                         .id = response->id ? response->id->to_string() : "null",
                         .method = {},
                         .code = {}};
    const auto code = response->error ? response->error->get("code") : std::nullopt;
    summary.code = code ? code->as_int() : std::nullopt;
    return summary;
  }
  return {.type = Type::invalid, .id = {}, .method = {}, .code = {}};
}

std::string frame_words(const std::string& body) {
  const FrameSummary frame = summarize_frame(body);
  switch (frame.type) {
    case Type::request:
      return "request " + frame.id + " " + frame.method;
    case Type::notification:
      return "notification " + frame.method;
    case Type::response:
      return "answer to " + frame.id;
    case Type::error:
      return "error " + (frame.code ? std::to_string(*frame.code) : "?") + " for " + frame.id;
    case Type::invalid:
      break;
  }
  return "an invalid message";
}

std::string_view actor_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string duration_words(std::uint64_t nanoseconds) {
  constexpr std::uint64_t thousand = 1000;
  std::uint64_t value = nanoseconds / thousand;
  if (value < thousand) {
    return std::to_string(value) + " us";
  }
  const char* unit = " ms";
  if (value >= thousand * thousand) {
    value /= thousand;
    unit = " s";
  }
  std::string rest = std::to_string(value % thousand);
  rest.insert(0, 3 - rest.size(), '0');
  return std::to_string(value / thousand) + "." + rest + unit;
}

std::string delivery_line(const Session& session, const Delivery& delivery) {
  std::string line =
      std::to_string(delivery.seq) + "  +" +
      duration_words(delivery.at - std::min(delivery.at, session.header.started)) + "  " +
      std::string(actor_name(delivery.receiver)) + " <- " +
      std::string(delivery.sender.empty() ? "outside" : actor_name(delivery.sender)) + "  " +
      delivery.kind;
  const std::string about = subject(delivery);
  line.append(about.empty() ? "" : "  ").append(about);
  line.append("  (waited ").append(duration_words(delivery.waited));
  if (delivery.ended) {
    line.append(", ran ").append(duration_words(*delivery.ended - delivery.at)).append(")");
  } else {
    line.append(", never ended)");
  }
  for (const std::string& body : delivery.written) {
    line.append("\n    wrote ").append(frame_words(body));
  }
  for (const protocol::trace::Logged& logged : delivery.logged) {
    line.append("\n    logged ").append(logged.text);
  }
  return line.append("\n");
}

std::vector<TracedRequest> traced_requests(const Session& session) {
  Follower follower;
  for (const Delivery& delivery : session.deliveries) {
    follower.see(delivery);
  }
  return std::move(follower.requests);
}

}  // namespace troupe::server
