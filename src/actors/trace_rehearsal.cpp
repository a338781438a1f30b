#include "actors/trace_rehearsal.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/trace_recorder.hpp"
#include "actors/trace_rescue.hpp"
#include "actors/trace_stage.hpp"
#include "actors/trace_world.hpp"
#include "base/sort_unique.hpp"
#include "base/uri.hpp"

namespace troupe::actors {

namespace {

using protocol::trace::Delivery;
using protocol::trace::FileEntry;
using protocol::trace::Session;
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

/// The files of the rehearsal. Answers at once; the messages wait on the stage like all others.
class RehearsedFiles final : public FileSystem {
 public:
  RehearsedFiles(const std::vector<std::string>& listed, std::map<std::string, DiskFile> disk)
      : listed_(listed), disk_(std::move(disk)) {}

  void list(std::vector<std::string> folders, std::function<void(Listing)> done) override {
    Listing listing;
    std::ranges::copy_if(listed_, std::back_inserter(listing.files), [&](const std::string& path) {
      return std::ranges::any_of(folders, [&](const std::string& folder) {
        return base::path_below(path, folder).has_value();
      });
    });
    done(std::move(listing));
  }
  void read(std::vector<std::string> paths, std::size_t /*limit_bytes*/,
            std::function<void(std::vector<DiskFile>, bool)> batch) override {
    std::vector<DiskFile> files;
    files.reserve(paths.size());
    for (std::string& path : paths) {
      const auto found = disk_.find(path);
      files.push_back(
          found != disk_.end()
              ? found->second
              : DiskFile{.path = std::move(path), .state = FileState::missing, .text = {}});
    }
    batch(std::move(files), true);
  }
  void watch(std::vector<std::string> /*folders*/,
             std::function<void(std::vector<std::string>)> changed) override {
    changed_ = std::move(changed);
  }
  void change(const std::map<std::string, DiskFile>& files) {
    for (const auto& [path, file] : files) {
      disk_[path] = file;
    }
  }
  void tell(const std::vector<std::string>& paths) {
    if (changed_) {
      changed_(paths);
    }
  }
  void forget() { changed_ = nullptr; }

 private:
  const std::vector<std::string>& listed_;
  std::map<std::string, DiskFile> disk_;
  std::function<void(std::vector<std::string>)> changed_;
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
        compat::post(actors_.protocol, FrameArrived{make_body(step.body), now_});
        break;
      case Step::Type::paths_changed:
        files_.tell(step.paths);
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
    now_ = std::max(now_, until);
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
  Rehearsed rehearsed_;
  std::unique_ptr<TraceRecorder> recorder_;
  std::unique_ptr<TraceStage> stage_;
  SessionActors actors_;
};

namespace {

/// Follows the disk through a trace: what was read first was there from the beginning, what was
/// read differently later had changed before the last step.
class DiskHistory {
 public:
  DiskHistory(const Session& session, Rehearsal& rehearsal)
      : session_(session), rehearsal_(rehearsal) {}

  void see(const FileEntry& entry) {
    DiskFile file{.path = entry.path, .state = static_cast<FileState>(entry.state), .text = {}};
    if (const auto text = session_.blobs.find(entry.blob);
        file.state == FileState::present && text != session_.blobs.end()) {
      file.text = base::SourceText(text->second);
    }
    const auto [known, is_new] = known_.try_emplace(entry.path, entry);
    if (is_new || rehearsal_.steps.empty()) {
      rehearsal_.disk[entry.path] = std::move(file);
    } else if (known->second != entry) {
      rehearsal_.steps.back().disk[entry.path] = std::move(file);
    }
    known->second = entry;
  }

 private:
  const Session& session_;
  Rehearsal& rehearsal_;
  std::map<std::string, FileEntry> known_;
};

}  // namespace

Rehearsal rehearsal_of(const Session& session) {
  Rehearsal rehearsal;
  rehearsal.setup.header = session.header;
  rehearsal.setup.environment = session.environment;
  DiskHistory disk(session, rehearsal);
  for (const Delivery& delivery : session.deliveries) {
    if (!delivery.sender.empty()) {
      continue;
    }
    const Instant at(static_cast<Instant::rep>(delivery.details.stamp.value_or(delivery.at)));
    Step step;
    step.at = at;
    step.seq = delivery.seq;
    if (delivery.kind == "FrameArrived") {
      step.body = delivery.details.text;
      rehearsal.steps.push_back(std::move(step));
    } else if (delivery.kind == "PathsChanged") {
      step.type = Step::Type::paths_changed;
      step.paths = delivery.details.paths;
      rehearsal.steps.push_back(std::move(step));
    } else if (delivery.kind == "InputEnded") {
      step.type = Step::Type::input_ended;
      rehearsal.steps.push_back(std::move(step));
    } else if (delivery.kind == "TreeListed") {
      rehearsal.listed.insert(rehearsal.listed.end(), delivery.details.paths.begin(),
                              delivery.details.paths.end());
    }
    std::ranges::for_each(delivery.details.files, [&](const FileEntry& entry) { disk.see(entry); });
  }
  base::sort_unique(rehearsal.listed);
  return rehearsal;
}

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
