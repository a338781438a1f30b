// Which job runs next: the dispatcher's mind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "actors/job.hpp"
#include "actors/time.hpp"

namespace troupe::actors {

/// A job on its way: with its snapshot and the number of who asked for it.
struct QueuedJob {
  std::shared_ptr<const Job> job;
  std::shared_ptr<const engine::Snapshot> snapshot;
  std::size_t owner = 0;  ///< means something to the port alone
};

class DispatchPort {
 public:
  DispatchPort() = default;
  DispatchPort(const DispatchPort&) = delete;
  DispatchPort& operator=(const DispatchPort&) = delete;
  virtual ~DispatchPort() = default;

  /// Gives a job to a worker that is free. The worker tells the owner the result.
  virtual void run(std::size_t worker, const QueuedJob& job) = 0;
  /// Tells the owner of a job that will have no result.
  virtual void finish(std::size_t owner, JobId job, JobOutcome outcome) = 0;
  /// Puts a new worker in the place of one that is free or dead.
  virtual void replace_worker(std::size_t worker) = 0;
  virtual void arm_timer(Instant due) = 0;
};

/// Hands jobs to workers. Interactive jobs have workers of their own, so that batch jobs, of which
/// at most as many run as there are batch workers, cannot be in their way; an interactive job also
/// takes a batch worker that is free. Within a lane it is first come, first
/// served. Cancelled jobs leave the queue at once, overdue ones are cancelled and reported. Every
/// job that was submitted ends in exactly one of: run, finish.
class DispatchCore {
 public:
  /// REQUIRES: both numbers are at least 1. `port` outlives this.
  DispatchCore(std::size_t interactive_workers, std::size_t batch_workers, DispatchPort& port);

  void submit(QueuedJob job, Instant at);
  void cancel(JobId job);
  void worker_free(std::size_t worker, Instant at);
  void worker_died(std::size_t worker, std::string_view why, Instant at);
  void on_timer(Instant at);
  /// Puts a new worker in the place of each, of those at work when they are done.
  void renew_workers();

  [[nodiscard]] std::size_t workers() const { return workers_.size(); }
  [[nodiscard]] std::size_t queued() const { return interactive_.size() + batch_.size(); }
  [[nodiscard]] std::size_t running() const;
  /// The worker that runs this job.
  [[nodiscard]] std::optional<std::size_t> worker_of(JobId job) const;
  /// Cancels everything, queued and running.
  void cancel_all();

 private:
  struct Worker {
    std::optional<QueuedJob> running;
    bool reported = false;  ///< the owner knows already how it ended
    bool is_worn = false;   ///< to be replaced when it is free
  };
  void start_jobs();
  std::optional<std::size_t> free_worker(std::size_t first, std::size_t last) const;
  bool start_first(std::deque<QueuedJob>& queue, std::optional<std::size_t> worker);
  void arm_for(Instant due);
  void report_overdue(std::deque<QueuedJob>& queue, Instant at);

  DispatchPort& port_;
  std::size_t
      interactive_workers_;  ///< workers_[0, interactive_workers_); the others are for batch
  std::vector<Worker> workers_;
  std::deque<QueuedJob> interactive_;
  std::deque<QueuedJob> batch_;
  /// Cancelled before they came: cancelling takes a shorter way than the job, which passes the
  /// database.
  std::unordered_set<JobId> cancelled_early_;
  std::optional<Instant> armed_for_;
};

}  // namespace troupe::actors
