// Which files of the disk belong to the session: the workspace actor's mind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actors/documents.hpp"
#include "actors/file_system.hpp"
#include "actors/job.hpp"
#include "actors/log.hpp"
#include "actors/source_plan.hpp"
#include "actors/time.hpp"

namespace troupe::actors {

class WorkspacePort {
 public:
  WorkspacePort() = default;
  WorkspacePort(const WorkspacePort&) = delete;
  WorkspacePort& operator=(const WorkspacePort&) = delete;
  virtual ~WorkspacePort() = default;

  // To the file system; the answers come with the same number.
  virtual void list(std::uint64_t load, std::vector<std::string> folders) = 0;
  virtual void read(std::uint64_t load, std::vector<std::string> paths) = 0;
  virtual void watch(std::vector<std::string> folders) = 0;

  virtual void change_disk(DiskChange change, Instant at) = 0;
  /// Asks the languages what they want, of what was listed. on_job_finished tells.
  virtual void plan(JobId job, std::shared_ptr<const Listing> listing, Instant at) = 0;
  virtual void cancel(JobId job) = 0;
  virtual void tell_progress(std::size_t done, std::size_t total, bool finished, Instant at) = 0;
  virtual void tell_watch_patterns(std::vector<ide::FilePatterns> patterns) = 0;
  virtual void arm_timer(Instant due) = 0;
  virtual void log(LogLevel level, std::string text) = 0;
};

/// Loads the workspace and keeps it up to date.
///
/// A load goes through four steps: list the folders; read configuration files; ask the languages
/// which sources that configuration names; read those, in batches. Changes of single files are read
/// again; a changed configuration, new folders and changes that nobody can name start a new load,
/// which ends with one change set, so that nobody sees half of it. What a newer load made
/// superfluous is recognised by its number.
class WorkspaceCore {
 public:
  /// `configuration_names`: of all languages. `port` outlives this.
  WorkspaceCore(std::vector<std::string> configuration_names, WorkspacePort& port);

  /// Files to be loaded whether or not a language asked for them, from the next load on.
  void set_extra_files(std::vector<std::string> paths) { extra_files_ = std::move(paths); }
  void set_folders(std::vector<std::string> folders, bool client_watches, Instant at);
  void on_listed(std::uint64_t load, std::shared_ptr<const Listing> listing, Instant at);
  void on_read(std::uint64_t load, const std::vector<DiskFile>& files, bool last, Instant at);
  void on_job_finished(JobId job, const JobOutcome& outcome, Instant at);
  /// Files, or folders for all that is in them; "/": something, somewhere.
  void on_paths_changed(const std::vector<std::string>& paths, Instant at);
  void on_revision(const Revision& revision);
  void on_timer(Instant at);
  /// Loads everything again.
  void reload(Instant at);

  [[nodiscard]] bool loading() const { return step_ != Step::idle; }

 private:
  enum class Step : std::uint8_t { idle, listing, configurations, planning, sources };
  /// Reading of single files carries this number instead of a load's.
  static constexpr std::uint64_t updates = 0;

  void start_load(Instant at);
  void start_plan(Instant at);
  void take_plan(const SourcePlan& plan, Instant at);
  void read_sources(const SourcePlan& plan, Instant at);
  void end_load(Instant at);
  void apply(const std::vector<DiskFile>& files, Instant at);
  void gather(const std::vector<DiskFile>& files, DiskChange& change);
  void update(std::set<std::string> paths, Instant at);
  void schedule_plan(Instant at);
  void note_problem(const DiskFile& file);
  [[nodiscard]] bool is_configuration(std::string_view path) const;
  [[nodiscard]] bool is_wanted(std::string_view path) const;
  void tell_watching();

  std::vector<std::string> configuration_names_;
  WorkspacePort& port_;
  std::vector<std::string> folders_;
  std::vector<std::string> more_roots_;  ///< folders outside the workspace that patterns name
  std::vector<std::string> extra_files_;
  bool client_watches_ = false;

  Step step_ = Step::idle;
  std::uint64_t load_ = 0;  ///< the number of the newest load
  bool again_ = false;      ///< something happened that asks for another load after this one
  std::shared_ptr<const Listing> listing_;  ///< only while loading
  std::set<std::string> wanted_;            ///< by this load, configurations included
  std::vector<DiskFile> sources_;           ///< read so far, applied as one change when complete
  std::size_t total_ = 0;                   ///< files that the step reads
  std::size_t done_ = 0;

  std::set<std::string> loaded_;  ///< what the database has from us
  std::vector<ide::FilePatterns> patterns_;
  std::vector<CompiledPatterns> compiled_;
  JobIds job_ids_{JobIds::Owner::workspace};
  std::optional<JobId> plan_job_;
  std::optional<Instant> plan_due_;  ///< a configuration changed; wait for more
};

}  // namespace troupe::actors
