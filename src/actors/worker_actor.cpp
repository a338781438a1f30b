#include "actors/worker_actor.hpp"

#include <string>
#include <utility>

#include "actors/messages.hpp"
#include "actors/work_mark.hpp"

namespace troupe::actors {

namespace {

/// Sends what a job has to say before its end to the job's owner.
class SendingReporter final : public handlers::Reporter {
 public:
  SendingReporter(TracedActor& self, const RunJob& run, const SessionConfig& config)
      : self_(self), run_(run), config_(config) {}

  [[nodiscard]] bool wants_partial_results() const override {
    return run_.job->wants_partial_results;
  }
  void partial_result(std::string value) override {
    self_.send(run_.owner, JobPartialResult{run_.job->id,
                                            std::make_shared<const std::string>(std::move(value))});
  }
  void progress(std::string_view message, unsigned percentage) override {
    self_.send(run_.owner,
               JobProgress{run_.job->id, std::string(message), percentage, config_.now()});
  }

 private:
  TracedActor& self_;
  const RunJob& run_;
  const SessionConfig& config_;
};

/// Counts its own lifetime as a worker's work.
class BusyTime {
 public:
  explicit BusyTime(SessionMetrics* metrics)
      : metrics_(metrics), began_(metrics != nullptr ? monotonic_now() : Instant()) {}
  ~BusyTime() {
    if (metrics_ != nullptr) {
      const auto took =
          std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now() - began_);
      metrics_->busy_us.fetch_add(static_cast<std::uint64_t>(took.count()),
                                  std::memory_order_relaxed);
    }
  }
  BusyTime(const BusyTime&) = delete;
  BusyTime& operator=(const BusyTime&) = delete;

 private:
  SessionMetrics* metrics_;
  Instant began_;
};

class Worker {
 public:
  static constexpr const char* name = "worker";

  Worker(TracedActor* self, const caf::actor& dispatcher, std::size_t number,
         std::shared_ptr<const SessionConfig> config)
      : self_(self),
        dispatcher_(caf::actor_cast<caf::actor_addr>(dispatcher)),
        number_(number),
        config_(std::move(config)) {}

  caf::behavior make_behavior() {
    return {[this](const RunJob& run) {
      SendingReporter reporter(*self_, run, *config_);
      const BusyTime busy(config_->metrics.get());
      const WorkMark mark(config_->who);
      auto outcome =
          std::make_shared<const JobOutcome>(config_->run_job(*run.job, *run.snapshot, reporter));
      const Instant now = config_->now();
      self_->send(run.owner, JobFinished{run.job->id, std::move(outcome), now});
      self_->send(caf::actor_cast<caf::actor>(dispatcher_), WorkerFree{number_, now});
    }};
  }

 private:
  TracedActor* self_;
  caf::actor_addr dispatcher_;  ///< weak: its parent keeps a handle to this worker
  std::size_t number_;
  std::shared_ptr<const SessionConfig> config_;
};

}  // namespace

caf::actor spawn_worker(TracedActor& dispatcher, std::size_t number,
                        std::shared_ptr<const SessionConfig> config) {
  auto parent = caf::actor_cast<caf::actor>(&dispatcher);
  return config->detached_workers
             ? spawn_child<Worker, caf::monitored + caf::detached>(dispatcher, parent, number,
                                                                   config)
             : spawn_child<Worker, caf::monitored>(dispatcher, parent, number, config);
}

}  // namespace troupe::actors
