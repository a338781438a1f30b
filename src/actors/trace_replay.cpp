// The trace names, for each message, the receiver and the sender; messages from one sender to one
// receiver never overtake each other. So the message to be delivered next is the oldest one that is
// parked from that sender to that receiver, and if there is none, or if it says something else,
// this is where the replay diverges. A message from outside is made from the trace.
//
// Two things that no message told the recorded actors, and that the replayed ones must not find out
// anew: how a job ended (cancelling races with running), and the time at which it did. Both stand
// in the message by which the worker told it: it is looked up before the job is run.
//
// Recordings end while the actors are told to leave. That is not replayed.
#include "actors/trace_replay.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>
#include <utility>

#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/session_config.hpp"
#include "actors/trace_kinds.hpp"
#include "actors/trace_stage.hpp"
#include "actors/trace_world.hpp"

namespace troupe::actors {

namespace {

using protocol::trace::Delivery;
using protocol::trace::Details;
using protocol::trace::Outcome;
using protocol::trace::Session;

/// What the trace knows of one run of a job.
struct RecordedRun {
  std::deque<Instant> stamps;  ///< the readings of the clock
  std::size_t reports = 0;     ///< partial results and progress
  std::optional<Outcome> outcome;
};
/// By worker and job.
using RecordedRuns = std::map<std::pair<std::string_view, std::uint64_t>, RecordedRun>;

RecordedRuns recorded_runs(const Session& session) {
  RecordedRuns runs;
  for (const Delivery& delivery : session.deliveries) {
    const bool is_end = delivery.kind == "JobFinished";
    const bool is_report = delivery.kind == "JobProgress" || delivery.kind == "JobPartialResult";
    if (!delivery.details.job || (!is_end && !is_report)) {
      continue;
    }
    RecordedRun& run = runs[{delivery.sender, *delivery.details.job}];
    if (delivery.details.stamp) {
      run.stamps.emplace_back(static_cast<Instant::rep>(*delivery.details.stamp));
    }
    run.reports += is_report ? 1 : 0;
    if (is_end && delivery.details.outcome) {
      run.outcome = static_cast<Outcome>(*delivery.details.outcome);
    }
  }
  return runs;
}

/// Timers and files answer nothing: what they told stands in the trace.
class SilentTimers final : public Timers {
 public:
  void arm(Instant due, std::function<void(Instant)> /*fire*/) override {
    armed.push_back(static_cast<std::uint64_t>(due.count()));
  }
  std::vector<std::uint64_t> armed;
};
class SilentFiles final : public FileSystem {
 public:
  void list(std::vector<std::string> /*folders*/, std::function<void(Listing)> /*done*/) override {}
  void read(std::vector<std::string> /*paths*/, std::size_t /*limit_bytes*/,
            std::function<void(std::vector<DiskFile>, bool)> /*batch*/) override {}
  void watch(std::vector<std::string> /*folders*/,
             std::function<void(std::vector<std::string>)> /*changed*/) override {}
};

/// Lets a number of reports through and cancels at the next.
class CountedReports final : public handlers::Reporter {
 public:
  CountedReports(handlers::Reporter& inner, std::size_t left) : inner_(inner), left_(left) {}
  [[nodiscard]] bool wants_partial_results() const override {
    return inner_.wants_partial_results();
  }
  void partial_result(std::string value) override {
    count();
    inner_.partial_result(std::move(value));
  }
  void progress(std::string_view message, unsigned percentage) override {
    count();
    inner_.progress(message, percentage);
  }

 private:
  void count() {
    if (left_-- == 0) {
      throw engine::Cancelled(engine::CancelReason::requested);
    }
  }
  handlers::Reporter& inner_;
  std::size_t left_;
};

/// The job as if nobody could cancel it.
JobOutcome run_undisturbed(const Job& job, const engine::Snapshot& snapshot,
                           handlers::Reporter& reporter) {
  Job alone = job;
  alone.cancel = {};
  alone.on_stale = engine::OnStale::finish;
  return run_job(alone, snapshot, reporter);
}

std::string details_text(const Details& details) {
  std::string text;
  const auto add = [&](const char* name, const std::optional<std::uint64_t>& value) {
    if (value) {
      text.append(text.empty() ? "" : ", ").append(name).append(" ").append(std::to_string(*value));
    }
  };
  add("time", details.stamp);
  add("job", details.job);
  add("number", details.number);
  add("flag", details.flag);
  add("outcome", details.outcome);
  add("hash", details.hash);
  if (!details.text.empty()) {
    text.append(text.empty() ? "" : ", ").append(details.text);
  }
  for (const std::string& path : details.paths) {
    text.append(text.empty() ? "" : ", ").append(path);
  }
  return text;
}

}  // namespace

class TraceReplay::Director {
 public:
  Director(const Session& session, const ide::LanguageSet& languages)
      : session_(session), runs_(recorded_runs(session)) {
    auto config = std::make_shared<SessionConfig>(recorded_config(session, languages));
    config->timers = &timers_;
    config->files = &files_;
    config->engine_listener = &engine_;
    config->now = [this] { return now(); };
    config->write = [this](const auto& frame) {
      written.push_back(frame.bytes.substr(frame.bytes.find("\r\n\r\n") + 4));
    };
    config->run_job = [this](const Job& job, const engine::Snapshot& snapshot,
                             handlers::Reporter& reporter) { return run(job, snapshot, reporter); };
    config_ = config;
    const SessionActors actors = spawn_session(stage_.system(), config_);
    database_ = stage_.stage().path_of(caf::actor_cast<caf::strong_actor_ptr>(actors.database));
    stage_.keep(actors.session);
  }

  /// Nothing: it went as recorded.
  std::optional<Divergence> deliver(const Delivery& delivery) {
    current_ = &delivery;
    written_before_ = written.size();
    timers_.armed.clear();
    engine_.begin_message();
    if (std::optional<Divergence> parted = delivery.sender.empty() && delivery.kind != "down_msg"
                                               ? from_outside(delivery)
                                               : from_actor(delivery)) {
      return parted;
    }
    delivered = delivery.seq;
    return compare_effects(delivery);
  }

  [[nodiscard]] std::vector<std::string> mail() const {
    std::vector<std::string> lines;
    lines.reserve(stage_.parked().size());
    for (const TraceStage::Parked& parked : stage_.parked()) {
      lines.push_back((parked.from.empty() ? "outside" : parked.from) + " -> " + parked.to() +
                      ": " + kind_name(*parked.element));
    }
    return lines;
  }

  EngineState engine() {
    EngineState state{.revision = engine_.revision(),
                      .memory = {},
                      .all = engine_.all(),
                      .recent = engine_.recent()};
    stage_.deliver_from_outside(
        database_, caf::make_message(ReportMemory{
                       std::make_shared<const std::function<void(const engine::MemoryReport&)>>(
                           [&](const engine::MemoryReport& report) { state.memory = report; })}));
    return state;
  }

  const Session& session_;
  std::vector<std::string> written;
  std::uint64_t delivered = 0;

 private:
  static Divergence parted(const Delivery& delivery, std::string what, std::string recorded = {},
                           std::string replayed = {}) {
    return {.seq = delivery.seq,
            .what = std::move(what),
            .recorded = std::move(recorded),
            .replayed = std::move(replayed)};
  }
  static std::string kind_name(const compat::MailboxElement& element) {
    const std::size_t kind = trace_kind_of(element);
    return kind == 0 ? std::string() : std::string(trace_kind(kind).name);
  }

  std::optional<Divergence> from_outside(const Delivery& delivery) {
    const auto message = make_message(delivery.kind, delivery.details, session_.blobs);
    if (!message) {
      return parted(delivery, "the trace does not hold all of a " + delivery.kind +
                                  " from outside: it cannot be replayed further");
    }
    if (!stage_.deliver_from_outside(delivery.receiver, *message)) {
      return parted(delivery, "there is no " + delivery.receiver + " in the replay");
    }
    return std::nullopt;
  }

  std::optional<Divergence> from_actor(const Delivery& delivery) {
    const std::optional<std::size_t> index = stage_.find(delivery.receiver, delivery.sender);
    if (!index) {
      return parted(delivery, delivery.sender + " did not send it in the replay");
    }
    const compat::MailboxElement& element = *stage_.parked()[*index].element;
    if (kind_name(element) != delivery.kind) {
      return parted(delivery, delivery.sender + " sent another message", delivery.kind,
                    kind_name(element));
    }
    const Details details = details_of(element);
    if (details != delivery.details) {
      return parted(delivery, "the message says something else", details_text(delivery.details),
                    details_text(details));
    }
    stage_.deliver(*index);
    return std::nullopt;
  }

  std::optional<Divergence> compare_effects(const Delivery& delivery) const {
    const std::vector<std::string> now(
        written.begin() + static_cast<std::ptrdiff_t>(written_before_), written.end());
    for (std::size_t index = 0; index < delivery.written.size(); ++index) {
      if (index >= now.size()) {
        return parted(delivery, "a frame was not written", delivery.written[index]);
      }
      if (now[index] != delivery.written[index]) {
        return parted(delivery, "another frame was written", delivery.written[index], now[index]);
      }
    }
    // Of a message whose end is not in the trace not all effects need be.
    if (!delivery.ended) {
      return std::nullopt;
    }
    if (now.size() > delivery.written.size()) {
      return parted(delivery, "a frame more was written", {}, now[delivery.written.size()]);
    }
    if (timers_.armed != delivery.armed) {
      return parted(delivery, "other timers were armed");
    }
    return std::nullopt;
  }

  RecordedRun* recorded_run(std::uint64_t job) {
    const auto found = runs_.find({current_->receiver, job});
    return found == runs_.end() ? nullptr : &found->second;
  }

  Instant now() {
    RecordedRun* run = running_ ? recorded_run(*running_) : nullptr;
    if (run != nullptr && !run->stamps.empty()) {
      last_ = run->stamps.front();
      run->stamps.pop_front();
    }
    return last_;
  }

  JobOutcome run(const Job& job, const engine::Snapshot& snapshot, handlers::Reporter& reporter) {
    running_ = job.id.value;
    const RecordedRun* recorded = recorded_run(job.id.value);
    const bool is_known = recorded != nullptr && recorded->outcome;
    const bool was_cancelled = is_known && (*recorded->outcome == Outcome::cancelled ||
                                            *recorded->outcome == Outcome::stale);
    // Its end came after the last message: whatever it was, nobody was told.
    const bool was_unheard = !is_known && current_->ended;
    if (!was_cancelled && !was_unheard) {
      return run_undisturbed(job, snapshot, reporter);
    }
    const std::size_t reports = recorded == nullptr ? 0 : recorded->reports;
    if (reports > 0) {
      CountedReports counted(reporter, reports);
      static_cast<void>(run_undisturbed(job, snapshot, counted));
    }
    const bool was_stale = is_known && *recorded->outcome == Outcome::stale;
    return JobCancelled{was_stale ? engine::CancelReason::stale : engine::CancelReason::requested};
  }

  RecordedRuns runs_;
  SilentTimers timers_;
  SilentFiles files_;
  TraceEngine engine_;
  std::string database_;  ///< its path
  std::shared_ptr<const SessionConfig> config_;
  const Delivery* current_ = nullptr;
  std::optional<std::uint64_t> running_;  ///< the job that the worker was given last
  Instant last_{};
  std::size_t written_before_ = 0;
  TraceStage stage_;  ///< last: its actors use all of the above while they end
};

TraceReplay::TraceReplay(const Session& session, const ide::LanguageSet& languages)
    : director_(std::make_unique<Director>(session, languages)) {}

TraceReplay::~TraceReplay() = default;

std::optional<Divergence> TraceReplay::run(std::uint64_t until,
                                           const std::function<void(const Delivery&)>& before) {
  for (const Delivery& delivery : director_->session_.deliveries) {
    if (delivery.seq > until || delivery.kind == "exit_msg") {
      break;
    }
    if (delivery.seq <= director_->delivered) {
      continue;
    }
    if (before) {
      before(delivery);
    }
    if (std::optional<Divergence> parted = director_->deliver(delivery)) {
      return parted;
    }
  }
  return std::nullopt;
}

std::uint64_t TraceReplay::delivered() const {
  return director_->delivered;
}

const std::vector<std::string>& TraceReplay::written() const {
  return director_->written;
}

EngineState TraceReplay::engine() {
  return director_->engine();
}

std::vector<std::string> TraceReplay::mail() const {
  return director_->mail();
}

}  // namespace troupe::actors
