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
                             std::shared_ptr<Disk> disk, const protocol::PathMap& paths,
                             std::function<void()> on_gone)
    : disk_(std::move(disk)),
      paths_(paths),
      on_gone_(std::move(on_gone)),
      actors_(spawn_session(system, std::move(config))) {}

ClientSession::~ClientSession() {
  on_gone_();
  disk_->stop();
  const std::scoped_lock lock(mutex_);
  compat::end_actor(actors_.session);
  actors_ = {};
}

void ClientSession::on_frame(std::shared_ptr<const std::string> body, Instant at) {
  if (!paths_.empty()) {
    std::string renamed = paths_.to_server(*body);
    renamed.reserve(renamed.size() + protocol::frame_padding);
    body = std::make_shared<const std::string>(std::move(renamed));
  }
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
                                    : std::max(2U, std::thread::hardware_concurrency())),
      bases_(std::make_shared<WarmBases>(
          WarmBases::Options{.kept_for = std::chrono::milliseconds(options.limits.warm_base_ms),
                             .bytes_at_most = options.limits.memory_bytes / 4})),
      budget_(std::make_shared<MemoryBudget>(options.limits.memory_bytes, bases_)) {
  bases_->watch_clock();
  stage_.on_failure = [log = options_.log](std::string_view path, std::string_view what) {
    if (log) {
      log(LogLevel::error, std::string(path) + ": " + std::string(what));
    }
  };
  system_config_.emplace(stage_, compat::SchedulerPolicy::sharing, threads_);
  system_ = std::make_unique<caf::actor_system>(*system_config_);
}

base::Result<void> SessionHost::serve_metrics() {
  if (options_.metrics_socket.empty()) {
    return {};
  }
  auto service = transport::TextService::start(
      options_.metrics_socket, "application/openmetrics-text; version=1.0.0; charset=utf-8",
      [this] {
        const auto text = std::make_shared<std::promise<std::string>>();
        gather_status({}, [text](const ProcessStatus& status) {
          text->set_value(status_openmetrics(status));
        });
        return text->get_future().get();
      });
  if (!service) {
    return std::unexpected(service.error());
  }
  metrics_ = std::move(*service);
  return {};
}

/// CAF waits for its last actor without a limit, so somebody watches over it.
SessionHost::~SessionHost() {
  metrics_.reset();
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

namespace {

/// Waits for the answers of several sessions' actors; tells the status when all are there, or when
/// it is to wait no longer.
class StatusCollection {
 public:
  StatusCollection(ProcessStatus status, std::function<void(const ProcessStatus&)> tell)
      : status_(std::move(status)), missing_(status_.sessions.size()), tell_(std::move(tell)) {}

  void add(std::size_t index, const engine::MemoryReport& memory) {
    {
      const std::scoped_lock lock(mutex_);
      if (!tell_) {
        return;
      }
      status_.sessions[index].memory = memory;
      if (--missing_ > 0) {
        return;
      }
    }
    finish();
  }
  void finish() {
    std::function<void(const ProcessStatus&)> tell;
    {
      const std::scoped_lock lock(mutex_);
      tell = std::exchange(tell_, nullptr);
    }
    // Nobody writes to the status any more: who finds no function to call leaves it alone.
    if (tell) {
      tell(status_);
    }
  }

 private:
  std::mutex mutex_;
  ProcessStatus status_;
  std::size_t missing_;
  std::function<void(const ProcessStatus&)> tell_;
};

constexpr Duration status_patience = std::chrono::milliseconds(300);

}  // namespace

SharedStatus SessionHost::shared_status() const {
  return {.memory_limit = budget_->limit(),
          .memory_used = budget_->used(),
          .texts = texts_->status(),
          .bases = bases_->status()};
}

void SessionHost::gather_status(std::optional<std::uint64_t> session,
                                std::function<void(const ProcessStatus&)> tell) {
  ProcessStatus status{.version = options_.version,
                       .now = monotonic_now(),
                       .began_at = began_at_,
                       .resident_bytes = resident_bytes(),
                       .shared = session ? std::nullopt : std::optional(shared_status()),
                       .sessions = {}};
  std::vector<caf::actor> databases;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [number, entry] : sessions_) {
      if (!session || *session == number) {
        status.sessions.push_back({.metrics = entry.metrics, .memory = {}});
        databases.push_back(entry.database);
      }
    }
  }
  const auto collection = std::make_shared<StatusCollection>(std::move(status), std::move(tell));
  if (databases.empty()) {
    return collection->finish();
  }
  for (std::size_t index = 0; index < databases.size(); ++index) {
    compat::post(
        databases[index],
        ReportMemory{std::make_shared<const std::function<void(const engine::MemoryReport&)>>(
            [collection, index](const engine::MemoryReport& memory) {
              collection->add(index, memory);
            })});
  }
  timers_.arm(monotonic_now() + status_patience, [collection](Instant) { collection->finish(); });
}

/// Writes in the client's paths.
std::function<void(transport::Outbound)> SessionHost::renaming(
    std::function<void(transport::Outbound)> write) const {
  return [write = std::move(write), &paths = options_.paths](transport::Outbound frame) {
    const std::string_view body =
        std::string_view(frame.bytes).substr(frame.bytes.find("\r\n\r\n") + 4);
    frame.bytes = protocol::encode_frame(paths.to_client(body));
    write(std::move(frame));
  };
}

std::unique_ptr<ClientSession> SessionHost::open(ClientLink link) {
  auto disk = std::make_shared<Disk>(texts_);
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
  config->write = options_.paths.empty() ? std::move(link.write) : renaming(std::move(link.write));
  config->watch_process = std::move(link.watch_process);
  config->on_end = std::move(link.on_end);
  const std::uint64_t number = [this] {
    const std::scoped_lock lock(mutex_);
    return ++last_session_;
  }();
  config->metrics = std::make_shared<SessionMetrics>(number);
  if (options_.limits.warm_base_ms > 0) {
    config->bases = bases_;
  }
  config->memory_used = [budget = budget_, number](std::size_t bytes) {
    budget->uses(number, bytes);
  };
  config->gather_status = [this, number](std::function<void(const std::string&)> tell) {
    gather_status(number, [tell = std::move(tell)](const ProcessStatus& status) {
      tell(status_json(status));
    });
  };
  if (options_.trace && !recorder_) {
    recorder_ = std::make_unique<TraceRecorder>(*config, options_.version, options_.trace);
    stage_.observer = recorder_.get();
    rescue_on_fatal_signal(recorder_.get());
  }
  const auto metrics = config->metrics;
  auto session = std::make_unique<ClientSession>(*system_, std::move(config), std::move(disk),
                                                 options_.paths, [this, number] {
                                                   budget_->close(number);
                                                   const std::scoped_lock lock(mutex_);
                                                   sessions_.erase(number);
                                                 });
  budget_->open(number, [database = session->database()](std::size_t share) {
    compat::post(database, ShareMemory{share});
  });
  const std::scoped_lock lock(mutex_);
  sessions_.emplace(number, Entry{.metrics = metrics, .database = session->database()});
  return session;
}

void SessionHost::log(LogLevel level, const std::string& text) const {
  if (options_.log) {
    options_.log(level, text);
  }
}

}  // namespace troupe::actors
