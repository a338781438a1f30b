// A session on real threads with files in memory: what a scripted stage cannot show.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/timer_thread.hpp"
#include "actors/trace_recorder.hpp"
#include "protocol/trace_session.hpp"
#include "test/actors/session_script.hpp"

namespace troupe::actors {

inline ide::LanguageSet fake_languages() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(std::make_unique<FakeLanguage>());
  return ide::LanguageSet(std::move(languages));
}

/// Speaks as the client, and is recorded. end() before anything is looked at.
class LiveSession {
 public:
  explicit LiveSession(std::map<std::string, std::string> disk,
                       std::shared_ptr<WarmBases> bases = nullptr)
      : languages_(fake_languages()) {
    files_.files = std::move(disk);
    auto config = std::make_shared<SessionConfig>();
    config->languages = &languages_;
    config->environment = {{"SECRET", "s3cr3t"}, {"WANTED", "w4nted"}};
    config->timers = &timers_;
    config->files = &files_;
    config->bases = std::move(bases);
    config->write = [this](const auto& frame) {
      {
        const std::scoped_lock lock(mutex_);
        written_.push_back(frame.bytes.substr(frame.bytes.find("\r\n\r\n") + 4));
      }
      changed_.notify_all();
    };
    config->on_end = [this](int code) { end_.set_value(code); };
    recorder_ = std::make_unique<TraceRecorder>(*config, "test", [this](std::string_view block) {
      trace_.append(block);
      return true;
    });
    stage_.observer = recorder_.get();
    constexpr std::size_t threads = 3;
    system_config_ =
        std::make_unique<SystemConfig>(stage_, compat::SchedulerPolicy::sharing, threads);
    system_ = std::make_unique<caf::actor_system>(*system_config_);
    actors_ = spawn_session(*system_, config);
  }
  ~LiveSession() { leave(1); }
  LiveSession(const LiveSession&) = delete;
  LiveSession& operator=(const LiveSession&) = delete;

  void send(std::string body) {
    compat::post(
        actors_.protocol,
        FrameArrived{std::make_shared<const std::string>(std::move(body)), monotonic_now()});
  }
  void notify(std::string_view method, std::string_view params) {
    send(R"({"jsonrpc":"2.0","method":")" + std::string(method) + R"(","params":)" +
         std::string(params) + "}");
  }
  void request(int id, std::string_view method, std::string_view params) {
    send(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + std::string(method) +
         R"(","params":)" + std::string(params) + "}");
  }
  void start() {
    request(0, "initialize", R"({"processId":null,"rootUri":"file:///w","capabilities":{}})");
    notify("initialized", "{}");
  }
  /// Waits for an answer that comes after the workspace has been read: that of a hover.
  void settle() {
    request(999'998, "textDocument/hover",
            R"({"textDocument":{"uri":"file:///w/a.fake"},"position":{"line":0,"character":0}})");
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] {
      return std::ranges::any_of(
          written_, [](const std::string& body) { return contains(body, "\"id\":999998,"); });
    });
  }
  /// Ends in order; returns the exit code.
  int end() {
    request(999'999, "shutdown", "null");
    notify("exit", "null");
    const int code = end_.get_future().get();
    leave(code);
    return code;
  }
  [[nodiscard]] const std::string& trace() const { return trace_; }
  [[nodiscard]] std::vector<std::string> written() {
    const std::scoped_lock lock(mutex_);
    return written_;
  }
  [[nodiscard]] const ide::LanguageSet& languages() const { return languages_; }

 private:
  void leave(int code) {
    if (system_) {
      timers_.stop();
      files_.watch({}, nullptr);  // It may hold an actor.
      compat::end_actor(actors_.session);
      actors_ = {};
      system_.reset();
      recorder_->finish(code);
    }
  }

  ide::LanguageSet languages_;
  TimerThread timers_;
  MemoryFiles files_;
  Stage stage_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> written_;  ///< under mutex_
  std::string trace_;
  std::promise<int> end_;
  std::unique_ptr<TraceRecorder> recorder_;
  std::unique_ptr<SystemConfig> system_config_;
  std::unique_ptr<caf::actor_system> system_;
  SessionActors actors_;
};

}  // namespace troupe::actors
