// The actor plays the parts of the protocol and diagnostics actors towards the others: the
// workspace actor tells it that all is loaded, the database gives it the files, workers report to
// it.
#include "actors/check_actor.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "actors/database_actor.hpp"
#include "actors/dispatcher_actor.hpp"
#include "actors/messages.hpp"
#include "actors/traced.hpp"
#include "actors/workspace_actor.hpp"
#include "base/uri.hpp"

namespace troupe::actors {

/// The result of one file's job. Nothing: no language has anything to say about it.
struct FileCheck {
  std::optional<CheckedFile> file;
};

namespace {

constexpr Duration file_patience = std::chrono::minutes(10);

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
                    const std::string& path, bool with_fixes) {
  const ide::FileId file = context.intern(ide::FilePath{path});
  auto result = std::make_shared<FileCheck>();
  const std::vector<const ide::Language*> claiming = languages.claiming(context, file);
  if (!claiming.empty()) {
    result->file = check_file(context, file, path, claiming);
    if (with_fixes) {
      result->file->fixes = fixes_of(context, file, result->file->text, claiming);
    }
  }
  return std::shared_ptr<const FileCheck>(std::move(result));
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
    for (const std::string& path : files) {
      if (in_scope(path)) {
        ++open_jobs_;
        submit(path);
      }
    }
    progress_.set_total(open_jobs_);
    if (open_jobs_ == 0) {
      progress_.finish();
    }
  }
  void submit(const std::string& path) {
    auto job = std::make_shared<Job>();
    job->id = job_ids_.next();
    job->lane = handlers::Lane::batch;
    job->received_at = at_;
    job->patience = file_patience;
    job->label = path;
    job->run = [languages = config_->languages, path, with_fixes = scope_.with_fixes](
                   engine::Context& context, handlers::Reporter&) {
      return run_check(context, *languages, path, with_fixes);
    };
    self_->send(cast_.database, SubmitJob{std::move(job), self()});
  }
  void take(const JobOutcome& outcome) {
    if (const auto* result = std::get_if<JobResult>(&outcome)) {
      const FileCheck& check = *std::get<std::shared_ptr<const FileCheck>>(*result);
      progress_.add(check.file.value_or(CheckedFile{}));
    } else if (const auto* failed = std::get_if<JobFailed>(&outcome)) {
      progress_.fail("internal error: " + failed->what);
    } else {
      progress_.fail("a file could not be checked in time");
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

void CheckProgress::add(CheckedFile file) {
  const std::scoped_lock lock(mutex_);
  ++state_.done;
  if (!file.path.empty()) {
    report_.files.push_back(std::move(file));
  }
  changed_.notify_all();
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
