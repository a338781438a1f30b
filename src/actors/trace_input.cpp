// What a file said when it was read first was there from the beginning. What it said when it was
// read differently had changed before, and the session learned it there and then: so it changes,
// and is told, at this place of the input, wherever the news of it had come from. A file that was
// read without a load, and that no listing had named, has come.
//
// A checkpoint's frames are told at one moment, some time before what follows, so that the session
// is at rest by then.
#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>
#include <variant>

#include "actors/trace_rehearsal.hpp"
#include "base/sort_unique.hpp"
#include "protocol/message_outline.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

namespace {

using protocol::trace::Delivery;
using protocol::trace::FileEntry;
using protocol::trace::Resumption;
using protocol::trace::Session;
using Step = Rehearsal::Step;

class Input {
 public:
  Input(const Session& session, bool with_course) : session_(session) {
    rehearsal_.has_recorded_course = with_course;
    rehearsal_.setup.header = session.header;
    rehearsal_.setup.environment = session.environment;
  }

  Rehearsal run() {
    if (!session_.has_beginning() && session_.resumption) {
      resume(*session_.resumption);
      std::ranges::for_each(session_.resumption->prelude,
                            [this](const Delivery& delivery) { see(delivery); });
    }
    std::ranges::for_each(session_.deliveries, [this](const Delivery& delivery) { see(delivery); });
    base::sort_unique(rehearsal_.listed);
    return std::move(rehearsal_);
  }

 private:
  void resume(const Resumption& resumption) {
    constexpr std::uint64_t rest = 10'000'000'000;
    is_resumed_ = true;
    rehearsal_.listed = resumption.world.listed;
    for (const FileEntry& entry : resumption.world.files) {
      rehearsal_.disk[entry.path] = file_of(entry);
      known_.insert_or_assign(entry.path, entry);
    }
    for (const std::string& body : resumption.checkpoint.frames) {
      Step step;
      step.at = Instant(static_cast<Instant::rep>(resumption.checkpoint.at -
                                                  std::min(resumption.checkpoint.at, rest)));
      step.body = body;
      step.answers = is_answer(body) ? "workspace/configuration" : "";
      rehearsal_.steps.push_back(std::move(step));
    }
    for (const auto& [method, id] : resumption.checkpoint.asked) {
      asked_[std::to_string(id)] = method;
    }
  }

  void see(const Delivery& delivery) {
    if (delivery.sender.empty()) {
      see_outside(delivery);
    }
    if (is_resumed_) {
      for (const std::string& body : delivery.written) {
        const protocol::MessageOutline outline = protocol::outline_message(body);
        if (outline.kind == protocol::MessageOutline::Kind::request) {
          asked_[std::string(outline.id)] = outline.method;
        }
      }
    }
  }
  void see_outside(const Delivery& delivery) {
    if (delivery.kind == "FrameArrived") {
      see_frame(delivery);
    } else if (delivery.kind == "PathsChanged") {
      add(delivery, Step::Type::paths_changed).paths = delivery.details.paths;
    } else if (delivery.kind == "InputEnded") {
      add(delivery, Step::Type::input_ended);
    } else if (delivery.kind == "TreeListed") {
      rehearsal_.listed.insert(rehearsal_.listed.end(), delivery.details.paths.begin(),
                               delivery.details.paths.end());
    }
    if (rehearsal_.has_recorded_course) {
      see_course(delivery);
      return;
    }
    for (const FileEntry& entry : delivery.details.files) {
      if (is_change(delivery, entry)) {
        change(rehearsal_.steps.back().type == Step::Type::paths_changed
                   ? rehearsal_.steps.back()
                   : add(delivery, Step::Type::paths_changed),
               entry);
      }
    }
  }
  /// A reading is answered in one go when the last part of it came.
  void see_course(const Delivery& delivery) {
    if (delivery.kind == "TimerFired") {
      add(delivery, Step::Type::timers);
    } else if (delivery.kind == "TreeListed") {
      add(delivery, Step::Type::listed);
    } else if (delivery.kind == "FilesRead") {
      for (const FileEntry& entry : delivery.details.files) {
        if (is_change(delivery, entry)) {
          reading_.disk[entry.path] = file_of(entry);
        }
        reading_.paths.push_back(entry.path);
      }
      if (delivery.details.flag.value_or(1) != 0) {
        Step& step = add(delivery, Step::Type::read);
        step.paths = std::exchange(reading_.paths, {});
        step.disk = std::exchange(reading_.disk, {});
      }
    }
  }
  Step& add(const Delivery& delivery, Step::Type type) {
    Step step;
    step.type = type;
    step.at = Instant(static_cast<Instant::rep>(delivery.details.stamp.value_or(delivery.at)));
    step.seq = delivery.seq;
    return rehearsal_.steps.emplace_back(std::move(step));
  }
  /// In a session that was taken up the server's requests have other numbers.
  void see_frame(const Delivery& delivery) {
    std::string method;
    if (is_resumed_) {
      protocol::JsonReader reader;
      const protocol::Message message = protocol::read_message(reader, delivery.details.text);
      if (const auto* response = std::get_if<protocol::ResponseMessage>(&message)) {
        const auto asked = asked_.find(response->id ? response->id->to_string() : std::string());
        if (asked == asked_.end()) {
          return;
        }
        method = asked->second;
      }
    }
    Step& step = add(delivery, Step::Type::frame);
    step.body = delivery.details.text;
    step.answers = std::move(method);
  }

  /// Whether the disk changes here; if not, what the file says was there from the beginning.
  bool is_change(const Delivery& delivery, const FileEntry& entry) {
    const auto [known, is_new] = known_.try_emplace(entry.path, entry);
    const bool was_different = known->second != entry;
    known->second = entry;
    const bool was_there = delivery.details.number.value_or(0) != 0 || is_listed(entry.path);
    if (rehearsal_.steps.empty() || (is_new && was_there)) {
      rehearsal_.disk[entry.path] = file_of(entry);
      return false;
    }
    return is_new ? entry.state == 0 : was_different;
  }
  void change(Step& step, const FileEntry& entry) const {
    step.disk[entry.path] = file_of(entry);
    if (std::ranges::find(step.paths, entry.path) == step.paths.end()) {
      step.paths.push_back(entry.path);
    }
  }
  [[nodiscard]] bool is_listed(const std::string& path) const {
    return std::ranges::find(rehearsal_.listed, path) != rehearsal_.listed.end();
  }
  [[nodiscard]] DiskFile file_of(const FileEntry& entry) const {
    DiskFile file{.path = entry.path, .state = static_cast<FileState>(entry.state), .text = {}};
    if (const auto text = session_.blobs.find(entry.blob);
        file.state == FileState::present && text != session_.blobs.end()) {
      file.text = base::SourceText(text->second);
    }
    return file;
  }
  static bool is_answer(const std::string& body) {
    return protocol::outline_message(body).kind == protocol::MessageOutline::Kind::result;
  }

  const Session& session_;
  Rehearsal rehearsal_;
  bool is_resumed_ = false;
  Step reading_;  ///< what has come of the files that are being read
  std::map<std::string, FileEntry> known_;
  std::unordered_map<std::string, std::string> asked_;  ///< the server's requests: id and method
};

}  // namespace

Rehearsal rehearsal_of(const Session& session) {
  return Input(session, false).run();
}

Rehearsal recorded_course_of(const Session& session) {
  return Input(session, true).run();
}

}  // namespace troupe::actors
