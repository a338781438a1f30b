#include "actors/dispatch_core.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/seeded_defects.hpp"

namespace troupe::actors {

namespace {

Instant due_time(const Job& job) {
  return job.received_at + job.patience;
}

bool erase_job(std::deque<QueuedJob>& queue, JobId job) {
  return std::erase_if(queue, [&](const QueuedJob& queued) { return queued.job->id == job; }) > 0;
}

}  // namespace

DispatchCore::DispatchCore(std::size_t interactive_workers, std::size_t batch_workers,
                           DispatchPort& port)
    : port_(port),
      interactive_workers_(interactive_workers),
      workers_(interactive_workers + batch_workers) {
  base::check(interactive_workers > 0 && batch_workers > 0, "each lane has a worker");
}

void DispatchCore::submit(QueuedJob job, Instant at) {
  if (cancelled_early_.erase(job.job->id) > 0) {
    port_.finish(job.owner, job.job->id, JobCancelled{});
    return;
  }
  const Instant due = due_time(*job.job);
  if (due <= at) {
    port_.finish(job.owner, job.job->id, JobOverdue{job.job->patience});
    return;
  }
  (job.job->lane == handlers::Lane::interactive ? interactive_ : batch_).push_back(std::move(job));
  arm_for(due);
  start_jobs();
}

void DispatchCore::cancel(JobId job) {
  if (base::has_seeded_defects && !worker_of(job) && base::defect_strikes("cancels-next-job")) {
    ++job.value;
  }
  if (erase_job(interactive_, job) || erase_job(batch_, job)) {
    return;
  }
  if (!worker_of(job)) {
    // Not here yet, or done already. The second kind stays in the set: eight bytes each, and
    // bounded.
    constexpr std::size_t remembered = 4096;
    if (cancelled_early_.size() >= remembered) {
      cancelled_early_.clear();
    }
    cancelled_early_.insert(job);
  }
}

void DispatchCore::worker_free(std::size_t worker, Instant at) {
  static_cast<void>(at);
  workers_.at(worker) = {};
  start_jobs();
}

void DispatchCore::worker_died(std::size_t worker, std::string_view why, Instant at) {
  const Worker dead = std::exchange(workers_.at(worker), {});
  port_.replace_worker(worker);
  if (dead.running && !dead.reported) {
    port_.finish(dead.running->owner, dead.running->job->id, JobFailed{std::string(why)});
  }
  worker_free(worker, at);
}

void DispatchCore::on_timer(Instant at) {
  if (armed_for_ && *armed_for_ <= at) {
    armed_for_.reset();
  }
  report_overdue(interactive_, at);
  report_overdue(batch_, at);
  std::optional<Instant> next;
  const auto consider = [&](const QueuedJob& job) {
    next = next ? std::min(*next, due_time(*job.job)) : due_time(*job.job);
  };
  std::ranges::for_each(interactive_, consider);
  std::ranges::for_each(batch_, consider);
  for (Worker& worker : workers_) {
    if (!worker.running || worker.reported) {
      continue;
    }
    const Job& job = *worker.running->job;
    if (due_time(job) <= at) {
      engine::CancellationSource(job.cancel).cancel();
      worker.reported = true;
      port_.finish(worker.running->owner, job.id, JobOverdue{job.patience});
    } else {
      consider(*worker.running);
    }
  }
  if (next) {
    arm_for(*next);
  }
}

std::size_t DispatchCore::running() const {
  return static_cast<std::size_t>(
      std::count_if(workers_.begin(), workers_.end(), [](const Worker& w) { return !!w.running; }));
}

std::optional<std::size_t> DispatchCore::worker_of(JobId job) const {
  const auto found = std::ranges::find_if(workers_, [&](const Worker& worker) {
    return worker.running && worker.running->job->id == job;
  });
  return found == workers_.end() ? std::nullopt : std::optional(found - workers_.begin());
}

void DispatchCore::cancel_all() {
  for (std::deque<QueuedJob>* queue : {&interactive_, &batch_}) {
    for (const QueuedJob& queued : *queue) {
      port_.finish(queued.owner, queued.job->id, JobCancelled{});
    }
    queue->clear();
  }
  for (const Worker& worker : workers_) {
    if (worker.running) {
      engine::CancellationSource(worker.running->job->cancel).cancel();
    }
  }
}

void DispatchCore::start_jobs() {
  while (!interactive_.empty() && start_first(interactive_, free_worker(0, workers_.size()))) {
  }
  while (!batch_.empty() &&
         start_first(batch_, free_worker(interactive_workers_, workers_.size()))) {
  }
}

std::optional<std::size_t> DispatchCore::free_worker(std::size_t first, std::size_t last) const {
  for (std::size_t worker = first; worker < last; ++worker) {
    if (!workers_[worker].running) {
      return worker;
    }
  }
  return std::nullopt;
}

bool DispatchCore::start_first(std::deque<QueuedJob>& queue, std::optional<std::size_t> worker) {
  if (!worker) {
    return false;
  }
  if (queue.size() > 1 && base::defect_strikes("newest-job-first")) {
    std::swap(queue.front(), queue.back());
  }
  QueuedJob job = std::move(queue.front());
  queue.pop_front();
  port_.run(*worker, job);
  workers_[*worker] = {.running = std::move(job), .reported = false};
  return true;
}

void DispatchCore::arm_for(Instant due) {
  if (!armed_for_ || due < *armed_for_) {
    armed_for_ = due;
    port_.arm_timer(due);
  }
}

void DispatchCore::report_overdue(std::deque<QueuedJob>& queue, Instant at) {
  std::erase_if(queue, [&](const QueuedJob& queued) {
    if (due_time(*queued.job) > at) {
      return false;
    }
    port_.finish(queued.owner, queued.job->id, JobOverdue{queued.job->patience});
    return true;
  });
}

}  // namespace troupe::actors
