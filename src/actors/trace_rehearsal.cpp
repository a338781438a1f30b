#include "actors/trace_rehearsal.hpp"

#include <algorithm>
#include <iterator>
#include <list>
#include <memory>
#include <ranges>
#include <set>
#include <utility>
#include <variant>

#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/trace_recorder.hpp"
#include "actors/trace_rescue.hpp"
#include "actors/trace_stage.hpp"
#include "actors/trace_world.hpp"
#include "base/uri.hpp"
#include "protocol/message_outline.hpp"
#include "protocol/rpc.hpp"

namespace troupe::actors {

namespace {

using Step = Rehearsal::Step;

/// Timers that fire when the rehearsal moves the time.
class SteppedTimers final : public Timers {
 public:
  void arm(Instant due, std::function<void(Instant now)> fire) override {
    armed_.emplace(due, std::move(fire));
  }
  [[nodiscard]] std::optional<Instant> next() const {
    return armed_.empty() ? std::nullopt : std::optional(armed_.begin()->first);
  }
  void fire_next(Instant now) {
    const auto node = armed_.extract(armed_.begin());
    node.mapped()(now);
  }
  void clear() { armed_.clear(); }

 private:
  std::multimap<Instant, std::function<void(Instant)>> armed_;
};

/// The files of the rehearsal. Answers at once, unless it is told to wait; the messages wait on the
/// stage like all others.
class RehearsedFiles final : public FileSystem {
 public:
  RehearsedFiles(const std::vector<std::string>& listed, std::map<std::string, DiskFile> disk)
      : listed_(listed.begin(), listed.end()), disk_(std::move(disk)) {}

  void list(std::vector<std::string> folders, std::function<void(Listing)> done) override {
    ask({.paths = std::move(folders), .list = std::move(done), .read = nullptr});
  }
  void read(std::vector<std::string> paths, std::size_t /*limit_bytes*/,
            std::function<void(std::vector<DiskFile>, bool)> batch) override {
    ask({.paths = std::move(paths), .list = nullptr, .read = std::move(batch)});
  }
  /// Who is told of changes is told by the rehearsal.
  void watch(std::vector<std::string> /*folders*/,
             std::function<void(std::vector<std::string>)> /*changed*/) override {}

  void change(const std::map<std::string, DiskFile>& files) {
    for (const auto& [path, file] : files) {
      disk_[path] = file;
      if (file.state == FileState::present) {
        listed_.insert(path);
      } else if (file.state == FileState::missing) {
        listed_.erase(path);
      }
    }
  }
  /// Whether what is asked waits for answer_...; what waits is answered if not.
  void wait(bool waits) {
    waits_ = waits;
    while (!waits_ && !asked_.empty()) {
      answer(asked_.begin());
    }
  }
  void answer_listing() {
    answer(std::ranges::find_if(asked_, [](const Asked& asked) { return asked.list != nullptr; }));
  }
  /// Whether these were asked for.
  bool answer_reading(const std::vector<std::string>& paths) {
    return answer(std::ranges::find_if(asked_, [&](const Asked& asked) {
      return asked.read &&
             (paths.empty() || std::ranges::find(asked.paths, paths.front()) != asked.paths.end());
    }));
  }
  /// Lets go of whoever waits.
  void forget() { asked_.clear(); }

 private:
  struct Asked {
    std::vector<std::string> paths;
    std::function<void(Listing)> list;  ///< or
    std::function<void(std::vector<DiskFile>, bool)> read;
  };

  void ask(Asked asked) {
    asked_.push_back(std::move(asked));
    if (!waits_) {
      answer(std::prev(asked_.end()));
    }
  }
  bool answer(std::list<Asked>::iterator which) {
    if (which == asked_.end()) {
      return false;
    }
    Asked asked = std::move(*which);
    asked_.erase(which);
    if (asked.list) {
      asked.list(listing(asked.paths));
    } else {
      asked.read(files(std::move(asked.paths)), true);
    }
    return true;
  }
  [[nodiscard]] Listing listing(const std::vector<std::string>& folders) const {
    Listing listing;
    std::ranges::copy_if(listed_, std::back_inserter(listing.files), [&](const std::string& path) {
      return std::ranges::any_of(folders, [&](const std::string& folder) {
        return base::path_below(path, folder).has_value();
      });
    });
    return listing;
  }
  [[nodiscard]] std::vector<DiskFile> files(std::vector<std::string> paths) const {
    std::vector<DiskFile> files;
    files.reserve(paths.size());
    for (std::string& path : paths) {
      const auto found = disk_.find(path);
      files.push_back(
          found != disk_.end()
              ? found->second
              : DiskFile{.path = std::move(path), .state = FileState::missing, .text = {}});
    }
    return files;
  }

  std::set<std::string> listed_;
  std::map<std::string, DiskFile> disk_;
  bool waits_ = false;
  std::list<Asked> asked_;
};

/// The server's requests that the client has not answered.
class OpenRequests {
 public:
  void see(const std::string& body) {
    const protocol::MessageOutline outline = protocol::outline_message(body);
    if (outline.kind == protocol::MessageOutline::Kind::request) {
      open_.push_back({.method = std::string(outline.method), .id = std::string(outline.id)});
    }
  }
  /// `body`, as an answer to the oldest one with this method; nothing: there is none.
  std::optional<std::string> answer(const std::string& method, const std::string& body) {
    const auto found = std::ranges::find(open_, method, &Open::method);
    const protocol::Message message = protocol::read_message(reader_, body);
    const auto* response = std::get_if<protocol::ResponseMessage>(&message);
    if (found == open_.end() || response == nullptr) {
      return std::nullopt;
    }
    std::string answer = R"({"jsonrpc":"2.0","id":)" + found->id;
    if (response->error) {
      answer.append(R"(,"error":)").append(response->error->to_json());
    } else {
      answer.append(R"(,"result":)")
          .append(response->result ? response->result->to_json() : "null");
    }
    open_.erase(found);
    return answer.append("}");
  }

 private:
  struct Open {
    std::string method;
    std::string id;  ///< as in JSON
  };
  std::vector<Open> open_;
  protocol::JsonReader reader_;
};

/// The same numbers from the same seed, everywhere.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed + 1) {}
  /// Those for what happens so long after the beginning.
  Dice(std::uint32_t seed, Duration since)
      : state_((seed + 1) * 0x9E3779B97F4A7C15U ^
               static_cast<std::uint64_t>(
                   std::chrono::duration_cast<std::chrono::microseconds>(since).count())) {
    below(1);
    below(1);
  }
  std::size_t below(std::size_t end) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % end;
  }

 private:
  std::uint64_t state_;
};

}  // namespace

class RehearsalRun::Run {
 public:
  Run(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
      const RehearsalOptions& options)
      : rehearsal_(rehearsal), options_(options), files_(rehearsal.listed, rehearsal.disk) {
    if (options.seed) {
      dice_.emplace(*options.seed);
    }
    now_ = rehearsal.steps.empty() ? Instant{} : rehearsal.steps.front().at;
    auto config = std::make_shared<SessionConfig>(recorded_config(rehearsal.setup, languages));
    config->timers = &timers_;
    config->files = &files_;
    config->now = [this] { return now_; };
    config->write = [this](const auto& frame) {
      rehearsed_.written.push_back(
          {.step = step_, .body = frame.bytes.substr(frame.bytes.find("\r\n\r\n") + 4)});
      requests_.see(rehearsed_.written.back().body);
    };
    config->on_end = [this](int code) { rehearsed_.exit_code = code; };
    if (options.trace) {
      recorder_ = std::make_unique<TraceRecorder>(*config, options.version, options.trace);
      rescue_on_fatal_signal(*recorder_);
    }
    stage_ = std::make_unique<TraceStage>();
    stage_->stage().observer = recorder_.get();
    actors_ = spawn_session(stage_->system(), config);
    stage_->keep(actors_.session);
    deliver_all();
  }
  ~Run() {
    timers_.clear();
    files_.forget();
    actors_ = {};
    stage_.reset();
    if (recorder_) {
      rescue_no_more(*recorder_);
    }
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  bool take_step() {
    if (step_ == rehearsal_.steps.size() || rehearsed_.exit_code) {
      return false;
    }
    if (options_.before_step) {
      options_.before_step(step_);
    }
    const Step& step = rehearsal_.steps[step_];
    if (rehearsal_.has_recorded_course && step.seq > 0 && !follows_course_) {
      pass_until(step.at);
      deliver_all();
      follows_course_ = true;
      files_.wait(true);
    }
    pass_until(step.at);
    ++step_;
    if (options_.seed) {
      dice_.emplace(*options_.seed, step.at - rehearsal_.steps.front().at);
    }
    take(step);
    return true;
  }
  [[nodiscard]] std::size_t steps_taken() const { return step_; }

  Rehearsed finish() {
    // What was still due: diagnostics that rest, tidying.
    constexpr std::size_t rounds = 50;
    constexpr Duration round = std::chrono::milliseconds(100);
    follows_course_ = false;
    files_.wait(false);
    deliver_all();
    for (std::size_t left = rounds; left > 0; --left) {
      pass_until(now_ + round);
      deliver_all();
    }
    if (recorder_) {
      timers_.clear();
      files_.forget();
      actors_ = {};
      stage_.reset();
      rescue_no_more(*recorder_);
      recorder_->finish(rehearsed_.exit_code.value_or(1));
    }
    return std::move(rehearsed_);
  }

 private:
  void take(const Step& step) {
    files_.change(step.disk);
    switch (step.type) {
      case Step::Type::frame:
        take_frame(step);
        break;
      case Step::Type::paths_changed:
        tell_changed(step.paths);
        break;
      case Step::Type::listed:
        files_.answer_listing();
        break;
      case Step::Type::read:
        take_reading(step);
        break;
      case Step::Type::timers:
        fire_until(now_);
        break;
      case Step::Type::input_ended:
        compat::post(actors_.protocol, InputEnded{now_});
        break;
    }
    if (!dice_) {
      deliver_all();
      return;
    }
    // Not everything: what is left meets the next step.
    constexpr std::size_t some = 12;
    for (std::size_t left = dice_->below(some); left > 0 && !stage_->parked().empty(); --left) {
      deliver_any();
    }
  }
  void take_frame(const Step& step) {
    const std::optional<std::string> body =
        step.answers.empty() ? step.body : requests_.answer(step.answers, step.body);
    if (body) {
      compat::post(actors_.protocol, FrameArrived{make_body(*body), now_});
    }
  }
  void tell_changed(std::vector<std::string> paths) {
    compat::post(
        actors_.workspace,
        PathsChanged{std::make_shared<const std::vector<std::string>>(std::move(paths)), now_});
  }
  /// What was asked before the checkpoint is asked again by telling that it changed.
  void take_reading(const Step& step) {
    if (files_.answer_reading(step.paths) || step.disk.empty()) {
      return;
    }
    std::vector<std::string> paths;
    paths.reserve(step.disk.size());
    std::ranges::copy(std::views::keys(step.disk), std::back_inserter(paths));
    tell_changed(paths);
    deliver_all();
    files_.answer_reading(paths);
  }
  static std::shared_ptr<const std::string> make_body(const std::string& text) {
    auto body = std::make_shared<std::string>();
    constexpr std::size_t padding = 64;
    body->reserve(text.size() + padding);
    *body = text;
    return body;
  }
  void pass_until(Instant until) {
    // In so much time everything that is due gets its turn, whatever the order.
    constexpr Duration long_enough = std::chrono::milliseconds(100);
    if (until - now_ > long_enough) {
      deliver_all();
    }
    // Where the course is the recorded one a timer fires when it fired, unless that is not told.
    constexpr Duration long_overdue = std::chrono::seconds(1);
    fire_until(follows_course_ ? until - long_overdue : until);
    now_ = std::max(now_, until);
  }
  void fire_until(Instant until) {
    // A timer that arms itself again at once would hold time up for ever.
    constexpr std::size_t most_timers = 100'000;
    for (std::size_t left = most_timers; left > 0 && timers_.next() && *timers_.next() <= until;
         --left) {
      now_ = std::max(now_, *timers_.next());
      timers_.fire_next(now_);
      if (!dice_) {
        deliver_all();
      }
    }
  }
  void deliver_all() {
    while (!stage_->parked().empty()) {
      deliver_any();
    }
  }
  void deliver_any() {
    if (!dice_) {
      stage_->deliver(0);
      return;
    }
    std::vector<std::size_t> possible;
    for (std::size_t index = 0; index < stage_->parked().size(); ++index) {
      if (stage_->is_first(index)) {
        possible.push_back(index);
      }
    }
    stage_->deliver(possible[dice_->below(possible.size())]);
  }

  const Rehearsal& rehearsal_;
  const RehearsalOptions& options_;
  SteppedTimers timers_;
  RehearsedFiles files_;
  std::optional<Dice> dice_;
  Instant now_{};
  std::size_t step_ = 0;
  bool follows_course_ = false;  ///< steps tell when the disk answers and timers fire
  Rehearsed rehearsed_;
  OpenRequests requests_;
  std::unique_ptr<TraceRecorder> recorder_;
  std::unique_ptr<TraceStage> stage_;
  SessionActors actors_;
};

RehearsalRun::RehearsalRun(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
                           const RehearsalOptions& options)
    : run_(std::make_unique<Run>(rehearsal, languages, options)) {}

RehearsalRun::~RehearsalRun() = default;

bool RehearsalRun::take_step() {
  return run_->take_step();
}

std::size_t RehearsalRun::steps_taken() const {
  return run_->steps_taken();
}

Rehearsed RehearsalRun::finish() {
  return run_->finish();
}

Rehearsed rehearse(const Rehearsal& rehearsal, const ide::LanguageSet& languages,
                   const RehearsalOptions& options) {
  RehearsalRun run(rehearsal, languages, options);
  while (run.take_step()) {
  }
  return run.finish();
}

}  // namespace troupe::actors
