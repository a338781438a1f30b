#include "actors/protocol_actor.hpp"

#include <optional>
#include <string>
#include <utility>

#include "actors/guard.hpp"
#include "actors/messages.hpp"
#include "actors/protocol_core.hpp"
#include "protocol/codec.hpp"
#include "protocol/window.hpp"

namespace troupe::actors {

namespace {

/// What a client is told of its recording: an answer, or, if it did not ask for one, a line for its
/// log.
std::string words_on(const std::optional<protocol::RequestId>& id,
                     const base::Result<std::string>& saved) {
  if (id) {
    return saved ? protocol::encode_response(*id, *saved)
                 : protocol::encode_error(id, protocol::ErrorCode::RequestFailed,
                                          saved.error().message);
  }
  const protocol::LogMessageParams params{
      .type = saved ? protocol::MessageType::Info : protocol::MessageType::Warning,
      .message = "The recording of this session: " + (saved ? *saved : saved.error().message)};
  return protocol::encode_notification("window/logMessage", protocol::to_json(params));
}

class Protocol final : public ProtocolPort {
 public:
  static constexpr const char* name = "protocol";

  Protocol(TracedActor* self, std::shared_ptr<const SessionConfig> config)
      : self_(self),
        config_(std::move(config)),
        core_({.languages = config_->languages,
               .limits = config_->limits,
               .find_handler = config_->find_handler},
              *this) {}

  caf::behavior make_behavior() {
    return {
        [this](const Introduce& peers) { peers_ = peers; },
        [this](const FrameArrived& m) {
          count(&SessionMetrics::frames_in, &SessionMetrics::bytes_in, m.body->size());
          frame_ = m.body;
          guard([&] { core_.on_frame(*m.body, m.at); });
          frame_.reset();
          if (config_->metrics) {
            config_->metrics->requests_in_flight = core_.requests_in_flight();
          }
        },
        [this](const JobFinished& m) {
          guard([&] { core_.on_job_finished(m.job, *m.outcome, m.at); });
        },
        [this](const PublishDiagnostics& m) { guard([&] { core_.on_diagnostics(*m.report); }); },
        [this](const RefreshDiagnostics&) { guard([&] { core_.on_diagnostics_refresh(); }); },
        [this](const JobPartialResult& m) {
          guard([&] { core_.on_partial_result(m.job, *m.value); });
        },
        [this](const JobProgress& m) {
          guard([&] { core_.on_progress(m.job, m.message, m.percentage, m.at); });
        },
        [this](const LoadProgress& m) {
          guard([&] { core_.on_load_progress(m.done, m.total, m.finished); });
        },
        [this](const WatchPatterns& m) { guard([&] { core_.on_watch_patterns(*m.patterns); }); },
        [this](const LogLine& m) { guard([&] { core_.on_log(m.level, m.text); }); },
        [this](const TimerFired& m) { guard([&] { core_.on_timer(m.at); }); },
        [this](const FramingLost& m) { guard([&] { core_.on_framing_lost(m.what); }); },
        [this](const InputEnded& m) { guard([&] { core_.on_input_ended(m.at); }); },
        [this](const OutputBroken& m) { guard([&] { core_.on_output_broken(m.why); }); },
        [this](const OutputRecovered& m) {
          guard([&] { core_.on_output_recovered(*m.documents); });
        },
        [this](const StatusGathered& m) { guard([&] { core_.on_status(*m.answer); }); },
        [this](const ClientDied&) { guard([&] { core_.on_client_died(); }); },
    };
  }

  void write(transport::Outbound frame) override {
    count(&SessionMetrics::frames_out, &SessionMetrics::bytes_out, frame.bytes.size());
    config_->write(std::move(frame));
  }
  void change_buffer(std::shared_ptr<const BufferChange> change, Instant at) override {
    self_->send(peers_.database, ChangeBuffer{std::move(change), at, frame_});
  }
  void submit(std::shared_ptr<const Job> job) override {
    self_->send(peers_.database, SubmitJob{std::move(job), self()});
  }
  void cancel(JobId job) override { self_->send(peers_.dispatcher, CancelJob{job}); }
  void set_folders(std::vector<std::string> folders, bool client_watches, Instant at) override {
    self_->send(peers_.workspace,
                SetFolders{std::make_shared<const std::vector<std::string>>(std::move(folders)),
                           client_watches, at});
  }
  void paths_changed(std::vector<std::string> paths, Instant at) override {
    self_->send(
        peers_.workspace,
        PathsChanged{std::make_shared<const std::vector<std::string>>(std::move(paths)), at});
  }
  void set_diagnostics_mode(std::shared_ptr<const handlers::Session> session,
                            Duration delay) override {
    const bool pulled = session->capabilities.textDocument.diagnostic.has_value();
    self_->send(peers_.diagnostics, DiagnosticsMode{pulled, delay, std::move(session)});
  }
  void republish(std::vector<std::string> documents) override {
    self_->send(peers_.diagnostics,
                RepublishDiagnostics{
                    std::make_shared<const std::vector<std::string>>(std::move(documents))});
  }
  void watch_process(std::int64_t process) override { config_->watch_process(process); }
  void gather_status(const protocol::RequestId& id) override {
    if (config_->gather_status) {
      config_->gather_status([to = self(), id](const std::string& json) {
        compat::post(to, StatusGathered{std::make_shared<const std::string>(
                             protocol::encode_response(id, json))});
      });
    }
  }
  void save_trace(const std::optional<protocol::RequestId>& id) override {
    if (!config_->save_trace) {
      return;
    }
    config_->save_trace([to = self(), id](const base::Result<std::string>& json) {
      compat::post(to, StatusGathered{std::make_shared<const std::string>(words_on(id, json))});
    });
  }
  void answered(std::string_view method, Duration took, bool well) override {
    if (config_->metrics) {
      config_->metrics->answered(method, took, well);
      config_->metrics->requests_in_flight = core_.requests_in_flight();
    }
  }
  void arm_timer(Instant due) override {
    config_->timers->arm(due, [to = self()](Instant now) { compat::post(to, TimerFired{now}); });
  }
  void log(LogLevel level, std::string_view text) override { config_->log(level, text); }
  void finish(int exit_code) override { self_->send(peers_.session, SessionEnded{exit_code}); }

 private:
  using Counter = std::atomic<std::uint64_t> SessionMetrics::*;
  void count(Counter frames, Counter bytes, std::size_t size) {
    if (config_->metrics) {
      ((*config_->metrics).*frames).fetch_add(1, std::memory_order_relaxed);
      ((*config_->metrics).*bytes).fetch_add(size, std::memory_order_relaxed);
    }
  }
  template <typename Handle>
  void guard(Handle&& handle) {
    guarded(*config_, name, std::forward<Handle>(handle),
            [this](std::string_view what) { core_.on_failure(what); });
  }
  caf::actor self() { return caf::actor_cast<caf::actor>(self_); }

  TracedActor* self_;
  std::shared_ptr<const SessionConfig> config_;
  ProtocolCore core_;
  Introduce peers_;
  std::shared_ptr<const std::string> frame_;  ///< that is being handled
};

}  // namespace

caf::actor spawn_protocol(TracedActor& parent, std::shared_ptr<const SessionConfig> config) {
  return spawn_child<Protocol, caf::monitored>(parent, std::move(config));
}

}  // namespace troupe::actors
