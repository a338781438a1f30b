// A session over file descriptors: threads at the border, actors inside.
//
// The end, in order: the reader stops, so nothing new comes in; what was answered is written; the
// threads that call actors stop; the actors are told to end, which cancels what workers run; the
// actor system goes. Should a worker not let go (a leaf query that runs for seconds), the process
// leaves without it: a slow exit is felt at every quit of an editor, and there is nothing to save.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "actors/disk.hpp"
#include "actors/input_reader.hpp"
#include "actors/messages.hpp"
#include "actors/output_writer.hpp"
#include "actors/process_watch.hpp"
#include "actors/session_actor.hpp"
#include "actors/session_config.hpp"
#include "actors/stage.hpp"
#include "actors/system.hpp"
#include "actors/timer_thread.hpp"

namespace troupe::actors {

namespace {

constexpr Duration flush_patience = std::chrono::milliseconds(500);
constexpr Duration farewell_patience = std::chrono::milliseconds(400);

/// The descriptor that frames go to. If that is standard output it is ours alone from now on: what
/// anybody else prints goes to standard error.
class PrivateOutput {
 public:
  explicit PrivateOutput(int descriptor) : descriptor_(::fcntl(descriptor, F_DUPFD_CLOEXEC, 3)) {
    if (descriptor == STDOUT_FILENO && descriptor_ >= 0) {
      ::dup2(STDERR_FILENO, STDOUT_FILENO);
    }
    std::signal(SIGPIPE, SIG_IGN);
  }
  ~PrivateOutput() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  PrivateOutput(const PrivateOutput&) = delete;
  PrivateOutput& operator=(const PrivateOutput&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// The way from the border to the protocol actor. It is closed before the actor system goes: no
/// handle to an actor may live longer than that.
class ProtocolDoor {
 public:
  void open(caf::actor protocol) {
    const std::scoped_lock lock(mutex_);
    protocol_ = std::move(protocol);
  }
  void close() { open(nullptr); }
  template <typename Message>
  void post(Message message) {
    const std::scoped_lock lock(mutex_);
    compat::post(protocol_, std::move(message));
  }

 private:
  std::mutex mutex_;
  caf::actor protocol_;
};

/// Passes what is read on to the protocol actor.
class ToProtocol final : public InputSink {
 public:
  explicit ToProtocol(ProtocolDoor& door) : door_(door) {}
  void on_frame(std::shared_ptr<const std::string> body, Instant at) override {
    door_.post(FrameArrived{std::move(body), at});
  }
  void on_framing_lost(const std::string& what) override { door_.post(FramingLost{what}); }
  void on_end() override { door_.post(InputEnded{monotonic_now()}); }

 private:
  ProtocolDoor& door_;
};

/// One run of serve().
class Server {
 public:
  explicit Server(const ServeOptions& options) : options_(options), output_(options.output) {}

  int run() {
    const unsigned threads = options_.threads != 0
                                 ? options_.threads
                                 : std::max(2U, std::thread::hardware_concurrency());
    auto end = std::make_shared<std::promise<int>>();
    std::future<int> ended = end->get_future();
    timers_.emplace();
    disk_.emplace();
    const auto config = make_config(threads, end);
    stage_.on_failure = [log = config->log](std::string_view path, std::string_view what) {
      log(LogLevel::error, std::string(path) + ": " + std::string(what));
    };
    system_config_.emplace(stage_, compat::SchedulerPolicy::sharing, threads);
    system_ = std::make_unique<caf::actor_system>(*system_config_);
    SessionActors actors = spawn_session(*system_, config);
    door_.open(actors.protocol);
    const int code = start_transport() ? ended.get() : 1;
    stop(std::move(actors), code);
    return code;
  }

 private:
  std::shared_ptr<const SessionConfig> make_config(unsigned threads,
                                                   std::shared_ptr<std::promise<int>> end) {
    auto config = std::make_shared<SessionConfig>();
    config->languages = options_.languages;
    config->limits = options_.limits;
    config->environment = options_.environment;
    config->interactive_workers = threads;
    config->batch_workers = std::max(1U, threads - 1);
    if (options_.log) {
      config->log = options_.log;
    }
    config->timers = &*timers_;
    config->files = &*disk_;
    config->write = [this](Outbound frame) {
      if (writer_) {
        writer_->send(std::move(frame));
      }
    };
    config->watch_process = [this](std::int64_t process) {
      process_watch_ = ProcessWatch::start(process, [this] { door_.post(ClientDied{}); });
    };
    config->on_end = [end = std::move(end)](int code) { end->set_value(code); };
    return config;
  }

  bool start_transport() {
    OutputWriter::Events events{
        .on_broken = [this](const std::string& why) { door_.post(OutputBroken{why}); },
        .on_recovered =
            [this](std::vector<std::string> documents) {
              door_.post(OutputRecovered{
                  std::make_shared<const std::vector<std::string>>(std::move(documents))});
            }};
    auto writer =
        OutputWriter::start(output_.get(), options_.limits.outbound_bytes, std::move(events));
    if (!writer) {
      log(writer.error().message);
      return false;
    }
    writer_ = std::move(*writer);
    auto reader = InputReader::start(
        options_.input,
        {.header_block = options_.limits.header_bytes, .body = options_.limits.frame_bytes}, sink_);
    if (!reader) {
      log(reader.error().message);
      return false;
    }
    reader_ = std::move(*reader);
    return true;
  }

  void stop(SessionActors actors, int code) {
    reader_.reset();
    if (writer_) {
      writer_->flush(flush_patience);
    }
    disk_->stop();
    timers_->stop();
    door_.close();
    compat::end_actor(actors.session);
    actors = {};
    end_system(code);
  }

  /// CAF waits for its last actor without a limit, so somebody watches over it. (The system must go
  /// on the thread that made it: CAF keeps a reference to its logger there, and waits for it, too.)
  void end_system(int code) {
    std::promise<void> gone;
    std::thread watchdog([&, is_gone = gone.get_future()] {
      if (is_gone.wait_for(farewell_patience) == std::future_status::timeout) {
        log("work that does not stop is left behind");
        std::_Exit(code);
      }
    });
    system_.reset();
    gone.set_value();
    watchdog.join();
  }

  void log(const std::string& text) const {
    if (options_.log) {
      options_.log(LogLevel::error, text);
    }
  }

  const ServeOptions& options_;
  PrivateOutput output_;
  ProtocolDoor door_;
  std::optional<TimerThread> timers_;
  std::optional<Disk> disk_;
  Stage stage_;
  std::optional<SystemConfig> system_config_;
  std::unique_ptr<OutputWriter> writer_;
  std::unique_ptr<ProcessWatch> process_watch_;
  ToProtocol sink_{door_};
  std::unique_ptr<InputReader> reader_;
  std::unique_ptr<caf::actor_system> system_;
};

}  // namespace

int serve(const ServeOptions& options) {
  return Server(options).run();
}

}  // namespace troupe::actors
