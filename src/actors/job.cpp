#include "actors/job.hpp"

#include <utility>

namespace troupe::actors {

namespace {

/// A cycle names its path: it is a defect of a language, worth the whole story.
std::string describe_cycle(const engine::Cancelled& cycle) {
  return std::string("a query needs its own result: ") + cycle.what();
}

}  // namespace

JobOutcome run_job(const Job& job, const engine::Snapshot& snapshot, handlers::Reporter& reporter) {
  try {
    engine::Context context(snapshot.with_cancellation(job.cancel.token(), job.on_stale));
    context.checkpoint();
    return job.run(context, reporter);
  } catch (const engine::Cancelled& cancelled) {
    if (cancelled.reason() == engine::CancelReason::cycle) {
      return JobFailed{describe_cycle(cancelled)};
    }
    return JobCancelled{cancelled.reason()};
  }
}

}  // namespace troupe::actors
