#include "actors/diagnostics_actor.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "actors/diagnostics_core.hpp"
#include "actors/guard.hpp"
#include "actors/messages.hpp"
#include "actors/source_plan.hpp"
#include "handlers/diagnostics.hpp"

namespace troupe::actors {

namespace {

constexpr Duration check_patience = std::chrono::seconds(30);

DocumentReport check_document(engine::Context& context, const handlers::Session& session,
                              const std::string& path, const std::string& uri) {
  const ide::FileId file = context.intern(ide::FilePath{path});
  DocumentReport report;
  report.uri = uri;
  if (const std::int32_t* version = context.find<ide::DocumentVersion>(file)) {
    report.version = *version;
  }
  report.items = handlers::encode_diagnostics(context, session, file);
  return report;
}

class Diagnostics final : public DiagnosticsPort {
 public:
  static constexpr const char* name = "diagnostics";

  Diagnostics(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_(
            [names = configuration_names(*config_->languages)](std::string_view path) {
              return std::ranges::binary_search(names, file_name(path));
            },
            *this) {}

  caf::behavior make_behavior() {
    return {
        [this](const Introduce& peers) { peers_ = peers; },
        [this](const DiagnosticsMode& m) {
          session_ = m.session;
          core_.set_mode(m.pulled, m.delay);
        },
        [this](const RevisionMade& m) {
          guard(m.revision->at, [&] {
            // Without a session there is nobody to tell.
            if (session_) {
              core_.on_revision(*m.revision);
            }
          });
        },
        [this](const JobFinished& m) {
          guard(m.at, [&] { core_.on_job_finished(m.job, *m.outcome, m.at); });
        },
        [this](const TimerFired& m) { guard(m.at, [&] { core_.on_timer(m.at); }); },
        [this](const RepublishDiagnostics& m) { core_.republish(*m.documents); },
    };
  }

  void check(const CheckOrder& order) override {
    if (config_->metrics) {
      config_->metrics->diagnostic_runs.fetch_add(1, std::memory_order_relaxed);
    }
    auto job = std::make_shared<Job>();
    job->id = order.job;
    job->lane = handlers::Lane::batch;
    job->on_stale = order.on_stale;
    job->cancel = order.cancel;
    job->received_at = order.at;
    job->patience = check_patience;
    job->label = "diagnostics of " + order.path;
    job->run = [session = session_, path = order.path, uri = order.uri](engine::Context& context,
                                                                        handlers::Reporter&) {
      return JobResult(check_document(context, *session, path, uri));
    };
    self_->send(peers_.database, SubmitJob{std::move(job), caf::actor_cast<caf::actor>(self_)});
  }
  void cancel(JobId job) override { self_->send(peers_.dispatcher, CancelJob{job}); }
  void publish(std::shared_ptr<const DocumentReport> report) override {
    self_->send(peers_.protocol, PublishDiagnostics{std::move(report)});
  }
  void refresh() override { self_->send(peers_.protocol, RefreshDiagnostics{}); }
  void arm_timer(Instant due) override {
    config_->timers->arm(due, [to = caf::actor_cast<caf::actor>(self_)](Instant now) {
      compat::post(to, TimerFired{now});
    });
  }

 private:
  template <typename Handle>
  void guard(Instant at, Handle&& handle) {
    guarded(*config_, name, std::forward<Handle>(handle),
            [&](std::string_view) { core_.restart(at); });
  }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  Introduce peers_;
  std::shared_ptr<const handlers::Session> session_;
  DiagnosticsCore core_;
};

}  // namespace

caf::actor spawn_diagnostics(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Diagnostics, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
