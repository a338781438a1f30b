// A session that is taken up in the middle is not the recorded one: its actors count from 1 again,
// its jobs run one after the other, and what had been computed before has to be computed now. So
// messages between actors cannot be compared, but what the client was told can: an answer is a
// function of the texts and of the request, whichever way it came to be.
//
// Diagnostics of a version may be published several times, as files change beside it. Those that
// the recording published last have to be among the replayed ones; and where the recording went on
// for a while after the last news from outside, they have to be the last there, too.
//
// Which edits a check has seen, when many came within a millisecond, is decided between the actors,
// and that is not told to a session that is taken up. So what is different in one order of delivery
// is looked for in others.
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

#include "base/check.hpp"
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
      const ssize_t count =
          ::pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
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
    of[{uri, version}].push_back(notification->params->find("diagnostics").to_json());
  }

  std::map<std::pair<std::string, std::optional<std::int64_t>>, std::vector<std::string>> of;
};

bool is_input(const Delivery& delivery) {
  return delivery.sender.empty() &&
         (delivery.kind == "FrameArrived" || delivery.kind == "FilesRead" ||
          delivery.kind == "PathsChanged");
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

Comparison::Comparison(const Session& session, const Rehearsal& rehearsal) {
  Answers answers;
  Publications published;
  const auto see = [&](const Delivery& delivery) {
    for (const std::string& body : delivery.written) {
      note_answer(answers, body);
      published.see(body);
    }
  };
  std::ranges::for_each(session.resumption->prelude, see);
  std::ranges::for_each(session.deliveries, see);
  for (std::size_t index = 0; index < rehearsal.steps.size(); ++index) {
    const Rehearsal::Step& step = rehearsal.steps[index];
    const FrameSummary request = summarize_frame(step.body);
    if (step.type != Rehearsal::Step::Type::frame || request.type != Type::request) {
      continue;
    }
    requests_.emplace_back(index, request.id);
    auto then = take_answer(answers, request.id);
    // What was asked before the checkpoint was asked about other texts; what the server tells
    // about itself is another thing each time.
    if (step.seq == 0 || !then || is_of_the_moment(*then) ||
        request.method.starts_with("$/troupe/")) {
      left_out_ += step.seq > 0 ? 1 : 0;
      continue;
    }
    answers_[index] = {.where = frame_words(step.body) + ", message " + std::to_string(step.seq) +
                                " of the recording",
                       .recorded = *std::move(then),
                       .replayed = "no answer"};
  }
  const bool at_rest = came_to_rest(session);
  for (auto one = published.of.begin(); one != published.of.end(); ++one) {
    const auto next = std::next(one);
    const auto& [uri, version] = one->first;
    diagnostics_[one->first] = {
        .where = "the diagnostics of " + uri +
                 (version ? " version " + std::to_string(*version) : std::string()),
        .recorded = one->second.back(),
        .replayed = {},
        .is_last = at_rest && (next == published.of.end() || next->first.first != uri)};
  }
}

void Comparison::add(const Rehearsed& rehearsed) {
  ++runs_;
  Answers answers;
  Publications published;
  for (const Rehearsed::Frame& frame : rehearsed.written) {
    note_answer(answers, frame.body);
    published.see(frame.body);
  }
  for (const auto& [key, id] : requests_) {
    const auto now = take_answer(answers, id);
    const auto item = answers_.find(key);
    if (item == answers_.end() || item->second.run > 0 || !now) {
      continue;
    }
    const bool is_same = without_job(item->second.recorded) == without_job(*now);
    item->second.run = is_same ? runs_ : 0;
    item->second.replayed = *now;
  }
  for (auto& [key, item] : diagnostics_) {
    const auto now = published.of.find(key);
    if (item.run > 0 || now == published.of.end()) {
      continue;
    }
    const std::vector<std::string>& all = now->second;
    const bool is_same = item.is_last ? all.back() == item.recorded
                                      : std::ranges::find(all, item.recorded) != all.end();
    item.run = is_same ? runs_ : 0;
    item.replayed = all.back();
  }
}

bool Comparison::is_same() const {
  return std::ranges::all_of(answers_, [](const auto& one) { return one.second.run > 0; }) &&
         std::ranges::all_of(diagnostics_, [](const auto& one) {
           return one.second.run > 0 || one.second.replayed.empty();
         });
}

std::string Comparison::difference() const {
  const auto words = [](const Item& item) {
    return "It goes another way at " + item.where + "\n  recorded: " + item.recorded +
           "\n  replayed: " + item.replayed + "\n";
  };
  for (const auto& [key, item] : answers_) {
    if (item.run == 0) {
      return words(item);
    }
  }
  for (const auto& [key, item] : diagnostics_) {
    if (item.run == 0 && !item.replayed.empty()) {
      return words(item);
    }
  }
  base::check(false, "there is a difference");
  return {};
}

std::string Comparison::counts() const {
  const auto published = static_cast<std::size_t>(
      std::ranges::count_if(diagnostics_, [](const auto& one) { return one.second.run > 0; }));
  const auto is_late = [](const auto& one) { return one.second.run > 1; };
  const auto late =
      std::ranges::count_if(answers_, is_late) + std::ranges::count_if(diagnostics_, is_late);
  return std::to_string(answers_.size()) + " answers and " + std::to_string(published) +
         " sets of diagnostics compared, " +
         std::to_string(left_out_ + diagnostics_.size() - published) + " not comparable" +
         (late > 0 ? ", " + std::to_string(late) + " the same in another order of delivery" : "");
}

}  // namespace troupe::server
