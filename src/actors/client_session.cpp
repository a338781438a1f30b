// The end of a session, in order: its transport has stopped, so nothing new comes in; its disk and
// the timers drop what was asked of them, and with it what they hold of the actors; nothing is told
// to the actors any more; they are told to end, and their system waits for the last of them. No
// handle to an actor may be left by then, for an actor looks for its system when it goes.
#include "actors/client_session.hpp"

#include <utility>

#include "actors/disk.hpp"
#include "actors/messages.hpp"
#include "actors/trace_recorder.hpp"
#include "actors/trace_rescue.hpp"

namespace troupe::actors {

namespace {

/// Timers that hold nothing of a session when it has ended.
class LateTimers final : public Timers {
 public:
  LateTimers(const LateCalls& calls, Timers& inner) : calls_(calls), inner_(inner) {}
  void arm(Instant due, std::function<void(Instant now)> fire) override {
    inner_.arm(due, calls_.once(std::move(fire)));
  }

 private:
  const LateCalls& calls_;
  Timers& inner_;
};

}  // namespace

ClientSession::ClientSession(SessionParts parts)
    : disk_(std::move(parts.disk)),
      paths_(parts.paths),
      on_gone_(std::move(parts.on_gone)),
      on_heard_(std::move(parts.on_heard)) {
  stage_.on_failure = [log = parts.config->log](std::string_view path, std::string_view what) {
    log(LogLevel::error, std::string(path) + ": " + std::string(what));
  };
  tie(*parts.config);
  record(*parts.config, parts);
  fall_silent_when_dying(*parts.config);
  system_config_.emplace(stage_, compat::SchedulerPolicy::sharing, parts.threads);
  compat::watch_threads(
      *system_config_, [this] { threads_.enter(); }, [this] { threads_.leave(); });
  system_ = std::make_unique<caf::actor_system>(*system_config_);
  if (parts.has_neighbours) {
    actor_threads_.begin(*system_, [this] {
      if (threads_.has_worn()) {
        post(&SessionActors::dispatcher, RenewWorkers{});
      }
    });
  }
  actors_ = spawn_session(*system_, std::move(parts.config));
  compat::let_go_of_systems();
}

ClientSession::~ClientSession() {
  on_gone_();
  disk_->stop();
  calls_.end();
  {
    const std::scoped_lock lock(mutex_);
    compat::end_actor(actors_.session);
    actors_ = {};
  }
  actor_threads_.end();
  system_.reset();
  if (recorder_) {
    rescue_no_more(*recorder_);
    recorder_->finish(exit_code_);
  }
}

/// What the session's actors give away comes back through `calls_`.
void ClientSession::tie(SessionConfig& config) {
  timers_ = std::make_unique<LateTimers>(calls_, *config.timers);
  config.timers = timers_.get();
  config.gather_status = [this, inner = std::move(config.gather_status)](
                             std::function<void(const std::string&)> tell) {
    inner(calls_.once(std::move(tell)));
  };
  config.save_trace = [this, inner = std::move(config.save_trace)](
                          std::function<void(const base::Result<std::string>&)> tell) {
    inner(calls_.once(std::move(tell)));
  };
  config.run_job = [this, inner = std::move(config.run_job)](const Job& job,
                                                             const engine::Snapshot& snapshot,
                                                             handlers::Reporter& reporter) {
    const SessionThreads::AtWork here(threads_);
    return inner(job, snapshot, reporter);
  };
  config.on_end = [this, inner = std::move(config.on_end)](int exit_code) {
    exit_code_ = exit_code;
    inner(exit_code);
  };
}

void ClientSession::record(SessionConfig& config, const SessionParts& parts) {
  if (TraceRecorder::Append append = parts.trace.open ? parts.trace.open(parts.number) : nullptr) {
    recorder_ = std::make_unique<TraceRecorder>(config, parts.version, std::move(append));
  } else if (!parts.trace.open && parts.trace.memory_bytes > 0) {
    TraceRecorder::Memory memory{.bytes = parts.trace.memory_bytes};
    if (parts.trace.save) {
      memory.on_crash = [save = parts.trace.save, number = parts.number](std::string_view file) {
        // Where it is not saved, nobody is left who could be told why.
        static_cast<void>(save(number, true, file).has_value());
      };
    }
    recorder_ = std::make_unique<TraceRecorder>(config, parts.version, memory);
    is_in_memory_ = true;
  } else {
    return;
  }
  stage_.observer = recorder_.get();
  rescue_on_fatal_signal(*recorder_);
}

base::Result<void> ClientSession::dump_trace(
    std::function<void(std::string file, bool is_whole)> tell) {
  if (!is_in_memory_) {
    return base::failure(recorder_ ? "this session is recorded to a file already (--trace)"
                                   : "this session is not recorded (--trace-memory 0)");
  }
  recorder_->dump(std::move(tell));
  return {};
}

/// A process that writes its recordings before it dies of a signal neither hears nor says anything
/// more: a client that got answers or an orderly end from it would take it for sound.
void ClientSession::fall_silent_when_dying(SessionConfig& config) {
  if (recorder_) {
    config.write = [inner = std::move(config.write)](transport::Outbound frame) {
      if (!is_being_rescued()) {
        inner(std::move(frame));
      }
    };
  }
}

void ClientSession::on_frame(std::shared_ptr<const std::string> body, Instant at) {
  if (recorder_ && is_being_rescued()) {
    return;
  }
  if (!paths_.empty()) {
    std::string renamed = paths_.to_server(*body);
    renamed.reserve(renamed.size() + protocol::frame_padding);
    body = std::make_shared<const std::string>(std::move(renamed));
  }
  post(&SessionActors::protocol, FrameArrived{std::move(body), at});
  heard_at_.store(at, std::memory_order_relaxed);
  on_heard_();
}
void ClientSession::on_framing_lost(const std::string& what) {
  post(&SessionActors::protocol, FramingLost{what});
}
void ClientSession::on_end() {
  post(&SessionActors::protocol, InputEnded{monotonic_now()});
}
void ClientSession::on_output_broken(const std::string& why) {
  post(&SessionActors::protocol, OutputBroken{why});
}
void ClientSession::on_output_recovered(std::vector<std::string> documents) {
  post(&SessionActors::protocol,
       OutputRecovered{std::make_shared<const std::vector<std::string>>(std::move(documents))});
}
void ClientSession::on_client_died() {
  post(&SessionActors::protocol, ClientDied{});
}
void ClientSession::share_memory(std::size_t bytes) {
  post(&SessionActors::database, ShareMemory{bytes});
}
void ClientSession::share_recording(std::size_t bytes) {
  if (is_in_memory_) {
    recorder_->set_capacity(bytes);
  }
}
std::size_t ClientSession::recording_bytes() const {
  return is_in_memory_ ? recorder_->bytes_in_memory() : 0;
}
void ClientSession::stand_behind(bool is_behind) {
  if (is_behind) {
    threads_.stand_behind();
  } else {
    threads_.catch_up();
  }
  actor_threads_.stand_behind(is_behind);
}
void ClientSession::report_memory(std::function<void(const engine::MemoryReport&)> tell) {
  post(&SessionActors::database,
       ReportMemory{std::make_shared<const std::function<void(const engine::MemoryReport&)>>(
           std::move(tell))});
}

}  // namespace troupe::actors
