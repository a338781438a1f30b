// What the actors of one session are made with, and what of the world they may touch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "actors/file_system.hpp"
#include "actors/job.hpp"
#include "actors/log.hpp"
#include "actors/metrics.hpp"
#include "actors/system.hpp"
#include "actors/time.hpp"
#include "actors/warm_bases.hpp"
#include "analysis/ide/language.hpp"
#include "handlers/handler.hpp"
#include "transport/outbound_queue.hpp"

namespace troupe::actors {

/// Immutable, shared by all actors of a session, outlives them. Tests put their own world here.
struct SessionConfig {
  const ide::LanguageSet* languages = nullptr;
  Limits limits;
  std::map<std::string, std::string, std::less<>> environment;
  const handlers::RequestHandler* (*find_handler)(std::string_view method) =
      handlers::find_request_handler;
  std::string who;  ///< whose session it is, for crash reports; may be empty
  std::size_t interactive_workers = 2;
  std::size_t batch_workers = 1;
  /// Workers have threads of their own, so that no job ever holds up an actor. Not in replays.
  bool detached_workers = true;
  bool watch_files = true;  ///< where the client does not

  // The world. The functions are called by actors, return at once and may be called on any thread.
  LogSink log = [](LogLevel, std::string_view) {};
  Timers* timers = nullptr;
  FileSystem* files = nullptr;
  std::shared_ptr<void> world;                   ///< keeps what the pointers point at, if need be
  std::function<Instant()> now = monotonic_now;  ///< for workers, which stamp what they send
  std::function<void(transport::Outbound)> write = [](const transport::Outbound&) {};
  /// How workers run jobs; replays know how each one ended.
  std::function<JobOutcome(const Job&, const engine::Snapshot&, handlers::Reporter&)> run_job =
      actors::run_job;
  std::function<void(std::int64_t process)> watch_process = [](std::int64_t) {};
  std::function<void(int exit_code)> on_end = [](int) {};

  /// Told what the session's engine does; null: nobody is. Outlives the session.
  engine::EventListener* engine_listener = nullptr;
  /// Where it finds and leaves an engine that knows its files; null: nowhere (tests, replays).
  std::shared_ptr<WarmBases> bases;
  /// Hears what its engine holds, when that was measured.
  std::function<void(std::size_t bytes)> memory_used = [](std::size_t) {};

  /// What the session counts; null: nothing is counted (tests, replays).
  std::shared_ptr<SessionMetrics> metrics;
  /// Has the session's status told, as JSON, later and on any thread. Empty in replays, which have
  /// what was told in their trace.
  std::function<void(std::function<void(const std::string& json)> tell)> gather_status;

  /// Has the recording of the session saved where it is in memory; tells the answer to the request,
  /// later and on any thread. As above.
  std::function<void(std::function<void(const base::Result<std::string>& json)> tell)> save_trace;

  /// Called before a message is handled; tests throw from it to see an actor fail.
  std::function<void(std::string_view actor)> fault;
};

}  // namespace troupe::actors
