#include "actors/session_host.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "actors/disk.hpp"
#include "actors/trace_rescue.hpp"
#include "protocol/json_writer.hpp"

namespace troupe::actors {

namespace {

constexpr Duration farewell_patience = std::chrono::milliseconds(400);

}  // namespace

SessionHost::SessionHost(const ServeOptions& options, bool has_many)
    : options_(options),
      threads_(options.threads != 0 ? options.threads
                                    : std::max(2U, std::thread::hardware_concurrency())),
      has_many_(has_many),
      bases_(std::make_shared<WarmBases>(
          WarmBases::Options{.kept_for = std::chrono::milliseconds(options.limits.warm_base_ms),
                             .bytes_at_most = options.limits.memory_bytes / 4})),
      budget_(std::make_shared<MemoryBudget>(options.limits.memory_bytes, bases_,
                                             options.trace.open ? 0 : options.trace.memory_bytes)) {
  bases_->watch_clock();
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

SessionHost::~SessionHost() {
  stop_timers();
}

/// Whoever gathers metrics waits for a timer.
void SessionHost::stop_timers() {
  metrics_.reset();
  timers_.stop();
}

/// CAF waits for its last actor without a limit, so somebody watches over it.
void SessionHost::end_or_leave(std::unique_ptr<ClientSession> session, int exit_code) const {
  std::promise<void> gone;
  std::thread watchdog([this, exit_code, is_gone = gone.get_future()] {
    if (is_gone.wait_for(farewell_patience) == std::future_status::timeout) {
      leave(exit_code);
    }
  });
  session.reset();
  gone.set_value();
  watchdog.join();
}

void SessionHost::leave(int exit_code) const {
  log(LogLevel::error, "work that does not stop is left behind");
  rescue_now();
  std::_Exit(exit_code);
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
          .recording_limit = budget_->recording_share(),
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
  std::shared_ptr<StatusCollection> collection;
  bool is_complete = false;
  {
    // Sessions are asked under the lock: none goes meanwhile.
    const std::scoped_lock lock(mutex_);
    std::vector<ClientSession*> asked;
    for (const auto& [number, entry] : sessions_) {
      if (!session || *session == number) {
        entry.metrics->processor_us = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(entry.session->processor_time())
                .count());
        status.sessions.push_back({.metrics = entry.metrics,
                                   .recording_bytes = entry.session->recording_bytes(),
                                   .memory = {}});
        asked.push_back(entry.session);
      }
    }
    collection = std::make_shared<StatusCollection>(std::move(status), std::move(tell));
    for (std::size_t index = 0; index < asked.size(); ++index) {
      asked[index]->report_memory([collection, index](const engine::MemoryReport& memory) {
        collection->add(index, memory);
      });
    }
    is_complete = asked.empty();
  }
  if (is_complete) {
    return collection->finish();
  }
  timers_.arm(monotonic_now() + status_patience, [collection](Instant) { collection->finish(); });
}

void SessionHost::dump_trace(std::optional<std::uint64_t> session, const TraceTold& tell) {
  // Under the lock no session goes; what it is asked for, it gives before it is gone.
  const std::scoped_lock lock(mutex_);
  auto found = session ? sessions_.find(*session) : sessions_.begin();
  if (found == sessions_.end()) {
    return tell(base::failure(session ? "there is no such session" : "there is no session"));
  }
  if (!session && sessions_.size() > 1) {
    std::string numbers;
    for (const auto& [number, entry] : sessions_) {
      numbers.append(numbers.empty() ? "" : ", ").append(std::to_string(number));
    }
    return tell(base::failure("there are several sessions (" + numbers + "): say which"));
  }
  const std::uint64_t number = found->first;
  const auto dumped =
      found->second.session->dump_trace([tell, number](std::string file, bool is_whole) {
        tell(DumpedTrace{.session = number, .file = std::move(file), .is_whole = is_whole});
      });
  if (!dumped) {
    tell(std::unexpected(dumped.error()));
  }
}

void SessionHost::save_trace(std::uint64_t session,
                             std::function<void(const base::Result<std::string>&)> tell) {
  dump_trace(session, [save = options_.trace.save,
                       tell = std::move(tell)](const base::Result<DumpedTrace>& dumped) {
    if (!dumped) {
      return tell(std::unexpected(dumped.error()));
    }
    const auto path = save ? save(dumped->session, false, dumped->file)
                           : base::failure("there is no place for recordings");
    if (!path) {
      return tell(std::unexpected(path.error()));
    }
    std::string json;
    protocol::JsonWriter writer(json);
    writer.object([&] {
      writer.member("path", *path);
      writer.member("bytes", std::uint64_t{dumped->file.size()});
      writer.member("complete", dumped->is_whole);
    });
    tell(std::move(json));
  });
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

std::shared_ptr<SessionConfig> SessionHost::make_config(ClientLink link, Disk& disk,
                                                        std::uint64_t number) {
  auto config = std::make_shared<SessionConfig>();
  config->languages = options_.languages;
  config->limits = options_.limits;
  config->environment = options_.environment;
  config->who = std::move(link.who);
  config->interactive_workers = threads_;
  config->batch_workers = std::max(1U, threads_ - 1);
  if (options_.log) {
    config->log = options_.log;
  }
  config->timers = &timers_;
  config->files = &disk;
  config->write = options_.paths.empty() ? std::move(link.write) : renaming(std::move(link.write));
  config->watch_process = std::move(link.watch_process);
  config->on_end = std::move(link.on_end);
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
  config->save_trace = [this, number](std::function<void(const base::Result<std::string>&)> tell) {
    save_trace(number, std::move(tell));
  };
  return config;
}

/// From a client's word on for as long as it is worth looking: silent clients cost nothing.
void SessionHost::watch_shares() {
  constexpr Duration interval = std::chrono::milliseconds(20);
  if (!is_watching_.exchange(true)) {
    timers_.arm(monotonic_now() + interval, [this](Instant now) { share_out(now); });
  }
}

void SessionHost::share_out(Instant now) {
  {
    const std::scoped_lock lock(mutex_);
    is_watching_ = false;
    std::vector<FairShares::Session> sessions;
    sessions.reserve(sessions_.size());
    for (const auto& [number, entry] : sessions_) {
      sessions.push_back({.number = number,
                          .used = entry.session->processor_time(),
                          .latest = entry.session->heard_at()});
    }
    for (const auto& [number, is_behind] : shares_.look(now, sessions)) {
      const Entry& entry = sessions_.at(number);
      entry.session->stand_behind(is_behind);
      entry.metrics->stands_behind = is_behind ? 1 : 0;
      entry.metrics->fell_behind += is_behind ? 1 : 0;
    }
    if (!shares_.is_worth_looking()) {
      return;
    }
  }
  watch_shares();
}

/// Called by whichever session has changed the shares; this one may be gone by now.
void SessionHost::tell_session(std::uint64_t session,
                               const std::function<void(ClientSession&)>& tell) {
  const std::scoped_lock lock(mutex_);
  const auto found = sessions_.find(session);
  if (found != sessions_.end()) {
    tell(*found->second.session);
  }
}

std::unique_ptr<ClientSession> SessionHost::open(ClientLink link) {
  const std::uint64_t number = [this] {
    const std::scoped_lock lock(mutex_);
    return ++last_session_;
  }();
  auto disk = std::make_shared<Disk>(texts_);
  auto config = make_config(std::move(link), *disk, number);
  config->world = disk;
  const auto metrics = config->metrics;
  auto session = std::make_unique<ClientSession>(
      SessionParts{.config = std::move(config),
                   .disk = std::move(disk),
                   .paths = options_.paths,
                   .threads = has_many_ ? ActorThreads::needed : threads_,
                   .has_neighbours = has_many_,
                   .number = number,
                   .trace = options_.trace,
                   .version = options_.version,
                   .on_gone = [this, number] { forget(number); },
                   .on_heard =
                       [this] {
                         if (has_neighbours_.load(std::memory_order_relaxed)) {
                           watch_shares();
                         }
                       }});
  {
    const std::scoped_lock lock(mutex_);
    sessions_.emplace(number, Entry{.metrics = metrics, .session = session.get()});
    has_neighbours_ = sessions_.size() > 1;
  }
  budget_->open(
      number,
      [this, number](std::size_t share) {
        tell_session(number, [&](ClientSession& told) { told.share_memory(share); });
      },
      [this, number](std::size_t share) {
        tell_session(number, [&](ClientSession& told) { told.share_recording(share); });
      });
  return session;
}

void SessionHost::forget(std::uint64_t session) {
  {
    const std::scoped_lock lock(mutex_);
    sessions_.erase(session);
    has_neighbours_ = sessions_.size() > 1;
  }
  budget_->close(session);
}

void SessionHost::log(LogLevel level, const std::string& text) const {
  if (options_.log) {
    options_.log(level, text);
  }
}

}  // namespace troupe::actors
