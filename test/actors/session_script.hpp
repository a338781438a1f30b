// A whole session on a scripted stage: all actors, no thread, no disk, no clock.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "actors/messages.hpp"
#include "actors/session_actor.hpp"
#include "actors/session_config.hpp"
#include "test/actors/fake_language.hpp"
#include "test/actors/stage_script.hpp"

namespace troupe::actors {

/// Timers that fire when the test moves the time.
class ScriptedTimers final : public Timers {
 public:
  void arm(Instant due, std::function<void(Instant)> fire) override {
    armed_.emplace(due, std::move(fire));
  }
  /// Fires what is due at `now`, earliest first.
  void fire_until(Instant now) {
    while (!armed_.empty() && armed_.begin()->first <= now) {
      const auto node = armed_.extract(armed_.begin());
      node.mapped()(now);
    }
  }
  [[nodiscard]] std::optional<Instant> next() const {
    return armed_.empty() ? std::nullopt : std::optional(armed_.begin()->first);
  }

 private:
  std::multimap<Instant, std::function<void(Instant)>> armed_;
};

/// Files in memory. Answers at once; the messages wait on the stage like all others.
class MemoryFiles final : public FileSystem {
 public:
  std::map<std::string, std::string> files;
  std::vector<std::string> watched;
  std::size_t reads = 0;  ///< files read so far

  void list(std::vector<std::string> folders, std::function<void(Listing)> done) override;
  void read(std::vector<std::string> paths, std::size_t limit_bytes,
            std::function<void(std::vector<DiskFile>, bool last)> batch) override;
  void watch(std::vector<std::string> folders,
             std::function<void(std::vector<std::string>)> changed) override;
  /// Tells the watcher.
  void changed(std::vector<std::string> paths) { changed_(std::move(paths)); }

 private:
  std::function<void(std::vector<std::string>)> changed_;
};

struct SessionScriptOptions {
  std::size_t interactive_workers = 1;
  std::size_t batch_workers = 1;
  Limits limits;
  std::function<void(std::string_view actor)> fault;
  std::shared_ptr<WarmBases> bases = nullptr;
};

/// Speaks as the client: bodies of messages in, bodies of messages out.
class SessionScript {
 public:
  using Options = SessionScriptOptions;
  explicit SessionScript(Options options = {});

  StageScript stage;
  ScriptedTimers timers;
  MemoryFiles files;
  FakeLanguage* language = nullptr;
  Instant now = std::chrono::seconds(1000);
  std::vector<std::string> sent;  ///< all that the server wrote
  std::vector<std::string> log;
  std::optional<int> exit_code;
  std::vector<std::int64_t> watched_processes;
  std::size_t memory_used = 0;  ///< as the database last measured

  [[nodiscard]] const SessionActors& actors() const { return *actors_; }

  /// Puts a message of the client on the stage; nothing is delivered yet.
  void client(std::string body);
  void notify(std::string_view method, std::string_view params);
  void request(int id, std::string_view method, std::string_view params);
  /// initialize and initialized, with everything delivered. Clears what was sent.
  void start(std::string_view capabilities = "{}", std::string_view more = "");
  void open(std::string_view uri, int version, std::string_view text);
  /// Replaces the whole text.
  void edit(std::string_view uri, int version, std::string_view text);
  void close(std::string_view uri);
  void hover(int id, std::string_view uri);

  /// Delivers everything.
  void run() { stage.deliver_all(); }
  /// Moves the time, lets timers fire and delivers everything.
  void pass(Duration duration);

  /// What was written as the answer to a request; empty: nothing. Fails the test when there are
  /// two.
  [[nodiscard]] std::string reply(int id) const;
  [[nodiscard]] std::size_t replies(int id) const;
  /// All messages of a method, in order.
  [[nodiscard]] std::vector<std::string> notifications(std::string_view method) const;
  /// The last published diagnostics of a document; empty: none were.
  [[nodiscard]] std::string published(std::string_view uri) const;
  [[nodiscard]] std::size_t publications(std::string_view uri) const;
  [[nodiscard]] bool logged(std::string_view part) const;

 private:
  std::unique_ptr<ide::LanguageSet> languages_;
  std::shared_ptr<const SessionConfig> config_;
  std::optional<SessionActors> actors_;
};

/// A JSON string literal.
[[nodiscard]] std::string quoted(std::string_view text);

[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace troupe::actors
