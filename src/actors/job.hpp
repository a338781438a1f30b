// Work on a snapshot: what the dispatcher queues and workers run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "actors/time.hpp"
#include "analysis/engine/engine.hpp"
#include "analysis/ide/language.hpp"
#include "base/strong_id.hpp"
#include "handlers/handler.hpp"

namespace troupe::actors {

/// Identifies a job within a session. The high byte tells whose it is, so that no two owners give
/// out the same.
using JobId = base::StrongId<struct JobTag, std::uint64_t>;

/// Gives out the ids of one owner.
class JobIds {
 public:
  enum class Owner : std::uint8_t { protocol = 1, diagnostics = 2, workspace = 3, check = 4 };
  explicit JobIds(Owner owner) : next_(static_cast<std::uint64_t>(owner) << 56U) {}
  JobId next() { return JobId{++next_}; }

 private:
  std::uint64_t next_;
};

/// The diagnostics of one document at one version, as they go to the client.
struct DocumentReport {
  std::string uri;
  std::optional<std::int32_t> version;  ///< of an open document
  std::string items = "[]";             ///< a JSON array of LSP diagnostics
};

/// What the languages want from the disk.
struct SourcePlan {
  std::vector<ide::FilePatterns> patterns;
  std::vector<std::string>
      files;  ///< those of the listing that match, and paths named outright; sorted
  std::vector<std::string> more_roots;  ///< folders of patterns that the listing did not cover
};

struct BatchCheck;  ///< of `troupe check`

using JobResult =
    std::variant<handlers::Response, DocumentReport, SourcePlan, std::shared_ptr<const BatchCheck>>;

/// Why a job has no result.
struct JobCancelled {
  engine::CancelReason reason = engine::CancelReason::requested;
};
struct JobFailed {
  std::string what;
};
struct JobOverdue {
  Duration patience{};
};
using JobOutcome = std::variant<JobResult, JobCancelled, JobFailed, JobOverdue>;

/// One piece of work. Immutable once it is sent; `cancel` may be used on any thread.
struct Job {
  JobId id;
  handlers::Lane lane = handlers::Lane::batch;
  engine::OnStale on_stale = engine::OnStale::finish;
  engine::CancellationSource cancel;
  Instant received_at{};
  Duration patience{};  ///< after that long it is cancelled and counts as overdue
  std::string label;    ///< for logs: a method, a task
  bool wants_partial_results = false;
  std::function<JobResult(engine::Context&, handlers::Reporter&)> run;
};

/// Runs a job to its end on the calling thread. The engine's and handlers' Cancelled becomes an
/// outcome; every other exception passes: it ends the worker, which is how a defect costs one
/// request and one worker and nothing else.
[[nodiscard]] JobOutcome run_job(const Job& job, const engine::Snapshot& snapshot,
                                 handlers::Reporter& reporter);

}  // namespace troupe::actors
