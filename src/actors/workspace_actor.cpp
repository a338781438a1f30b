#include "actors/workspace_actor.hpp"

#include <utility>

#include "actors/guard.hpp"
#include "actors/messages.hpp"
#include "actors/workspace_core.hpp"

namespace troupe::actors {

namespace {

constexpr Duration plan_patience = std::chrono::seconds(30);
constexpr std::size_t loaded_file_bytes = std::size_t{16} << 20U;

class Workspace final : public WorkspacePort {
 public:
  static constexpr const char* name = "workspace";

  Workspace(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_(configuration_names(*config_->languages), *this) {}

  caf::behavior make_behavior() {
    return {
        [this](const Introduce& peers) { peers_ = peers; },
        [this](const SetFolders& m) {
          roots_ = *m.folders;
          if (m.extra_files) {
            core_.set_extra_files(*m.extra_files);
          }
          guard(m.at, [&] { core_.set_folders(*m.folders, m.client_watches, m.at); });
        },
        [this](const PathsChanged& m) {
          guard(m.at, [&] { core_.on_paths_changed(*m.paths, m.at); });
        },
        [this](const TreeListed& m) {
          guard(m.at, [&] { core_.on_listed(m.load, m.listing, m.at); });
        },
        [this](const FilesRead& m) {
          guard(m.at, [&] { core_.on_read(m.load, *m.files, m.last, m.at); });
        },
        [this](const RevisionMade& m) {
          guard(m.revision->at, [&] { core_.on_revision(*m.revision); });
        },
        [this](const JobFinished& m) {
          guard(m.at, [&] { core_.on_job_finished(m.job, *m.outcome, m.at); });
        },
        [this](const TimerFired& m) { guard(m.at, [&] { core_.on_timer(m.at); }); },
    };
  }

  void list(std::uint64_t load, std::vector<std::string> folders) override {
    roots_ = folders;
    config_->files->list(
        std::move(folders), [to = self(), load, now = config_->now](Listing listing) {
          compat::post(
              to, TreeListed{load, std::make_shared<const Listing>(std::move(listing)), now()});
        });
  }
  void read(std::uint64_t load, std::vector<std::string> paths) override {
    config_->files->read(
        std::move(paths), loaded_file_bytes,
        [to = self(), load, now = config_->now](std::vector<DiskFile> files, bool last) {
          compat::post(
              to, FilesRead{load, std::make_shared<const std::vector<DiskFile>>(std::move(files)),
                            last, now()});
        });
  }
  void watch(std::vector<std::string> folders) override {
    if (config_->watch_files) {
      config_->files->watch(
          std::move(folders), [to = self(), now = config_->now](std::vector<std::string> paths) {
            compat::post(
                to, PathsChanged{std::make_shared<const std::vector<std::string>>(std::move(paths)),
                                 now()});
          });
    }
  }
  void change_disk(DiskChange change, Instant at) override {
    self_->send(peers_.database,
                ChangeDisk{std::make_shared<const DiskChange>(std::move(change)), at});
  }
  void plan(JobId id, std::shared_ptr<const Listing> listing, Instant at) override {
    auto job = std::make_shared<Job>();
    job->id = id;
    job->lane = handlers::Lane::batch;
    job->received_at = at;
    job->patience = plan_patience;
    job->label = "planning the workspace";
    job->run = [languages = config_->languages, listing = std::move(listing), roots = roots_](
                   engine::Context& context, handlers::Reporter&) {
      return JobResult(make_source_plan(context, *languages, *listing, roots));
    };
    self_->send(peers_.database, SubmitJob{std::move(job), self()});
  }
  void cancel(JobId job) override { self_->send(peers_.dispatcher, CancelJob{job}); }
  void tell_progress(std::size_t done, std::size_t total, bool finished, Instant at) override {
    self_->send(peers_.protocol, LoadProgress{done, total, finished, at});
  }
  void tell_watch_patterns(std::vector<ide::FilePatterns> patterns) override {
    self_->send(
        peers_.protocol,
        WatchPatterns{std::make_shared<const std::vector<ide::FilePatterns>>(std::move(patterns))});
  }
  void arm_timer(Instant due) override {
    config_->timers->arm(due, [to = self()](Instant now) { compat::post(to, TimerFired{now}); });
  }
  void log(LogLevel level, std::string text) override {
    self_->send(peers_.protocol, LogLine{level, std::move(text)});
  }

 private:
  template <typename Handle>
  void guard(Instant at, Handle&& handle) {
    guarded(*config_, name, std::forward<Handle>(handle),
            [&](std::string_view) { core_.reload(at); });
  }
  caf::actor self() { return caf::actor_cast<caf::actor>(self_); }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  Introduce peers_;
  std::vector<std::string> roots_;  ///< of the last listing
  WorkspaceCore core_;
};

}  // namespace

caf::actor spawn_workspace(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Workspace, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
