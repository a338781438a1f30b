// A session over file descriptors: threads at the border, actors inside.
#include <chrono>
#include <csignal>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "actors/process_watch.hpp"
#include "actors/session_host.hpp"
#include "actors/system.hpp"
#include "transport/input_reader.hpp"
#include "transport/output_writer.hpp"

namespace troupe::actors {

namespace {

constexpr Duration flush_patience = std::chrono::milliseconds(500);

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

/// One run of serve().
class Server {
 public:
  explicit Server(const ServeOptions& options)
      : options_(options), output_(options.output), host_(options) {}

  int run() {
    if (const auto served = host_.serve_metrics(); !served) {
      host_.log(LogLevel::error, served.error().message);
    }
    auto end = std::make_shared<std::promise<int>>();
    std::future<int> ended = end->get_future();
    session_ = host_.open({.write =
                               [this](transport::Outbound frame) {
                                 if (writer_) {
                                   writer_->send(std::move(frame));
                                 }
                               },
                           .watch_process =
                               [this](std::int64_t process) {
                                 process_watch_ = ProcessWatch::start(
                                     process, [this] { session_->on_client_died(); });
                               },
                           .on_end = [end](int code) { end->set_value(code); }});
    const int code = start_transport() ? ended.get() : 1;
    stop(code);
    return code;
  }

 private:
  bool start_transport() {
    transport::OutputWriter::Events events{
        .on_broken = [this](const std::string& why) { session_->on_output_broken(why); },
        .on_recovered =
            [this](std::vector<std::string> documents) {
              session_->on_output_recovered(std::move(documents));
            }};
    auto writer = transport::OutputWriter::start(output_.get(), options_.limits.outbound_bytes,
                                                 std::move(events));
    if (!writer) {
      host_.log(LogLevel::error, writer.error().message);
      return false;
    }
    writer_ = std::move(*writer);
    auto reader = transport::InputReader::start(
        options_.input,
        {.header_block = options_.limits.header_bytes, .body = options_.limits.frame_bytes},
        *session_, options_.limits.backlog_bytes);
    if (!reader) {
      host_.log(LogLevel::error, reader.error().message);
      return false;
    }
    reader_ = std::move(*reader);
    return true;
  }

  /// In order: nothing new comes in; what was answered is written; the threads that tell the
  /// session something stop; the session ends. The writer goes last, with this: actors may still
  /// send.
  void stop(int code) {
    reader_.reset();
    if (writer_) {
      writer_->flush(flush_patience);
    }
    host_.stop_timers();
    process_watch_.reset();
    host_.end_or_leave(std::move(session_), code);
  }

  const ServeOptions& options_;
  PrivateOutput output_;
  std::unique_ptr<transport::OutputWriter> writer_;
  SessionHost host_;  // Gone before what its actors write to.
  std::unique_ptr<ClientSession> session_;
  std::unique_ptr<ProcessWatch> process_watch_;
  std::unique_ptr<transport::InputReader> reader_;
};

}  // namespace

int serve(const ServeOptions& options) {
  return Server(options).run();
}

}  // namespace troupe::actors
