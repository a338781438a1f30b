#include "actors/actor_threads.hpp"

#include <atomic>
#include <future>
#include <memory>

#include <doctest/doctest.h>
#include <unistd.h>

#include "actors/session_threads.hpp"
#include "actors/stage.hpp"
#include "actors/traced.hpp"

namespace troupe::actors {

struct Question {
  std::shared_ptr<std::promise<bool>> is_behind;
};

}  // namespace troupe::actors
TROUPE_ACTOR_MESSAGE(Question)

namespace troupe::actors {
namespace {

bool is_behind() {
  return is_behind_others(::gettid());
}

struct Answering {
  static constexpr const char* name = "answering";
  explicit Answering(TracedActor* /*self*/) {}
  static caf::behavior make_behavior() {
    return {[](const Question& question) { question.is_behind->set_value(is_behind()); }};
  }
};

struct Troop {
  Troop() {
    threads.begin(system, [this] { came_back = !is_behind(); });
  }
  ~Troop() {
    compat::end_actor(actor);
    actor = nullptr;
    threads.end();
  }
  Troop(const Troop&) = delete;
  Troop& operator=(const Troop&) = delete;

  bool is_asked_behind() {
    const auto answer = std::make_shared<std::promise<bool>>();
    compat::post(actor, Question{answer});
    return answer->get_future().get();
  }
  /// Places change soon, not at once.
  void wait_until(bool is_behind) {
    while (is_asked_behind() != is_behind) {
    }
  }

  std::atomic<bool> came_back = false;
  Stage stage;
  ActorThreads threads;
  SystemConfig config{stage, compat::SchedulerPolicy::sharing, ActorThreads::needed};
  caf::actor_system system{config};
  caf::actor actor = spawn_root<Answering>(system);
};

TEST_CASE("actors change from one thread to the other and back, and every message is handled") {
  Troop troop;
  for (int i = 0; i < 20; ++i) {
    troop.threads.stand_behind(true);
    troop.wait_until(true);
    troop.threads.stand_behind(false);
    troop.wait_until(false);
    CHECK(troop.came_back);
  }
}

TEST_CASE("places may change faster than threads can") {
  Troop troop;
  for (int i = 0; i < 500; ++i) {
    troop.threads.stand_behind(i % 2 == 0);
    if (i % 7 == 0) {
      troop.is_asked_behind();
    }
  }
  troop.wait_until(false);
}

TEST_CASE("a system ends while its actors stand behind") {
  Troop troop;
  troop.threads.stand_behind(true);
  troop.wait_until(true);
}

}  // namespace
}  // namespace troupe::actors
