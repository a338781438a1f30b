// `troupe check` among actors.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "actors/caf_compat.hpp"
#include "actors/session_config.hpp"
#include "actors/system.hpp"
#include "analysis/engine/engine.hpp"

namespace troupe::actors {

/// How far a check has come: written by the check's actor and workers, read by the
/// thread that waits for it.
class CheckProgress {
 public:
  void set_total(std::size_t total);
  /// `count` files are done, of which `files` are to be reported.
  void add(const std::vector<CheckedFile>& files, std::size_t count);
  /// Becomes `CheckReport::analysis`, in place of the one before. Called by workers.
  void keep(const engine::Snapshot& snapshot);
  void fail(std::string why);
  /// Nothing more to come.
  void finish();

  struct State {
    std::size_t done = 0;
    std::size_t total = 0;
    bool finished = false;
  };
  /// Waits until that has changed since `seen`, or for a while.
  [[nodiscard]] State wait(const State& seen);
  /// REQUIRES: finished.
  [[nodiscard]] base::Result<CheckReport> take_report();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_;
  CheckReport report_;
  std::optional<std::string> failure_;
};

/// What is checked.
struct CheckScope {
  std::string workspace;
  std::vector<std::string> paths;  ///< files and folders; empty: everything
  std::vector<std::string> files;  ///< those of `paths` that are files
  bool with_fixes = false;         ///< gather `CheckedFile::fixes`
};

/// The actor that loads the workspace, has each file checked and gathers what comes of it, with the
/// same database, dispatcher and workers as the server's. Returns the actor that ends them all.
[[nodiscard]] caf::actor spawn_check(caf::actor_system& system,
                                     std::shared_ptr<const SessionConfig> config, CheckScope scope,
                                     CheckProgress& progress);

}  // namespace troupe::actors
