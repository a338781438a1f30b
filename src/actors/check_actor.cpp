// The actor plays the parts of the protocol and diagnostics actors towards the others: the
// workspace actor tells it that all is loaded, the database gives it the files, workers report to
// it.
#include "actors/check_actor.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <span>
#include <utility>
#include <variant>

#include "actors/database_actor.hpp"
#include "actors/dispatcher_actor.hpp"
#include "actors/messages.hpp"
#include "actors/traced.hpp"
#include "actors/workspace_actor.hpp"
#include "base/uri.hpp"

namespace troupe::actors {

/// What a job says of its files.
struct BatchCheck {
  std::vector<CheckedFile> files;  ///< of those that some language has anything to say about
  std::size_t count = 0;           ///< of all
};

namespace {

/// From the end of loading to the last file.
constexpr Duration patience = std::chrono::minutes(10);

/// A job has several files: between two of them there is no message and no thread to be woken up,
/// which for small files takes longer than to check them. There are enough jobs to keep all workers
/// busy until the end, and progress in steps of a percent or two.
constexpr std::size_t most_files_of_job = 25;
constexpr std::size_t wanted_jobs = 64;

CheckedFile check_file(engine::Context& context, ide::FileId file, const std::string& path,
                       const std::vector<const ide::Language*>& languages) {
  CheckedFile checked;
  checked.path = path;
  if (const base::SourceText* text = context.find<ide::FileText>(file)) {
    checked.text = *text;
  }
  for (const ide::Language* language : languages) {
    for (ide::Diagnostic& diagnostic : language->diagnostics(context, file)) {
      CheckedDiagnostic result{.diagnostic = std::move(diagnostic), .related_paths = {}};
      for (const ide::RelatedInformation& related : result.diagnostic.related) {
        result.related_paths.push_back(context.lookup(related.where.file).path);
      }
      checked.diagnostics.push_back(std::move(result));
    }
  }
  std::ranges::stable_sort(checked.diagnostics,
                           [](const CheckedDiagnostic& left, const CheckedDiagnostic& right) {
                             return left.diagnostic.range < right.diagnostic.range;
                           });
  return checked;
}

/// The edits of the first action over the whole file that is about the file as such.
std::vector<ide::TextEdit> fixes_of(engine::Context& context, ide::FileId file,
                                    const base::SourceText& text,
                                    const std::vector<const ide::Language*>& languages) {
  const base::TextRange whole = {0, static_cast<base::TextOffset>(text.size())};
  for (const ide::Language* language : languages) {
    for (const ide::CodeAction& action : language->code_actions(context, file, whole)) {
      if (action.kind == ide::CodeAction::Kind::source && action.edit.size() == 1 &&
          action.edit.front().file == file) {
        return action.edit.front().edits;
      }
    }
  }
  return {};
}

JobResult run_check(engine::Context& context, const ide::LanguageSet& languages,
                    std::span<const std::string> paths, bool with_fixes) {
  auto result = std::make_shared<BatchCheck>();
  result->count = paths.size();
  for (const std::string& path : paths) {
    context.checkpoint();
    const ide::FileId file = context.intern(ide::FilePath{path});
    const std::vector<const ide::Language*> claiming = languages.claiming(context, file);
    if (claiming.empty()) {
      continue;
    }
    CheckedFile checked = check_file(context, file, path, claiming);
    if (with_fixes) {
      checked.fixes = fixes_of(context, file, checked.text, claiming);
    }
    result->files.push_back(std::move(checked));
  }
  return std::shared_ptr<const BatchCheck>(std::move(result));
}

class Check {
 public:
  static constexpr const char* name = "check";

  Check(TracedActor* self, std::shared_ptr<const SessionConfig> config, CheckScope scope,
        CheckProgress* progress)
      : self_(self), config_(std::move(config)), scope_(std::move(scope)), progress_(*progress) {
    cast_.database = spawn_database(*self, config_);
    cast_.dispatcher = spawn_dispatcher(*self, config_);
    cast_.workspace = spawn_workspace(*self, config_);
    Introduce introduction = cast_;
    introduction.protocol = introduction.diagnostics = caf::actor_cast<caf::actor>(self);
    for (const caf::actor& actor : {cast_.database, cast_.dispatcher, cast_.workspace}) {
      self_->send(actor, introduction);
    }
    self_->send(cast_.workspace,
                SetFolders{std::make_shared<const std::vector<std::string>>(
                               std::vector<std::string>{scope_.workspace}),
                           false, config_->now(),
                           std::make_shared<const std::vector<std::string>>(scope_.files)});
    self_->set_down_handler([this](caf::down_msg& down) {
      progress_.fail("an actor ended: " + compat::failure_text(down.reason));
    });
  }
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;
  ~Check() {
    for (const caf::actor& actor : {cast_.workspace, cast_.database, cast_.dispatcher}) {
      compat::end_actor(actor);
    }
  }

  caf::behavior make_behavior() {
    return {
        [this](const LoadProgress& m) {
          if (m.finished && !std::exchange(loaded_, true)) {
            at_ = m.at;
            self_->send(cast_.database, ListFiles{self()});
          }
        },
        [this](const FilesLoaded& m) { submit_all(*m.files); },
        [this](const JobFinished& m) { take(*m.outcome); },
        [this](const LogLine& m) { config_->log(m.level, m.text); },
        [](const RevisionMade&) {},
        [](const WatchPatterns&) {},
    };
  }

 private:
  void submit_all(const std::vector<std::string>& files) {
    std::vector<std::string> paths;
    std::ranges::copy_if(files, std::back_inserter(paths),
                         [this](const std::string& path) { return in_scope(path); });
    progress_.set_total(paths.size());
    if (paths.empty()) {
      progress_.finish();
    }
    const std::size_t size =
        std::clamp<std::size_t>(paths.size() / wanted_jobs, 1, most_files_of_job);
    for (std::size_t first = 0; first < paths.size(); first += size) {
      const auto begin = paths.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(size, paths.size() - first));
      ++open_jobs_;
      submit(std::vector<std::string>(begin, end));
    }
  }
  void submit(std::vector<std::string> paths) {
    auto job = std::make_shared<Job>();
    job->id = job_ids_.next();
    job->lane = handlers::Lane::batch;
    job->received_at = at_;
    job->patience = patience;
    job->label = paths.front();
    job->run = [languages = config_->languages, paths = std::move(paths),
                with_fixes = scope_.with_fixes](engine::Context& context, handlers::Reporter&) {
      return run_check(context, *languages, paths, with_fixes);
    };
    self_->send(cast_.database, SubmitJob{std::move(job), self()});
  }
  void take(const JobOutcome& outcome) {
    if (const auto* result = std::get_if<JobResult>(&outcome)) {
      const BatchCheck& check = *std::get<std::shared_ptr<const BatchCheck>>(*result);
      progress_.add(check.files, check.count);
    } else if (const auto* failed = std::get_if<JobFailed>(&outcome)) {
      progress_.fail("internal error: " + failed->what);
    } else {
      progress_.fail("the files could not be checked in time");
    }
    if (--open_jobs_ == 0) {
      progress_.finish();
    }
  }
  [[nodiscard]] bool in_scope(const std::string& path) const {
    return scope_.paths.empty() ||
           std::ranges::any_of(scope_.paths, [&](const std::string& wanted) {
             return path == wanted || base::path_below(path, wanted).has_value();
           });
  }
  caf::actor self() { return caf::actor_cast<caf::actor>(self_); }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  CheckScope scope_;
  CheckProgress& progress_;
  Introduce cast_;
  JobIds job_ids_{JobIds::Owner::check};
  bool loaded_ = false;
  Instant at_{};
  std::size_t open_jobs_ = 0;
};

}  // namespace

void CheckProgress::set_total(std::size_t total) {
  const std::scoped_lock lock(mutex_);
  state_.total = total;
  changed_.notify_all();
}

void CheckProgress::add(const std::vector<CheckedFile>& files, std::size_t count) {
  const std::scoped_lock lock(mutex_);
  state_.done += count;
  report_.files.insert(report_.files.end(), files.begin(), files.end());
  changed_.notify_all();
}

void CheckProgress::keep(const engine::Snapshot& snapshot) {
  std::shared_ptr<const void> kept = std::make_shared<const engine::Snapshot>(snapshot);
  const std::scoped_lock lock(mutex_);
  report_.analysis.swap(kept);  // What was kept before is given back without the lock.
}

void CheckProgress::fail(std::string why) {
  const std::scoped_lock lock(mutex_);
  failure_ = std::move(why);
  state_.finished = true;
  changed_.notify_all();
}

void CheckProgress::finish() {
  const std::scoped_lock lock(mutex_);
  state_.finished = true;
  changed_.notify_all();
}

CheckProgress::State CheckProgress::wait(const State& seen) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(100), [&] {
    return state_.finished || state_.done != seen.done || state_.total != seen.total;
  });
  return state_;
}

base::Result<CheckReport> CheckProgress::take_report() {
  const std::scoped_lock lock(mutex_);
  if (failure_) {
    return base::failure(*failure_);
  }
  std::ranges::sort(report_.files, [](const CheckedFile& left, const CheckedFile& right) {
    return left.path < right.path;
  });
  return std::move(report_);
}

caf::actor spawn_check(caf::actor_system& system, std::shared_ptr<const SessionConfig> config,
                       CheckScope scope, CheckProgress& progress) {
  return spawn_root<Check>(system, std::move(config), std::move(scope), &progress);
}

}  // namespace troupe::actors
