#include "actors/workspace_core.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/seeded_defects.hpp"
#include "base/uri.hpp"

namespace troupe::actors {

namespace {

// A configuration that is being typed in is not followed at every keystroke.
constexpr Duration plan_delay = std::chrono::milliseconds(200);
// Fewer files than this are loaded before anybody could read a progress message.
constexpr std::size_t worth_telling = 200;

bool is_below(std::string_view path, std::string_view directory) {
  return base::path_below(path, directory).has_value();
}

}  // namespace

WorkspaceCore::WorkspaceCore(std::vector<std::string> configuration_names, WorkspacePort& port)
    : configuration_names_(std::move(configuration_names)), port_(port) {
  std::ranges::sort(configuration_names_);
}

void WorkspaceCore::set_folders(std::vector<std::string> folders, bool client_watches, Instant at) {
  folders_ = std::move(folders);
  client_watches_ = client_watches;
  more_roots_.clear();
  if (!client_watches_) {
    port_.watch(folders_);
  }
  tell_watching();
  port_.change_disk({.folders = folders_, .files = {}, .removed = {}, .listed = false}, at);
  start_load(at);
}

void WorkspaceCore::reload(Instant at) {
  port_.change_disk({.folders = folders_, .files = {}, .removed = {}, .listed = false}, at);
  loaded_.clear();
  start_load(at);
}

void WorkspaceCore::start_load(Instant at) {
  if (plan_job_) {
    port_.cancel(*plan_job_);
    plan_job_.reset();
  }
  plan_due_.reset();
  again_ = false;
  step_ = Step::listing;
  ++load_;
  wanted_.clear();
  sources_.clear();
  listing_.reset();
  std::vector<std::string> roots = folders_;
  roots.insert(roots.end(), more_roots_.begin(), more_roots_.end());
  static_cast<void>(at);
  port_.list(load_, std::move(roots));
}

void WorkspaceCore::on_listed(std::uint64_t load, std::shared_ptr<const Listing> listing,
                              Instant at) {
  if (load == updates) {
    // A folder that appeared as a whole.
    update({listing->files.begin(), listing->files.end()}, at);
    return;
  }
  if (load != load_ || step_ != Step::listing) {
    return;
  }
  for (const std::string& problem : listing->problems) {
    port_.log(LogLevel::warning, problem);
  }
  listing_ = std::move(listing);
  step_ = Step::configurations;
  std::vector<std::string> paths;
  for (const std::string& path : listing_->files) {
    if (is_configuration(path)) {
      paths.push_back(path);
    }
  }
  wanted_.insert(paths.begin(), paths.end());
  if (paths.empty()) {
    start_plan(at);
  } else {
    port_.read(load_, std::move(paths));
  }
}

void WorkspaceCore::on_read(std::uint64_t load, const std::vector<DiskFile>& files, bool last,
                            Instant at) {
  if (load == updates) {
    apply(files, at);
    if (!loading()) {
      port_.tell_progress(0, 0, true, at);
    }
    return;
  }
  if (load != load_) {
    return;
  }
  if (step_ == Step::configurations) {
    apply(files, at);
    if (last) {
      start_plan(at);
    }
    return;
  }
  sources_.insert(sources_.end(), files.begin(), files.end());
  done_ += files.size();
  if (total_ >= worth_telling) {
    port_.tell_progress(done_, total_, false, at);
  }
  if (last) {
    end_load(at);
  }
}

void WorkspaceCore::start_plan(Instant at) {
  if (step_ != Step::idle) {
    step_ = Step::planning;
  }
  plan_due_.reset();
  plan_job_ = job_ids_.next();
  port_.plan(*plan_job_, listing_ ? listing_ : std::make_shared<const Listing>(), at);
}

void WorkspaceCore::on_job_finished(JobId job, const JobOutcome& outcome, Instant at) {
  if (job != plan_job_) {
    return;
  }
  plan_job_.reset();
  if (const auto* result = std::get_if<JobResult>(&outcome)) {
    take_plan(std::get<SourcePlan>(*result), at);
    return;
  }
  if (const auto* failed = std::get_if<JobFailed>(&outcome)) {
    port_.log(LogLevel::error, "the workspace could not be planned: " + failed->what);
  }
  if (step_ == Step::planning) {
    end_load(at);
  }
}

void WorkspaceCore::take_plan(const SourcePlan& plan, Instant at) {
  if (step_ == Step::idle) {
    // A configuration was changed, not the files: load again only if it says something else now.
    if (plan.patterns != patterns_) {
      start_load(at);
    }
    return;
  }
  if (plan.patterns != patterns_) {
    patterns_ = plan.patterns;
    compiled_ = std::vector<CompiledPatterns>(patterns_.begin(), patterns_.end());
    tell_watching();
  }
  const bool knows_roots = std::ranges::all_of(plan.more_roots, [&](const std::string& root) {
    return std::ranges::find(more_roots_, root) != more_roots_.end();
  });
  if (!knows_roots) {
    more_roots_ = plan.more_roots;
    start_load(at);
    return;
  }
  read_sources(plan, at);
}

void WorkspaceCore::read_sources(const SourcePlan& plan, Instant at) {
  step_ = Step::sources;
  std::vector<std::string> missing;
  const auto want = [&](const std::string& path) {
    if (wanted_.insert(path).second) {
      // What is loaded is read again, too: this load may have been asked for because it changed.
      missing.push_back(path);
    }
  };
  std::ranges::for_each(plan.files, want);
  std::ranges::for_each(extra_files_, want);
  done_ = 0;
  total_ = missing.size();
  if (missing.empty()) {
    end_load(at);
    return;
  }
  if (total_ >= worth_telling) {
    port_.tell_progress(0, total_, false, at);
  }
  port_.read(load_, std::move(missing));
}

void WorkspaceCore::end_load(Instant at) {
  DiskChange change;
  gather(std::exchange(sources_, {}), change);
  for (const std::string& path : loaded_) {
    if (!wanted_.contains(path)) {
      change.removed.push_back(path);
    }
  }
  for (const std::string& path : change.removed) {
    loaded_.erase(path);
  }
  change.listed = true;
  port_.change_disk(std::move(change), at);
  step_ = Step::idle;
  listing_.reset();
  wanted_.clear();
  port_.tell_progress(done_, total_, true, at);
  if (again_) {
    start_load(at);
  }
}

/// Hands files to the database, and takes those from it that cannot be loaded any more.
void WorkspaceCore::apply(const std::vector<DiskFile>& files, Instant at) {
  DiskChange change;
  gather(files, change);
  const bool configuration_changed =
      std::ranges::any_of(files, [&](const DiskFile& file) { return is_configuration(file.path); });
  if (!change.files.empty() || !change.removed.empty()) {
    port_.change_disk(std::move(change), at);
  }
  if (configuration_changed && step_ != Step::configurations &&
      !base::defect_strikes("configuration-change-lost")) {
    schedule_plan(at);
  }
}

void WorkspaceCore::gather(const std::vector<DiskFile>& files, DiskChange& change) {
  for (const DiskFile& file : files) {
    if (file.state == FileState::present) {
      loaded_.insert(file.path);
      change.files.push_back(file);
    } else {
      note_problem(file);
      if (loaded_.erase(file.path) > 0) {
        change.removed.push_back(file.path);
      }
    }
  }
}

void WorkspaceCore::on_paths_changed(const std::vector<std::string>& paths, Instant at) {
  std::set<std::string> again;
  for (const std::string& path : paths) {
    if (path == "/") {
      if (loading()) {
        again_ = true;
      } else {
        start_load(at);
      }
      return;
    }
    // A folder that went, or was put in the place of another.
    for (auto below = loaded_.lower_bound(path + "/");
         below != loaded_.end() && is_below(*below, path); ++below) {
      again.insert(*below);
    }
    if (loaded_.contains(path) || is_configuration(path) || is_wanted(path)) {
      again.insert(path);
    } else if (file_name(path).find('.') == std::string_view::npos) {
      // It may be a folder that came. Listing what is none gives nothing.
      port_.list(updates, {path});
    }
  }
  update(std::move(again), at);
}

void WorkspaceCore::update(std::set<std::string> paths, Instant at) {
  std::erase_if(paths, [&](const std::string& path) {
    return !loaded_.contains(path) && !is_configuration(path) && !is_wanted(path);
  });
  if (paths.empty()) {
    return;
  }
  if (loading()) {
    // The load may have read them before they changed.
    again_ = true;
    return;
  }
  static_cast<void>(at);
  port_.read(updates, {paths.begin(), paths.end()});
}

void WorkspaceCore::on_revision(const Revision& revision) {
  std::set<std::string> closed;
  for (const BufferNews& news : revision.buffers) {
    if (news.kind == BufferNews::Kind::closed) {
      closed.insert(news.path);
    }
    if (is_configuration(news.path)) {
      schedule_plan(revision.at);
    }
  }
  update(std::move(closed), revision.at);
}

void WorkspaceCore::schedule_plan(Instant at) {
  if (loading()) {
    again_ = again_ || step_ != Step::listing;
    return;
  }
  if (!plan_due_) {
    plan_due_ = at + plan_delay;
    port_.arm_timer(*plan_due_);
  }
}

void WorkspaceCore::on_timer(Instant at) {
  if (plan_due_ && *plan_due_ <= at && !loading() && !plan_job_) {
    start_plan(at);
  }
}

void WorkspaceCore::note_problem(const DiskFile& file) {
  if (file.state == FileState::unreadable) {
    port_.log(LogLevel::warning, "cannot be read: " + file.path);
  } else if (file.state == FileState::too_large) {
    port_.log(LogLevel::warning, "too large to be loaded: " + file.path);
  } else if (file.state == FileState::binary) {
    port_.log(LogLevel::warning, "holds binary data and is not loaded: " + file.path);
  }
}

bool WorkspaceCore::is_configuration(std::string_view path) const {
  return std::ranges::binary_search(configuration_names_, file_name(path));
}

bool WorkspaceCore::is_wanted(std::string_view path) const {
  return std::ranges::any_of(
      compiled_, [&](const CompiledPatterns& patterns) { return patterns.matches(path); });
}

/// Clients that watch for us are told the configuration files, too.
void WorkspaceCore::tell_watching() {
  if (!client_watches_) {
    return;
  }
  std::vector<ide::FilePatterns> patterns = patterns_;
  for (const std::string& folder : folders_) {
    ide::FilePatterns configurations{.directory = folder, .include = {}, .exclude = {}};
    for (const std::string& name : configuration_names_) {
      configurations.include.push_back("**/" + name);
    }
    patterns.push_back(std::move(configurations));
  }
  port_.tell_watch_patterns(std::move(patterns));
}

}  // namespace troupe::actors
