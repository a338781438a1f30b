// A session that is taken up in the middle is not the recorded one: its actors count from 1 again,
// its jobs run one after the other, and what had been computed before has to be computed now. So
// messages between actors cannot be compared, but what the client was told can: an answer is a
// function of the texts and of the request, whichever way it came to be.
//
// Diagnostics of a version may be published several times, as files change beside it. Those that
// the recording published last have to be among the replayed ones; and where the recording went on
// for a while after the last news from outside, they have to be the last there, too.
#include "server/trace_resumption.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <utility>
#include <variant>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "protocol/rpc.hpp"
#include "server/trace_failure.hpp"
#include "server/trace_view.hpp"

namespace troupe::server {

namespace {

using actors::Rehearsal;
using actors::Rehearsed;
using protocol::ErrorCode;
using protocol::trace::Delivery;
using protocol::trace::Session;
using Type = FrameSummary::Type;

/// Bytes that a child process leaves to its parent.
class SharedBytes {
 public:
  SharedBytes() : descriptor_(::memfd_create("troupe-trace", MFD_CLOEXEC)) {}
  ~SharedBytes() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  SharedBytes(const SharedBytes&) = delete;
  SharedBytes& operator=(const SharedBytes&) = delete;

  [[nodiscard]] bool append(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count <= 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  [[nodiscard]] std::string all() const {
    const off_t size = descriptor_ < 0 ? 0 : ::lseek(descriptor_, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count = ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                    static_cast<off_t>(done));
      if (count <= 0) {
        return {};
      }
      done += static_cast<std::size_t>(count);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

/// What was answered, by id; ids may be used again.
using Answers = std::map<std::string, std::deque<std::string>>;

void note_answer(Answers& answers, const std::string& body) {
  const FrameSummary frame = summarize_frame(body);
  if (frame.type == Type::response || frame.type == Type::error) {
    answers[frame.id].push_back(body);
  }
}

std::optional<std::string> take_answer(Answers& answers, const std::string& id) {
  const auto found = answers.find(id);
  if (found == answers.end() || found->second.empty()) {
    return std::nullopt;
  }
  std::string body = std::move(found->second.front());
  found->second.pop_front();
  return body;
}

/// Whether the clock decided on it: taken back by the client, or not done in time.
bool is_of_the_moment(const std::string& body) {
  const auto number = summarize_frame(body).code;
  if (!number) {
    return false;
  }
  const auto code = static_cast<ErrorCode>(*number);
  return code == ErrorCode::RequestCancelled || code == ErrorCode::ContentModified ||
         code == ErrorCode::ServerCancelled ||
         (code == ErrorCode::RequestFailed &&
          (body.contains("no answer within") || body.contains("the work was stopped")));
}

/// Words about an internal error name the job, which has another number.
std::string without_job(const std::string& body) {
  constexpr std::string_view before = "internal error in job ";
  const std::size_t begin = body.find(before);
  if (begin == std::string::npos) {
    return body;
  }
  const std::size_t number = begin + before.size();
  return body.substr(0, number) + body.substr(body.find_first_not_of("0123456789", number));
}

/// What was published about each version of each document, in order.
class Publications {
 public:
  void see(const std::string& body) {
    if (!body.contains("textDocument/publishDiagnostics")) {
      return;
    }
    protocol::JsonReader reader;
    const protocol::Message message = protocol::read_message(reader, body);
    const auto* notification = std::get_if<protocol::NotificationMessage>(&message);
    if (notification == nullptr || !notification->params ||
        notification->method != "textDocument/publishDiagnostics") {
      return;
    }
    const std::string uri(notification->params->find("uri").as_string().value_or(""));
    const auto version = notification->params->find("version").as_int();
    of[{uri, version}].push_back(
        notification->params->find("diagnostics").to_json());
  }

  std::map<std::pair<std::string, std::optional<std::int64_t>>, std::vector<std::string>> of;
};

bool is_input(const Delivery& delivery) {
  return delivery.sender.empty() && (delivery.kind == "FrameArrived" ||
                                     delivery.kind == "FilesRead" || delivery.kind == "PathsChanged");
}

/// Whether nothing came for so long that everything that was due had happened.
bool came_to_rest(const Session& session) {
  constexpr std::uint64_t long_enough = 1'000'000'000;
  std::uint64_t last = 0;
  for (const Delivery& delivery : session.deliveries) {
    last = is_input(delivery) ? delivery.at : last;
  }
  return !session.deliveries.empty() && session.deliveries.back().at - last > long_enough;
}

std::string parted_words(const std::string& where, const std::string& recorded,
                         const std::string& replayed) {
  return "It goes another way at " + where + "\n  recorded: " + recorded +
         "\n  replayed: " + replayed + "\n";
}

void compare_answers(const Rehearsal& rehearsal, Answers recorded, Answers replayed,
                     Comparison& comparison) {
  for (const Rehearsal::Step& step : rehearsal.steps) {
    const FrameSummary request = summarize_frame(step.body);
    if (step.type != Rehearsal::Step::Type::frame || request.type != Type::request) {
      continue;
    }
    const auto then = take_answer(recorded, request.id);
    const auto now = take_answer(replayed, request.id);
    // What was asked before the checkpoint was asked about other texts; what the server tells
    // about itself is another thing each time.
    const bool is_comparable = step.seq > 0 && then && !is_of_the_moment(*then) &&
                               !request.method.starts_with("$/troupe/");
    if (!is_comparable) {
      comparison.left_out += step.seq > 0 ? 1 : 0;
    } else if (now && without_job(*then) == without_job(*now)) {
      ++comparison.answers;
    } else if (!comparison.difference) {
      comparison.difference = parted_words(
          frame_words(step.body) + ", message " + std::to_string(step.seq) + " of the recording",
          *then, now.value_or("no answer"));
    }
  }
}

void compare_diagnostics(const Publications& recorded, const Publications& replayed, bool at_rest,
                         Comparison& comparison) {
  for (auto then = recorded.of.begin(); then != recorded.of.end(); ++then) {
    const auto now = replayed.of.find(then->first);
    if (now == replayed.of.end()) {
      ++comparison.left_out;
      continue;
    }
    const auto next = std::next(then);
    const bool is_last = next == recorded.of.end() || next->first.first != then->first.first;
    const std::string& items = then->second.back();
    const bool is_same = at_rest && is_last
                             ? now->second.back() == items
                             : std::ranges::find(now->second, items) != now->second.end();
    if (is_same) {
      ++comparison.diagnostics;
    } else if (!comparison.difference) {
      comparison.difference =
          parted_words("the diagnostics of " + then->first.first +
                           (then->first.second ? " version " + std::to_string(*then->first.second)
                                               : ""),
                       items, now->second.back());
    }
  }
}

}  // namespace

base::Result<Session> played_anew(const Rehearsal& rehearsal, const ide::LanguageSet& languages) {
  const SharedBytes bytes;
  int signal = 0;
  const int code = in_child(
      [&] {
        actors::RehearsalOptions options;
        options.trace = [&bytes](std::string_view block) { return bytes.append(block); };
        options.version = TROUPE_VERSION;
        static_cast<void>(actors::rehearse(rehearsal, languages, options));
        return 0;
      },
      signal);
  if (code > 0) {
    return base::failure("the session cannot be played");
  }
  return protocol::trace::read_session(bytes.all());
}

Comparison compare_with_recording(const Session& session, const Rehearsal& rehearsal,
                                  const Rehearsed& rehearsed) {
  Answers recorded_answers;
  Answers replayed_answers;
  Publications recorded;
  Publications replayed;
  const auto see_recorded = [&](const Delivery& delivery) {
    for (const std::string& body : delivery.written) {
      note_answer(recorded_answers, body);
      recorded.see(body);
    }
  };
  std::ranges::for_each(session.resumption->prelude, see_recorded);
  std::ranges::for_each(session.deliveries, see_recorded);
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    note_answer(replayed_answers, frame.body);
    replayed.see(frame.body);
  }
  Comparison comparison;
  compare_answers(rehearsal, std::move(recorded_answers), std::move(replayed_answers), comparison);
  compare_diagnostics(recorded, replayed, came_to_rest(session), comparison);
  return comparison;
}

}  // namespace troupe::server
