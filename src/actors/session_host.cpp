// The end of a session, in order: its transport has stopped, so nothing new comes in; its disk
// drops what was asked of it; nothing is told to the protocol actor any more; the actors are told
// to end. They do so in their own time: what the configuration points at lives as long as one of
// them.
#include "actors/session_host.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>
#include <utility>

#include "actors/disk.hpp"
#include "actors/trace_recorder.hpp"
#include "actors/trace_rescue.hpp"

namespace troupe::actors {

namespace {

constexpr Duration farewell_patience = std::chrono::milliseconds(400);
constexpr Duration rescue_patience = std::chrono::milliseconds(200);

}  // namespace

ClientSession::ClientSession(caf::actor_system& system, std::shared_ptr<SessionConfig> config,
                             std::shared_ptr<Disk> disk)
    : disk_(std::move(disk)), actors_(spawn_session(system, std::move(config))) {}

ClientSession::~ClientSession() {
  disk_->stop();
  const std::scoped_lock lock(mutex_);
  compat::end_actor(actors_.session);
  actors_ = {};
}

void ClientSession::on_frame(std::shared_ptr<const std::string> body, Instant at) {
  post(FrameArrived{std::move(body), at});
}
void ClientSession::on_framing_lost(const std::string& what) {
  post(FramingLost{what});
}
void ClientSession::on_end() {
  post(InputEnded{monotonic_now()});
}
void ClientSession::on_output_broken(const std::string& why) {
  post(OutputBroken{why});
}
void ClientSession::on_output_recovered(std::vector<std::string> documents) {
  post(OutputRecovered{std::make_shared<const std::vector<std::string>>(std::move(documents))});
}
void ClientSession::on_client_died() {
  post(ClientDied{});
}

SessionHost::SessionHost(const ServeOptions& options)
    : options_(options),
      threads_(options.threads != 0 ? options.threads
                                    : std::max(2U, std::thread::hardware_concurrency())) {
  stage_.on_failure = [log = options_.log](std::string_view path, std::string_view what) {
    if (log) {
      log(LogLevel::error, std::string(path) + ": " + std::string(what));
    }
  };
  system_config_.emplace(stage_, compat::SchedulerPolicy::sharing, threads_);
  system_ = std::make_unique<caf::actor_system>(*system_config_);
}

/// CAF waits for its last actor without a limit, so somebody watches over it.
SessionHost::~SessionHost() {
  timers_.stop();
  std::promise<void> gone;
  std::thread watchdog([this, is_gone = gone.get_future()] {
    if (is_gone.wait_for(farewell_patience) == std::future_status::timeout) {
      log(LogLevel::error, "work that does not stop is left behind");
      if (recorder_) {
        recorder_->rescue(rescue_patience);
      }
      std::_Exit(exit_code_);
    }
  });
  system_.reset();
  gone.set_value();
  watchdog.join();
  if (recorder_) {
    rescue_on_fatal_signal(nullptr);
    recorder_->finish(exit_code_);
  }
}

std::unique_ptr<ClientSession> SessionHost::open(ClientLink link) {
  auto disk = std::make_shared<Disk>();
  auto config = std::make_shared<SessionConfig>();
  config->languages = options_.languages;
  config->limits = options_.limits;
  config->environment = options_.environment;
  config->interactive_workers = threads_;
  config->batch_workers = std::max(1U, threads_ - 1);
  if (options_.log) {
    config->log = options_.log;
  }
  config->timers = &timers_;
  config->files = disk.get();
  config->world = disk;
  config->write = std::move(link.write);
  config->watch_process = std::move(link.watch_process);
  config->on_end = std::move(link.on_end);
  if (options_.trace && !recorder_) {
    recorder_ = std::make_unique<TraceRecorder>(*config, options_.version, options_.trace);
    stage_.observer = recorder_.get();
    rescue_on_fatal_signal(recorder_.get());
  }
  return std::make_unique<ClientSession>(*system_, std::move(config), std::move(disk));
}

void SessionHost::log(LogLevel level, const std::string& text) const {
  if (options_.log) {
    options_.log(level, text);
  }
}

}  // namespace troupe::actors
