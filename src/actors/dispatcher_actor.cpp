#include "actors/dispatcher_actor.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "actors/dispatch_core.hpp"
#include "actors/guard.hpp"
#include "actors/messages.hpp"
#include "actors/worker_actor.hpp"

namespace troupe::actors {

namespace {

class Dispatcher final : public DispatchPort {
 public:
  static constexpr const char* name = "dispatcher";

  Dispatcher(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_(config_->interactive_workers, config_->batch_workers, *this),
        cancelled_at_(core_.workers()) {
    for (std::size_t number = 0; number < core_.workers(); ++number) {
      workers_.push_back(spawn_worker(*self_, number, config_));
    }
    self_->set_down_handler([this](caf::down_msg& down) { on_down(down); });
  }
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  /// Stops what runs and sends the workers home.
  ~Dispatcher() override {
    core_.cancel_all();
    for (const caf::actor& worker : workers_) {
      compat::end_actor(worker);
    }
  }

  caf::behavior make_behavior() {
    return {
        [](const Introduce&) {},
        [this](const RunJob& m) {
          now_ = std::max(now_, m.job->received_at);
          guard([&] {
            core_.submit({.job = m.job, .snapshot = m.snapshot, .owner = number_of(m.owner)},
                         m.job->received_at);
          });
        },
        [this](const CancelJob& m) {
          note_cancelled(m.job);
          guard([&] { core_.cancel(m.job); });
        },
        [this](const WorkerFree& m) {
          now_ = m.at;
          note_stopped(m.worker);
          guard([&] { core_.worker_free(m.worker, m.at); });
        },
        [this](const RenewWorkers&) { guard([&] { core_.renew_workers(); }); },
        [this](const TimerFired& m) {
          now_ = m.at;
          guard([&] { core_.on_timer(m.at); });
        },
    };
  }

  void run(std::size_t worker, const QueuedJob& job) override {
    self_->send(workers_[worker], RunJob{job.job, job.snapshot, owners_[job.owner]});
  }
  void finish(std::size_t owner, JobId job, JobOutcome outcome) override {
    self_->send(owners_[owner],
                JobFinished{job, std::make_shared<const JobOutcome>(std::move(outcome)), now_});
  }
  void replace_worker(std::size_t worker) override {
    compat::end_actor(workers_[worker]);
    workers_[worker] = spawn_worker(*self_, worker, config_);
  }
  void arm_timer(Instant due) override {
    config_->timers->arm(due, [to = caf::actor_cast<caf::actor>(self_)](Instant now) {
      compat::post(to, TimerFired{now});
    });
  }

 private:
  template <typename Handle>
  void guard(Handle&& handle) {
    guarded(*config_, name, std::forward<Handle>(handle), [](std::string_view) {});
    if (config_->metrics) {
      config_->metrics->workers = core_.workers();
      config_->metrics->jobs_queued = core_.queued();
      config_->metrics->jobs_running = core_.running();
    }
  }
  void on_down(const caf::down_msg& down) {
    for (std::size_t number = 0; number < workers_.size(); ++number) {
      if (workers_[number].address() == down.source) {
        const std::string why = compat::failure_text(down.reason);
        config_->log(LogLevel::error, "a worker died and is replaced: " + why);
        guard([&] { core_.worker_died(number, why, now_); });
        return;
      }
    }
  }
  void note_cancelled(JobId job) {
    const auto worker = config_->metrics ? core_.worker_of(job) : std::nullopt;
    if (worker) {
      cancelled_at_[*worker] = monotonic_now();
    }
  }
  void note_stopped(std::size_t worker) {
    if (const auto cancelled_at = std::exchange(cancelled_at_[worker], {})) {
      config_->metrics->stopping.record(monotonic_now() - *cancelled_at);
    }
  }
  /// Owners are a handful and live as long as the session.
  std::size_t number_of(const caf::actor& owner) {
    const auto found = std::ranges::find(owners_, owner);
    if (found != owners_.end()) {
      return static_cast<std::size_t>(found - owners_.begin());
    }
    owners_.push_back(owner);
    return owners_.size() - 1;
  }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  DispatchCore core_;
  std::vector<caf::actor> workers_;
  std::vector<caf::actor> owners_;
  /// Of the workers whose job was cancelled, for the metrics.
  std::vector<std::optional<Instant>> cancelled_at_;
  Instant now_{};
};

}  // namespace

caf::actor spawn_dispatcher(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Dispatcher, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
