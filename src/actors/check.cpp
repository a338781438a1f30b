#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "actors/check_actor.hpp"
#include "actors/disk.hpp"
#include "actors/session_config.hpp"
#include "actors/stage.hpp"
#include "actors/system.hpp"
#include "actors/timer_thread.hpp"

namespace troupe::actors {

namespace {

/// Looks at what is to be checked before anything is started.
base::Result<CheckScope> scope_of(const CheckOptions& options) {
  struct stat status{};
  if (::stat(options.workspace.c_str(), &status) != 0) {
    return base::failure(options.workspace + ": " + std::strerror(errno));
  }
  if (!S_ISDIR(status.st_mode) || ::access(options.workspace.c_str(), R_OK | X_OK) != 0) {
    return base::failure(options.workspace + ": not a folder that can be read");
  }
  CheckScope scope{.workspace = options.workspace,
                   .paths = options.paths,
                   .files = {},
                   .with_fixes = options.with_fixes};
  for (const std::string& path : options.paths) {
    if (::stat(path.c_str(), &status) != 0 || ::access(path.c_str(), R_OK) != 0) {
      return base::failure(path + ": " + std::strerror(errno));
    }
    if (S_ISREG(status.st_mode)) {
      scope.files.push_back(path);
    }
  }
  return scope;
}

}  // namespace

base::Result<CheckReport> check(const CheckOptions& options) {
  base::Result<CheckScope> scope = scope_of(options);
  if (!scope) {
    return std::unexpected(scope.error());
  }
  const unsigned threads =
      options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  CheckProgress progress;
  TimerThread timers;
  Disk disk;
  Stage stage;
  SystemConfig system_config(stage, compat::SchedulerPolicy::sharing, std::max(2U, threads));
  auto config = std::make_shared<SessionConfig>();
  config->languages = options.languages;
  config->limits = options.limits;
  config->environment = options.environment;
  config->interactive_workers = 1;
  config->batch_workers = threads;
  config->watch_files = false;
  config->timers = &timers;
  config->files = &disk;
  config->run_job = [&progress](const Job& job, const engine::Snapshot& snapshot,
                                handlers::Reporter& reporter) {
    progress.keep(snapshot);
    return run_job(job, snapshot, reporter);
  };
  if (options.log) {
    config->log = options.log;
  }
  caf::actor_system system(system_config);
  const caf::actor root = spawn_check(system, std::move(config), std::move(*scope), progress);
  CheckProgress::State seen;
  while (!seen.finished) {
    seen = progress.wait(seen);
    if (options.progress && seen.total > 0) {
      options.progress(seen.done, seen.total);
    }
  }
  compat::end_actor(root);
  // They hold handles to actors, and none may outlive the system.
  disk.stop();
  timers.stop();
  return progress.take_report();
}

}  // namespace troupe::actors
