// Several sessions in one process: whatever one does, the others do not notice.
#include "actors/session_host.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "actors/session_threads.hpp"
#include "protocol/framing.hpp"
#include "test/actors/fake_language.hpp"

namespace troupe::actors {
namespace {

struct Languages {
  Languages() {
    auto fake = std::make_unique<FakeLanguage>();
    language = fake.get();
    std::vector<std::unique_ptr<const ide::Language>> all;
    all.push_back(std::move(fake));
    set = std::make_unique<ide::LanguageSet>(std::move(all));
  }
  [[nodiscard]] ServeOptions options() const {
    ServeOptions options;
    options.languages = set.get();
    return options;
  }
  FakeLanguage* language = nullptr;
  std::unique_ptr<ide::LanguageSet> set;
};

/// A client that is not far away.
class Editor {
 public:
  explicit Editor(SessionHost& host)
      : session_(host.open({.write =
                                [this](const transport::Outbound& frame) {
                                  {
                                    const std::scoped_lock lock(mutex_);
                                    written_.push_back(frame.bytes);
                                  }
                                  changed_.notify_all();
                                },
                            .on_end = [](int) {}})) {
    say(R"("id":0,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}})");
    say(R"("method":"initialized","params":{})");
  }

  void say(const std::string& members) {
    std::string body = R"({"jsonrpc":"2.0",)" + members + "}";
    body.reserve(body.size() + protocol::frame_padding);
    session_->on_frame(std::make_shared<const std::string>(std::move(body)), monotonic_now());
  }
  void hover(int id) {
    say(R"("id":)" + std::to_string(id) +
        R"(,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.fake"},"position":{"line":0,"character":0}})");
  }
  void wait_for(const std::string& part) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return std::ranges::any_of(written_, [&](const std::string& frame) {
        return frame.find(part) != std::string::npos;
      });
    });
  }
  [[nodiscard]] std::unique_ptr<ClientSession> take_session() { return std::move(session_); }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> written_;  ///< under mutex_
  std::unique_ptr<ClientSession> session_;
};

void end_elsewhere(std::unique_ptr<ClientSession> session) {
  std::thread([gone = std::move(session)]() mutable { gone.reset(); }).join();
}

TEST_CASE("a session may end on another thread than it began on, and others go on") {
  const Languages languages;
  SessionHost host(languages.options(), true);
  Editor stays(host);
  for (int i = 0; i < 10; ++i) {
    Editor goes(host);
    goes.hover(1);
    goes.wait_for(R"("id":1,)");
    end_elsewhere(goes.take_session());
  }
  stays.hover(2);
  stays.wait_for(R"("id":2,)");
  end_elsewhere(stays.take_session());
}

TEST_CASE("a session with much under way ends, whatever its timers and its disk still hold") {
  const Languages languages;
  SessionHost host(languages.options());
  for (int i = 0; i < 10; ++i) {
    Editor editor(host);
    editor.say(
        R"("method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x.fake","languageId":"fake","version":1,"text":"use y"}})");
    editor.hover(1);
    editor.say(R"("id":2,"method":"$/troupe/status")");
    end_elsewhere(editor.take_session());
  }
  std::promise<std::size_t> sessions;
  host.gather_status(
      {}, [&](const ProcessStatus& status) { sessions.set_value(status.sessions.size()); });
  CHECK(sessions.get_future().get() == 0);
}

TEST_CASE("a query that does not let go holds up the end of its own session alone") {
  const Languages languages;
  std::promise<void> running;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<bool> is_first = true;
  languages.language->during_hover = [&](engine::Context&) {
    if (is_first.exchange(false)) {
      running.set_value();
      released.wait();
    }
  };
  SessionHost host(languages.options(), true);
  Editor stuck(host);
  stuck.hover(1);
  running.get_future().wait();
  std::thread farewell([gone = stuck.take_session()]() mutable { gone.reset(); });

  Editor other(host);
  other.hover(1);
  other.wait_for(R"("id":1,)");
  end_elsewhere(other.take_session());

  release.set_value();
  farewell.join();
}

TEST_CASE("the status tells of every session, and of those alone that are there") {
  const Languages languages;
  SessionHost host(languages.options(), true);
  Editor one(host);
  Editor other(host);
  end_elsewhere(one.take_session());
  std::promise<std::vector<std::uint64_t>> told;
  host.gather_status({}, [&](const ProcessStatus& status) {
    std::vector<std::uint64_t> numbers;
    for (const SessionStatus& session : status.sessions) {
      CHECK(session.memory.has_value());
      numbers.push_back(session.metrics->number);
    }
    told.set_value(std::move(numbers));
  });
  CHECK(told.get_future().get() == std::vector<std::uint64_t>{2});
  end_elsewhere(other.take_session());
}

TEST_CASE("what an ended session held counts no more") {
  const Languages languages;
  ServeOptions options = languages.options();
  options.limits.warm_base_ms = 0;
  SessionHost host(options, true);
  const auto memory_used = [&] {
    std::promise<std::size_t> used;
    host.gather_status(
        {}, [&](const ProcessStatus& status) { used.set_value(status.shared->memory_used); });
    return used.get_future().get();
  };
  Editor editor(host);
  editor.say(
      R"("method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x.fake","languageId":"fake","version":1,"text":"use y"}})");
  editor.hover(1);
  editor.wait_for(R"("id":1,)");
  CHECK(memory_used() > 0);
  end_elsewhere(editor.take_session());
  CHECK(memory_used() == 0);
}

TEST_CASE("who takes much of the processors works behind others until it is alone") {
  const Languages languages;
  const auto is_behind = [] { return is_behind_others(::gettid()); };
  std::atomic<bool> is_greedy = true;
  std::promise<void> is_done;
  std::atomic<bool> was_behind = false;
  languages.language->during_hover = [&](engine::Context&) {
    const bool was_greedy = is_greedy.exchange(false);
    while (was_greedy && !is_behind()) {
    }
    was_behind = is_behind();
    if (was_greedy) {
      is_done.set_value();
    }
  };
  SessionHost host(languages.options(), true);
  Editor greedy(host);
  Editor modest(host);
  greedy.hover(1);
  const auto done = is_done.get_future();
  while (done.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout) {
    modest.say(R"("method":"$/setTrace","params":{"value":"off"})");
  }
  greedy.wait_for(R"("id":1,)");
  CHECK(was_behind);
  end_elsewhere(modest.take_session());
  for (int id = 2; was_behind; ++id) {
    greedy.hover(id);
    greedy.wait_for("\"id\":" + std::to_string(id) + ",");
  }
  end_elsewhere(greedy.take_session());
}

}  // namespace
}  // namespace troupe::actors
