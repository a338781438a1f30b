// Every message that actors send each other. Payloads of any size are immutable and shared. Time is
// always a member: no actor reads a clock.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "actors/caf_compat.hpp"
#include "actors/documents.hpp"
#include "actors/job.hpp"
#include "actors/log.hpp"
#include "actors/time.hpp"

namespace troupe::actors {

// To an actor at its birth: who the others are.
struct Introduce {
  caf::actor session;
  caf::actor protocol;
  caf::actor database;
  caf::actor dispatcher;
  caf::actor diagnostics;
  caf::actor workspace;
};

// From the transport to the protocol actor.
struct FrameArrived {
  std::shared_ptr<const std::string> body;
  Instant at{};
};
struct FramingLost {
  std::string what;
};
struct InputEnded {
  Instant at{};
};
struct OutputBroken {
  std::string why;
};
struct OutputRecovered {
  std::shared_ptr<const std::vector<std::string>> documents;  ///< URIs whose diagnostics were shed
};
struct ClientDied {};

// From the timers to whoever armed one.
struct TimerFired {
  Instant at{};
};

// To the database actor.
struct ChangeBuffer {
  std::shared_ptr<const BufferChange> change;
  Instant at{};
  /// What it came in, held until it is applied: a transport reads on when not too much is held.
  std::shared_ptr<const std::string> frame = nullptr;
};
struct ChangeDisk {
  std::shared_ptr<const DiskChange> change;
  Instant at{};
};
/// Asks for a job to be run on the snapshot of now. `owner` is told how it ends: JobFinished, once.
struct SubmitJob {
  std::shared_ptr<const Job> job;
  caf::actor owner;
};
/// Asks for what is loaded; answered to `asker` by FilesLoaded.
struct ListFiles {
  caf::actor asker;
};
struct FilesLoaded {
  std::shared_ptr<const std::vector<std::string>> files;  ///< sorted
};

// From the database actor.
struct RevisionMade {
  std::shared_ptr<const Revision> revision;
};
/// To the dispatcher, and from there to a worker.
struct RunJob {
  std::shared_ptr<const Job> job;
  std::shared_ptr<const engine::Snapshot> snapshot;
  caf::actor owner;
};

// From a job's owner to the dispatcher: nobody waits for the result any more.
struct CancelJob {
  JobId job;
};

// From workers.
struct WorkerFree {
  std::size_t worker = 0;
  Instant at{};
};
struct JobFinished {
  JobId job;
  std::shared_ptr<const JobOutcome> outcome;
  Instant at{};
};
struct JobPartialResult {
  JobId job;
  std::shared_ptr<const std::string> value;  ///< JSON
};
struct JobProgress {
  JobId job;
  std::string message;
  unsigned percentage = 0;
  Instant at{};
};

// From the diagnostics actor to the protocol actor.
struct PublishDiagnostics {
  std::shared_ptr<const DocumentReport> report;
};
struct RefreshDiagnostics {};

// From the protocol actor to the diagnostics actor.
struct DiagnosticsMode {
  bool pulled = false;  ///< the client pulls: tell it to, push nothing
  Duration delay{};
  std::shared_ptr<const handlers::Session> session;
};
struct RepublishDiagnostics {
  std::shared_ptr<const std::vector<std::string>> documents;  ///< URIs
};

// To the workspace actor.
struct SetFolders {
  std::shared_ptr<const std::vector<std::string>> folders;
  bool client_watches = false;
  Instant at{};
  /// To be loaded whether or not a language asks for them; may be null.
  std::shared_ptr<const std::vector<std::string>> extra_files = nullptr;
};
struct PathsChanged {
  std::shared_ptr<const std::vector<std::string>> paths;
  Instant at{};
};
/// From the file system; `load` is the loading that it belongs to.
struct TreeListed {
  std::uint64_t load = 0;
  std::shared_ptr<const Listing> listing;
  Instant at{};
};
struct FilesRead {
  std::uint64_t load = 0;
  std::shared_ptr<const std::vector<DiskFile>> files;
  bool last = false;
  Instant at{};
};

// From the workspace actor.
struct LoadProgress {
  std::size_t done = 0;
  std::size_t total = 0;
  bool finished = false;
  Instant at{};
};
/// To the protocol actor: what the client is to watch.
struct WatchPatterns {
  std::shared_ptr<const std::vector<ide::FilePatterns>> patterns;
};

/// To the database actor, from outside: asks what its engine holds.
struct ReportMemory {
  std::shared_ptr<const std::function<void(const engine::MemoryReport&)>> tell;
};
/// To the dispatcher, from outside: jobs are to run on new threads.
struct RenewWorkers {};
/// To the database actor, from outside: what its engine may hold from now on.
struct ShareMemory {
  std::size_t bytes = 0;
};
/// From outside to the protocol actor: what the client is told of the status, or of the recording,
/// that it asked for.
struct StatusGathered {
  std::shared_ptr<const std::string> answer;  ///< a whole message body
};

// From anybody to the protocol actor.
struct LogLine {
  LogLevel level = LogLevel::info;
  std::string text;
};

// From the protocol actor to the session.
struct SessionEnded {
  int exit_code = 1;
};

}  // namespace troupe::actors

TROUPE_ACTOR_MESSAGE(Introduce)
TROUPE_ACTOR_MESSAGE(FrameArrived)
TROUPE_ACTOR_MESSAGE(FramingLost)
TROUPE_ACTOR_MESSAGE(InputEnded)
TROUPE_ACTOR_MESSAGE(OutputBroken)
TROUPE_ACTOR_MESSAGE(OutputRecovered)
TROUPE_ACTOR_MESSAGE(ClientDied)
TROUPE_ACTOR_MESSAGE(TimerFired)
TROUPE_ACTOR_MESSAGE(ChangeBuffer)
TROUPE_ACTOR_MESSAGE(ChangeDisk)
TROUPE_ACTOR_MESSAGE(SubmitJob)
TROUPE_ACTOR_MESSAGE(ListFiles)
TROUPE_ACTOR_MESSAGE(FilesLoaded)
TROUPE_ACTOR_MESSAGE(RevisionMade)
TROUPE_ACTOR_MESSAGE(RunJob)
TROUPE_ACTOR_MESSAGE(CancelJob)
TROUPE_ACTOR_MESSAGE(WorkerFree)
TROUPE_ACTOR_MESSAGE(JobFinished)
TROUPE_ACTOR_MESSAGE(JobPartialResult)
TROUPE_ACTOR_MESSAGE(JobProgress)
TROUPE_ACTOR_MESSAGE(PublishDiagnostics)
TROUPE_ACTOR_MESSAGE(RefreshDiagnostics)
TROUPE_ACTOR_MESSAGE(DiagnosticsMode)
TROUPE_ACTOR_MESSAGE(RepublishDiagnostics)
TROUPE_ACTOR_MESSAGE(SetFolders)
TROUPE_ACTOR_MESSAGE(PathsChanged)
TROUPE_ACTOR_MESSAGE(TreeListed)
TROUPE_ACTOR_MESSAGE(FilesRead)
TROUPE_ACTOR_MESSAGE(LoadProgress)
TROUPE_ACTOR_MESSAGE(WatchPatterns)
TROUPE_ACTOR_MESSAGE(ReportMemory)
TROUPE_ACTOR_MESSAGE(RenewWorkers)
TROUPE_ACTOR_MESSAGE(ShareMemory)
TROUPE_ACTOR_MESSAGE(StatusGathered)
TROUPE_ACTOR_MESSAGE(LogLine)
TROUPE_ACTOR_MESSAGE(SessionEnded)
