#include "actors/actor_threads.hpp"

#include <atomic>
#include <future>
#include <memory>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "actors/stage.hpp"

namespace troupe::actors {

struct Question {
  std::shared_ptr<std::promise<int>> niceness;
};

}  // namespace troupe::actors
TROUPE_ACTOR_MESSAGE(Question)

namespace troupe::actors {
namespace {

int niceness() {
  return ::getpriority(PRIO_PROCESS, static_cast<::id_t>(::gettid()));
}

caf::behavior answering(caf::event_based_actor* /*self*/) {
  return {[](const Question& question) { question.niceness->set_value(niceness()); }};
}

struct Troop {
  Troop() {
    threads.begin(system, [this] { came_back = niceness(); });
  }
  ~Troop() {
    compat::end_actor(actor);
    actor = nullptr;
    threads.end();
  }
  Troop(const Troop&) = delete;
  Troop& operator=(const Troop&) = delete;

  int ask() {
    const auto niceness = std::make_shared<std::promise<int>>();
    compat::post(actor, Question{niceness});
    return niceness->get_future().get();
  }
  /// Places change soon, not at once.
  void wait_for(int niceness) {
    while (ask() != niceness) {
    }
  }

  std::atomic<int> came_back = 19;
  Stage stage;
  ActorThreads threads;
  SystemConfig config{stage, compat::SchedulerPolicy::sharing, ActorThreads::needed};
  caf::actor_system system{config};
  caf::actor actor = system.spawn(answering);
};

TEST_CASE("actors change from one thread to the other and back, and every message is handled") {
  Troop troop;
  const int before = niceness();
  for (int i = 0; i < 20; ++i) {
    troop.threads.stand_behind(true);
    troop.wait_for(19);
    troop.threads.stand_behind(false);
    troop.wait_for(before);
    CHECK(troop.came_back == before);
  }
}

TEST_CASE("places may change faster than threads can") {
  Troop troop;
  for (int i = 0; i < 500; ++i) {
    troop.threads.stand_behind(i % 2 == 0);
    if (i % 7 == 0) {
      troop.ask();
    }
  }
  troop.wait_for(niceness());
}

TEST_CASE("a system ends while its actors stand behind") {
  Troop troop;
  troop.threads.stand_behind(true);
  troop.wait_for(19);
}

}  // namespace
}  // namespace troupe::actors
